"""Who did what. A learner is a row; attempts are facts that are only ever added.

Content is referred to by ids and a digest, never by a key: lessons are files, and an edit of one
must not touch what was done.
"""

import secrets
from datetime import datetime
from typing import Any, NoReturn, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone


class LearnerQuerySet(models.QuerySet["Learner"]):
    def with_last_seen(self) -> Self:
        """Adds ``last_seen``: when the learner last did something; None if they never did."""
        return self.annotate(last_seen=Max("attempts__created_at"))


class Learner(models.Model):
    """Somebody who learns, with or without an account. ``uuid`` is what a session remembers.

    When they were last here is not kept but asked (``with_last_seen``): it is the time of the last
    attempt, and an answer costs one write instead of two. ``reading`` is where they were reading:
    see progress/reading.py.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="learner",
    )
    reading = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    wants_review = models.BooleanField(default=True)

    objects = LearnerQuerySet.as_manager()

    last_seen: datetime | None  # from with_last_seen()

    def __str__(self) -> str:
        return f"learner {self.uuid.hex[:8]}"


class AppendOnly(TypeError):
    """Somebody tried to change or delete an attempt."""

    def __init__(self) -> None:
        super().__init__(
            "Attempts are facts: they can't be changed or deleted. Record a new one instead; "
            "to forget a learner, delete the learner."
        )


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def by(self, learner: Learner) -> Self:
        return self.filter(learner=learner)

    def in_course(self, course: str) -> Self:
        return self.filter(course=course)

    def in_lesson(self, course: str, lesson: str) -> Self:
        return self.filter(course=course, lesson=lesson)

    def at(self, course: str, lesson: str, block: str, question: str = "") -> Self:
        """At one thing that is asked: a question, "before" or "after" of a verdict, an app ("")."""
        return self.filter(course=course, lesson=lesson, block=block, question=question)

    def answers(self) -> Self:
        return self.filter(kind=Attempt.Kind.ANSWER)

    def verdicts(self) -> Self:
        return self.filter(kind=Attempt.Kind.VERDICT)

    def reviews(self) -> Self:
        return self.filter(kind=Attempt.Kind.REVIEW)

    def of_versions(self, question: str, digest: str) -> Self:
        """At a question of a block by the id that it has now, or at this very version of it."""
        return self.filter(Q(question=question) | Q(digest=digest))

    def about_questions(self) -> Self:
        """What a question's review is derived from, oldest first: answers, and hints of quizzes."""
        given = Q(kind__in=Attempt.GRADED_ON_THE_SITE)
        hints = Q(kind=Attempt.Kind.HELP, question__in=("hint", Attempt.REVIEW_HINT))
        return self.filter(given | hints).in_time()

    def first_tries(self) -> Self:
        """What statistics count: later tries have seen feedback."""
        return self.filter(ordinal=1)

    def at_block(self, course: str, lesson: str, block: str) -> Self:
        """At a block, whatever of it is asked."""
        return self.filter(course=course, lesson=lesson, block=block)

    def helps_and_unaided_solutions(self) -> Self:
        """What was given on asking, and the exercises that were solved without.

        A known mistake's hint is no help in this sense: it is feedback, which comes unasked.
        """
        asked = Q(kind=Attempt.Kind.HELP, question__in=("hint", "solution"))
        alone = Q(kind=Attempt.Kind.EXERCISE, correct=True, payload__helped=False)
        return self.filter(asked | alone)

    def that_count(self) -> Self:
        """What makes progress. Runs that the learner stopped show nothing about the app, and a
        review looks back: whatever comes of it, what was done stays done.
        """
        made = self.exclude(kind=Attempt.Kind.RUN, payload__outcome="stopped")
        return made.exclude(kind=Attempt.Kind.REVIEW).exclude(question=Attempt.REVIEW_HINT)

    def newest(self) -> Self:
        """The newest attempt for each learner at each thing asked, and for each version of it.

        Versions are kept apart because a question may have moved in its quiz: its digest finds the
        attempt again, whatever id it has now. So are right and wrong: an exercise that was solved
        stays solved, whatever is tried on it later. And so are kinds: an answer stays the latest
        when its question comes back in review. In the order in which they were made, which is
        not always that in which the site got to know of them: a history may be brought along.
        """
        return self._in_time(self._numbered().filter(nth=1))

    def newest_and_first(self) -> Self:
        """The newest as above, and each learner's first try at everything."""
        # Not "in this set of keys or in that": PostgreSQL would read everybody's attempts for it.
        return self._in_time(self._numbered().filter(Q(nth=1) | Q(ordinal=1)))

    def _numbered(self) -> Self:
        """Adds ``nth``: 1 for the newest of its kind at each version of each thing asked."""
        place = ("learner", "course", "lesson", "block", "question")
        same = (*place, "kind", "digest", "correct")
        nth = Window(RowNumber(), partition_by=[F(name) for name in same], order_by="-ordinal")
        return self.order_by().annotate(nth=nth)

    def _in_time(self, found: Self) -> Self:
        keys = found.values("pk")
        return self.model.objects.filter(pk__in=keys).in_time()  # type: ignore[return-value]

    def in_time(self) -> Self:
        """In the order in which they were made."""
        return self.order_by("created_at", "pk")

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Attempt(models.Model):
    """One fact: an answer, in a lesson or in review, a run of an app or of an exercise's checks,
    a verdict, a help asked for.

    ``question`` says which one was answered ("q2"), or "before"/"after" for a verdict, or what was
    given ("hint", "solution", "mistake"); "" for a run. ``key`` is made on the page: the same key
    again is the same fact. ``ordinal`` counts a learner's attempts at the same thing from 1.
    ``score`` runs from 0.0 to 1.0; it and ``correct`` are None where nothing is graded. ``payload``
    holds what was asked and given, as texts and ids, so that it can be read without the lesson.
    ``digest`` is the version of what was asked. Where the key was wrong, the two and the score are
    those of the latest ``Regrade``.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer"
        RUN = "run"
        VERDICT = "verdict"
        EXERCISE = "exercise"
        HELP = "help"
        REVIEW = "review"

    # Answers to questions, in a lesson and in review: their keys are the site's.
    GRADED_ON_THE_SITE = (Kind.ANSWER, Kind.REVIEW)
    # The question of a hint that was taken in review, not in the lesson.
    REVIEW_HINT = "review-hint"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attempts")
    course = models.CharField(max_length=100)
    lesson = models.CharField(max_length=100)
    block = models.CharField(max_length=100)
    question = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.UUIDField()
    ordinal = models.PositiveIntegerField()
    score = models.FloatField(null=True)
    correct = models.BooleanField(null=True)
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AttemptQuerySet.as_manager()

    # True on what a service returns for a key that had come before.
    repeated = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "key"], name="attempt_counts_once"),
            models.UniqueConstraint(
                fields=["learner", "course", "lesson", "block", "question", "ordinal"],
                name="attempt_ordinal_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="attempt_score_is_a_share",
            ),
        ]
        indexes = [
            # Who fails at what: first tries at a question; how a lesson's votes are spread.
            models.Index(
                fields=["course", "lesson", "block", "question", "ordinal"], name="attempt_at"
            ),
            # A learner's activity over time.
            models.Index(fields=["learner", "created_at"], name="attempt_when"),
        ]

    def __str__(self) -> str:
        at = "/".join(filter(None, [self.course, self.lesson, self.block, self.question]))
        return f"{self.kind} {self.ordinal} at {at}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    @property
    def place(self) -> tuple[str, str, str, str]:
        return self.course, self.lesson, self.block, self.question


def unguessable() -> str:
    """128 bits that fit into an address: 22 letters, digits, - and _."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    """That a learner was through with a course on a day. Whoever has its id can look at it.

    It holds what it says, as texts: an edit of the course changes nothing on it. ``name`` is what
    the learner typed. ``done`` is what was done by then: see progress/certificates.py.
    """

    id = models.CharField(primary_key=True, max_length=22, default=unguessable, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="certificates")
    course = models.CharField(max_length=100)
    title = models.CharField(max_length=120)
    name = models.CharField(max_length=80)
    done = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"certificate of {self.course} for {self.name}"


class Regrade(models.Model):
    """One change of an attempt's grade, because its key had changed. Only ever added.

    What was asked and given is never touched. How it is judged stands with the attempt, so that
    whatever counts attempts counts them as they are judged now; what they were judged before is
    here, with the versions of the question that the two grades go by.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="regrades")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    was_score = models.FloatField()
    was_correct = models.BooleanField()
    was_digest = models.CharField(max_length=64)
    score = models.FloatField()
    correct = models.BooleanField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.was_score:g} → {self.score:g} of {self.attempt}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)
