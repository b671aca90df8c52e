"""``{% load playground %}``: what a page with app blocks holds, each once.

``{% sandbox_config %}``, ``{% teaching_links course %}``.
"""

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course
from tutorial_site.playground import blocks

register = template.Library()


@register.simple_tag
def sandbox_config() -> SafeString:
    """What the page's script needs to open the sandbox, as a JSON script element."""
    return json_script(blocks.sandbox_config(), "sandbox-config")


@register.simple_tag
def teaching_links(course: Course) -> SafeString:
    """Where the course explains what errors mean, as a JSON script element."""
    return json_script(blocks.teaching_links(course), "teaching-links")
