"""Grading of filled blanks. Pure: no request, no database."""

from collections.abc import Sequence

from tutorial_site.quizzes.kinds.base import Grade
from tutorial_site.quizzes.kinds.blanks.question import Blank, BlanksQuestion
from tutorial_site.quizzes.normalising import code_normalised, normalised


def is_right(blank: Blank, text: str) -> bool:
    if blank.options:
        return text in blank.accepted
    alike = code_normalised if blank.code else normalised
    return bool(text) and alike(text) in {alike(each) for each in blank.accepted}


def hits(question: BlanksQuestion, given: Sequence[str]) -> list[bool]:
    """For each blank, whether it was filled rightly; ``given`` may be too short."""
    texts = [*given, *[""] * len(question.blanks)]
    return [is_right(blank, text) for blank, text in zip(question.blanks, texts, strict=False)]


def grade(question: BlanksQuestion, given: Sequence[str]) -> Grade:
    """The share of blanks that are right."""
    found = hits(question, given)
    return Grade(sum(found) / len(found), correct=all(found))
