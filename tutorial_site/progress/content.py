"""Content that facts refer to: what isn't there is answered by 404."""

from django.http import Http404

from tutorial_site.catalog.store import library
from tutorial_site.catalog.tree import Block, Course, Lesson, NotInLibrary


def find_block(course: str, lesson: str, block: str) -> tuple[Lesson, Block]:
    """A block that a learner may act on, and its lesson. Raises Http404."""
    try:
        found = library().lesson(course, lesson)
        return found, found.block(block)
    except NotInLibrary as missing:
        raise Http404(str(missing)) from missing


def find_course(course: str) -> Course:
    """A course. Raises Http404."""
    try:
        return library().course(course)
    except NotInLibrary as missing:
        raise Http404(str(missing)) from missing


def find_lesson(course: str, lesson: str) -> tuple[Course, Lesson]:
    """A lesson and its course. Raises Http404."""
    found = find_course(course)
    try:
        return found, found.lesson(lesson)
    except NotInLibrary as missing:
        raise Http404(str(missing)) from missing
