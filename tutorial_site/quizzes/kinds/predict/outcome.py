"""What a prediction means for the question as it stands now: for the templates."""

from tutorial_site.quizzes.kinds.base import NotGradedError
from tutorial_site.quizzes.kinds.predict import grading
from tutorial_site.quizzes.kinds.predict.question import PredictQuestion, Wrong
from tutorial_site.quizzes.typed import TypedOutcome, typed_outcome


def outcome_of(question: PredictQuestion, text: str) -> TypedOutcome:
    said: Wrong | None = grading.foreseen(question, text) if text else None
    try:
        key = Wrong(grading.key_of(question), "")
    except NotGradedError as why:  # it was known when the answer was graded, and isn't any more
        return typed_outcome(text, said=said, right=None, rights=(), wrongs=(), message=str(why))
    right = grading.is_same(question, text, key.text)
    return typed_outcome(
        text,
        said=key if right else said,
        right=right,
        rights=(key,),
        wrongs=question.wrongs,
    )
