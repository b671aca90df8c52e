"""``{% load progress %}``: how far this learner is. Without a session, no query is made."""

from django import template
from django.http import HttpRequest
from django.template.context import Context

from tutorial_site.catalog.tree import Course, Lesson
from tutorial_site.progress import completion
from tutorial_site.progress.services import learner_of

register = template.Library()


@register.simple_tag(takes_context=True)
def course_progress(context: Context, course: Course) -> completion.CourseProgress:
    """``{% course_progress course as progress %}``: see completion.CourseProgress."""
    return _progress(context["request"], course)


@register.simple_tag(takes_context=True)
def lesson_progress(context: Context, course: Course, lesson: Lesson) -> completion.LessonProgress:
    """``{% lesson_progress course lesson as done %}``: from the same query."""
    return _progress(context["request"], course).lesson(lesson)


def _progress(request: HttpRequest, course: Course) -> completion.CourseProgress:
    cache: dict[tuple[str, str], completion.CourseProgress]
    cache = request.__dict__.setdefault("_course_progress", {})
    key = (course.slug, course.digest)
    if key not in cache:
        learner = learner_of(request)
        facts = completion.facts_about(learner, course.slug) if learner else []
        cache[key] = completion.course_progress(course, facts)
    return cache[key]
