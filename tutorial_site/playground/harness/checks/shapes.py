"""The JSON-able shapes of checks: what is to be run, and what came of it."""

from typing import TypedDict

from ..shapes import Error, Exchange, Output, Program


class Suite(TypedDict):
    """A program, and the source of the checks that are to be run on it."""

    program: Program
    checks: str


class CheckName(TypedDict):
    """One check: its function's name, and the rule it stands for (its docstring's first line)."""

    name: str
    title: str


class CheckResult(TypedDict):
    """What came of one check.

    Of a failed one: ``message`` is a sentence, "" where ``expected`` and ``actual`` say all;
    ``line`` is the line of the checks at which it failed, 0 if the program didn't start;
    ``exchanges`` are those of this check and ``exchange`` is the index of the one it concerns, None
    if there was none; ``error`` is what the program raised, then or at its start. ``signature``
    tells how it failed, to recognise a mistake by; "" for a check that passed.
    """

    name: str
    title: str
    ok: bool
    message: str
    expected: str
    actual: str
    line: int
    exchange: int | None
    exchanges: list[Exchange]
    error: Error | None
    milliseconds: float
    console: list[Output]
    signature: str


class Outcome(TypedDict):
    """As much of a result as mistakes are recognised by."""

    name: str
    signature: str


class Tried(TypedDict):
    """Somebody's files, and how the checks came out on them."""

    files: dict[str, str]
    results: list[Outcome]
