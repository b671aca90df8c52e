"""Answers that are typed into a line: what kinds of question that take one have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Foreseen(Protocol):
    """An answer that the instructor has foreseen, right or wrong."""

    @property
    def text(self) -> str: ...

    @property
    def feedback_html(self) -> str: ...


@dataclass(frozen=True, slots=True)
class TypedOutcome:
    """``text`` is what was typed, "" if nothing was; ``right``: it is right by the key of now,
    None while nobody knows that.

    ``said`` is the foreseen answer that it is, with its feedback; ``others`` are the right ones it
    is not, ``wrongs`` the foreseen wrong ones: both for the review alone.
    """

    text: str
    right: bool | None
    said: Foreseen | None
    others: Sequence[Foreseen]
    wrongs: Sequence[Foreseen]
    message: str


def typed_outcome(
    text: str,
    *,
    said: Foreseen | None,
    right: bool | None,
    rights: Sequence[Foreseen],
    wrongs: Sequence[Foreseen],
    message: str = "",
) -> TypedOutcome:
    """``rights`` and ``wrongs`` are all that are foreseen; ``said`` may be one of them."""
    note = " Read the note at your answer, and try again."
    return TypedOutcome(
        text=text,
        right=right,
        said=said,
        others=tuple(each for each in rights if each is not said),
        wrongs=tuple(each for each in wrongs if each is not said and each.feedback_html),
        message=message
        or f"Not right yet.{note if said and said.feedback_html else ' Try again.'}",
    )
