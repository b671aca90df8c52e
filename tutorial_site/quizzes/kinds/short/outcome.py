"""What a typed answer means for the question as it stands now: for the templates."""

from tutorial_site.quizzes.kinds.base import NotGradedError
from tutorial_site.quizzes.kinds.short import grading
from tutorial_site.quizzes.kinds.short.question import Answer, ShortQuestion
from tutorial_site.quizzes.typed import TypedOutcome, typed_outcome


def outcome_of(question: ShortQuestion, text: str) -> TypedOutcome:
    said = _said(question, text)
    return typed_outcome(
        text,
        said=said,
        right=said is not None and said.mark != "wrong",
        rights=question.marked("right"),
        wrongs=question.marked("wrong"),
        message=_nearly(question) if grading.is_near(question, text) else "",
    )


def _said(question: ShortQuestion, text: str) -> Answer | None:
    if not text:
        return None
    try:
        return grading.matching(question, text, question.answers)
    except NotGradedError:  # the pattern was edited since
        return None


def _nearly(question: ShortQuestion) -> str:
    return f"Nearly. Look at it once more: {' and '.join(sorted(question.exact))} count here."
