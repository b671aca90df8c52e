"""When a question comes back. Pure: derived from what was tried, and nothing is kept of it.

So it can be no other than what the attempts say: two histories that become one have one schedule,
a question that was regraded has another, and there is nothing to rebuild.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler

# Tries with less than this between them are one sitting: after the first of them the learner has
# seen whether it was right, and what comes then says little about what they'll know tomorrow.
SITTING = timedelta(hours=8)
# Who reviews in the evening may do so in the morning for once.
EARLY = timedelta(hours=8)
# Half a year: longer than the course takes, and shorter than forgetting that there was one.
LONGEST_DAYS = 180

# No steps of minutes: what is missed comes back on another day. No chance in it either, or a
# schedule that is computed twice would be two.
_SCHEDULER = Scheduler(
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


@dataclass(frozen=True, slots=True)
class Try:
    """An answer: when, whether it was right, and whether a hint was taken since the one before."""

    at: datetime
    correct: bool
    hinted: bool

    @property
    def rating(self) -> Rating:
        if not self.correct:
            return Rating.Again
        return Rating.Hard if self.hinted else Rating.Good


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one question that comes back.

    ``due``: from when on it may be asked. ``rated``: how often it was. ``last`` is the latest try,
    ``before`` the latest of the sitting before that one.
    """

    due: datetime
    rated: int
    last: datetime
    before: datetime | None


def remember(tries: Sequence[Try]) -> Memory | None:
    """The memory of a question after ``tries``, oldest first; None while it has no need to come.

    The first try of a sitting counts. A question comes back from the first that was wrong, or right
    after a hint.
    """
    card: Card | None = None
    rated = 0
    last: datetime | None = None
    before: datetime | None = None
    for each in tries:
        if last is None or each.at - last >= SITTING:
            before = last
            if card is not None or each.rating != Rating.Good:
                card = _rated(card, each)
                rated += 1
        last = each.at
    if card is None or last is None:
        return None
    return Memory(max(card.due - EARLY, last + SITTING), rated, last, before)


def _rated(card: Card | None, tried: Try) -> Card:
    # Without an id of ours a new card waits for one that no other has.
    fresh = card or Card(card_id=0, due=tried.at)
    return _SCHEDULER.review_card(fresh, tried.rating, tried.at)[0]
