"""Blanks to fill in, in text and in code; typed, or picked from a list."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.progress.shapes import texts
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource
from tutorial_site.quizzes.kinds.blanks import grading, syntax
from tutorial_site.quizzes.kinds.blanks.outcome import Outcome, outcome_of
from tutorial_site.quizzes.kinds.blanks.question import Blank, BlanksQuestion

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["Blank", "BlanksKind", "BlanksQuestion"]


class BlanksKind(Kind[BlanksQuestion]):
    """An answer is ``{"blanks": [texts]}``, in the order of the text."""

    name = "blanks"
    answer_shape: ClassVar = {"blanks": texts}
    review_template = "quizzes/blanks/review.html"

    def claims(self, source: QuestionSource) -> bool:
        return syntax.has_blanks(source.lines)

    def parse(self, source: QuestionSource) -> BlanksQuestion | None:
        return syntax.parse(source)

    def form(
        self, asking: "Asking[BlanksQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[BlanksQuestion]":
        from tutorial_site.quizzes.kinds.blanks.form import BlanksForm  # needs Django, we may not

        return BlanksForm(asking, data)

    def grade(self, question: BlanksQuestion, answer: Mapping[str, Any]) -> Grade:
        return grading.grade(question, answer["blanks"])

    def asked(self, question: BlanksQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "stem": question.stem_text,
            "options": [list(blank.options) for blank in question.blanks],
        }

    def outcome(self, question: BlanksQuestion, payload: Mapping[str, Any]) -> Outcome:
        return outcome_of(question, payload["answer"].get("blanks", ()))
