"""A question that asks which belongs to which."""

from dataclasses import dataclass

from tutorial_site.quizzes.kinds.base import Question


@dataclass(frozen=True, slots=True)
class Right:
    """What something may be matched with. ``id`` comes from its text alone."""

    id: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Something to match: ``html`` may stand in a label, ``text`` is the same as plain text.

    ``right`` is the id of what belongs to it. ``id`` comes from its text alone.
    """

    id: str
    html: str
    text: str
    right: str
    feedback_html: str


@dataclass(frozen=True, slots=True)
class MatchQuestion(Question):
    """``rights`` are in the order of the lesson, those that belong to nothing among them."""

    pairs: tuple[Pair, ...]
    rights: tuple[Right, ...]

    def right(self, right_id: str) -> Right | None:
        return next((right for right in self.rights if right.id == right_id), None)
