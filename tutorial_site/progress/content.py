"""Content that facts refer to: what isn't there is answered by 404."""

from django.http import Http404

from tutorial_site.catalog.store import library
from tutorial_site.catalog.tree import Block, Lesson, NotInLibrary


def find_block(course: str, lesson: str, block: str) -> tuple[Lesson, Block]:
    """A block that a learner may act on, and its lesson. Raises Http404."""
    try:
        found = library().lesson(course, lesson)
        return found, found.block(block)
    except NotInLibrary as missing:
        raise Http404(str(missing)) from missing
