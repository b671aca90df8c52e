"""All that a learner's own page shows, from two queries, however many lessons and attempts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tutorial_site.catalog.tree import Course, ExerciseBlock, Lesson
from tutorial_site.progress.activity import Calendar, Moment, calendar_of, time_spent
from tutorial_site.progress.completion import (
    NOTHING,
    CourseProgress,
    Fact,
    LessonProgress,
    by_lesson_and_block,
    course_progress,
    facts_in,
)
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.reading import latest_reading
from tutorial_site.progress.scores import Score, items_of, score_of, scores_by_objective


@dataclass(frozen=True, slots=True)
class ExerciseSolved:
    """An exercise: solved alone, with help, or not yet."""

    block: ExerciseBlock
    state: Literal["alone", "helped", "open"]


@dataclass(frozen=True, slots=True)
class LessonOverview:
    """A lesson that was begun, or is still to come. ``spent`` is an estimate."""

    lesson: Lesson
    progress: LessonProgress
    score: Score
    objectives: tuple[Score, ...]
    exercises: tuple[ExerciseSolved, ...]
    spent: timedelta


@dataclass(frozen=True, slots=True)
class CourseOverview:
    """A course and its lessons in order."""

    course: Course
    progress: CourseProgress
    score: Score
    lessons: tuple[LessonOverview, ...]

    @property
    def is_done(self) -> bool:
        return bool(self.progress.total) and self.progress.done == self.progress.total

    @property
    def exercises(self) -> dict[str, int]:
        """How many there are, and how many were solved alone and with help."""
        states = [each.state for lesson in self.lessons for each in lesson.exercises]
        return {
            "total": len(states),
            "alone": states.count("alone"),
            "helped": states.count("helped"),
        }


@dataclass(frozen=True, slots=True)
class Overview:
    """``calendar``: the last year. ``spent``: in all, an estimate. Only courses that were begun."""

    calendar: Calendar
    spent: timedelta
    courses: tuple[CourseOverview, ...]


def overview_of(
    learner: Learner, courses: Iterable[Course], now: datetime, zone: ZoneInfo
) -> Overview:
    """A learner's own page as it is ``now``, the days being those of ``zone``. Two queries."""
    attempts = Attempt.objects.by(learner)
    moments: list[Moment] = list(attempts.in_time().values_list("created_at", "course", "lesson"))
    spent = time_spent(moments)
    facts = facts_in(attempts.that_count().newest_and_first())
    found = [_course(learner, course, facts, spent) for course in courses]
    return Overview(
        calendar=calendar_of(moments, now.astimezone(zone).date(), zone),
        spent=sum(spent.values(), timedelta()),
        courses=tuple(each for each in found if each.progress.started or each.progress.resume),
    )


def _course(
    learner: Learner,
    course: Course,
    facts: Sequence[Fact],
    spent: Mapping[tuple[str, str], timedelta],
) -> CourseOverview:
    about = [fact for fact in facts if fact.course == course.slug]
    by_lesson = by_lesson_and_block(about)
    progress = course_progress(course, about, latest_reading(learner, course))
    items = {
        lesson.slug: items_of(lesson, by_lesson.get(lesson.slug, NOTHING))
        for lesson in course.lessons
    }
    lessons = tuple(
        LessonOverview(
            lesson=lesson,
            progress=progress.lesson(lesson),
            score=score_of(items[lesson.slug]),
            objectives=tuple(scores_by_objective(lesson, items[lesson.slug])),
            exercises=_exercises(lesson, progress.lesson(lesson)),
            spent=spent.get((course.slug, lesson.slug), timedelta()),
        )
        for lesson in course.lessons
    )
    all_items = [item for each in items.values() for item in each]
    return CourseOverview(course, progress, score_of(all_items), lessons)


def _exercises(lesson: Lesson, progress: LessonProgress) -> tuple[ExerciseSolved, ...]:
    return tuple(
        ExerciseSolved(block, _state(block, progress))
        for block in lesson.blocks
        if isinstance(block, ExerciseBlock)
    )


def _state(block: ExerciseBlock, progress: LessonProgress) -> Literal["alone", "helped", "open"]:
    if block.id in progress.helped:
        return "helped"
    return "alone" if block.id in progress.blocks else "open"
