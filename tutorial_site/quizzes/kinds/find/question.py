"""A question that asks which line is at fault."""

from dataclasses import dataclass

from tutorial_site.quizzes.kinds.base import Question


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of the code. ``id`` comes from its text, "" for an empty one, which can't be chosen.

    ``html`` is highlighted; ``why`` is the HTML of what the instructor says about it.
    """

    id: str
    number: int
    html: str
    text: str
    fault: bool
    why: str


@dataclass(frozen=True, slots=True)
class FindQuestion(Question):
    """``title`` stands above the code; ``multiple``: more than one line is at fault."""

    lines: tuple[CodeLine, ...]
    title: str
    multiple: bool

    @property
    def key(self) -> frozenset[str]:
        return frozenset(line.id for line in self.lines if line.fault)

    @property
    def choosable(self) -> frozenset[str]:
        return frozenset(line.id for line in self.lines if line.id)
