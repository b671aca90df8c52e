"""Facts that the page's scripts send."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tutorial_site.catalog.problems import did_you_mean
from tutorial_site.catalog.tree import AppBlock
from tutorial_site.progress.content import find_block
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.services import KeyAlreadyUsed, ensure_learner, record_attempt

MAX_BYTES = 4096
OUTCOMES = ("ok", "error", "stopped")
FIELDS = ("course", "lesson", "block", "key", "outcome")


@dataclass(slots=True)
class Refused(Exception):
    """What came is no run; ``message`` says what to send instead."""

    message: str
    status: HTTPStatus = HTTPStatus.BAD_REQUEST


@never_cache
@require_POST
def record_run(request: HttpRequest) -> JsonResponse:
    """Keep one run of an app: 201, or 200 when its key had come before.

    Takes JSON: course, lesson, block (ids), key (a UUID made for this run) and outcome ("ok",
    "error" or "stopped"). Answers ``{"ordinal": 2}``, or ``{"error": "what to do"}``.
    """
    try:
        fields = read_run(request)
        lesson, block = find_block(fields["course"], fields["lesson"], fields["block"])
        if not isinstance(block, AppBlock):
            raise Refused(f'"{block.id}" is a {block.kind}: only apps have runs.')
        attempt = record_attempt(
            ensure_learner(request),
            course=lesson.course_slug,
            lesson=lesson.slug,
            block=block.id,
            kind=Attempt.Kind.RUN,
            key=UUID(fields["key"]),
            digest=block.digest,
            payload={"outcome": fields["outcome"]},
            score=None,
        )
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=refused.status)
    except Http404 as missing:
        return JsonResponse({"error": f"There is no such block. {missing}"}, status=404)
    except KeyAlreadyUsed as used:
        message = f"{used} Make a new key (crypto.randomUUID()) for every run."
        return JsonResponse({"error": message}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"ordinal": attempt.ordinal}, status=200 if attempt.repeated else 201)


def read_run(request: HttpRequest) -> dict[str, str]:
    """The five fields of a run, each checked. Raises Refused."""
    data = read_object(request)
    for name in data:
        if name not in FIELDS:
            raise Refused(f"Unknown field {name[:40]!r}. {did_you_mean(name, FIELDS)}")
    for name in FIELDS:
        value = data.get(name)
        if not isinstance(value, str) or not value or len(value) > 100:
            raise Refused(f'"{name}" must be a text of 1 to 100 characters.')
    if data["outcome"] not in OUTCOMES:
        raise Refused(f'"outcome" must be one of: {", ".join(OUTCOMES)}.')
    try:
        UUID(data["key"])
    except ValueError:
        raise Refused('"key" must be a UUID, as crypto.randomUUID() makes them.') from None
    return data


def read_object(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in a request's body. Raises Refused when it is too long or is none."""
    if request.content_type != "application/json":
        raise Refused("Send JSON, with the header Content-Type: application/json.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        raise Refused(
            f"A run takes at most {MAX_BYTES} bytes.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Refused("The body is not valid JSON in UTF-8.") from None
    if not isinstance(data, dict):
        raise Refused(f"Send a JSON object with: {', '.join(FIELDS)}.")
    return data
