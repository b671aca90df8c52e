"""What is done: derived from attempts and the content as it is now, never stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse

from tutorial_site.catalog.tree import (
    AppBlock,
    Block,
    Course,
    ExerciseBlock,
    Lesson,
    QuizBlock,
    Section,
    VerdictBlock,
)
from tutorial_site.progress.history import match
from tutorial_site.progress.models import Attempt, AttemptQuerySet, Learner
from tutorial_site.progress.reading import Reading, latest_reading
from tutorial_site.progress.services import learner_of

State = Literal["untouched", "started", "done"]
NOTHING: Mapping[str, "Sequence[Fact]"] = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """The columns of an attempt that say what is done.

    ``verdict`` is None where none was given, ``helped`` where it makes no difference.
    """

    pk: int
    course: str
    lesson: str
    block: str
    question: str
    kind: str
    digest: str
    ordinal: int
    score: float | None
    correct: bool | None
    verdict: str | None
    helped: bool | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """``done`` of ``total`` blocks; ``percent`` is 100 when all are. A vote not given is "".

    ``helped`` are those of ``blocks`` which are exercises that were solved with help.
    """

    done: int = 0
    total: int = 0
    state: State = "untouched"
    blocks: frozenset[str] = frozenset()
    helped: frozenset[str] = frozenset()
    guess: str = ""
    verdict: str = ""

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a learner is in a section: ``done`` of ``total`` blocks under its heading.

    Blocks under a heading of a lower level belong to that one above it, too. A section without
    blocks is only read: nothing of it counts.
    """

    section: Section
    done: int
    total: int
    state: State

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Resume:
    """Where to go on: its lesson, its address on the page, what to call it, what led there when."""

    lesson: Lesson
    url: str
    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """``done`` of ``total`` lessons, ``percent`` of blocks. Lessons without blocks don't count."""

    started: bool
    done: int
    total: int
    percent: int
    by_lesson: Mapping[str, LessonProgress]
    resume: Resume | None

    def lesson(self, lesson: Lesson) -> LessonProgress:
        return self.by_lesson.get(lesson.slug) or LessonProgress(total=len(lesson.blocks))

    def sections(self, lesson: Lesson) -> list[SectionProgress]:
        """Of the lesson's sections in order."""
        return _sections(lesson, self.lesson(lesson).blocks)

    def blocks_done(self, lesson: Lesson) -> frozenset[str]:
        """The ids of the lesson's blocks that are done."""
        return self.lesson(lesson).blocks


def facts_about(learner: Learner, course: str) -> list[Fact]:
    """What a learner's latest attempts in a course say, oldest first. One query."""
    return facts_in(Attempt.objects.by(learner).in_course(course).that_count().newest())


def facts_in(attempts: AttemptQuerySet) -> list[Fact]:
    """What attempts say, in their order. One query, without the code and texts that they hold."""
    rows = attempts.values_list(
        "pk",
        "course",
        "lesson",
        "block",
        "question",
        "kind",
        "digest",
        "ordinal",
        "score",
        "correct",
        "payload__verdict",
        "payload__helped",
        "created_at",
    )
    return [Fact(*row) for row in rows]


def progress_of(request: HttpRequest, course: Course) -> CourseProgress:
    """How far this request's learner is: looked up once. Without a session, no query is made."""
    cache: dict[tuple[str, str], CourseProgress]
    cache = request.__dict__.setdefault("_course_progress", {})
    key = (course.slug, course.digest)
    if key not in cache:
        learner = learner_of(request)
        facts = facts_about(learner, course.slug) if learner else []
        cache[key] = course_progress(course, facts, latest_reading(learner, course))
    return cache[key]


def course_progress(
    course: Course, facts: Sequence[Fact], reading: Reading | None = None
) -> CourseProgress:
    """How far a learner is. ``facts`` are oldest first, and may be about blocks long gone."""
    sorted_facts = by_lesson_and_block(facts)
    by_lesson = {
        lesson.slug: _lesson_progress(lesson, sorted_facts.get(lesson.slug, NOTHING))
        for lesson in course.lessons
    }
    counted = [progress for progress in by_lesson.values() if progress.total]
    blocks = sum(progress.total for progress in counted)
    done = sum(progress.done for progress in counted)
    return CourseProgress(
        started=any(progress.state != "untouched" for progress in counted),
        done=sum(progress.state == "done" for progress in counted),
        total=len(counted),
        percent=100 * done // blocks if blocks else 0,
        by_lesson=by_lesson,
        resume=_resume(course, by_lesson, facts, reading),
    )


def by_lesson_and_block(facts: Iterable[Fact]) -> dict[str, dict[str, list[Fact]]]:
    """Lesson → block → its facts, in the order in which they came."""
    found: dict[str, dict[str, list[Fact]]] = {}
    for fact in facts:
        found.setdefault(fact.lesson, {}).setdefault(fact.block, []).append(fact)
    return found


