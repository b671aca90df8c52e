"""Facts that the page's scripts send, and the marks that show them."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tutorial_site.catalog.tree import AppBlock
from tutorial_site.progress.content import find_block, find_lesson
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.posted import Refused, key, one_of, read_object, text
from tutorial_site.progress.reading import keep_reading
from tutorial_site.progress.services import (
    KeyAlreadyUsed,
    ensure_learner,
    learner_of,
    record_attempt,
)

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


@never_cache
@require_POST
def record_reading(request: HttpRequest) -> JsonResponse:
    """Remember where a learner is reading. Reading alone makes nobody a learner.

    Takes JSON: course, lesson, section (ids). Answers ``{"kept": true}``; false for visitors.
    """
    try:
        data = read_object(request, ("course", "lesson", "section"), MAX_BYTES)
        _, lesson = find_lesson(text(data, "course"), text(data, "lesson"))
        section = text(data, "section", 200)
        if section not in {each.id for each in lesson.sections}:
            raise Http404(f"The lesson has no section {section!r}.")
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=refused.status)
    except Http404 as missing:
        return JsonResponse({"error": f"There is no such section. {missing}"}, status=404)
    learner = learner_of(request)
    if learner is not None:
        keep_reading(learner, lesson, section)
    return JsonResponse({"kept": learner is not None})


@never_cache
@require_safe
def marks(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """The marks of a lesson's page as HTML, each under its ``data-mark``."""
    found_course, found = find_lesson(course, lesson)
    context = {"course": found_course, "lesson": found}
    return render(request, "progress/marks.html", context)
