"""Exceptions as the learner should read them: their own files first, by their own names."""

import re
import sys
import traceback
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from . import teaching
from .shapes import Error, Frame, Place

MAX_FRAMES = 60
MAX_TEXT = 40_000
# Functions of the frameworks between a middleware and what is inside it.
INSIDE = {"inner": "django/core/handlers/exception.py", "wsgi_app": "flask/app.py"}
HARNESS = str(Path(__file__).parent)


class HarnessError(Exception):
    """Something that the harness itself has to tell the learner, in words that say what to do."""


class BadProgram(HarnessError):
    """The files can't be a program: a wrong path, too many, too large."""


class NoAppFound(HarnessError):
    """The files hold no application to run, or more than one."""


class BadRequest(HarnessError):
    """A request that can't be sent."""


class TooManyRedirects(HarnessError):
    """The program redirects in a circle."""


class CannotSignIn(HarnessError):
    """``as`` names somebody whom the program doesn't know, or it knows nobody at all."""


class Paths:
    """Turns the absolute file names of frames into names a learner knows."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.framework = ""  # the program's: errors are explained in its words

    def is_own(self, filename: str) -> bool:
        """Whether a file is one of the program's."""
        return filename.startswith(self.root + "/")

    def short(self, filename: str) -> str:
        """``app.py`` for an own file, ``flask/app.py`` for a library's."""
        if self.is_own(filename):
            return filename[len(self.root) + 1 :]
        for prefix in sorted({*sys.path, sys.prefix}, key=len, reverse=True):
            if prefix and filename.startswith(prefix.rstrip("/") + "/"):
                return filename[len(prefix.rstrip("/")) + 1 :]
        return filename

    def library(self, filename: str) -> str:
        """Whose code a file is: "flask", "python" for Python's own, "" for the program's."""
        if self.is_own(filename) or filename.startswith("<"):
            return ""
        name = self.short(filename).lstrip("/").split("/")[0].removesuffix(".py")
        return "python" if name in sys.stdlib_module_names else name


def describe(exc: BaseException, paths: Paths) -> Error:
    """An exception as JSON. The harness's own frames and the import machinery are left out."""
    summary = traceback.TracebackException.from_exception(exc)
    _drop_machinery(summary)
    frames = [_frame(step, paths) for step in summary.stack]
    own = isinstance(exc, HarnessError)
    message = message_of(exc)
    return {
        "type": type(exc).__name__,
        "message": message,
        "where": _where(exc, frames, paths),
        "frames": [] if own else _cut(frames),
        "text": f"{type(exc).__name__}: {exc}\n" if own else _text(summary, paths),
        "teaching": teaching.explain(exc, message, frames, paths.framework),
    }


def message_of(exc: BaseException) -> str:
    """What an exception says, even if its own text can't be made."""
    if isinstance(exc, SyntaxError):
        return str(exc.msg)
    try:
        return str(exc)[:MAX_TEXT]
    except Exception:  # a learner's own __str__ may fail
        return f"<the message of this {type(exc).__name__} can't be shown>"


def _text(summary: traceback.TracebackException, paths: Paths) -> str:
    text = "".join(summary.format())
    text = re.sub(r'File "([^"\n]+)"', lambda m: f'File "{paths.short(m[1])}"', text)
    if len(text) > MAX_TEXT:
        text = f"{text[: MAX_TEXT // 2]}\n  … cut here …\n{text[-MAX_TEXT // 2 :]}"
    return text


def _drop_machinery(summary: traceback.TracebackException) -> None:
    """Take out what stands between Python and the learner's file, in causes and contexts too."""
    seen: set[int] = set()
    pending: list[traceback.TracebackException | None] = [summary]
    while pending:
        part = pending.pop()
        if part is None or id(part) in seen:
            continue
        seen.add(id(part))
        part.stack[:] = [step for step in part.stack if not _is_machinery(step.filename)]
        pending += [part.__cause__, part.__context__, *(part.exceptions or ())]


def _is_machinery(filename: str) -> bool:
    return filename.startswith((HARNESS, "<frozen importlib")) or filename.endswith(
        "/importlib/__init__.py"
    )


def _frame(step: traceback.FrameSummary, paths: Paths) -> Frame:
    return {
        "file": paths.short(step.filename),
        "line": step.lineno or 0,
        "function": step.name,
        "code": (step.line or "").strip(),
        "own": paths.is_own(step.filename),
        "library": paths.library(step.filename),
    }


def _cut(frames: list[Frame]) -> list[Frame]:
    """Endless recursion leaves a thousand frames: the first and the last of them tell the story."""
    if len(frames) <= MAX_FRAMES:
        return frames
    return frames[: MAX_FRAMES // 3] + frames[-(MAX_FRAMES - MAX_FRAMES // 3) :]


def _where(exc: BaseException, frames: list[Frame], paths: Paths) -> Place | None:
    if isinstance(exc, SyntaxError) and exc.filename and paths.is_own(exc.filename):
        return {"file": paths.short(exc.filename), "line": exc.lineno or 1}
    own = [number for number, frame in enumerate(frames) if frame["own"]]
    template = _django_template_place(exc, paths)
    if template:
        inside = [n for n, frame in enumerate(frames) if frame["function"] == "render_annotated"]
        if not own or (inside and inside[-1] > own[-1]):
            return template
    if own:
        return {"file": frames[own[-1]]["file"], "line": frames[own[-1]]["line"]}
    return template or _jinja_place(exc, paths)


def _django_template_place(exc: BaseException, paths: Paths) -> Place | None:
    """Django notes where in a template an exception arose, as long as DEBUG is on."""
    noted = getattr(exc, "template_debug", None)
    if isinstance(noted, dict) and paths.is_own(str(noted.get("name"))):
        return {"file": paths.short(str(noted["name"])), "line": int(noted.get("line") or 1)}
    return None


def _jinja_place(exc: BaseException, paths: Paths) -> Place | None:
    """Jinja's syntax errors know their file though no frame does."""
    filename, line = getattr(exc, "filename", None), getattr(exc, "lineno", None)
    if isinstance(filename, str) and isinstance(line, int) and paths.is_own(filename):
        return {"file": paths.short(filename), "line": line}
    return None


def caused_here(paths: Paths, depth: int = 2) -> Place | None:
    """The innermost line of the learner's that is being executed right now, in code or template.

    A middleware of theirs doesn't cause what happens further inside, though its line is running.
    """
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None:
        name, filename = frame.f_code.co_name, frame.f_code.co_filename
        if paths.is_own(filename):
            return {"file": paths.short(filename), "line": _line_in_file(frame)}
        if name == "render_annotated":
            place = _django_node_place(frame.f_locals.get("self"), paths)
            if place:
                return place
        if name in INSIDE and filename.endswith(INSIDE[name]):
            return None
        frame = frame.f_back
    return None


def _line_in_file(frame: FrameType) -> int:
    """The line: a Jinja template is compiled to Python, and counts its lines by its own table."""
    template = frame.f_globals.get("__jinja_template__")
    if template is None or frame.f_code.co_filename != template.filename:
        return frame.f_lineno
    return int(template.get_corresponding_lineno(frame.f_lineno))


def _django_node_place(node: Any, paths: Paths) -> Place | None:
    """Where a tag or variable of a Django template stands."""
    name = str(getattr(getattr(node, "origin", None), "name", ""))
    line = getattr(getattr(node, "token", None), "lineno", None)
    if paths.is_own(name) and isinstance(line, int):
        return {"file": paths.short(name), "line": line}
    return None


ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]
