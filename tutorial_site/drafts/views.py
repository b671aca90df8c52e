"""Drafts of somebody who is signed in: those of a lesson to read, one at a time to save."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tutorial_site.catalog.tree import AppBlock
from tutorial_site.drafts.models import Draft
from tutorial_site.drafts.services import WHAT_FILES_ARE, Files, are_files, save_draft
from tutorial_site.progress.content import find_block
from tutorial_site.progress.models import Learner
from tutorial_site.progress.posted import Refused, one_of, read_object, text
from tutorial_site.progress.services import learner_of

FIELDS = ("course", "lesson", "block", "framework", "digest", "files", "seen")
MAX_BYTES = 600_000


@never_cache
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> JsonResponse:
    """GET ``?course=…&lesson=…``: ``{"drafts": [{block, framework, digest, files, revision}, …]}``.

    POST a draft with the revision that was ``seen`` (0: none): 200 with ``{"revision": 4}``; 409
    with the whole draft that stands there, if another device has saved since. 401 for visitors.
    """
    learner = learner_of(request) if request.user.is_authenticated else None
    if learner is None:
        return _error("Sign in first: drafts are kept for accounts.", HTTPStatus.UNAUTHORIZED)
    if request.method == "GET":
        return _list(request, learner)
    try:
        return _save(request, learner)
    except Refused as refused:
        return _error(refused.message, refused.status)
    except Http404 as missing:
        return _error(f"There is no such app. {missing}", HTTPStatus.NOT_FOUND)


def _list(request: HttpRequest, learner: Learner) -> JsonResponse:
    course, lesson = (request.GET.get(name, "") for name in ("course", "lesson"))
    if "\0" in course + lesson:  # PostgreSQL refuses to look for it
        return JsonResponse({"drafts": []})
    found = Draft.objects.by(learner).in_lesson(course, lesson)
    return JsonResponse({"drafts": [_shown(draft) for draft in found]})


def _save(request: HttpRequest, learner: Learner) -> JsonResponse:
    data = read_object(request, FIELDS, MAX_BYTES)
    place = (text(data, "course"), text(data, "lesson"), text(data, "block"))
    lesson, block = find_block(*place)
    if not isinstance(block, AppBlock):
        raise Refused(f'"{block.id}" is a {block.kind}: only apps have drafts.')
    seen = data["seen"]
    if not isinstance(seen, int) or isinstance(seen, bool) or not 0 <= seen < 2**31 - 1:
        raise Refused('"seen" must be the number of a revision, 0 for none.')
    draft, saved = save_draft(
        learner,
        course=lesson.course_slug,
        lesson=lesson.slug,
        block=block.id,
        framework=one_of(data, "framework", [side.framework for side in block.sides]),
        digest=text(data, "digest", 64),
        files=_files(data["files"]),
        seen=seen,
    )
    if not saved:
        return JsonResponse(_shown(draft), status=HTTPStatus.CONFLICT)
    return JsonResponse({"revision": draft.revision})


def _files(given: Any) -> Files:
    if not are_files(given):
        raise Refused(f'"files" must be {WHAT_FILES_ARE}.')
    return given


def _shown(draft: Draft) -> dict[str, Any]:
    names = ("block", "framework", "digest", "files", "revision")
    return {name: getattr(draft, name) for name in names}


def _error(message: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)
