"""Runs checks in interpreters that can be ended, as the page does: for the linter and the tests."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import Any, Protocol, Self

from ..native import Died, NativeInterpreter, TimeLimit
from ..shapes import Program
from .running import BadChecks, list_checks
from .shapes import CheckName, CheckResult, Outcome, Suite, Tried

SECONDS = 10.0  # for one check, as in the page


class Interpreter(Protocol):
    """A Python that is asked as ``harness.remote`` is; raises TimeLimit and Died."""

    def call(self, name: str, argument: Any) -> Any: ...


Begin = Callable[[], AbstractContextManager[Interpreter]]


class ChecksRunner:
    """Runs checks on one program after the other, to be used as a context.

    One interpreter does it as long as it can; one that has to be ended is replaced. Each result is
    what the page would have had.
    """

    def __init__(self, checks: str, begin: Begin) -> None:
        self.checks, self.begin = checks, begin
        self.listed = list_checks(checks)
        self._alive: Interpreter | None = None
        self._suite: Suite | None = None
        self._stack = ExitStack()

    def run(self, program: Program) -> list[CheckResult]:
        """The results of all checks on a program, in the order of the checks."""
        self._suite = None
        return [self._one(program, check) for check in self.listed]

    def _one(self, program: Program, check: CheckName) -> CheckResult:
        try:
            interpreter = self._interpreter()
            if self._suite is None:
                self._suite = {"program": program, "checks": self.checks}
                _accepted(interpreter.call("checks", self._suite))
            result: CheckResult = _accepted(interpreter.call("check", {"name": check["name"]}))
        except (TimeLimit, Died) as stopped:
            self._end()
            return stopped_result(check, str(stopped))
        return result

    def _interpreter(self) -> Interpreter:
        if self._alive is None:
            self._alive = self._stack.enter_context(self.begin())
        return self._alive

    def _end(self) -> None:
        self._stack.close()
        self._alive = self._suite = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()


def native_checks(checks: str, *, seconds: float = SECONDS) -> ChecksRunner:
    """Runs checks natively, in processes of their own; ``seconds`` is for one check."""
    return ChecksRunner(checks, partial(NativeInterpreter, seconds))


def _accepted(answer: Any) -> Any:
    if isinstance(answer, dict) and "refused" in answer:
        raise BadChecks(answer["refused"])
    return answer


def stopped_result(check: CheckName, why: str) -> CheckResult:
    """What a check comes to that was ended from outside. The page makes the same of one."""
    return {
        "name": check["name"],
        "title": check["title"],
        "ok": False,
        "message": why,
        "expected": "",
        "actual": "",
        "line": 0,
        "exchange": None,
        "exchanges": [],
        "error": None,
        "milliseconds": 0.0,
        "console": [],
        "signature": "stopped",
    }


def tried(program: Program, results: Sequence[CheckResult]) -> Tried:
    """A program and its results as ``recognise`` takes them."""
    outcomes: list[Outcome] = [
        {"name": each["name"], "signature": each["signature"]} for each in results
    ]
    return {"files": program["files"], "results": outcomes}
