"""Runs an exercise's checks, each on a program of its own.

Before every check the program is started anew: a fresh database, fresh modules, a browser that has
been nowhere. So checks are independent of each other, any of them can be run alone, and a program
that keeps its notes in a list passes or fails for what it does and not for what came before.
Measured in the browser's Python on a quiet machine, a check takes 20 to 40 ms in Flask, 60 ms in a
small Django program and 100 ms in one with users, sessions and the admin: a fresh interpreter
for each would take most of a second.

The program runs in the same Python and could find the checks if it looked for them. What it prints
can't pass for a result, though: results are what ``run`` returns, not what goes to the console.
"""

import ast
import time
from typing import Any

from ..console import Capture, Emit
from ..errors import HarnessError
from ..run import Run, start
from .results import NotStarted, result_of
from .rewriting import FAIL, CheckFailed, compile_checks
from .rows import Database
from .shapes import CheckName, CheckResult, Suite
from .window import Log, Window

PREFIX = "test_"


class BadChecks(HarnessError):
    """The checks themselves can't be run."""


class Checks:
    """An exercise's checks and the program that they judge."""

    def __init__(self, suite: Suite, emit: Emit) -> None:
        self.suite, self.emit = suite, emit
        try:
            self.code = compile_checks(suite["checks"])
            self.listed = list_checks(suite["checks"])
        except (SyntaxError, ValueError, TypeError, KeyError) as error:
            raise BadChecks(f"The checks can't be read: {error}") from None

    def run(self, name: str) -> CheckResult:
        """Start the program anew and run one check on it."""
        title = next((each["title"] for each in self.listed if each["name"] == name), None)
        if title is None:
            known = ", ".join(each["name"] for each in self.listed)
            raise BadChecks(f"There is no check {name!r}: there are {known}.")
        begin = time.perf_counter()
        run = start(self.suite["program"], self.emit)
        try:
            log = Log()
            failure = self._failure(name, run, log)
            result = result_of(failure, run, log)
        finally:
            run.close()
        result["name"], result["title"] = name, title
        result["milliseconds"] = round((time.perf_counter() - begin) * 1000, 3)
        return result

    def _failure(self, name: str, run: Run, log: Log) -> BaseException | None:
        """What the check ended in; None if it passed."""
        if not run.report["serves"]:
            return NotStarted(run.report["error"])
        namespace: dict[str, Any] = {"__name__": "checks", FAIL: CheckFailed}
        namespace |= Database(run).functions
        # Not run.capture, which is entered and left with every request.
        with Capture(run.console):
            try:
                exec(self.code, namespace)  # noqa: S102  running it is the purpose
                namespace[name](Window(run, log))
            except (Exception, SystemExit) as failure:
                return failure
        return None


def list_checks(source: str) -> list[CheckName]:
    """The functions ``test_…`` in the order in which they stand; raises SyntaxError."""
    return [
        {"name": node.name, "title": title_of(node)}
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(PREFIX)
    ]


def title_of(function: ast.FunctionDef) -> str:
    """The rule that a check stands for: its docstring's first paragraph on one line."""
    first = (ast.get_docstring(function) or "").split("\n\n")[0]
    return " ".join(first.split())
