"""Which lines of the learner's files an exchange ran.

With ``sys.monitoring`` (Python 3.12 and later, so in the browser) only the learner's code is
watched: it is found when a file of theirs is compiled. Older Pythons are asked by ``sys.settrace``,
which looks once at every call of anything, and then at the lines of the learner's functions only.
"""

import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from types import CodeType, FrameType
from typing import Any

from .errors import Paths
from .patches import replace

MAX_EVENTS = 20_000  # lines of one exchange, repeated ones counted; then each is heard of once
MAX_LINES = 2_000
HEADROOM = 60  # frames
TOOL = "Side by Side"
TOOLS = (4, 3, 5)  # ids that no debugger, coverage tool or profiler uses by convention


def lines_of(undo: list[Callable[[], None]], paths: Paths) -> "Lines | TracedLines":
    """What watches the program that is about to be loaded."""
    monitoring = getattr(sys, "monitoring", None)
    tool = next((n for n in TOOLS if monitoring and monitoring.get_tool(n) is None), None)
    if tool is None:
        return TracedLines(paths)
    lines = Lines(monitoring, tool, paths)
    undo.append(lines.close)
    replace(undo, SourceFileLoader, "source_to_code", lines.watching)
    return lines


class Lines:
    """Lines by ``sys.monitoring``: {file: {line, …}} between ``begin`` and ``end``."""

    def __init__(self, monitoring: Any, tool: int, paths: Paths) -> None:
        self.monitoring, self.tool, self.paths = monitoring, tool, paths
        self.ran: set[tuple[str, int]] = set()
        self.events = 0
        self.on = False
        self.disabled = False
        monitoring.use_tool_id(tool, TOOL)
        monitoring.register_callback(tool, monitoring.events.LINE, self._line)

    def watching(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """For ``source_to_code``: the learner's code is watched from its first line on."""

        def source_to_code(loader: Any, data: Any, path: Any, **options: Any) -> Any:
            code = original(loader, data, path, **options)
            if isinstance(path, str) and self.paths.is_own(path):
                self.watch(code)
            return code

        return source_to_code

    def watch(self, code: CodeType) -> None:
        """Hear of the lines of this code and of all functions in it."""
        self.monitoring.set_local_events(self.tool, code, self.monitoring.events.LINE)
        for part in code.co_consts:
            if isinstance(part, CodeType):
                self.watch(part)

    def _line(self, code: CodeType, line: int) -> Any:
        if self.on and len(self.ran) < MAX_LINES:
            self.ran.add((code.co_filename, line))
            self.events += 1
            if self.events < MAX_EVENTS:
                return None
        # Until restart_events(): a loop of the learner's costs nothing then.
        self.disabled = True
        return self.monitoring.DISABLE

    def begin(self) -> None:
        """Note lines from now on."""
        self.ran = set()
        self.events = 0
        self.on = True
        if self.disabled:
            self.disabled = False
            self.monitoring.restart_events()

    def end(self) -> dict[str, list[int]]:
        """The lines since ``begin``, by file, in order."""
        self.on = False
        return _by_file(self.ran, self.paths)

    def close(self) -> None:
        """Watch nothing any more."""
        self.on = False
        self.monitoring.register_callback(self.tool, self.monitoring.events.LINE, None)
        self.monitoring.free_tool_id(self.tool)


class TracedLines:
    """The same by ``sys.settrace``."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.ran: set[tuple[str, int]] = set()

    def watch(self, code: CodeType) -> None:
        """Nothing to prepare: every call is looked at."""

    def begin(self) -> None:
        """Note lines from now on, unless a debugger or coverage tool is at it already."""
        self.ran = set()
        if sys.gettrace() is None:
            sys.settrace(self._called)

    def _called(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.endswith(".py") or not self.paths.is_own(file):
            return None
        if _is_deeper_than(sys.getrecursionlimit() - HEADROOM):
            # An endless recursion must fail in the learner's code, not in here.
            sys.settrace(None)
            return None
        return self._line

    def _line(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line" and len(self.ran) < MAX_LINES:
            self.ran.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line

    def end(self) -> dict[str, list[int]]:
        """The lines since ``begin``, by file, in order."""
        if sys.gettrace() == self._called:
            sys.settrace(None)
        return _by_file(self.ran, self.paths)


def _is_deeper_than(frames: int) -> bool:
    try:
        sys._getframe(frames)
    except ValueError:
        return False
    return True


def _by_file(ran: set[tuple[str, int]], paths: Paths) -> dict[str, list[int]]:
    files: dict[str, list[int]] = {}
    for filename, line in sorted(ran):
        files.setdefault(paths.short(filename), []).append(line)
    return files
