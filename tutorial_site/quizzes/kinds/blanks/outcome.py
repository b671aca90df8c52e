"""What filled blanks mean for the question as it stands now: for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutorial_site.quizzes.kinds.blanks.grading import hits
from tutorial_site.quizzes.kinds.blanks.question import BlanksQuestion


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank with the HTML before it, what the learner put in, and what to show as right."""

    before: str
    given: str
    hit: bool
    right: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """``after`` is the HTML behind the last blank."""

    blanks: tuple[Filled, ...]
    after: str
    message: str


def outcome_of(question: BlanksQuestion, given: Sequence[str]) -> Outcome:
    found = hits(question, given)
    texts = [*given, *[""] * len(found)]
    right = sum(found)
    opening = "Partly right" if right else "Not right yet"
    return Outcome(
        blanks=tuple(
            Filled(before, text, hit, text if hit else blank.accepted[0])
            for before, text, hit, blank in zip(
                question.pieces, texts, found, question.blanks, strict=False
            )
        ),
        after=question.pieces[-1],
        message=f"{opening}."
        if len(found) == 1
        else f"{opening}. {right or 'None'} of {len(found)} blanks "
        f"{'is' if right == 1 else 'are'} right.",
    )
