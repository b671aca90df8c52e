"""The path of an exchange through the framework: an ordered list of steps, nested by depth.

The frameworks are instrumented at their seams (``django_trace``, ``flask_trace``, ``jinja_trace``)
when a program is loaded. While no exchange is traced, what they call here does next to nothing.
"""

import functools
import linecache
import re
import sys
import time
from collections.abc import Callable
from types import CodeType, MethodType, TracebackType
from typing import Any, Self

from .errors import Paths, message_of
from .shapes import Place, Query
from .shapes_inspector import Step

MAX_STEPS = 400
MAX_RULES = 100
Late = Callable[[], dict[str, Any]]


class Tracer:
    """Collects the steps of one exchange after another, between ``begin`` and ``end``."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.on = False
        self.places: dict[CodeType, Place | None] = {}
        self.begin()
        self.on = False

    def begin(self) -> None:
        """Trace from now on."""
        self.steps: list[Step] = []
        self.left_out = 0
        self.depth = 0
        self.open_steps: list[OpenStep] = []
        self.late: list[tuple[Step, Late]] = []
        self.since = time.perf_counter()
        self.on = True

    def end(self) -> tuple[list[Step], int]:
        """The steps since ``begin``, and how many more there were than are kept."""
        self.on = False
        for step, late in self.late:
            try:
                step["detail"].update(late())
            except Exception as exc:  # an object of the learner's that can't be looked at
                step["detail"]["unknown"] = message_of(exc)
        self.late = []
        return self.steps, self.left_out

    def step(
        self, kind: str, name: str, where: Place | None = None, **detail: Any
    ) -> "OpenStep | NoStep":
        """A context: what begins in it is part of this step. Its value takes further details."""
        return OpenStep(self, kind, name, where, detail) if self.on else NO_STEP

    def note(self, kind: str, name: str, where: Place | None = None, **detail: Any) -> None:
        """A step that takes no time."""
        if self.on:
            self._add(kind, name, where, detail, time.perf_counter())

    def query(self, number: int, query: Query, seconds: float) -> None:
        """The step of a statement that is the exchange's ``number``-th, from 0, and just over."""
        if self.on:
            name = " ".join(query["sql"].split(None, 4)[:4])[:60]
            begin = time.perf_counter() - seconds
            step = self._add("query", name, query["where"], {"query": number}, begin)
            if step:
                step["milliseconds"] = query["milliseconds"]

    def around(self) -> Place | None:
        """The learner's view, template or hook that is running, though none of its lines may be."""
        inside = (step for step in reversed(self.open_steps) if step.kind != "middleware")
        return next((step.where for step in inside if step.where), None) if self.on else None

    def _add(
        self, kind: str, name: str, where: Place | None, detail: dict[str, Any], begin: float
    ) -> Step | None:
        if len(self.steps) >= MAX_STEPS:
            self.left_out += 1
            return None
        step: Step = {
            "kind": kind,
            "name": name,
            "at": round((begin - self.since) * 1000, 3),
            "milliseconds": 0.0,
            "depth": self.depth,
            "where": where,
            "detail": detail,
        }
        self.steps.append(step)
        return step

    def place(self, function: Any) -> Place | None:
        """The line on which a function or class of the learner's is defined; None for others."""
        code = code_of(function)
        if code is None:
            return self._place_of_class(function) if isinstance(function, type) else None
        if code not in self.places:
            own = self.paths.is_own(code.co_filename)
            self.places[code] = (
                {"file": self.paths.short(code.co_filename), "line": _def_line(code)}
                if own
                else None
            )
        return self.places[code]

    def _place_of_class(self, cls: type) -> Place | None:
        file = str(getattr(sys.modules.get(cls.__module__), "__file__", ""))
        if not self.paths.is_own(file):
            return None
        pattern = re.compile(rf"\s*class\s+{re.escape(cls.__name__)}\b")
        lines = linecache.getlines(file)
        line = next((n for n, text in enumerate(lines, 1) if pattern.match(text)), 1)
        return {"file": self.paths.short(file), "line": line}


class OpenStep:
    """A step under way."""

    def __init__(
        self, tracer: Tracer, kind: str, name: str, where: Place | None, detail: dict[str, Any]
    ) -> None:
        self.tracer, self.kind, self.name, self.where = tracer, kind, name, where
        self.detail = detail
        self.step: Step | None = None
        self.of: Any = None  # what the instrumentation wants to find again, as the innermost step

    def __enter__(self) -> Self:
        tracer = self.tracer
        self.begin = time.perf_counter()
        self.depth = tracer.depth
        self.run = tracer.steps
        self.step = tracer._add(self.kind, self.name, self.where, self.detail, self.begin)
        tracer.depth += 1
        tracer.open_steps.append(self)
        return self

    def tell(self, **detail: Any) -> None:
        """Add details."""
        self.detail.update(detail)

    def later(self, late: Late) -> None:
        """Details that take a while: worked out when the exchange is over."""
        if self.step:
            self.tracer.late.append((self.step, late))

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        exc: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        tracer = self.tracer
        if self.step:
            self.step["milliseconds"] = round((time.perf_counter() - self.begin) * 1000, 3)
            if exc is not None:
                self.detail["raised"] = _raised(exc)
        # A generator may end after what is around it, or in a later exchange.
        if tracer.steps is self.run and self in tracer.open_steps:
            del tracer.open_steps[tracer.open_steps.index(self) :]
            tracer.depth = self.depth


def _raised(exc: BaseException) -> str:
    """``ValueError: no number``; an exception that carries data, not text, by its name alone."""
    told = exc.args and isinstance(exc.args[0], str)
    return f"{type(exc).__name__}: {message_of(exc)}"[:300] if told else type(exc).__name__


class NoStep:
    """Stands in for a step while nothing is traced."""

    of: Any = None

    def __enter__(self) -> Self:
        return self

    def tell(self, **_: Any) -> None:
        """Nothing."""

    def later(self, _: Late) -> None:
        """Nothing."""

    def __exit__(self, *_: object) -> None:
        """Nothing."""


NO_STEP = NoStep()


def code_of(function: Any) -> CodeType | None:
    """The code of a function, below decorators that say what they wrap, methods and partials."""
    for _ in range(20):
        if isinstance(function, functools.partial):
            function = function.func
        elif isinstance(function, MethodType):
            function = function.__func__
        elif "__wrapped__" in (getattr(function, "__dict__", None) or ()):
            function = function.__wrapped__
        else:
            break
    code = getattr(function, "__code__", None)
    return code if isinstance(code, CodeType) else None


def name_of(function: Any) -> str:
    """``blog.views.index``, however it is wrapped; an object's class if it has no name."""
    name = getattr(function, "__qualname__", None)
    if name is None and hasattr(function, "func"):  # a partial
        return name_of(function.func)
    owner = function if name else type(function)
    return f"{owner.__module__}.{owner.__qualname__}".replace(".<locals>", "")


def _def_line(code: CodeType) -> int:
    """The line of ``def``: a function's first line is that of its first decorator."""
    lines = linecache.getlines(code.co_filename)
    first = code.co_firstlineno
    for number in range(first, min(first + 20, len(lines) + 1)):
        if re.match(r"\s*(async\s+)?def\b", lines[number - 1]):
            return number
    return first
