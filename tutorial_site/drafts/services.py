"""Saving drafts so that none is written over unseen: by another device, or by what is brought."""

from collections.abc import Iterable
from typing import Any, TypeGuard

from django.db import IntegrityError, transaction

from tutorial_site.drafts.models import Draft
from tutorial_site.progress.models import Learner

Files = dict[str, str | None]
MOST_FILES, LONGEST_PATH = 100, 200
WHAT_FILES_ARE = (
    f"an object of at most {MOST_FILES} texts (or null), each by a path of at most {LONGEST_PATH} "
    "characters"
)


def are_files(given: Any) -> TypeGuard[Files]:
    """Whether this is what a draft can hold, wherever it came from."""
    return (
        isinstance(given, dict)
        and len(given) <= MOST_FILES
        and all(0 < len(path) <= LONGEST_PATH for path in given)
        and all(isinstance(content, str | None) for content in given.values())
    )


def save_draft(
    learner: Learner,
    *,
    course: str,
    lesson: str,
    block: str,
    framework: str,
    digest: str,
    files: Files,
    seen: int,
) -> tuple[Draft, bool]:
    """Save over the revision that the page has ``seen`` (0: none).

    The draft as it is now, and whether it was saved. If another device has saved meanwhile it was
    not: the page gets what stands there, keeps it as an earlier version, and saves again.
    """
    place = {"course": course, "lesson": lesson, "block": block, "framework": framework}
    made = Draft(learner=learner, **place, digest=digest, files=files)
    if seen == 0:
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            return Draft.objects.by(learner).get(**place), False
        return made, True
    with transaction.atomic():
        draft = Draft.objects.by(learner).select_for_update().filter(**place).first()
        if draft is None:
            made.revision = seen + 1
            made.save()
            return made, True
        if draft.revision != seen:
            return draft, False
        draft.digest, draft.files, draft.revision = digest, files, seen + 1
        draft.save()
    return draft, True


def take_drafts(learner: Learner, came: Iterable[Draft]) -> tuple[int, int]:
    """Give a learner drafts from elsewhere: code that is here is never written over.

    How many were taken, and how many left, since they differ from the learner's own.
    """
    here = {_side(draft): draft for draft in Draft.objects.by(learner)}
    new: dict[tuple[str, ...], Draft] = {}
    left = 0
    for draft in came:
        own = here.get(_side(draft))
        if own is None:
            new.setdefault(_side(draft), draft)
        elif own.files != draft.files:
            left += 1
    for draft in new.values():
        draft.pk, draft.learner = None, learner
    Draft.objects.bulk_create(new.values())
    return len(new), left


def _side(draft: Draft) -> tuple[str, ...]:
    return draft.course, draft.lesson, draft.block, draft.framework
