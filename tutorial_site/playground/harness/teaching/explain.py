"""Finds the entry of an error, or of a response that is one without an exception."""

import html
import re
from collections.abc import Sequence
from typing import Any

from ..shapes import Exchange, Frame, Teaching
from . import answers, databases, models, python, setup, templates, views
from .entry import Entry, Facts

# The order counts: the first that fits is taken, and those of Python itself fit most.
ENTRIES: list[Entry] = [
    *templates.ENTRIES,
    *answers.ENTRIES,
    *views.ENTRIES,
    *databases.ENTRIES,
    *models.ENTRIES,
    *setup.ENTRIES,
    *python.ENTRIES,
]
MAX_TEXT = 20_000  # characters of a response that are looked through
MAX_SAID = 400  # characters of an exception's text that go into a paragraph


def explain(
    exc: BaseException, message: str, frames: Sequence[Frame], framework: str
) -> Teaching | None:
    """The lesson of an exception, None if the table has none."""
    types = tuple(f"{one.__module__}.{one.__qualname__}" for one in type(exc).__mro__)
    said = " ".join(message.split())[:MAX_SAID]
    return _told(Facts(framework, types, said, tuple(frames)))


def explain_response(exchange: Exchange, framework: str) -> Teaching | None:
    """The lesson of a response that says an error by its status alone: 404, 405, a form refused."""
    response = exchange["response"]
    if response["status"] < 400 or exchange["error"]:
        return None
    routing = next((s for s in exchange["trace"] or () if s["kind"] == "routing"), None)
    detail: dict[str, Any] = routing["detail"] if routing else {}
    return _told(
        Facts(
            framework,
            text=_plain(response["text"] or ""),
            status=response["status"],
            path=exchange["request"]["path"],
            method=exchange["request"]["method"],
            routes=tuple(str(rule["pattern"]) for rule in detail.get("rules", ())),
            matched=bool(detail.get("route")),
        )
    )


def explain_printed(text: str, framework: str) -> Teaching | None:
    """The lesson of a command that failed and said so itself, instead of by an exception."""
    return _told(Facts(framework, text=text[-MAX_TEXT:], printed=True))


def _told(facts: Facts) -> Teaching | None:
    for entry in ENTRIES:
        told = entry.told(facts)
        if told is not None:
            return told
    return None


def _plain(text: str) -> str:
    """What an error page says, without its marks."""
    return html.unescape(re.sub(r"<[^>]*>", " ", text[:MAX_TEXT]))
