"""``{% load playground %}``: ``{% sandbox_config %}``, once on a page that has app blocks."""

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString

from tutorial_site.playground import blocks

register = template.Library()


@register.simple_tag
def sandbox_config() -> SafeString:
    """What the page's script needs to open the sandbox, as a JSON script element."""
    return json_script(blocks.sandbox_config(), "sandbox-config")
