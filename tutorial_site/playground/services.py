"""What a learner does with an exercise, kept as facts: runs of its checks, and help asked for."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal
from uuid import UUID

from tutorial_site.catalog.tree import ExerciseBlock, Lesson, Mistake
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.services import record_attempt

MOST_CODE = 20_000  # characters of a learner's files that are kept with an attempt
Results = Mapping[str, Mapping[str, bool]]  # framework → check → whether it passed
Files = Mapping[str, Mapping[str, str]]  # framework → path → text
Help = Literal["hint", "solution", "mistake"]


def record_checks(
    learner: Learner,
    lesson: Lesson,
    block: ExerciseBlock,
    *,
    key: UUID,
    results: Results,
    files: Files,
) -> Attempt:
    """Keep a run of the checks, in the framework or the two that it was about.

    Its score is the share that passed; it is correct when all did. ``helped``: a hint or the
    solution had been asked for before, and the exercise never been solved without.
    """
    outcomes = [(side, name, ok) for side, each in results.items() for name, ok in each.items()]
    passed = [(side, name) for side, name, ok in outcomes if ok]
    failed = [(side, name) for side, name, ok in outcomes if not ok]
    code, left_out = kept_code(files)
    payload = {
        "framework": " ".join(sorted(results)),
        "passed": sorted(f"{side} {name}" for side, name in passed),
        "failed": sorted(f"{side} {name}" for side, name in failed),
        "helped": was_helped(learner, lesson, block),
        "code": code,
        "left_out": left_out,
        "size": sum(len(text) for each in files.values() for text in each.values()),
    }
    return record_attempt(
        learner,
        **_place(lesson, block),
        kind=Attempt.Kind.EXERCISE,
        key=key,
        digest=block.digest,
        payload=payload,
        score=len(passed) / len(outcomes),
    )


def kept_code(files: Files) -> tuple[dict[str, dict[str, str]], list[str]]:
    """As many whole files as there is room for, the shortest first, and the names of the others."""
    kept: dict[str, dict[str, str]] = {side: {} for side in sorted(files)}
    left_out = []
    room = MOST_CODE
    by_length = sorted(
        ((side, path, text) for side, each in files.items() for path, text in each.items()),
        key=lambda file: len(file[2]),
    )
    for side, path, text in by_length:
        if len(text) > room:
            left_out.append(f"{side} {path}")
            continue
        room -= len(text)
        kept[side][path] = text
    return kept, sorted(left_out)


def was_helped(learner: Learner, lesson: Lesson, block: ExerciseBlock) -> bool:
    """Whether the next solution counts as one with help. One query."""
    here = Attempt.objects.by(learner).at_block(lesson.course_slug, lesson.slug, block.id)
    kinds = set(here.helps_and_unaided_solutions().values_list("kind", flat=True).distinct())
    return kinds == {Attempt.Kind.HELP}


def record_help(
    learner: Learner,
    lesson: Lesson,
    block: ExerciseBlock,
    *,
    key: UUID,
    help: Help,  # noqa: A002  the house's word
    payload: dict[str, Any],
) -> Attempt:
    """Keep what a learner was given: a hint, the solution, a known mistake's hint."""
    return record_attempt(
        learner,
        **_place(lesson, block),
        question=help,
        kind=Attempt.Kind.HELP,
        key=key,
        digest=block.digest,
        payload=payload,
        score=None,
    )


def hints_given(attempts: Iterable[Attempt]) -> int:
    """How many hints a learner has had, from their attempts at the exercise."""
    return max((each.payload["number"] for each in attempts if each.question == "hint"), default=0)


def hints_had(learner: Learner, lesson: Lesson, block: ExerciseBlock) -> int:
    """How many hints a learner has had. One query."""
    here = Attempt.objects.by(learner).at_block(lesson.course_slug, lesson.slug, block.id)
    return hints_given(here.filter(kind=Attempt.Kind.HELP, question="hint"))


def has_failed(learner: Learner | None, lesson: Lesson, block: ExerciseBlock) -> bool:
    """Whether a learner has tried the exercise in vain: only then do others' mistakes matter."""
    if learner is None:
        return False
    here = Attempt.objects.by(learner).at_block(lesson.course_slug, lesson.slug, block.id)
    return here.filter(kind=Attempt.Kind.EXERCISE, correct=False).exists()


def find_mistake(block: ExerciseBlock, mistake: str) -> Mistake | None:
    return next((each for each in block.mistakes if each.id == mistake), None)


def _place(lesson: Lesson, block: ExerciseBlock) -> dict[str, str]:
    return {"course": lesson.course_slug, "lesson": lesson.slug, "block": block.id}
