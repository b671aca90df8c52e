"""``{% load review %}``: what is due, for the head of every page and for a course's."""

from django import template
from django.template.context import Context
from django.utils import timezone

from tutorial_site.review.queue import Review, review_of

register = template.Library()


@register.inclusion_tag("review/_nav.html", takes_context=True)
def review_nav(context: Context) -> dict[str, object]:
    """The way to what is due. Nothing, and no query, for a visitor without a session."""
    return {"review": _review(context)}


@register.simple_tag(takes_context=True)
def questions_due(context: Context) -> Review:
    """``{% questions_due as review %}``: from the same query."""
    return _review(context)


def _review(context: Context) -> Review:
    request = context.get("request")
    return review_of(request) if request is not None else Review(timezone.now())
