"""What the inspector asks of a run between exchanges: its cookies and its databases."""

from typing import Any

from . import prompt, tables
from .cookies import shown_cookies
from .errors import BadRequest
from .run import Run
from .shapes_inspector import DatabaseInfo, Page, ShownCookie, SQLAnswer

MAX_COOKIE = 4096  # characters, as in browsers


def cookies(run: Run, wanted: Any) -> list[ShownCookie]:
    """The cookies of ``{window}``, decoded as far as the program's framework can."""
    with run.capture:
        return shown_cookies(run.window(_asked(wanted).get("window")).jar, run.served.read_cookie)


def clear_cookies(run: Run, wanted: Any) -> list[ShownCookie]:
    """Forget the cookies of ``{window}``, or those of one ``name``; what is left."""
    asked = _asked(wanted)
    browser = run.window(asked.get("window"))
    browser.jar.forget(str(asked.get("name") or ""))
    browser.signed_in = ""
    return cookies(run, wanted)


def set_cookie(run: Run, wanted: Any) -> list[ShownCookie]:
    """Keep what a script of the page at ``path`` has written, ``text``, to document.cookie."""
    asked = _asked(wanted)
    browser = run.window(asked.get("window"))
    path = str(asked.get("path") or "/").partition("?")[0]
    browser.jar.write(str(asked.get("text") or "")[:MAX_COOKIE], path)
    browser.signed_in = ""
    return cookies(run, wanted)


def database(run: Run, _wanted: Any) -> list[DatabaseInfo]:
    """All databases with their tables."""
    return tables.describe_all(run.recorder.databases)


def table(run: Run, wanted: Any) -> Page:
    """A page of a table's rows (PageWanted)."""
    return tables.page_of(run.recorder.databases, _asked(wanted))


def sql(run: Run, wanted: Any) -> SQLAnswer:
    """Run statements in a database (SQLWanted)."""
    run.observer.changes.stale = True
    return prompt.run_sql(run.recorder.databases, _asked(wanted))


def _asked(wanted: Any) -> dict[str, Any]:
    if wanted is None:
        return {}
    if not isinstance(wanted, dict):
        raise BadRequest("The argument of this call is an object, such as {database, text}.")
    return wanted
