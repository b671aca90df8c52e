"""``{% load quizzes %}``: the guess at a claim, and the scoreboard of all claims."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course, Lesson
from tutorial_site.quizzes import scoreboard as scoreboards
from tutorial_site.quizzes import verdicts

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_guess(context: Context, course: Course, lesson: Lesson) -> SafeString:
    return verdicts.render_guess(context["request"], course, lesson)


@register.simple_tag(takes_context=True)
def scoreboard(context: Context, course: Course) -> scoreboards.Scoreboard:
    """``{% scoreboard course as board %}``: without a session, no query is made."""
    return scoreboards.scoreboard_of(context["request"], course)
