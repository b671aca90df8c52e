"""``{% load progress %}``: how far this learner is. Without a session, no query is made."""

from django import template
from django.template.context import Context

from tutorial_site.catalog.tree import Course, Lesson
from tutorial_site.progress import completion

register = template.Library()


@register.simple_tag(takes_context=True)
def course_progress(context: Context, course: Course) -> completion.CourseProgress:
    """``{% course_progress course as progress %}``: see completion.CourseProgress."""
    return completion.progress_of(context["request"], course)


@register.simple_tag(takes_context=True)
def lesson_progress(context: Context, course: Course, lesson: Lesson) -> completion.LessonProgress:
    """``{% lesson_progress course lesson as done %}``: from the same query."""
    return completion.progress_of(context["request"], course).lesson(lesson)
