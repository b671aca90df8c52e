"""Two histories become one, when somebody who has done things signs in."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.http import HttpRequest

from tutorial_site.progress.models import Attempt, Certificate, Learner
from tutorial_site.progress.numbering import ASIDE, number_anew, raw_attempts
from tutorial_site.progress.reading import merged
from tutorial_site.progress.services import CACHED, SESSION_KEY

# Sent with ``came`` and ``into`` while both are there: other rooms move what they keep of them.
learners_merge = Signal()


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
    """Move all that one learner did to another, in the order in which it was done.

    An attempt that both have (the same key) is one fact, and counts once. Attempts themselves are
    not changed, but for whose they are and the how-manieth at their place. Certificates go on
    being valid under their ids. Who of the two wanted no review wants none now.
    """
    here = Attempt.objects.by(into).values("key")
    moved = raw_attempts().filter(learner=came).exclude(key__in=here)
    places = set(moved.order_by().values_list("course", "lesson", "block", "question").distinct())
    moved.update(learner=into, ordinal=F("ordinal") + ASIDE)
    number_anew(into, places)
    Certificate.objects.filter(learner=came).update(learner=into)
    into.reading = merged(into.reading, came.reading)
    into.wants_review = into.wants_review and came.wants_review
    into.save(update_fields=["reading", "wants_review"])
    learners_merge.send(Learner, came=came, into=into)
    came.delete()
