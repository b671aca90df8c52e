"""What a learner has done, looked up once a request and matched to the content as it is now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from django.http import HttpRequest

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.services import learner_of

# Said to no one, and long: an exercise's attempts hold code. Reviews have a page of their own.
UNSAID = (Attempt.Kind.RUN, Attempt.Kind.EXERCISE, Attempt.Kind.REVIEW)


class Asked(Protocol):
    """A question of the content."""

    @property
    def id(self) -> str: ...

    @property
    def digest(self) -> str: ...


class Tried(Protocol):
    """An attempt, or the few columns of one that are needed."""

    @property
    def question(self) -> str: ...

    @property
    def digest(self) -> str: ...


T = TypeVar("T", bound=Tried)


class Matching:
    """Which of a quiz's questions an attempt belongs to.

    It is the question with the attempt's digest, wherever that stands by now; if what was asked is
    there no more, the question that bears its id: that one was edited.
    """

    def __init__(self, asked: Iterable[Asked]) -> None:
        questions = list(asked)
        self.ids = {question.id for question in questions}
        self.moved = {question.digest: question.id for question in questions}
        self.same = {(question.id, question.digest) for question in questions}

    def question_of(self, attempt: Tried) -> str:
        """The id that the question has now; "" for one that is gone."""
        if (attempt.question, attempt.digest) in self.same:
            return attempt.question
        if attempt.digest in self.moved:
            return self.moved[attempt.digest]
        return attempt.question if attempt.question in self.ids else ""


def match(asked: Iterable[Asked], attempts: Iterable[T]) -> dict[str, T]:
    """The latest of a quiz's attempts, oldest first, at each question, by the id it has now."""
    matching = Matching(asked)
    found: dict[str, T] = {}
    for attempt in attempts:
        if question := matching.question_of(attempt):
            found[question] = attempt
    return found


@dataclass(frozen=True, slots=True)
class History:
    """What a learner said last in one lesson, or was told: block → attempts, oldest first."""

    by_block: Mapping[str, list[Attempt]] = field(default_factory=dict)

    def at(self, block: str) -> list[Attempt]:
        return self.by_block.get(block, [])


def lesson_history(request: HttpRequest, course: str, lesson: str) -> History:
    """The history of this request's learner in a lesson: one query, however many blocks ask."""
    learner = learner_of(request)
    if learner is None:
        return History()
    cache: dict[tuple[str, str], History] = request.__dict__.setdefault("_lesson_history", {})
    if (course, lesson) not in cache:
        by_block: dict[str, list[Attempt]] = {}
        said = Attempt.objects.by(learner).in_lesson(course, lesson)
        for attempt in said.exclude(kind__in=UNSAID).newest():
            by_block.setdefault(attempt.block, []).append(attempt)
        cache[course, lesson] = History(by_block)
    return cache[course, lesson]
