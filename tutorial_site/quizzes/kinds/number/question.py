"""A question that is answered with a number."""

from dataclasses import dataclass
from decimal import Decimal

from tutorial_site.quizzes.kinds.base import Question


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """From ``low`` up to ``high``, both included; ``text`` says so in words."""

    low: Decimal
    high: Decimal
    text: str
    right: bool
    feedback_html: str
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class NumberQuestion(Question):
    """``unit`` stands behind the field: what the number counts ("ms"), "" for a bare number."""

    answers: tuple[NumberAnswer, ...]
    unit: str
