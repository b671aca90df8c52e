"""The harness behind one function of strings, for the browser's worker: JSON in, JSON out."""

import json
from collections.abc import Callable
from typing import Any

from . import checks
from .bench import bench
from .console import Emit
from .editor import complete, complete_shell, lint, signature
from .errors import HarnessError
from .inspecting import clear_cookies, cookies, database, set_cookie, sql, table
from .keeping import keep
from .run import Run, start
from .shell import shell
from .stand_ins import install
from .terminal import complete_line, terminal

Call = Callable[[Run, Any], Any]
LoneCall = Callable[[Any, Emit], Any]
EditorCall = Callable[[Run | None, Any], Any]

# What can be asked of a started program: name → function of the run and the argument. What it
# returns must be JSON; a HarnessError that it raises becomes {"refused": "why, and what to do"}.
CALLS: dict[str, Call] = {
    "visit": Run.visit,
    "bench": bench,
    "cookies": cookies,
    "clear_cookies": clear_cookies,
    "set_cookie": set_cookie,
    "keep": keep,
    "database": database,
    "table": table,
    "sql": sql,
    "terminal": terminal,
    "complete_line": complete_line,
    "shell": shell,
    "complete_shell": complete_shell,
}

# What is asked instead of starting a program: these start their own, as often as they need to.
LONE_CALLS: dict[str, LoneCall] = checks.CALLS

# What the editor asks, of any interpreter: before a program is started in it, or after.
EDITOR_CALLS: dict[str, EditorCall] = {
    "lint": lint,
    "complete": complete,
    "signature": signature,
}

_run: Run | None = None


def call(name: str, argument: str, emit: Callable[[str], None]) -> str:
    """Do ``start`` (argument: a program, first of all) or one of CALLS; all in JSON.

    ``emit`` gets each piece of output as it comes, as JSON: ``[{"stream": …, "text": …}]``.
    An interpreter runs one program, once, or is used for LONE_CALLS. Raises ValueError for a call
    that it can't do now.
    """
    global _run
    value = json.loads(argument)
    if name == "start":
        if _run is not None:
            raise ValueError("A program is started already: a second one needs a new interpreter.")
        install()
        _run = start(value, lambda output: emit(json.dumps([output])))
        return json.dumps(_run.report)
    if name in LONE_CALLS:
        if _run is not None:
            raise ValueError(f"A program is started already: {name} needs an interpreter alone.")
        install()
        alone = LONE_CALLS[name]
        return json.dumps(answer(alone, value, lambda output: emit(json.dumps([output]))))
    if name in EDITOR_CALLS:
        return json.dumps(answer(EDITOR_CALLS[name], _run, value))
    if name not in CALLS:
        known = ", ".join(sorted([*CALLS, *LONE_CALLS, *EDITOR_CALLS]))
        raise ValueError(f"There is no call {name!r}: use start, {known}.")
    if _run is None:
        raise ValueError(f"Nothing is started yet: call start before {name}.")
    # Whatever it is, it may write to the program's databases.
    _run.observer.changes.stale = name != "visit" or _run.observer.changes.stale
    return json.dumps(answer(CALLS[name], _run, value))


def answer(ask: Callable[..., Any], *arguments: Any) -> Any:
    """What a call returns, or why it is refused."""
    try:
        return ask(*arguments)
    except HarnessError as exc:
        return {"refused": str(exc)}
