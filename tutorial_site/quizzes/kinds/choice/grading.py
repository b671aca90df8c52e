"""Grading of chosen ids against the key. Pure: no request, no database."""

from collections.abc import Collection

from tutorial_site.quizzes.kinds.base import Grade, grade_chosen
from tutorial_site.quizzes.kinds.choice.question import ChoiceQuestion


def grade(question: ChoiceQuestion, chosen: Collection[str]) -> Grade:
    """The grade of the choices with the ids ``chosen``."""
    return grade_chosen(question.key, frozenset(chosen))
