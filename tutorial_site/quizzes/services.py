"""Recording what was answered."""

from typing import Any
from uuid import UUID

from tutorial_site.catalog.tree import Lesson, VerdictBlock
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.services import record_attempt
from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.kinds import Question, kind_of


def record_answer(
    learner: Learner,
    asking: Asking[Question],
    *,
    answer: dict[str, Any],
    score: float,
    key: UUID,
    revealed: bool = False,
) -> Attempt:
    """Keep a graded answer, with what was asked. ``revealed``: the learner asked to see it."""
    question = asking.question
    return record_attempt(
        learner,
        course=asking.lesson.course_slug,
        lesson=asking.lesson.slug,
        block=asking.block.id,
        question=question.id,
        kind=asking.kind,
        key=key,
        digest=question.digest,
        payload={
            "answer": answer,
            "asked": kind_of(question).asked(question, answer),
            "revealed": revealed,
        },
        score=score,
    )


def record_verdict(
    learner: Learner,
    lesson: Lesson,
    block: VerdictBlock,
    *,
    when: str,
    verdict: str,
    key: UUID,
    reason: str = "",
) -> Attempt:
    """Keep a guess (``when`` "before") or a decision ("after") on the lesson's claim.

    ``reason`` is the learner's own sentence; there is none in the payload if they said none.
    """
    said = {"verdict": verdict, "claim": lesson.claim, "instructor": block.verdict}
    return record_attempt(
        learner,
        course=lesson.course_slug,
        lesson=lesson.slug,
        block=block.id,
        question=when,
        kind=Attempt.Kind.VERDICT,
        key=key,
        digest=block.digest,
        payload={**said, "reason": reason} if reason else said,
        score=None,
    )
