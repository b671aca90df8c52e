"""``{% load progress %}``: how far this learner is. Without a session, no query is made."""

from datetime import timedelta

from django import template
from django.template.context import Context

from tutorial_site.catalog.tree import Course, Lesson
from tutorial_site.progress import completion
from tutorial_site.progress.models import Learner
from tutorial_site.progress.reading import Reading, reading_in
from tutorial_site.progress.services import learner_of

register = template.Library()


@register.simple_tag(takes_context=True)
def course_progress(context: Context, course: Course) -> completion.CourseProgress:
    """``{% course_progress course as progress %}``: see completion.CourseProgress."""
    return completion.progress_of(context["request"], course)


@register.simple_tag(takes_context=True)
def lesson_progress(context: Context, course: Course, lesson: Lesson) -> completion.LessonProgress:
    """``{% lesson_progress course lesson as done %}``: from the same query."""
    return completion.progress_of(context["request"], course).lesson(lesson)


@register.simple_tag(takes_context=True)
def section_progress(
    context: Context, course: Course, lesson: Lesson
) -> list[completion.SectionProgress]:
    """``{% section_progress course lesson as sections %}``: likewise, of each of its sections."""
    return completion.progress_of(context["request"], course).sections(lesson)


@register.simple_tag(takes_context=True)
def lesson_reading(context: Context, course: Course, lesson: Lesson) -> Reading | None:
    """``{% lesson_reading course lesson as reading %}``: where they stopped, if not at its top."""
    reading = reading_in(learner_of(context["request"]), course, lesson)
    return None if reading and reading.section == lesson.sections[0] else reading


@register.simple_tag(takes_context=True)
def learner_here(context: Context) -> Learner | None:
    """``{% learner_here as learner %}``: who this is; None for a visitor nobody knows."""
    return learner_of(context["request"])


@register.filter
def duration(spent: timedelta) -> str:
    """``{{ spent|duration }}``: "about 1 h 20 min", "under a minute"."""
    minutes = round(spent.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if hours:
        return f"about {hours} h {rest} min" if rest else f"about {hours} h"
    return f"about {minutes} min" if minutes else "under a minute"
