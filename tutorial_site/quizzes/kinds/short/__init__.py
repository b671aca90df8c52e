"""Short answers: a word or a line is typed, and compared with answers and patterns."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.catalog.schema import Option, list_of, one_of
from tutorial_site.progress.shapes import text
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource
from tutorial_site.quizzes.kinds.short import grading, syntax
from tutorial_site.quizzes.kinds.short.outcome import outcome_of
from tutorial_site.quizzes.kinds.short.question import Answer, ShortQuestion
from tutorial_site.quizzes.normalising import PARTICULARS
from tutorial_site.quizzes.typed import TypedOutcome

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["Answer", "ShortKind", "ShortQuestion"]


class ShortKind(Kind[ShortQuestion]):
    """An answer is ``{"text": str}``, as it was typed but for the blanks around it."""

    name = "short"
    answer_shape: ClassVar = {"text": text}
    options: ClassVar = {"exact": Option(list_of(one_of(*PARTICULARS)), (), example="[case]")}
    review_template = "quizzes/_typed_review.html"

    def claims(self, source: QuestionSource) -> bool:
        return syntax.has_answers(source.lines)

    def parse(self, source: QuestionSource) -> ShortQuestion | None:
        return syntax.parse(source)

    def form(
        self, asking: "Asking[ShortQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[ShortQuestion]":
        from tutorial_site.quizzes.kinds.short.form import ShortForm  # needs Django, we may not

        return ShortForm(asking, data)

    def grade(self, question: ShortQuestion, answer: Mapping[str, Any]) -> Grade:
        return grading.grade(question, answer["text"])

    def asked(self, question: ShortQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        foreseen = grading.foreseen(question, answer["text"])
        return {
            "stem": question.stem_text,
            "misconception": foreseen.misconception if foreseen else "",
        }

    def outcome(self, question: ShortQuestion, payload: Mapping[str, Any]) -> TypedOutcome:
        return outcome_of(question, payload["answer"].get("text", ""))
