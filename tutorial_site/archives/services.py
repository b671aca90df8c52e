"""Taking an archive in, and forgetting a learner: all of it happens, or nothing."""

from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from tutorial_site.archives.reading import Archive
from tutorial_site.drafts.services import take_drafts
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.numbering import ASIDE, AT_ONCE, number_anew, raw_attempts
from tutorial_site.progress.reading import merged

ROUNDS = 3  # an answer may arrive in the middle of it


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of an archive was new, and how much was here before. ``left``: drafts that differ
    from the learner's own, which were left as they are.
    """

    attempts: int
    known: int
    drafts: int
    left: int


def take_archive(learner: Learner, archive: Archive) -> Taken:
    """Add what the learner doesn't have. Taking the same archive again adds nothing."""
    for rest in reversed(range(ROUNDS)):
        try:
            with transaction.atomic():
                return _take(learner, archive)
        except IntegrityError:
            if not rest:
                raise
    raise AssertionError("the last round returns or raises")


def _take(learner: Learner, archive: Archive) -> Taken:
    held = Learner.objects.select_for_update().get(pk=learner.pk)
    known = set(Attempt.objects.by(held).values_list("key", flat=True))
    new = [attempt for attempt in archive.attempts if attempt.key not in known]
    for number, attempt in enumerate(new):
        attempt.pk, attempt.learner, attempt.ordinal = None, held, ASIDE + number
    raw_attempts().bulk_create(new, batch_size=AT_ONCE)
    number_anew(held, {attempt.place for attempt in new})
    drafts, left = take_drafts(held, archive.drafts)
    held.reading = learner.reading = merged(held.reading, archive.reading)
    held.wants_review = learner.wants_review = held.wants_review and archive.wants_review
    held.save(update_fields=["reading", "wants_review"])
    return Taken(len(new), len(archive.attempts) - len(new), drafts, left)


@transaction.atomic
def forget(learner: Learner) -> None:
    """Delete all that is known of a learner. One with an account goes on as if new."""
    if learner.user_id is None:
        learner.delete()
        return
    for relation in Learner._meta.related_objects:
        model = relation.related_model
        assert not isinstance(model, str)
        # Not by the model's own manager: attempts refuse to be deleted, for good reason elsewhere.
        models.QuerySet(model).filter(**{relation.field.name: learner}).delete()
    learner.reading, learner.wants_review = {}, True
    learner.save(update_fields=["reading", "wants_review"])
