"""Facts that the page's scripts send."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tutorial_site.catalog.tree import AppBlock
from tutorial_site.progress.content import find_block
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.posted import Refused, key, one_of, read_object, text
from tutorial_site.progress.services import KeyAlreadyUsed, ensure_learner, record_attempt

MAX_BYTES = 4096
OUTCOMES = ("ok", "error", "stopped")
FIELDS = ("course", "lesson", "block", "key", "outcome")


@never_cache
@require_POST
def record_run(request: HttpRequest) -> JsonResponse:
    """Keep one run of an app: 201, or 200 when its key had come before.

    Takes JSON: course, lesson, block (ids), key (a UUID made for this run) and outcome ("ok",
    "error" or "stopped"). Answers ``{"ordinal": 2}``, or ``{"error": "what to do"}``.
    """
    try:
        data = read_object(request, FIELDS, MAX_BYTES)
        outcome, made_key = one_of(data, "outcome", OUTCOMES), key(data)
        place = (text(data, "course"), text(data, "lesson"), text(data, "block"))
        lesson, block = find_block(*place)
        if not isinstance(block, AppBlock):
            raise Refused(f'"{block.id}" is a {block.kind}: only apps have runs.')
        attempt = record_attempt(
            ensure_learner(request),
            course=lesson.course_slug,
            lesson=lesson.slug,
            block=block.id,
            kind=Attempt.Kind.RUN,
            key=made_key,
            digest=block.digest,
            payload={"outcome": outcome},
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
