"""JSON that the page's scripts send: read within limits, and refused with what to send instead."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from tutorial_site.catalog.problems import did_you_mean


@dataclass(slots=True)
class Refused(Exception):
    """What came is not what was asked for; ``message`` says what to send instead."""

    message: str
    status: HTTPStatus = HTTPStatus.BAD_REQUEST


def read_object(
    request: HttpRequest, fields: Iterable[str], most: int, *, optional: Iterable[str] = ()
) -> dict[str, Any]:
    """The JSON object with ``fields`` in a body of at most ``most`` bytes. Raises Refused.

    It may have ``optional`` ones as well, which are None if left out.
    """
    if request.content_type != "application/json":
        raise Refused("Send JSON, with the header Content-Type: application/json.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise Refused(f"This takes at most {most} bytes.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        data = json.loads(request.body)
        has_nul = _has_nul(data)
    except (ValueError, RecursionError):
        raise Refused("The body is not valid JSON in UTF-8.") from None
    if has_nul:
        raise Refused("A text in it holds U+0000, which databases don't keep. Leave that out.")
    names, more = tuple(fields), tuple(optional)
    if not isinstance(data, dict):
        raise Refused(f"Send a JSON object with: {', '.join(names)}.")
    for name in data:
        if name not in (*names, *more):
            raise Refused(f"Unknown field {name[:40]!r}. {did_you_mean(name, (*names, *more))}")
    for name in names:
        if name not in data:
            raise Refused(f'"{name}" is missing. Send a JSON object with: {", ".join(names)}.')
    return {**dict.fromkeys(more), **data}


def _has_nul(value: Any) -> bool:
    """Whether a text anywhere in it holds U+0000: PostgreSQL takes none."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(each) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(_has_nul(each) for each in value)


def text(data: dict[str, Any], name: str, most: int = 100) -> str:
    """A text that is not empty. Raises Refused."""
    value = data[name]
    if not isinstance(value, str) or not value or len(value) > most:
        raise Refused(f'"{name}" must be a text of 1 to {most} characters.')
    return value


def one_of(data: dict[str, Any], name: str, words: Iterable[str]) -> str:
    """One of some words. Raises Refused."""
    known = tuple(words)
    value = text(data, name)
    if value not in known:
        raise Refused(f'"{name}" must be one of: {", ".join(known)}.')
    return value


def key(data: dict[str, Any]) -> UUID:
    """The key of a fact. Raises Refused."""
    try:
        return UUID(text(data, "key"))
    except ValueError:
        raise Refused('"key" must be a UUID, as crypto.randomUUID() makes them.') from None
