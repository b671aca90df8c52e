"""Lines to put in order; of code, with their indentation; some may not belong."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.progress.shapes import list_of, record, text, texts, whole
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource
from tutorial_site.quizzes.kinds.order import grading, syntax
from tutorial_site.quizzes.kinds.order.outcome import Outcome, outcome_of, placed_of
from tutorial_site.quizzes.kinds.order.question import OrderLine, OrderQuestion

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["OrderKind", "OrderLine", "OrderQuestion"]


class OrderKind(Kind[OrderQuestion]):
    """An answer is ``{"lines": [{"id", "indent"}], "shown": [ids]}``; lines left out aren't in it.

    ``indent`` counts steps, and is there only where the lines are code.
    """

    name = "order"
    answer_shape: ClassVar = {
        "lines": list_of(record({"id": text}, {"indent": whole})),
        "shown": texts,
    }
    review_template = "quizzes/order/review.html"

    def claims(self, source: QuestionSource) -> bool:
        return False  # a numbered list may be part of any question: ``kind: order`` says it is this

    def parse(self, source: QuestionSource) -> OrderQuestion | None:
        return syntax.parse(source)

    def form(
        self, asking: "Asking[OrderQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[OrderQuestion]":
        from tutorial_site.quizzes.kinds.order.form import OrderForm  # needs Django, we may not

        return OrderForm(asking, data)

    def grade(self, question: OrderQuestion, answer: Mapping[str, Any]) -> Grade:
        return grading.grade(question, placed_of(question, answer))

    def asked(self, question: OrderQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        by_id = {line.id: line for line in question.lines}
        return {
            "stem": question.stem_text,
            "lines": [
                {"id": line.id, "text": line.text, "misconception": line.misconception}
                for line in (by_id[line_id] for line_id in answer["shown"])
            ],
        }

    def in_full(self, question: OrderQuestion, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**answer, "shown": [each.id for each in question.lines]}

    def outcome(self, question: OrderQuestion, payload: Mapping[str, Any]) -> Outcome:
        return outcome_of(question, payload["answer"])
