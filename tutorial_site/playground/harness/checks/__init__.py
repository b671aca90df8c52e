"""Exercises' checks: functions that drive a program from outside, as a person with a browser would.

    def test_bob_does_not_see_adas_note(browser):
        \"\"\"Bob's list must not show Ada's note.\"\"\"
        browser.sign_in("ada"); browser.post("/notes/new", text="Milk")
        browser.sign_in("bob")
        assert "Milk" not in browser.get("/notes/").text

Asked for by name, as ``harness.remote`` lists it: ``checks`` takes a suite and lists what is in it,
``check`` runs one of them, so that whoever waits can end one that never does and go on with the
next in another interpreter. ``recognise`` says which known mistake results look like.
"""

from collections.abc import Callable
from typing import Any

from ..console import Emit
from .recognising import recognise
from .running import BadChecks, Checks, list_checks
from .shapes import CheckName, CheckResult, Suite

__all__ = ["CALLS", "BadChecks", "Checks", "list_checks", "recognise"]

_checks: Checks | None = None


def begin(suite: Suite, emit: Emit) -> list[CheckName]:
    """Take a program and the checks for it; what there is to be run."""
    global _checks
    _checks = Checks(suite, emit)
    return _checks.listed


def run_one(argument: dict[str, str], emit: Emit) -> CheckResult:
    """Run the check of a name."""
    if _checks is None:
        raise BadChecks("There are no checks yet: call checks first.")
    _checks.emit = emit
    return _checks.run(argument["name"])


def find_mistake(argument: dict[str, Any], _: Emit) -> dict[str, int | None]:
    """``{"mistake": index}`` for ``{"own": …, "starter": …, "mistakes": […]}``, each a Tried."""
    return {"mistake": recognise(argument["own"], argument["starter"], argument["mistakes"])}


CALLS: dict[str, Callable[[Any, Emit], Any]] = {
    "checks": begin,
    "check": run_one,
    "recognise": find_mistake,
}
