"""What matched pairs mean for the question as it stands now: for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tutorial_site.quizzes.kinds.match.grading import hits
from tutorial_site.quizzes.kinds.match.question import MatchQuestion, Pair, Right


@dataclass(frozen=True, slots=True)
class Matched:
    """A pair, what belongs to it, and with what the learner matched it (None: nothing)."""

    pair: Pair
    right: Right | None
    given: Right | None

    @property
    def hit(self) -> bool:
        return self.given is not None and self.given == self.right


@dataclass(frozen=True, slots=True)
class Outcome:
    """``unused`` are those that belong to nothing."""

    pairs: tuple[Matched, ...]
    unused: tuple[Right, ...]
    message: str


def outcome_of(question: MatchQuestion, answer: Mapping[str, Any]) -> Outcome:
    given: Mapping[str, str] = answer.get("pairs", {})
    used = {pair.right for pair in question.pairs}
    found, total = hits(question, given), len(question.pairs)
    opening = "Partly right" if found else "Not right yet"
    return Outcome(
        pairs=tuple(
            Matched(pair, question.right(pair.right), question.right(given.get(pair.id, "")))
            for pair in question.pairs
        ),
        unused=tuple(right for right in question.rights if right.id not in used),
        message=f"{opening}. {found or 'None'} of {total} pairs {'is' if found == 1 else 'are'} "
        "right.",
    )
