"""What a person sees while set-up works: what is being done, for how long, and how it ended.

On a terminal one line is redrawn; anywhere else (a log, CI) plain lines come every ten seconds.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

REDRAW_SECONDS = 0.12
LOG_SECONDS = 10.0
COLUMNS = 100


@dataclass(slots=True)
class Task:
    """Something that is being done now. ``note`` says what it has come to."""

    title: str
    why: str = ""
    started: float = field(default_factory=time.monotonic)
    latest: str = ""

    def note(self, text: str) -> None:
        if text.strip():
            self.latest = text.strip()

    @property
    def seconds(self) -> int:
        return round(time.monotonic() - self.started)


class Progress:
    """Draws tasks on a stream, ``sys.stderr`` unless another is given."""

    def __init__(self, stream: TextIO | None = None, *, log_seconds: float = LOG_SECONDS) -> None:
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.interval = REDRAW_SECONDS if self.terminal else log_seconds
        self.marks = _marks(self.stream)

    def say(self, text: str) -> None:
        print(text, file=self.stream, flush=True)

    @contextmanager
    def task(self, title: str, why: str = "") -> Iterator[Task]:
        """Show a task until the block ends; one that raises is shown as failed."""
        task = Task(title, why)
        if not self.terminal:
            self.say(f"{title} ({why}) ..." if why else f"{title} ...")
        ended = threading.Event()
        drawing = threading.Thread(target=self._draw, args=(task, ended), daemon=True)
        drawing.start()
        outcome = "failed after"
        try:
            yield task
            outcome = "done in"
        finally:
            ended.set()
            drawing.join()
            mark = self.marks["done" if outcome == "done in" else "failed"]
            clear = "\r\x1b[K" if self.terminal else ""
            self.say(f"{clear}{mark} {title}: {outcome} {task.seconds} s")

    def _draw(self, task: Task, ended: threading.Event) -> None:
        turn = 0
        while not ended.wait(self.interval):
            if self.terminal:
                turns = self.marks["turns"]
                line = f"{turns[turn % len(turns)]} {task.title}  {task.seconds} s  {task.latest}"
                print(f"\r\x1b[K{line[:COLUMNS]}", end="", file=self.stream, flush=True)
                turn += 1
            else:
                self.say(f"  {task.seconds} s: {task.latest or task.title}"[:COLUMNS])


def _marks(stream: TextIO) -> dict[str, str]:
    """Signs that the stream can carry: an old Windows console has no tick."""
    marks = {"done": "✓", "failed": "✗", "turns": "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"}
    try:
        "".join(marks.values()).encode(getattr(stream, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return {"done": "+", "failed": "x", "turns": "-\\|/"}
    return marks
