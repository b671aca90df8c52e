"""``{% load frontend %}``: ``{% asset "site.css" %}``, ``{% icon "play" %}`` and the like."""

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tutorial_site.frontend.assets import assets, icons

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The URL of a built file under its current, content-hashed name."""
    return assets().url(name)


@register.simple_tag
def dev_version_url() -> str:
    """The address that an open page asks whether it is still current; empty in production."""
    return reverse("catalog:version") if settings.DEBUG else ""


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """An icon as inline SVG. It is decoration: what it means stands in words beside it."""
    try:
        shapes = icons()[name]
    except KeyError:
        raise ImproperlyConfigured(f"There is no icon {name!r} in lucide-static.") from None
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" width="24" height="24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        'aria-hidden="true" focusable="false">{}</svg>',
        extra_class,
        mark_safe(shapes),  # noqa: S308  the build wrote it from the pinned package
    )
