"""Matching: for each of some things, what belongs to it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.progress.shapes import by_name, text, texts
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource
from tutorial_site.quizzes.kinds.choice.syntax import has_boxes
from tutorial_site.quizzes.kinds.match import grading, syntax
from tutorial_site.quizzes.kinds.match.outcome import Outcome, outcome_of
from tutorial_site.quizzes.kinds.match.question import MatchQuestion, Pair, Right

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["MatchKind", "MatchQuestion", "Pair", "Right"]


class MatchKind(Kind[MatchQuestion]):
    """An answer is ``{"pairs": {id: id}, "shown": [ids]}``."""

    name = "match"
    answer_shape: ClassVar = {"pairs": by_name(text), "shown": texts}
    review_template = "quizzes/match/review.html"

    def claims(self, source: QuestionSource) -> bool:
        return syntax.has_pairs(source.lines) and not has_boxes(source.lines)

    def parse(self, source: QuestionSource) -> MatchQuestion | None:
        return syntax.parse(source)

    def form(
        self, asking: "Asking[MatchQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[MatchQuestion]":
        from tutorial_site.quizzes.kinds.match.form import MatchForm  # needs Django, we may not

        return MatchForm(asking, data)

    def grade(self, question: MatchQuestion, answer: Mapping[str, Any]) -> Grade:
        return grading.grade(question, answer["pairs"])

    def asked(self, question: MatchQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "stem": question.stem_text,
            "pairs": [{"id": pair.id, "text": pair.text} for pair in question.pairs],
            "rights": [{"id": right.id, "text": right.text} for right in question.rights],
        }

    def outcome(self, question: MatchQuestion, payload: Mapping[str, Any]) -> Outcome:
        return outcome_of(question, payload["answer"])
