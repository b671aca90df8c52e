"""Fixtures that speak: ``flask(code)``, ``python(code)``, ``django(files)``, ``apart(program)``.

Django takes one program at a time, so its programs are started in processes of their own;
``kept_django`` is for those that several tests only look at.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ..harness import start
from ..harness.native import NativeProgram
from .harness_programs import program
from .interpreters import Interpreter, interpreter
from .trial import Trial

Begin = Callable[..., Trial]


@pytest.fixture
def here() -> Iterator[Begin]:
    """Start a program in this process: ``here(program)``."""
    runs = []

    def begin(wanted: Any) -> Trial:
        pieces: list[Any] = []
        run = start(wanted, pieces.append)
        runs.append(run)
        return Trial(run.report, run, pieces)

    yield begin
    for run in runs:
        run.close()


@pytest.fixture
def flask(here: Begin) -> Begin:
    """Start a Flask program: its app.py, or all of its files."""
    return lambda files: here(program("flask", _files(files, "app.py")))


@pytest.fixture
def python(here: Begin) -> Begin:
    """Start a plain program: its main.py, or all of its files."""
    return lambda files: here(program("python", _files(files, "main.py")))


@pytest.fixture(scope="module")
def apart() -> Iterator[Begin]:
    """Start a program in a process of its own, which ends with the module."""
    natives = []

    def begin(wanted: Any, timeout: float = 60.0, prewarmed: str = "") -> Trial:
        native = NativeProgram(wanted, timeout, prewarmed=prewarmed)
        natives.append(native)
        report = native.start()
        return Trial(report, native, native.console)

    yield begin
    for native in natives:
        native.__exit__()


@pytest.fixture
def django() -> Iterator[Begin]:
    """Start a Django program: its urls.py, or all of its files."""
    with contextlib.ExitStack() as interpreters:
        yield _django_in(interpreters)


@pytest.fixture(scope="module")
def kept_django() -> Iterator[Begin]:
    """The same, for programs that several tests look at: it ends with the module."""
    with contextlib.ExitStack() as interpreters:
        yield _django_in(interpreters)


def _django_in(interpreters: contextlib.ExitStack) -> Begin:
    def begin(files: Any, superuser: str = "") -> Trial:
        python = interpreters.enter_context(interpreter())
        report = python.call("start", program("django", _files(files, "urls.py"), superuser))
        return Trial(report, _Asked(python), python.emitted)

    return begin


class _Asked:
    """An interpreter, asked as a Run is."""

    def __init__(self, python: Interpreter) -> None:
        self.python = python

    def visit(self, request: Any) -> Any:
        return self.python.call("visit", request)


def _files(files: Any, lone: str) -> dict[str, str]:
    return {lone: files} if isinstance(files, str) else dict(files)
