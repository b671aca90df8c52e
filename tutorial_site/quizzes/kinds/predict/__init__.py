"""Predictions: what does this program print, answer, ask the database? The key is computed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tutorial_site.catalog.problems import Problem, ProblemLog
from tutorial_site.progress.shapes import text
from tutorial_site.quizzes.kinds.base import Grade, Kind, QuestionSource
from tutorial_site.quizzes.kinds.predict import grading, syntax
from tutorial_site.quizzes.kinds.predict.keys import keys
from tutorial_site.quizzes.kinds.predict.outcome import outcome_of
from tutorial_site.quizzes.kinds.predict.question import Prediction, PredictQuestion, Wrong
from tutorial_site.quizzes.typed import TypedOutcome

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

__all__ = ["PredictKind", "PredictQuestion", "Prediction", "Wrong"]


class PredictKind(Kind[PredictQuestion]):
    """An answer is ``{"text": str}``: the prediction as it was typed."""

    name = "predict"
    answer_shape: ClassVar = {"text": text}
    review_template = "quizzes/_typed_review.html"

    def claims(self, source: QuestionSource) -> bool:
        return syntax.has_predictions(source.lines)

    def parse(self, source: QuestionSource) -> PredictQuestion | None:
        return syntax.parse(source)

    def run(self, question: PredictQuestion, path: str) -> list[Problem]:
        """Whether it can be predicted, and no foreseen wrong answer is what happens."""
        log = ProblemLog(path)
        found = keys().compute(question.prediction)
        if not found.known:
            log.error(question.line_of_code, 1, "quiz-unpredictable", found.why, found.hint)
        for wrong in question.wrongs if found.known else ():
            if grading.is_same(question, wrong.text, found.value):
                log.error(
                    question.line_of_code,
                    1,
                    "quiz-wrong-matches",
                    f'"{wrong.text[:60]}" is foreseen as wrong, and is what happens.',
                    "Take it away, or mend the program.",
                )
        return log.problems

    def form(
        self, asking: "Asking[PredictQuestion]", data: "QueryDict | None" = None
    ) -> "AnswerForm[PredictQuestion]":
        from tutorial_site.quizzes.kinds.predict.form import PredictForm  # needs Django, we may not

        return PredictForm(asking, data)

    def grade(self, question: PredictQuestion, answer: Mapping[str, Any]) -> Grade:
        return grading.grade(question, answer["text"])

    def asked(self, question: PredictQuestion, answer: Mapping[str, Any]) -> dict[str, Any]:
        said = grading.foreseen(question, answer["text"])
        return {
            "stem": question.stem_text,
            "asks": question.asks,
            "misconception": said.misconception if said else "",
        }

    def outcome(self, question: PredictQuestion, payload: Mapping[str, Any]) -> TypedOutcome:
        return outcome_of(question, payload["answer"].get("text", ""))
