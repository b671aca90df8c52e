"""A text, or code, with blanks to fill in."""

from dataclasses import dataclass

from tutorial_site.quizzes.kinds.base import Question


@dataclass(frozen=True, slots=True)
class Blank:
    """``accepted`` are the right answers, the one to show first.

    ``options`` are what may be picked, right and wrong; () where it is typed. ``code``: it stands
    in code, where case counts and blanks between signs don't.
    """

    accepted: tuple[str, ...]
    options: tuple[str, ...]
    code: bool


@dataclass(frozen=True, slots=True)
class BlanksQuestion(Question):
    """``pieces`` is the HTML around the blanks: one more than there are blanks.

    ``gapped`` is all of it as plain text, a line ____ for each blank; ``version`` comes from that
    alone and tells the fields of a form from those of an earlier text. ``width`` is the same for
    all fields, in characters: a field of its own length would give its answer away.
    """

    pieces: tuple[str, ...]
    blanks: tuple[Blank, ...]
    gapped: str
    version: str
    width: int
