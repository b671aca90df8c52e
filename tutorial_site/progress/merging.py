"""Two histories become one, when somebody who has done things signs in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.http import HttpRequest

from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.services import CACHED, SESSION_KEY

Place = tuple[str, str, str, str]
# Above any ordinal: while two histories are numbered anew, no two attempts may have one number.
ASIDE = 1_000_000_000


def adopt_learner(request: HttpRequest, user: AbstractBaseUser) -> Learner:
    """Make this session's learner the user's: as theirs, or merged into the one they have.

    All of it happens or nothing. Doing it again changes nothing. A learner who belongs to another
    user is left alone: somebody else had signed in on this device.
    """
    with transaction.atomic():
        uuid = request.session.get(SESSION_KEY)
        came = Learner.objects.select_for_update().filter(uuid=uuid).first() if uuid else None
        own = Learner.objects.select_for_update().filter(user_id=user.pk).first()
        if came is not None and came.user_id not in (None, user.pk):
            came = None
        if own is None:
            own = came or Learner()
            own.user_id = user.pk
            own.save()
        elif came is not None and came.pk != own.pk:
            merge_learners(came, into=own)
    request.session[SESSION_KEY] = str(own.uuid)
    setattr(request, CACHED, own)
    return own


@transaction.atomic
def merge_learners(came: Learner, *, into: Learner) -> None:
    """Move all attempts of one learner to another, in the order in which they were made.

    An attempt that both have (the same key) is one fact, and counts once. Attempts themselves are
    not changed, but for whose they are and the how-manieth at their place.
    """
    known = set(Attempt.objects.by(into).values_list("key", flat=True))
    moved = [each for each in Attempt.objects.by(came).order_by("pk") if each.key not in known]
    raw: models.QuerySet[Attempt] = models.QuerySet(
        Attempt
    )  # Attempt's own refuses changes, for good reason elsewhere
    places = {each.place for each in moved}
    for number, attempt in enumerate(moved):
        raw.filter(pk=attempt.pk).update(learner=into, ordinal=ASIDE + number)
    for place in places:
        _number_anew(into, place, raw)
    came.delete()


def _number_anew(learner: Learner, place: Place, raw: "models.QuerySet[Any]") -> None:
    """Count a learner's attempts at a place from 1 again, by the time they were made."""
    course, lesson, block, question = place
    attempts = list(
        Attempt.objects.by(learner)
        .at(course, lesson, block, question)
        .order_by("created_at", "pk")
        .values_list("pk", "ordinal")
    )
    wrong = [(pk, number) for number, (pk, now) in enumerate(attempts, start=1) if now != number]
    for offset in (2 * ASIDE, 0):
        for pk, number in wrong:
            raw.filter(pk=pk).update(ordinal=offset + number)
