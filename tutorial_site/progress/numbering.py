"""How-manieth an attempt is at its place, when histories meet: counted anew by time."""

from collections.abc import Collection, Iterable
from typing import cast

from django.db import models
from django.db.models import F

from tutorial_site.progress.models import Attempt, Learner

Place = tuple[str, str, str, str]
# Above any ordinal: while two histories are numbered anew, no two attempts may have one number.
ASIDE, FURTHER = 1_000_000_000, 2_000_000_000
AT_ONCE = 500  # rows a statement: SQLite takes so many parameters, and no more than it must


def raw_attempts() -> models.QuerySet[Attempt]:
    """Attempts without the queryset that refuses changes, for good reason elsewhere."""
    return models.QuerySet(Attempt)


def number_anew(learner: Learner, places: Collection[Place]) -> None:
    """Count a learner's attempts at ``places`` from 1, by the time they were made.

    Inside a transaction: in between, ordinals stand aside, each where no other can be.
    """
    wrong = [
        Attempt(pk=pk, ordinal=FURTHER + number)
        for pk, now, number in _numbered(learner, places)
        if now != number
    ]
    raw_attempts().bulk_update(wrong, ["ordinal"], batch_size=AT_ONCE)
    for some in _in_parts(wrong):
        found = raw_attempts().filter(pk__in=[each.pk for each in some])
        found.update(ordinal=F("ordinal") - FURTHER)


def _numbered(learner: Learner, places: Collection[Place]) -> list[tuple[int, int, int]]:
    """(pk, ordinal now, ordinal by time) of every attempt at one of the places. One query."""
    rows = (
        Attempt.objects.by(learner)
        .in_time()
        .values_list("pk", "ordinal", "course", "lesson", "block", "question")
    )
    counted: dict[Place, int] = dict.fromkeys(places, 0)
    found = []
    for pk, ordinal, *where in rows:
        place = cast(Place, tuple(where))
        if place in counted:
            counted[place] += 1
            found.append((pk, ordinal, counted[place]))
    return found


def _in_parts(attempts: list[Attempt]) -> Iterable[list[Attempt]]:
    for start in range(0, len(attempts), AT_ONCE):
        yield attempts[start : start + AT_ONCE]
