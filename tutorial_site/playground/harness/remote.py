"""The harness behind one function of strings, for the browser's worker: JSON in, JSON out."""

import json
from collections.abc import Callable
from typing import Any

from .errors import HarnessError
from .run import Run, start
from .stand_ins import install

Call = Callable[[Run, Any], Any]

# What can be asked of a started program: name → function of the run and the argument. What it
# returns must be JSON; a HarnessError that it raises becomes {"refused": "why, and what to do"}.
CALLS: dict[str, Call] = {
    "visit": Run.visit,
}

_run: Run | None = None


def call(name: str, argument: str, emit: Callable[[str], None]) -> str:
    """Do ``start`` (argument: a program, first of all) or one of CALLS; all in JSON.

    ``emit`` gets each piece of output as it comes, as JSON: ``[{"stream": …, "text": …}]``.
    An interpreter runs one program, once. Raises ValueError for a call that it can't do now.
    """
    global _run
    value = json.loads(argument)
    if name == "start":
        if _run is not None:
            raise ValueError("A program is started already: a second one needs a new interpreter.")
        install()
        _run = start(value, lambda output: emit(json.dumps([output])))
        return json.dumps(_run.report)
    if name not in CALLS:
        raise ValueError(f"There is no call {name!r}: use start, {', '.join(sorted(CALLS))}.")
    if _run is None:
        raise ValueError(f"Nothing is started yet: call start before {name}.")
    return json.dumps(answer(CALLS[name], _run, value))


def answer(ask: Call, run: Run, value: Any) -> Any:
    """What a call returns, or why it is refused."""
    try:
        return ask(run, value)
    except HarnessError as exc:
        return {"refused": str(exc)}
