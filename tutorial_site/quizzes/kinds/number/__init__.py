"""Numbers: one is typed, and has to lie within what the instructor allows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.progress.shapes import text
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource
from tutorial_site.quizzes.kinds.number import grading, syntax
from tutorial_site.quizzes.kinds.number.question import NumberAnswer, NumberQuestion
from tutorial_site.quizzes.typed import TypedOutcome, typed_outcome

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["NumberAnswer", "NumberKind", "NumberQuestion"]


class NumberKind(Kind[NumberQuestion]):
    """An answer is ``{"text": str}``: the number as it was typed."""

    name = "number"
    answer_shape: ClassVar = {"text": text}
    review_template = "quizzes/_typed_review.html"

    def claims(self, source: QuestionSource) -> bool:
        return syntax.has_numbers(source.lines)

    def parse(self, source: QuestionSource) -> NumberQuestion | None:
        return syntax.parse(source)

    def form(
        self, asking: "Asking[NumberQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[NumberQuestion]":
        from tutorial_site.quizzes.kinds.number.form import NumberForm  # needs Django, we may not

        return NumberForm(asking, data)

    def grade(self, question: NumberQuestion, answer: Mapping[str, Any]) -> Grade:
        said = grading.matching(question, answer["text"])
        right = said is not None and said.right
        return Grade(1.0 if right else 0.0, correct=right)

    def asked(self, question: NumberQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        said = grading.matching(question, answer["text"])
        return {
            "stem": question.stem_text,
            "unit": question.unit,
            "misconception": said.misconception if said else "",
        }

    def outcome(self, question: NumberQuestion, payload: Mapping[str, Any]) -> TypedOutcome:
        text = payload["answer"].get("text", "")
        said = grading.matching(question, text)
        return typed_outcome(
            f"{text} {question.unit}".strip() if text else "",
            said=said,
            right=said is not None and said.right,
            rights=[answer for answer in question.answers if answer.right],
            wrongs=[answer for answer in question.answers if not answer.right],
        )
