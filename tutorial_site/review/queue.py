"""What comes back for a learner: their attempts, matched to the lessons as they are now."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from tutorial_site.catalog.store import library
from tutorial_site.catalog.tree import Lesson, Library, NotInLibrary, QuizBlock
from tutorial_site.progress.history import Matching
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.services import learner_of
from tutorial_site.quizzes.kinds import Question
from tutorial_site.review.schedule import SITTING, Memory, Try, remember

Place = tuple[str, str, str, str]

# How many of the days ahead are told: those on which something is due.
DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of an attempt that a schedule is made of."""

    course: str
    lesson: str
    block: str
    question: str
    kind: str
    digest: str
    correct: bool | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """A question that comes back.

    ``reviews``: the answers given in review since it was due. ``hints``: how many were taken for
    it in that time.
    """

    lesson: Lesson
    block: QuizBlock
    question: Question
    memory: Memory
    reviews: int = 0
    hints: int = 0

    @property
    def place(self) -> Place:
        return self.lesson.course_slug, self.lesson.slug, self.block.id, self.question.id

    def is_due(self, now: datetime) -> bool:
        return self.memory.due <= now

    def is_open(self, now: datetime) -> bool:
        """Whether it may be answered now: it is due, or was and is still being worked on."""
        return self.is_due(now) or self.reviews > 0


@dataclass(frozen=True, slots=True)
class Day:
    """How many questions are due first on a day."""

    day: date
    count: int


@dataclass(frozen=True)
class Review:
    """All that comes back for one learner, what is due first before the rest.

    ``off``: the learner wants none.
    """

    now: datetime
    items: Sequence[Item] = field(default_factory=tuple)
    off: bool = False

    @cached_property
    def due(self) -> list[Item]:
        return [item for item in self.items if item.is_due(self.now)]

    @property
    def count(self) -> int:
        """How many questions are due now."""
        return len(self.due)

    @property
    def next_due(self) -> datetime | None:
        """When the next is due of those which aren't yet; None if there are none."""
        later = (item.memory.due for item in self.items if not item.is_due(self.now))
        return min(later, default=None)

    @cached_property
    def ahead(self) -> list[Day]:
        """The first days on which something is due that isn't yet, and how much."""
        days: dict[date, int] = {}
        for item in self.items:
            if not item.is_due(self.now):
                day = timezone.localdate(item.memory.due)
                days[day] = days.get(day, 0) + 1
        return [Day(day, count) for day, count in sorted(days.items())[:DAYS_AHEAD]]

    @property
    def most_a_day(self) -> int:
        return max((day.count for day in self.ahead), default=1)

    def find(self, *place: str) -> Item | None:
        return next((item for item in self.items if item.place == place), None)


def review_of(request: HttpRequest) -> Review:
    """What comes back for this request's learner: one query, none without a session.

    Looked up once, and once more after ``forget_review``.
    """
    if "_review" not in request.__dict__:
        learner = learner_of(request)
        now = timezone.now()
        request.__dict__["_review"] = learner_s_review(learner, now) if learner else Review(now)
    found: Review = request.__dict__["_review"]
    return found


def forget_review(request: HttpRequest) -> None:
    """Something was answered: what comes back has to be looked up again."""
    request.__dict__.pop("_review", None)


def learner_s_review(learner: Learner, now: datetime) -> Review:
    """One query; none for a learner who wants no review."""
    if not learner.wants_review:
        return Review(now, off=True)
    rows = (
        Attempt.objects.by(learner)
        .about_questions()
        .values_list(
            "course", "lesson", "block", "question", "kind", "digest", "correct", "created_at"
        )
    )
    return Review(now, coming_back(library(), (Row(*row) for row in rows), now))


def coming_back(shelf: Library, rows: Iterable[Row], now: datetime) -> list[Item]:
    """The questions that come back. ``rows`` are oldest first; what is gone has none."""
    by_block: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        by_block.setdefault((row.course, row.lesson, row.block), []).append(row)
    items = [
        item
        for (course, lesson, block), at_block in by_block.items()
        for item in _of_block(shelf, course, lesson, block, at_block, now)
    ]
    return sorted(items, key=lambda item: (item.memory.due, item.place))


def _of_block(
    shelf: Library, course: str, lesson: str, block: str, rows: Sequence[Row], now: datetime
) -> Iterable[Item]:
    try:
        found = shelf.lesson(course, lesson)
        quiz = found.block(block)
    except NotInLibrary:
        return
    if not isinstance(quiz, QuizBlock):
        return
    matching = Matching(quiz.questions)
    hints = [row for row in rows if row.kind == Attempt.Kind.HELP]
    answers: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind != Attempt.Kind.HELP:
            answers.setdefault(matching.question_of(row), []).append(row)
    for question in quiz.questions:
        if item := _item(found, quiz, question, answers.get(question.id, ()), hints, now):
            yield item


def _item(
    lesson: Lesson,
    quiz: QuizBlock,
    question: Question,
    answers: Sequence[Row],
    hints: Sequence[Row],
    now: datetime,
) -> Item | None:
    memory = remember(_tries(answers, [hint.created_at for hint in hints]))
    if memory is None:
        return None
    # What belongs to the sitting of now came after the last try of the one before it.
    fresh = now - memory.last >= SITTING
    since = memory.last if fresh else memory.before
    reviews = [] if fresh else [each for each in answers if each.kind == Attempt.Kind.REVIEW]
    return Item(
        lesson,
        quiz,
        question,
        memory,
        reviews=sum(not since or each.created_at > since for each in reviews),
        hints=sum(
            hint.question == Attempt.REVIEW_HINT and (not since or hint.created_at > since)
            for hint in hints
        ),
    )


def _tries(answers: Sequence[Row], hinted_at: Sequence[datetime]) -> list[Try]:
    """Each answer, with whether a hint was taken since the one before it. All oldest first."""
    tries: list[Try] = []
    before = 0
    for each in answers:
        until = bisect_right(hinted_at, each.created_at)
        tries.append(Try(each.created_at, bool(each.correct), hinted=until > before))
        before = until
    return tries
