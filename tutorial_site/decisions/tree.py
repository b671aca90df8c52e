"""What a decision asks, as values. Pure Python: the catalog imports it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a criterion. ``side`` is what it speaks for, "" if for none.

    ``id`` is made of its words, so that an address with answers survives a new order.
    """

    id: str
    html: str
    text: str
    reason_html: str
    side: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question about the learner's own case; ``line`` is its first in lesson.md."""

    id: str
    html: str
    text: str
    line: int
    choices: tuple[Choice, ...]

    def choice(self, choice_id: str) -> Choice | None:
        return next((each for each in self.choices if each.id == choice_id), None)
