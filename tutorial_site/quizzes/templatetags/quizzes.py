"""``{% load quizzes %}``: ``{% lesson_guess course lesson %}``, the guess at a claim."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course, Lesson
from tutorial_site.quizzes import verdicts

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_guess(context: Context, course: Course, lesson: Lesson) -> SafeString:
    return verdicts.render_guess(context["request"], course, lesson)
