"""Where a learner was reading: the heading that stood on the screen last, in each lesson.

It is kept with the learner, as ``{course: {lesson: [section, ISO time]}}``: whoever the site knows
is at hand then, and no page asks for it apart. Visitors who have done nothing yet are not known;
their browser keeps their place (static/js/site/reading.js).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tutorial_site.catalog.tree import Course, Lesson, Section
from tutorial_site.progress.models import Learner

Places = dict[str, dict[str, list[str]]]
MOST_LESSONS = 500  # of a course; the oldest places go first


@dataclass(frozen=True, slots=True)
class Reading:
    """A place: a section of a lesson, and when it was read."""

    lesson: Lesson
    section: Section
    at: datetime

    @property
    def is_last(self) -> bool:
        """Whether there is nothing behind it."""
        return self.lesson.sections[-1].id == self.section.id


def reading_in(learner: Learner | None, course: Course, lesson: Lesson) -> Reading | None:
    """Where a learner was in a lesson; None if nowhere, or if that section is gone."""
    place = (learner.reading if learner else {}).get(course.slug, {}).get(lesson.slug)
    if not place:
        return None
    section = next((each for each in lesson.sections if each.id == place[0]), None)
    return Reading(lesson, section, datetime.fromisoformat(place[1])) if section else None


def latest_reading(learner: Learner | None, course: Course) -> Reading | None:
    """Where a learner was in a course last."""
    found = [reading_in(learner, course, lesson) for lesson in course.lessons]
    return max((each for each in found if each), key=lambda each: each.at, default=None)


@transaction.atomic
def keep_reading(learner: Learner, lesson: Lesson, section: str) -> None:
    """Remember the place. Two devices of a learner may say so at once: the row is held."""
    held = Learner.objects.select_for_update().get(pk=learner.pk)
    now = {lesson.course_slug: {lesson.slug: [section, timezone.now().isoformat()]}}
    held.reading = learner.reading = merged(held.reading, now)
    held.save(update_fields=["reading"])


def merged(places: Mapping[str, Any], others: Mapping[str, Any]) -> Places:
    """Both, and of two places in one lesson the later."""
    found: Places = {course: dict(lessons) for course, lessons in places.items()}
    for course, lessons in others.items():
        own = found.setdefault(course, {})
        for lesson, (section, at) in lessons.items():
            if lesson not in own or _time(own[lesson][1]) < _time(at):
                own[lesson] = [section, at]
        newest_first = sorted(own.items(), key=lambda item: _time(item[1][1]), reverse=True)
        found[course] = dict(newest_first[:MOST_LESSONS])
    return found


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
