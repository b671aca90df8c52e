"""Grading of a typed text against answers and patterns. Pure: no request, no database."""

from collections.abc import Iterable

from tutorial_site.quizzes.kinds.base import Grade, NotGradedError
from tutorial_site.quizzes.kinds.short.patterns import SlowPatternError, matches
from tutorial_site.quizzes.kinds.short.question import Answer, ShortQuestion
from tutorial_site.quizzes.normalising import PARTICULARS, for_patterns, normalised

TOO_SLOW = (
    "This answer takes too long to check, so nothing was counted. Is it the short one that is "
    "asked for? Try it in other words."
)


def grade(question: ShortQuestion, text: str) -> Grade:
    """Right if it is one of the answers or matches a pattern. Raises NotGradedError."""
    right = bool(text) and matching(question, text, question.marked("right", "pattern")) is not None
    return Grade(1.0 if right else 0.0, correct=right)


def matching(question: ShortQuestion, text: str, answers: Iterable[Answer]) -> Answer | None:
    """The first of ``answers`` that ``text`` is; those typed out are looked at before patterns."""
    typed = normalised(text, question.exact)
    for answer in sorted(answers, key=lambda each: each.mark == "pattern"):
        if answer.mark != "pattern":
            if typed == normalised(answer.text, question.exact):
                return answer
        elif _matches(question, answer.text, text):
            return answer
    return None


def foreseen(question: ShortQuestion, text: str) -> Answer | None:
    """The wrong answer that this is, if the instructor has foreseen it."""
    return matching(question, text, question.marked("wrong")) if text else None


def is_near(question: ShortQuestion, text: str) -> bool:
    """Whether only a particular is amiss that this question wants exactly."""
    loose = normalised(text)
    return bool(text and question.exact & set(PARTICULARS)) and any(
        loose == normalised(answer.text) for answer in question.marked("right")
    )


def _matches(question: ShortQuestion, pattern: str, text: str) -> bool:
    given = for_patterns(text, question.exact)
    try:
        return matches(pattern, given, ignore_case="case" not in question.exact)
    except SlowPatternError as error:
        raise NotGradedError(TOO_SLOW) from error
