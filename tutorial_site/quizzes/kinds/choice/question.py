"""A question with choices to tick, one or several."""

from dataclasses import dataclass

from tutorial_site.quizzes.kinds.base import Question


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. ``id`` comes from its text alone: it outlives a new order, a new mark, new
    feedback.

    ``html`` may stand in a label; ``text`` is the same as plain text.
    """

    id: str
    html: str
    text: str
    feedback_html: str
    correct: bool
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceQuestion(Question):
    """``multiple``: more than one choice is right, and all of them are asked for."""

    choices: tuple[Choice, ...]
    multiple: bool
    shuffle: bool

    @property
    def key(self) -> frozenset[str]:
        """The ids of the right choices."""
        return frozenset(choice.id for choice in self.choices if choice.correct)
