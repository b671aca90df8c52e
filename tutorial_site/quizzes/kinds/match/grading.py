"""Grading of pairs. Pure: no request, no database."""

from collections.abc import Mapping

from tutorial_site.quizzes.kinds.base import Grade
from tutorial_site.quizzes.kinds.match.question import MatchQuestion


def hits(question: MatchQuestion, pairs: Mapping[str, str]) -> int:
    return sum(pairs.get(pair.id) == pair.right for pair in question.pairs)


def grade(question: MatchQuestion, pairs: Mapping[str, str]) -> Grade:
    """The share of pairs that are right. ``pairs``: id of what is matched → id of with what."""
    found = hits(question, pairs)
    return Grade(found / len(question.pairs), correct=found == len(question.pairs))
