"""One terminal: lines in, output out, and what is asked in between."""

import contextlib
import os
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

from ..aside import aside
from ..console import Console, Emit
from ..errors import describe
from ..run import Run
from ..shapes import Teaching
from ..shapes_terminal import Prompt, TerminalAnswer, TerminalInput
from ..teaching import explain_printed
from .asking import Asking, NeedsInput
from .commands import find
from .lines import BadLine, Line, parse
from .process import arguments, environment, loggers_kept
from .rewind import Rewind
from .state import CannotRun, Terminal

MISUSED = 2
INTERRUPTED = 130
_sessions: "weakref.WeakKeyDictionary[Run, Session]" = weakref.WeakKeyDictionary()


def terminal(run: Run, given: TerminalInput) -> TerminalAnswer:
    """Run a line, or go on with the one that has asked something.

    Raises CannotRun if the program has no files.
    """
    if run.project is None:
        raise CannotRun("The program has no files that could be used: mend that, and run it.")
    return session_of(run).do(given)


def session_of(run: Run) -> "Session":
    """The terminal of a run; there is one."""
    if run not in _sessions:
        _sessions[run] = Session(run)
    return _sessions[run]


class TerminalConsole(Console):
    """A console of one command. What was shown before the command was run again isn't repeated."""

    def __init__(self, emit: Emit, hide: str, shown: int) -> None:
        super().__init__(emit, hide)
        self.shown = shown  # characters that the learner has seen of it
        self.written = 0

    def hidden(self, text: str) -> str:
        """Text without the folder that the project lies in, which is not the learner's."""
        return text.replace(self.hide + "/", "") if self.hide else text

    def write(self, stream: str, text: str) -> None:
        """Add text, as far as it is new."""
        text = self.hidden(text)
        repeated = max(0, min(len(text), self.shown - self.written))
        self.written += len(text)
        super().write(stream, text[repeated:])


class Asked:
    """A line that waits for an answer."""

    def __init__(self, line: list[Line]) -> None:
        self.line = line
        self.answers: list[str] = []
        self.shown = 0


class Session:
    """The state of a terminal: its folder, its variables, and the line that waits."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.terminal = Terminal(run)
        self.asked: Asked | None = None

    def do(self, given: TerminalInput) -> TerminalAnswer:
        """Take a line, an answer, or a cancellation."""
        asked, self.asked = self.asked, None
        if given.get("cancel"):
            return self._say("", INTERRUPTED)
        try:
            if "answer" not in given:
                asked = Asked(parse(str(given.get("line") or "")))
            elif asked is None:
                raise BadLine("Nothing was asked: type a command.")
            else:
                asked.answers.append(str(given["answer"]))
        except BadLine as exc:
            return self._say(f"{exc}\n", MISUSED)
        return self._attempt(asked)

    def _say(self, text: str, status: int) -> TerminalAnswer:
        """An answer without a command."""
        self.terminal.action, self.terminal.error = "", None
        console = TerminalConsole(self.run.console.emit, "", 0)
        console.write("stderr", text)
        return self._answer(console, status)

    def _attempt(self, asked: Asked) -> TerminalAnswer:
        """Run a line with the answers that are there, from its beginning."""
        terminal, before = self.terminal, Rewind(self.run)
        console = TerminalConsole(self.run.console.emit, self.run.console.hide, asked.shown)
        terminal.action, terminal.error = "", None
        prompt: Prompt | None = None
        status, folder = 0, terminal.folder
        with self._in_place(console), Asking(asked.answers):
            try:
                status = self._run(asked.line)
            except NeedsInput as need:
                prompt = {"text": console.hidden(need.text), "secret": need.secret}
        if prompt:
            before.restore()
            terminal.folder = folder
            asked.shown = max(asked.shown, console.written)
            self.asked = asked
        return self._answer(console, status, prompt, before)

    def _run(self, lines: list[Line]) -> int:
        status = 0
        for line in lines:
            if line.goes_on(status):
                status = self._run_one(line)
        return status

    def _run_one(self, line: Line) -> int:
        """Run one command; its exit status, 1 for one that ended in an exception."""
        terminal = self.terminal
        if not line.words:
            terminal.environment.update(line.environment)
            return 0
        variables = terminal.environment | line.environment
        with environment(variables), arguments(line.words), loggers_kept():
            try:
                return find(terminal, line.words)(terminal, line.words)
            except SystemExit as exc:
                return _status(exc.code)
            except CannotRun as exc:
                print(exc, file=sys.stderr)
                return 1
            except Exception as exc:
                terminal.error = describe(exc, self.run.recorder.paths)
                print(terminal.error["text"], end="", file=sys.stderr)
                return 1

    @contextlib.contextmanager
    def _in_place(self, console: Console) -> Iterator[None]:
        """Within it everything is written to this console, and the folder is the terminal's."""
        here = Path.cwd()
        try:
            os.chdir(self.terminal.folder)
            with aside(self.run, console):
                yield
        finally:
            os.chdir(here)
            if self.run.project:  # a command may have written modules
                self.run.project.refresh_imports()

    def _answer(
        self,
        console: Console,
        status: int,
        prompt: Prompt | None = None,
        before: Rewind | None = None,
    ) -> TerminalAnswer:
        self.run.terminal_folder = self.terminal.short(self.terminal.folder)
        return {
            "output": console.pieces,
            "status": status,
            "prompt": prompt,
            "files_changed": before.tell() if before and not prompt else {},
            "action": self.terminal.action,
            "folder": self.run.terminal_folder,
            "error": self.terminal.error,
            "teaching": self._teaching(console) if status else None,
        }

    def _teaching(self, console: Console) -> Teaching | None:
        """What is to be learnt of a failure that the command told in its own words."""
        if self.terminal.error is not None:
            return None
        text = "".join(piece["text"] for piece in console.pieces)
        return explain_printed(text, self.run.framework)


def _status(code: object) -> int:
    """The exit status of a SystemExit; a text is printed, and means 1."""
    if code is None or isinstance(code, int):
        return int(code or 0)
    print(code, file=sys.stderr)
    return 1
