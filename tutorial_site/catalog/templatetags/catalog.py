"""Template tags of the lesson page."""

import re
from functools import lru_cache
from itertools import cycle
from typing import Any, Protocol

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from tutorial_site.catalog.tree import Block, Course, Lesson

register = template.Library()
_CODE = re.compile(r"`([^`]+)`")


class BlockRenderer(Protocol):
    """Draws one kind of block on a page; named in settings.BLOCK_RENDERERS."""

    def __call__(
        self, request: HttpRequest, course: Course, lesson: Lesson, block: Any, /
    ) -> SafeString: ...


@lru_cache(maxsize=64)
def _renderer(path: str) -> BlockRenderer:
    found: BlockRenderer = import_string(path)
    return found


@register.filter
def with_code(text: str) -> SafeString:
    """``{{ objective|with_code }}``: what stands in backticks is code; all of it is text."""
    pieces = _CODE.split(text)
    parts = [
        format_html("<code>{}</code>", piece) if is_code else escape(piece)
        for is_code, piece in zip(cycle((False, True)), pieces, strict=False)
    ]
    return mark_safe("".join(parts))  # noqa: S308  each part is escaped


@register.simple_tag(takes_context=True)
def render_block(context: Context, block: Block) -> SafeString:
    """``{% render_block block %}``: the block as its room draws it for this request.

    Takes ``request``, ``course`` and ``lesson`` from the context.
    """
    render = _renderer(settings.BLOCK_RENDERERS[block.kind])
    return render(context["request"], context["course"], context["lesson"], block)
