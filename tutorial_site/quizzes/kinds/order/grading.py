"""Grading of lines put in order. Pure: no request, no database."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutorial_site.quizzes.kinds.base import Grade
from tutorial_site.quizzes.kinds.order.question import OrderLine, OrderQuestion


@dataclass(frozen=True, slots=True)
class Placed:
    """A line where the learner put it; ``indent`` is 0 where the lines aren't code."""

    line: OrderLine
    indent: int


@dataclass(frozen=True, slots=True)
class Standing:
    """``kept``: of the ``total`` lines that belong, those that stand in order, as many as can be.

    ``shifted`` of them are indented wrongly. ``extra`` lines were put in that don't belong.
    """

    kept: int
    total: int
    shifted: int
    extra: int
    missing: int

    @property
    def right(self) -> bool:
        return self.kept == self.total and not self.shifted and not self.extra

    @property
    def score(self) -> float:
        """A line in order counts 1, indented wrongly a half; a line too much takes 1 away."""
        worth = self.kept - self.shifted / 2 - self.extra
        return min(1.0, max(0.0, worth / self.total)) if self.total else 0.0


def standing(question: OrderQuestion, placed: Sequence[Placed]) -> Standing:
    """How the lines stand. What was moved counts as little as can be: one line dropped into the
    wrong place leaves all the others in order.
    """
    belonging = [each for each in placed if each.line.rank is not None]
    kept, shifted = _longest(question, belonging)
    return Standing(
        kept=kept,
        total=len(question.key),
        shifted=shifted,
        extra=len(placed) - len(belonging),
        missing=len(question.key) - len(belonging),
    )


def grade(question: OrderQuestion, placed: Sequence[Placed]) -> Grade:
    stands = standing(question, placed)
    if stands.right:
        return Grade(1.0, correct=True)
    # One line alone is always in order: that is no credit.
    worth = stands.score if stands.kept > 1 else 0.0
    return Grade(min(worth, 0.99), correct=False)


def _longest(question: OrderQuestion, placed: Sequence[Placed]) -> tuple[int, int]:
    """The longest run of lines whose ranks never go down, and how many of it are indented wrongly.

    Of two runs as long, the one that is indented better.
    """
    best: list[tuple[int, int]] = []  # for the run that ends here: (lines, minus wrongly indented)
    for index, each in enumerate(placed):
        before = [
            best[earlier]
            for earlier in range(index)
            if (placed[earlier].line.rank or 0) <= (each.line.rank or 0)
        ]
        lines, shifted = max(before, default=(0, 0))
        wrong = question.code and each.indent != each.line.indent
        best.append((lines + 1, shifted - wrong))
    lines, shifted = max(best, default=(0, 0))
    return lines, -shifted
