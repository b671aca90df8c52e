"""How others decided on a claim: shown to whoever has decided, and only once enough have."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from tutorial_site.catalog.tree import Lesson, VerdictBlock
from tutorial_site.progress.models import Attempt

# Of fewer than this one could guess who said what.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One word: how many ``votes`` it got, and their share in percent."""

    word: str
    votes: int
    percent: float
    own: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """First decisions, by word: later ones have seen the instructor's. ``own`` is the learner's."""

    words: tuple[str, ...]
    own: str
    votes: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.votes.values())

    @property
    def enough(self) -> bool:
        return self.total >= ENOUGH

    @property
    def wanted(self) -> int:
        """How many have to vote before the votes are shown."""
        return ENOUGH

    @property
    def bars(self) -> list[Bar]:
        return [
            Bar(word, votes, 100 * votes / (self.total or 1), own=word == self.own)
            for word in self.words
            for votes in (self.votes.get(word, 0),)
        ]


def tally_of(lesson: Lesson, block: VerdictBlock, words: tuple[str, ...], own: str) -> Tally:
    """The votes on the claim as it stands: those on other words of it aren't comparable. 1 query"""
    counted = (
        Attempt.objects.verdicts()
        .at(lesson.course_slug, lesson.slug, block.id, "after")
        .first_tries()
        .filter(payload__claim=lesson.claim)
        .order_by()
        .values_list("payload__verdict")
        .annotate(Count("pk"))
    )
    return Tally(words, own, {word: votes for word, votes in counted if word in words})