def _lesson_progress(lesson: Lesson, facts: Mapping[str, Sequence[Fact]]) -> LessonProgress:
    done = frozenset(block.id for block in lesson.blocks if is_done(block, facts.get(block.id, ())))
    touched = any(block.id in facts for block in lesson.blocks)
    state: State = "started" if touched else "untouched"
    if done and len(done) == len(lesson.blocks):
        state = "done"
    return LessonProgress(
        done=len(done),
        total=len(lesson.blocks),
        state=state,
        blocks=done,
        helped=frozenset(each for each in done if _was_helped(facts.get(each, ()))),
        guess=_vote(lesson, facts, "before"),
        verdict=_vote(lesson, facts, "after"),
    )


def _sections(lesson: Lesson, done: frozenset[str]) -> list[SectionProgress]:
    found = []
    for index, section in enumerate(lesson.sections):
        blocks = list(section.blocks)
        for below in lesson.sections[index + 1 :]:
            if below.level <= section.level:
                break
            blocks += below.blocks
        count = sum(block in done for block in blocks)
        state: State = "started" if count else "untouched"
        state = "done" if blocks and count == len(blocks) else state
        found.append(SectionProgress(section, count, len(blocks), state))
    return found


def is_done(block: Block, facts: Sequence[Fact]) -> bool:
    """Whether the learner is through with a block; ``facts`` are those about it.

    An app: it ran, with or without an error. An exercise: all of its checks passed once, with help
    or without. A quiz: the latest answer to every question is right.
    A verdict: decided, or guessed where that is all the block asks.
    """
    if isinstance(block, ExerciseBlock):
        return bool(solutions(facts))
    if isinstance(block, AppBlock):
        return any(fact.kind == Attempt.Kind.RUN for fact in facts)
    if isinstance(block, QuizBlock):
        answers = match(block.questions, [f for f in facts if f.kind == Attempt.Kind.ANSWER])
        return bool(block.questions) and all(
            question.id in answers and answers[question.id].correct for question in block.questions
        )
    if isinstance(block, VerdictBlock):
        asked = "before" if block.when == "before" else "after"
        return any(fact.kind == Attempt.Kind.VERDICT and fact.question == asked for fact in facts)
    return False


def solutions(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind == Attempt.Kind.EXERCISE and fact.correct]


def _was_helped(facts: Sequence[Fact]) -> bool:
    """Whether an exercise was never solved without help."""
    solved = solutions(facts)
    return bool(solved) and all(fact.helped for fact in solved)


def _vote(lesson: Lesson, facts: Mapping[str, Sequence[Fact]], when: str) -> str:
    votes = (
        fact
        for block in lesson.blocks
        for fact in facts.get(block.id, ())
        if fact.kind == Attempt.Kind.VERDICT and fact.question == when
    )
    latest = max(votes, key=lambda fact: (fact.created_at, fact.pk), default=None)
    return (latest.verdict or "") if latest else ""


def _resume(
    course: Course,
    by_lesson: Mapping[str, LessonProgress],
    facts: Sequence[Fact],
    reading: Reading | None,
) -> Resume | None:
    """Where the learner read last, unless they did something since, or are through with it.

    None before the first attempt and the first heading, and when all is done.
    """
    next_block = _next_block(course, by_lesson, facts)
    if reading is None or (next_block is not None and next_block.at > reading.at):
        return next_block
    lesson = reading.lesson
    if not reading.is_last and by_lesson[lesson.slug].state != "done":
        page = reverse("catalog:lesson", args=(course.slug, lesson.slug))
        label = f"{lesson.title}: {reading.section.title}"
        return Resume(lesson, f"{page}#{reading.section.id}", label, reading.at)
    return next_block or _lesson_after(course, by_lesson, reading)


def _next_block(
    course: Course, by_lesson: Mapping[str, LessonProgress], facts: Sequence[Fact]
) -> Resume | None:
    """From the block touched last: the next that isn't done, in its lesson, then in later ones.

    What was left out before it comes last.
    """
    places = [(lesson, block) for lesson in course.lessons for block in lesson.blocks]
    index = {(lesson.slug, block.id): i for i, (lesson, block) in enumerate(places)}
    touched = [fact for fact in facts if (fact.lesson, fact.block) in index]
    if not touched:
        return None
    last = index[touched[-1].lesson, touched[-1].block]
    for lesson, block in places[last:] + places[:last]:
        if block.id not in by_lesson[lesson.slug].blocks:
            page = reverse("catalog:lesson", args=(course.slug, lesson.slug))
            at = touched[-1].created_at
            return Resume(lesson, f"{page}#{block.id}", _label(lesson, block), at)
    return None


def _lesson_after(
    course: Course, by_lesson: Mapping[str, LessonProgress], reading: Reading
) -> Resume | None:
    """The next lesson that is not done, for somebody who has only read so far."""
    place = course.lessons.index(reading.lesson)
    for lesson in course.lessons[place + 1 :]:
        if by_lesson[lesson.slug].state != "done":
            page = reverse("catalog:lesson", args=(course.slug, lesson.slug))
            return Resume(lesson, page, lesson.title, reading.at)
    return None


def _label(lesson: Lesson, block: Block) -> str:
    section = next((each.title for each in lesson.sections if each.id == block.section), "")
    where = block.title or section
    return f"{lesson.title}: {where}" if where else lesson.title
