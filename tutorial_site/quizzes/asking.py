"""A question being asked: where it stands, and what this learner has done with it."""

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, TypeVar

from django.http import Http404
from django.urls import reverse

from tutorial_site.catalog.tree import Lesson, QuizBlock
from tutorial_site.progress.content import find_block
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.quizzes.kinds import Question, kind_of

Phase = Literal["open", "wrong", "revealed", "right"]
Q = TypeVar("Q", bound=Question)


@dataclass(frozen=True, slots=True)
class Asking(Generic[Q]):
    """One question, asked of one learner. ``learner`` is None for somebody who did nothing yet.

    ``attempt`` is the learner's latest at this question. ``again``: ask afresh, whatever was
    answered before.
    """

    lesson: Lesson
    block: QuizBlock
    question: Q
    learner: Learner | None = None
    attempt: Attempt | None = None
    again: bool = False

    # What an answer is kept as.
    kind: ClassVar[Attempt.Kind] = Attempt.Kind.ANSWER

    @property
    def html_id(self) -> str:
        return f"{self.block.id}-{self.question.id}"

    @property
    def number(self) -> int:
        return [question.id for question in self.block.questions].index(self.question.id) + 1

    @property
    def url(self) -> str:
        place = (self.lesson.course_slug, self.lesson.slug, self.block.id, self.question.id)
        return reverse("quizzes:answer", args=place)

    @property
    def lesson_url(self) -> str:
        page = reverse("catalog:lesson", args=(self.lesson.course_slug, self.lesson.slug))
        return f"{page}#{self.block.id}"

    @property
    def seed(self) -> str:
        """What shuffles for this learner; "" for the visitor nobody knows yet."""
        return self.learner.uuid.hex if self.learner else ""

    @property
    def tries(self) -> int:
        """How many answers it took so far."""
        return self.attempt.ordinal if self.attempt else 0

    @property
    def given(self) -> dict[str, Any]:
        """The latest answer as it was given; empty before the first."""
        answer: dict[str, Any] = self.attempt.payload.get("answer", {}) if self.attempt else {}
        return answer

    @property
    def phase(self) -> Phase:
        if self.attempt is None or self.again:
            return "open"
        if self.attempt.correct:
            return "right"
        if self.attempt.payload.get("revealed"):
            return "open" if self.edited else "revealed"  # what was shown is not the answer now
        return "wrong"

    @property
    def edited(self) -> bool:
        """Whether the question asks something else, or wants another answer, than when answered."""
        return self.attempt is not None and self.attempt.digest != self.question.digest

    @property
    def partly(self) -> bool:
        """Whether the latest answer was right in part: to this very question, that is."""
        return (
            self.phase == "wrong" and not self.edited and bool(self.attempt and self.attempt.score)
        )

    @property
    def outcome(self) -> Any:
        if self.attempt is None:
            return None
        return kind_of(self.question).outcome(self.question, self.attempt.payload)

    @property
    def review_template(self) -> str:
        return kind_of(self.question).review_template


def find_question(course: str, lesson: str, block: str, question: str) -> Asking[Question]:
    """The question at an address, asked of nobody yet. Raises Http404 where there is none."""
    found, quiz = find_block(course, lesson, block)
    if isinstance(quiz, QuizBlock):
        for each in quiz.questions:
            if each.id == question:
                return Asking(found, quiz, each)
    raise Http404(f"{course}/{lesson} has no question {block}/{question}.")
