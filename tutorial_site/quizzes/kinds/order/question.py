"""A question whose lines have to be put in order."""

from dataclasses import dataclass

from tutorial_site.quizzes.kinds.base import Question


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line, or some that move together. ``id`` comes from its text alone.

    ``rank``: lines stand in the order of their ranks, those of one rank in any; None for a line
    that doesn't belong. ``indent`` counts steps, and only where the lines are code. ``html`` may
    stand in a label; ``text`` is the same as plain text.
    """

    id: str
    html: str
    text: str
    rank: int | None
    indent: int
    feedback_html: str
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class OrderQuestion(Question):
    """``code``: the lines are code, and their indentation counts."""

    lines: tuple[OrderLine, ...]
    code: bool

    @property
    def key(self) -> tuple[OrderLine, ...]:
        """The lines that belong, in the order of the lesson."""
        return tuple(line for line in self.lines if line.rank is not None)

    @property
    def extra(self) -> bool:
        """Whether some lines don't belong."""
        return len(self.key) < len(self.lines)

    @property
    def deepest(self) -> int:
        """How far a line may be indented: one step further than is right anywhere."""
        return max((line.indent for line in self.lines), default=0) + 1 if self.code else 0
