"""The harness behind one function of strings, for the browser's worker: JSON in, JSON out."""

import json
from collections.abc import Callable
from typing import Any, cast

from .run import Run, start
from .shapes import Program, Request
from .stand_ins import install

_run: Run | None = None


def call(name: str, argument: str, emit: Callable[[str], None]) -> str:
    """Do ``start`` (argument: a program) or ``visit`` (argument: a request).

    ``emit`` gets each piece of output as it comes, as JSON: ``[{"stream": …, "text": …}]``.
    An interpreter runs one program, once. Raises ValueError for a call it can't do.
    """
    global _run
    value: dict[str, Any] = json.loads(argument)
    if name == "start" and _run is None:
        install()
        _run = start(cast(Program, value), lambda output: emit(json.dumps([output])))
        return json.dumps(_run.report)
    if name == "visit" and _run is not None:
        return json.dumps(_run.visit(cast(Request, value)))
    raise ValueError(f"cannot {name!r} here: " + ("nothing is started" if _run is None else "busy"))
