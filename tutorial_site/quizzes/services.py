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
    key: UUID,
    revealed: bool = False,
) -> Attempt:
    """Grade and keep an answer, with what was asked. Asking to see the answer scores 0.0."""
    question = asking.question
    kind = kind_of(question)
    return record_attempt(
        learner,
        course=asking.lesson.course_slug,
        lesson=asking.lesson.slug,
        block=asking.block.id,
        question=question.id,
        kind=Attempt.Kind.ANSWER,
        key=key,
        digest=question.digest,
        payload={
            "answer": answer,
            "asked": kind.asked(question, answer),
            "revealed": revealed,
        },
        score=0.0 if revealed else kind.grade(question, answer).score,
    )


def record_verdict(
    learner: Learner, lesson: Lesson, block: VerdictBlock, *, when: str, verdict: str, key: UUID
) -> Attempt:
    """Keep a guess (``when`` "before") or a decision ("after") on the lesson's claim."""
    return record_attempt(
        learner,
        course=lesson.course_slug,
        lesson=lesson.slug,
        block=block.id,
        question=when,
        kind=Attempt.Kind.VERDICT,
        key=key,
        digest=block.digest,
        payload={"verdict": verdict, "claim": lesson.claim, "instructor": block.verdict},
        score=None,
    )
