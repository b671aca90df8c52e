"""What may be done with learners and attempts. A request is taken only to find its learner."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import Case, Q, When
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tutorial_site.progress.models import Attempt, Learner

SESSION_KEY = "learner"
CACHED = "_learner"
# Two posts of one learner may meet; each round lets one of them through.
ROUNDS = 20


class KeyAlreadyUsed(ValueError):
    """The key of an attempt came again, for another thing: the page that made it is at fault."""


def learner_of(request: HttpRequest) -> Learner | None:
    """Who this is; None for somebody who has done nothing yet.

    Without a session cookie there is nothing to look up: 0 queries, and the page can be cached.
    """
    if not hasattr(request, CACHED):
        uuid = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            uuid = request.session.get(SESSION_KEY)
        setattr(request, CACHED, Learner.objects.filter(uuid=uuid).first() if uuid else None)
    found: Learner | None = getattr(request, CACHED)
    return found


def ensure_learner(request: HttpRequest) -> Learner:
    """Who this is; a new learner, remembered in a session, where there was none."""
    learner = learner_of(request)
    if learner is None:
        learner = _new_learner(request)
        request.session[SESSION_KEY] = str(learner.uuid)
        setattr(request, CACHED, learner)
    return learner


def _new_learner(request: HttpRequest) -> Learner:
    """The learner of a browser that has no session yet.

    Derived from the secret of the browser's CSRF cookie, which is there before the first post: two
    first posts that meet, and one that comes again because its answer was lost on the way, are one
    learner's. Signing in changes that secret; an account's learner is never given out here.
    """
    secret = request.META.get("CSRF_COOKIE")
    if not secret:
        return Learner.objects.create()
    uuid = UUID(bytes=salted_hmac(SESSION_KEY, secret, algorithm="sha256").digest()[:16], version=4)
    try:
        return Learner.objects.create(uuid=uuid)
    except IntegrityError:
        if connection.in_atomic_block:  # spoilt: nothing to look at
            raise
        found = Learner.objects.filter(uuid=uuid, user=None).first()
        return found or Learner.objects.create()


def record_attempt(
    learner: Learner,
    *,
    course: str,
    lesson: str,
    block: str,
    question: str = "",
    kind: str,
    key: UUID,
    digest: str,
    payload: dict[str, Any],
    score: float | None,
) -> Attempt:
    """Add a fact; the same key again returns the attempt that is there, ``repeated``.

    Two queries, and no transaction of its own: one INSERT is atomic. Where two posts meet, the
    database's unique constraints let one in, and the other looks again.

    Raises KeyAlreadyUsed when the key belongs to an attempt at something else.
    """
    attempt = Attempt(
        learner=learner,
        course=course,
        lesson=lesson,
        block=block,
        question=question,
        kind=kind,
        key=key,
        digest=digest,
        payload=payload,
        score=score,
        correct=None if score is None else score >= 1,
    )
    for rest in reversed(range(ROUNDS)):
        earlier, attempt.ordinal = _earlier(attempt)
        if earlier is not None:
            return earlier
        try:
            attempt.save()
        except IntegrityError:
            # Inside somebody's transaction the failed INSERT has spoilt it: nothing to look at.
            if not rest or connection.in_atomic_block:
                raise
        else:
            break
    return attempt


def _earlier(attempt: Attempt) -> tuple[Attempt | None, int]:
    """The attempt that has this key already, and the ordinal that is next. One query."""
    course, lesson, block, question = attempt.place
    here = Q(course=course, lesson=lesson, block=block, question=question)
    key_first = Case(When(key=attempt.key, then=0), default=1)
    rows = list(
        Attempt.objects.by(attempt.learner)
        .filter(Q(key=attempt.key) | here)
        .order_by(key_first, "-ordinal")[:2]
    )
    if not rows:
        return None, 1
    first = rows[0]
    if first.key != attempt.key:
        return None, first.ordinal + 1
    if (first.place, first.kind) != (attempt.place, attempt.kind):
        raise KeyAlreadyUsed(f"This key belongs to {first}.")
    first.repeated = True
    return first, first.ordinal
