"""What a stored answer means for the question as it stands now: for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tutorial_site.quizzes.kinds.choice.order import shown
from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion


@dataclass(frozen=True, slots=True)
class Marked:
    """A choice, and whether the learner chose it."""

    choice: Choice
    chosen: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """``choices`` in the order the learner saw. ``message`` speaks of what was chosen only."""

    choices: tuple[Marked, ...]
    message: str

    @property
    def chosen(self) -> dict[str, Choice]:
        return {marked.choice.id: marked.choice for marked in self.choices if marked.chosen}


def outcome_of(question: ChoiceQuestion, answer: Mapping[str, Any]) -> Outcome:
    chosen = frozenset(answer.get("chosen", ()))
    in_order = shown(question, seed="", earlier=answer.get("shown", ()))
    marked = tuple(Marked(choice, choice.id in chosen) for choice in in_order)
    return Outcome(marked, _message([mark.choice.correct for mark in marked if mark.chosen]))


def _message(hits: list[bool]) -> str:
    """Said after an answer that was not right. Which other choices are right stays unsaid."""
    if hits and all(hits):
        return "So far so good: what you chose is right, and something is missing."
    if any(hits):
        return "Partly right. Read the notes at what you chose, and try again."
    return "Not right yet. Read the note at what you chose, and try again."
