"""What is recorded while the program answers: SQL, the path through the framework, lines, rows."""

from .changes import Changes
from .lines import Lines, TracedLines
from .queries import Recorder
from .shapes import Seen


class Observer:
    """Watches one exchange after another, between ``begin`` and ``end``."""

    def __init__(self, recorder: Recorder, lines: Lines | TracedLines) -> None:
        self.recorder, self.lines = recorder, lines
        self.tracer = recorder.tracer
        self.changes = Changes(recorder.databases)
        self.tracing = False

    def begin(self, *, trace: bool) -> None:
        """The program is about to be asked; without ``trace`` only its SQL is recorded."""
        self.tracing = trace
        self.recorder.reset()
        self.changes.stale = self.changes.stale or not trace
        if trace:
            self.changes.before()
            self.lines.begin()
            self.tracer.begin()

    def end(self) -> Seen:
        """All that was seen since ``begin``."""
        seen = nothing_seen()
        seen["queries"] = self.recorder.queries
        seen["queries_left_out"] = self.recorder.left_out
        seen["transactions"] = self.recorder.transactions
        if self.tracing:
            seen["trace"], seen["trace_left_out"] = self.tracer.end()
            seen["lines"] = self.lines.end()
            seen["changes"] = self.changes.after(self.recorder.queries)
        return seen


def nothing_seen() -> Seen:
    """For an exchange that never took place."""
    return {
        "queries": [],
        "queries_left_out": 0,
        "transactions": [],
        "trace": None,
        "trace_left_out": 0,
        "lines": {},
        "changes": [],
    }
