"""The exercise block on a page: an app block, and under it the checks that judge it.

Hints, solutions and mistakes aren't on the page before a learner asks for them: see
``exercise_views``. The checks are, as the page runs them; what they expect is no secret, since a
failed one says it.
"""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course, ExerciseBlock, Lesson
from tutorial_site.playground import blocks
from tutorial_site.playground.blocks import NAMES
from tutorial_site.playground.services import hints_given
from tutorial_site.progress.completion import progress_of
from tutorial_site.progress.history import lesson_history


def render(
    request: HttpRequest, course: Course, lesson: Lesson, block: ExerciseBlock
) -> SafeString:
    """The block as this learner has it: solved or not, with the hints they were given."""
    progress = progress_of(request, course).lesson(lesson)
    given = hints_given(lesson_history(request, course.slug, lesson.slug).at(block.id))
    context = {
        **blocks.context(course, lesson, block),
        "exercise": config(lesson, block),
        "choices": choices(block),
        "given": block.hints[:given],
        "solved": block.id in progress.blocks,
        "helped": block.id in progress.helped,
    }
    return SafeString(render_to_string("playground/exercise.html", context))


def choices(block: ExerciseBlock) -> list[dict[str, str]]:
    """What can be checked by itself: each framework of "either", else the whole exercise."""
    if block.framework == "either":
        return [{"framework": name, "name": NAMES[name]} for name in solvable(block)]
    return [{"framework": block.framework, "name": ""}]


def solvable(block: ExerciseBlock) -> list[str]:
    """The frameworks that the exercise can be solved in."""
    return [side.framework for side in block.sides]


def config(lesson: Lesson, block: ExerciseBlock) -> dict[str, Any]:
    """What the script needs to know of an exercise, as JSON-able values.

    ``framework`` is "flask", "django", "either" or "both"; ``checks`` are names and rules,
    ``source`` their code; ``hints`` and ``mistakes`` say how many there are.
    """
    place = (lesson.course_slug, lesson.slug, block.id)
    return {
        "framework": block.framework,
        "checks": [asdict(check) for check in block.checks],
        "source": block.source,
        "hints": len(block.hints),
        "mistakes": {name: len(block.mistakes_in(name)) for name in solvable(block)},
        "urls": {
            name: reverse(f"exercises:{name}", args=place)
            for name in ("record", "hint", "solution", "mistakes", "mistake")
        },
    }
