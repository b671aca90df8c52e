"""What the page of an exercise asks the server for, and tells it.

All of it is JSON: an object in, an object out, ``{"error": "what to do"}`` with a status from 400
where something is wrong. What is kept carries a key, a UUID made on the page: the same key again is
the same fact, and answered alike with 200 instead of 201.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tutorial_site.catalog.tree import ExerciseBlock, Lesson
from tutorial_site.playground import services
from tutorial_site.playground.exercise_results import read_files, read_results
from tutorial_site.playground.exercises import solvable
from tutorial_site.progress.content import find_block
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.posted import Refused, key, one_of, read_object, text
from tutorial_site.progress.services import KeyAlreadyUsed, ensure_learner, learner_of

MAX_BYTES = 4096
MAX_CODE_BYTES = 300_000  # of a run of checks, which brings the learner's files
Answer = tuple[dict[str, Any], bool]  # what to say, and whether a fact is new
Ask = Callable[[HttpRequest, Lesson, ExerciseBlock], Answer]


def about_exercise(view: Ask) -> Callable[..., JsonResponse]:
    """A view of an exercise: finds it at its address, and turns refusals into answers."""

    @wraps(view)
    def answer(request: HttpRequest, course: str, lesson: str, block: str) -> JsonResponse:
        try:
            found, exercise = find_block(course, lesson, block)
            if not isinstance(exercise, ExerciseBlock):
                raise Http404(f"{exercise.id!r} is a {exercise.kind}.")
            said, is_new = view(request, found, exercise)
        except Refused as refused:
            return JsonResponse({"error": refused.message}, status=refused.status)
        except Http404 as missing:
            return JsonResponse({"error": f"There is no such exercise. {missing}"}, status=404)
        except KeyAlreadyUsed as used:
            message = f"{used} Make a new key (crypto.randomUUID()) for every fact."
            return JsonResponse({"error": message}, status=HTTPStatus.CONFLICT)
        return JsonResponse(said, status=HTTPStatus.CREATED if is_new else HTTPStatus.OK)

    return answer


@never_cache
@require_POST
@about_exercise
def record(request: HttpRequest, lesson: Lesson, block: ExerciseBlock) -> Answer:
    """Keep a run of the checks.

    Takes ``key``, ``results`` ({"flask": {"test_a": true, …}}: every check, in each framework that
    was judged) and ``files`` ({"flask": {"app.py": "…"}}: those that differ from the starter).
    Answers ``{"ordinal": 3, "solved": true, "helped": false}``.
    """
    data = read_object(request, ("key", "results", "files"), MAX_CODE_BYTES)
    results = read_results(data["results"], block)
    attempt = services.record_checks(
        ensure_learner(request),
        lesson,
        block,
        key=key(data),
        results=results,
        files=read_files(data["files"], results),
    )
    return {
        "ordinal": attempt.ordinal,
        "solved": bool(attempt.correct),
        "helped": attempt.payload["helped"],
    }, not attempt.repeated


@never_cache
@require_POST
@about_exercise
def hint(request: HttpRequest, lesson: Lesson, block: ExerciseBlock) -> Answer:
    """Give a hint: one that was given before, or the next. Takes ``key`` and ``number`` (from 1).

    Answers ``{"number": 1, "of": 3, "html": "…"}``.
    """
    data = read_object(request, ("key", "number"), MAX_BYTES)
    number, made_key = data["number"], key(data)
    if not isinstance(number, int) or isinstance(number, bool):
        raise Refused('"number" must be a whole number: 1 is the first hint.')
    if not 1 <= number <= len(block.hints):
        message = f"There is no hint {number}: this exercise has {len(block.hints)}."
        raise Refused(message, HTTPStatus.NOT_FOUND)
    learner = learner_of(request)
    given = services.hints_had(learner, lesson, block) if learner else 0
    if number > given + 1:
        message = f"Hints come one at a time: the next is {given + 1}."
        raise Refused(message, HTTPStatus.CONFLICT)
    said = {"number": number, "of": len(block.hints), "html": block.hints[number - 1]}
    if number <= given:
        return said, False
    attempt = services.record_help(
        ensure_learner(request),
        lesson,
        block,
        key=made_key,
        help="hint",
        payload={"number": number, "said": block.hints[number - 1]},
    )
    return said, not attempt.repeated


@never_cache
@require_POST
@about_exercise
def solution(request: HttpRequest, lesson: Lesson, block: ExerciseBlock) -> Answer:
    """Give the solution in one ``framework``. Takes ``key`` as well: that it was seen is kept.

    Answers ``{"files": [{"path": "app.py", "text": "…", "language": "python"}, …]}``: those that
    differ from what the learner started with.
    """
    data = read_object(request, ("key", "framework"), MAX_BYTES)
    framework = one_of(data, "framework", solvable(block))
    made_key = key(data)
    found = block.solution(framework)
    if found is None:
        raise Http404(f"It has no solution in {framework}.")
    attempt = services.record_help(
        ensure_learner(request),
        lesson,
        block,
        key=made_key,
        help="solution",
        payload={"framework": framework},
    )
    files = [
        {"path": file.path, "text": file.text, "language": file.language} for file in found.files
    ]
    return {"files": files}, not attempt.repeated


@never_cache
@require_safe
@about_exercise
def mistakes(request: HttpRequest, lesson: Lesson, block: ExerciseBlock) -> Answer:
    """The programs of the known mistakes in ``?framework=``, without their hints.

    The page runs them, in spare time, to see whether the learner's own fails in the same way
    (``harness.checks.recognising`` says why there). Whoever hasn't failed has no use for them.
    Answers ``{"mistakes": [{"id": "…", "files": {"app.py": "…"}}, …]}``, over the starter's files.
    """
    framework = one_of({"framework": request.GET.get("framework")}, "framework", solvable(block))
    if not services.has_failed(learner_of(request), lesson, block):
        raise Refused("Run the checks first: mistakes are for who has failed.", HTTPStatus.CONFLICT)
    known = [
        {"id": each.id, "files": {file.path: file.text for file in each.files}}
        for each in block.mistakes_in(framework)
    ]
    return {"mistakes": known}, False


@never_cache
@require_POST
@about_exercise
def mistake(request: HttpRequest, lesson: Lesson, block: ExerciseBlock) -> Answer:
    """The hint for a ``mistake`` (its id) that the page has recognised; ``key`` as everywhere.

    Answers ``{"html": "…"}``.
    """
    data = read_object(request, ("key", "mistake"), MAX_BYTES)
    made_key = key(data)
    found = services.find_mistake(block, text(data, "mistake"))
    if found is None:
        raise Http404("It knows no such mistake (any more): it may have been edited.")
    if not services.has_failed(learner_of(request), lesson, block):
        raise Refused("Run the checks first: mistakes are for who has failed.", HTTPStatus.CONFLICT)
    attempt: Attempt = services.record_help(
        ensure_learner(request),
        lesson,
        block,
        key=made_key,
        help="mistake",
        payload={"mistake": found.id, "framework": found.framework, "said": found.hint_html},
    )
    return {"html": found.hint_html}, not attempt.repeated
