"""Runs checks natively, in processes that can be ended: for content tests and the linter."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, Self

from ..native import Died, NativeInterpreter, TimeLimit
from ..shapes import Program
from .recognising import recognise
from .running import BadChecks, list_checks
from .shapes import CheckName, CheckResult, Suite, Tried

SECONDS = 10.0  # for one check, as in the page


class NativeChecks:
    """Runs checks on one program after the other, to be used as a context.

    One process does it as long as it can; one that is killed is replaced. That is what the page
    does with its interpreters, and each result is what the page would have had.
    """

    def __init__(
        self, checks: str, *, prewarmed: Sequence[str] = (), seconds: float = SECONDS
    ) -> None:
        self.checks, self.prewarmed, self.seconds = checks, prewarmed, seconds
        self.listed = list_checks(checks)
        self._alive: NativeInterpreter | None = None
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

    def _interpreter(self) -> NativeInterpreter:
        if self._alive is None:
            interpreter = NativeInterpreter(self.seconds, prewarmed=self.prewarmed)
            self._alive = self._stack.enter_context(interpreter)
        return self._alive

    def _end(self) -> None:
        self._stack.close()
        self._alive = self._suite = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()


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
    outcomes = [{"name": each["name"], "signature": each["signature"]} for each in results]
    return {"files": program["files"], "results": outcomes}  # type: ignore[typeddict-item]


__all__ = ["NativeChecks", "recognise", "stopped_result", "tried"]
