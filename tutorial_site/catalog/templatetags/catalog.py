"""Template tags of the lesson page."""

from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Block, Course, Lesson

register = template.Library()


class BlockRenderer(Protocol):
    """Draws one kind of block on a page; named in settings.BLOCK_RENDERERS."""

    def __call__(
        self, request: HttpRequest, course: Course, lesson: Lesson, block: Any, /
    ) -> SafeString: ...


@lru_cache(maxsize=64)
def _renderer(path: str) -> BlockRenderer:
    found: BlockRenderer = import_string(path)
    return found


@register.simple_tag(takes_context=True)
def render_block(context: Context, block: Block) -> SafeString:
    """``{% render_block block %}``: the block as its room draws it for this request.

    Takes ``request``, ``course`` and ``lesson`` from the context.
    """
    render = _renderer(settings.BLOCK_RENDERERS[block.kind])
    return render(context["request"], context["course"], context["lesson"], block)
