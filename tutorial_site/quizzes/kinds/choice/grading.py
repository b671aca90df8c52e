"""Grading of chosen ids against the key. Pure: no request, no database."""

from collections.abc import Collection

from tutorial_site.quizzes.kinds.base import Grade
from tutorial_site.quizzes.kinds.choice.question import ChoiceQuestion


def grade(question: ChoiceQuestion, chosen: Collection[str]) -> Grade:
    """Correct only when exactly the right choices are chosen.

    The score is the share of right choices found, each wrong one taking one back: ticking
    everything gains nothing. A single choice scores 0.0 or 1.0.
    """
    key, given = question.key, frozenset(chosen)
    if given == key:
        return Grade(1.0, correct=True)
    found, wrong = len(given & key), len(given - key)
    return Grade(max(0.0, (found - wrong) / len(key)) if key else 0.0, correct=False)
