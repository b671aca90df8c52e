"""Content that facts refer to: what isn't there, or isn't public, is answered by 404."""

from django.conf import settings
from django.http import Http404

from tutorial_site.catalog.tree import Block, Course, Lesson, NotInLibrary


def find_block(course: str, lesson: str, block: str) -> tuple[Lesson, Block]:
    """A block that a learner may act on, and its lesson. Raises Http404."""
    from tutorial_site.catalog.store import library

    try:
        found = library().lesson(course, lesson)
        if found.draft and not settings.DEBUG:
            raise NotInLibrary(f"{course}/{lesson} is a draft.")
        return found, found.block(block)
    except NotInLibrary as missing:
        raise Http404(str(missing)) from missing


def open_lessons(course: Course) -> list[Lesson]:
    """The lessons that learners see, in order."""
    return [lesson for lesson in course.lessons if settings.DEBUG or not lesson.draft]
