"""Checks under test: ``judge(files, checks)`` runs them here, on a Flask program."""

from typing import Any

from ..harness.checks import Checks
from .harness_programs import program


def judge(files: dict[str, str] | str, checks: str) -> dict[str, Any]:
    """The result of each check by its name without ``test_``."""
    own = {"app.py": files} if isinstance(files, str) else files
    suite = Checks({"program": program("flask", own), "checks": checks}, lambda _: None)
    return {each["name"][5:]: suite.run(each["name"]) for each in suite.listed}


def one(files: dict[str, str] | str, body: str) -> Any:
    """The result of a lone check with these lines."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return judge(files, f'def test_it(browser):\n    """It holds."""\n{lines}')["it"]


def passes(files: dict[str, str] | str, body: str) -> bool:
    """Whether the lines of a check hold; why not is what a failing test shows."""
    result = one(files, body)
    assert result["ok"], {**result, "exchanges": len(result["exchanges"])}
    return True
