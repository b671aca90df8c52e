"""Questions with choices: tick one, or tick all that are right."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.progress.shapes import texts
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource
from tutorial_site.quizzes.kinds.choice import grading, syntax, validation
from tutorial_site.quizzes.kinds.choice.outcome import Outcome, outcome_of
from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["Choice", "ChoiceKind", "ChoiceQuestion"]


class ChoiceKind(Kind[ChoiceQuestion]):
    """An answer is ``{"chosen": [ids], "shown": [ids]}``, both in the order on the page."""

    name = "choice"
    answer_shape: ClassVar = {"chosen": texts, "shown": texts}
    review_template = "quizzes/choice/review.html"

    def claims(self, source: QuestionSource) -> bool:
        return syntax.has_boxes(source.lines)

    def parse(self, source: QuestionSource) -> ChoiceQuestion | None:
        return syntax.parse(source)

    def review(self, questions: Sequence[ChoiceQuestion], log: ProblemLog) -> None:
        validation.review(questions, log)

    def form(
        self, asking: "Asking[ChoiceQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[ChoiceQuestion]":
        from tutorial_site.quizzes.kinds.choice.form import ChoiceForm  # needs Django, we may not

        return ChoiceForm(asking, data)

    def grade(self, question: ChoiceQuestion, answer: Mapping[str, Any]) -> Grade:
        return grading.grade(question, answer["chosen"])

    def asked(self, question: ChoiceQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        by_id = {choice.id: choice for choice in question.choices}
        return {
            "stem": question.stem_text,
            "multiple": question.multiple,
            "choices": [
                {"id": choice.id, "text": choice.text, "misconception": choice.misconception}
                for choice in (by_id[choice_id] for choice_id in answer["shown"])
            ],
        }

    def in_full(self, question: ChoiceQuestion, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**answer, "shown": [each.id for each in question.choices]}

    def outcome(self, question: ChoiceQuestion, payload: Mapping[str, Any]) -> Outcome:
        return outcome_of(question, payload["answer"])
