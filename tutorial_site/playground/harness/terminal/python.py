"""``python``: a file, a module, a piece of code, inside the interpreter of the running program."""

import importlib.util
import runpy
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from .state import CannotRun, Terminal

REFUSED_MODULES = {
    "venv": "No environment is needed here: Python and its packages are ready (pip list).",
    "virtualenv": "No environment is needed here: Python and its packages are ready (pip list).",
    "ensurepip": "Nothing can be installed here: pip list shows the packages that there are.",
    "http.server": "Nothing can listen for connections here; the app is served already.",
    "idlelib": "There are no windows here: the editor is above.",
    "this": "",
}


def python(terminal: Terminal, words: list[str]) -> int:
    """python [FILE | -m MODULE | -c CODE | -V], with arguments."""
    match words[1:]:
        case [] | ["-i"]:
            terminal.action = "shell"
            return 0
        case ["-V" | "--version" | "-VV"]:
            print(f"Python {sys.version.split()[0]}")
            return 0
        case ["-c", code, *arguments]:
            return _as_main(code, "<string>", ["-c", *arguments])
        case ["-m", module, *arguments]:
            return run_module(terminal, module, arguments)
        case [option, *_] if option.startswith("-"):
            raise CannotRun("What python can do here: python FILE, -m MODULE, -c CODE")
        case [name, *arguments]:
            return run_file(terminal, name, arguments)
    raise AssertionError(words)


def run_file(terminal: Terminal, name: str, arguments: list[str]) -> int:
    """Run a file of the project as a program of its own; Django's manage.py by the terminal's."""
    if terminal.run.framework == "django" and Path(name).name == "manage.py":
        from .django_commands import manage

        return manage(terminal, ["manage.py", *arguments])
    path = terminal.inside(name)
    if not path.is_file():
        raise CannotRun(f"There is no file {name} here. ls lists what there is.")
    return _as_main(path.read_text(encoding="utf-8"), str(path), [name, *arguments])


def _as_main(code: str, filename: str, arguments: list[str]) -> int:
    """Execute code as ``__main__``. Its exceptions are raised, SystemExit too."""
    module = ModuleType("__main__")
    folder = str(Path(filename).parent) if filename != "<string>" else ""
    if folder:
        module.__file__ = filename
    with _main(module, folder, arguments):
        exec(compile(code, filename, "exec", dont_inherit=True), vars(module))  # noqa: S102
    return 0


@contextmanager
def _main(module: ModuleType, folder: str, arguments: list[str]) -> Iterator[None]:
    before = sys.modules["__main__"], list(sys.path), sys.argv
    sys.modules["__main__"], sys.argv = module, arguments
    if folder not in sys.path:
        sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.modules["__main__"], sys.path[:], sys.argv = before


def run_module(terminal: Terminal, name: str, arguments: list[str]) -> int:
    """Run a module as ``python -m`` does; those with a command of their own here by that."""
    from . import django_commands, flask_commands, packages

    own: dict[str, Callable[[Terminal, list[str]], int]] = {
        "django": django_commands.manage,
        "flask": flask_commands.flask,
        "pip": packages.pip,
    }
    if name in own:
        return own[name](terminal, [f"python -m {name}", *arguments])
    if REFUSED_MODULES.get(name):
        raise CannotRun(REFUSED_MODULES[name])
    if name == "unittest" and terminal.run.framework == "django":
        raise CannotRun("Django's tests need a database of their own: python manage.py test")
    if name == "unittest":
        return _unittest(arguments)
    if not _exists(name):
        raise CannotRun(f"There is no module {name}. pip list shows the packages that there are.")
    before = sys.argv
    sys.argv = [name, *arguments]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    finally:
        sys.argv = before
    return 0


def _exists(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _unittest(arguments: list[str]) -> int:
    """As ``python -m unittest``, which can't be run twice in a process by runpy."""
    import unittest

    program = unittest.main(module=None, argv=["python -m unittest", *arguments], exit=False)
    return 0 if program.result.wasSuccessful() else 1
