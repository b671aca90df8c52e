"""Finding the faulty line, or lines, of some code."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.progress.shapes import texts
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource, grade_chosen
from tutorial_site.quizzes.kinds.find import syntax
from tutorial_site.quizzes.kinds.find.outcome import Outcome, outcome_of
from tutorial_site.quizzes.kinds.find.question import CodeLine, FindQuestion

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["CodeLine", "FindKind", "FindQuestion"]


class FindKind(Kind[FindQuestion]):
    """An answer is ``{"chosen": [ids]}``, in the order of the code."""

    name = "find"
    answer_shape: ClassVar = {"chosen": texts}
    in_any_order = False  # lines of code aren't
    review_template = "quizzes/find/review.html"

    def claims(self, source: QuestionSource) -> bool:
        return syntax.has_markers(source.lines)

    def parse(self, source: QuestionSource) -> FindQuestion | None:
        return syntax.parse(source)

    def form(
        self, asking: "Asking[FindQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[FindQuestion]":
        from tutorial_site.quizzes.kinds.find.form import FindForm  # needs Django, we may not

        return FindForm(asking, data)

    def grade(self, question: FindQuestion, answer: Mapping[str, Any]) -> Grade:
        return grade_chosen(question.key, frozenset(answer["chosen"]))

    def asked(self, question: FindQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "stem": question.stem_text,
            "lines": [{"id": line.id, "text": line.text} for line in question.lines],
        }

    def outcome(self, question: FindQuestion, payload: Mapping[str, Any]) -> Outcome:
        return outcome_of(question, payload["answer"].get("chosen", ()))
