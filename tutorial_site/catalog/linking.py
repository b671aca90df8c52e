"""What can only be checked with all lessons of a course at hand: links and requirements.

These problems are reported and nothing more: a lesson isn't taken from learners because of what
became of another one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tutorial_site.catalog.extensions.context import Reference
from tutorial_site.catalog.problems import Problem, did_you_mean


@dataclass(frozen=True, slots=True)
class Linkable:
    """A lesson as others see it. ``anchors`` None: broken, so nobody knows what it holds."""

    slug: str
    place: int
    draft: bool
    anchors: frozenset[str] | None
    references: tuple[Reference, ...]
    requires: tuple[Reference, ...]


def check_links(lessons: Mapping[str, Linkable], others: Iterable[Reference]) -> Iterator[Problem]:
    """Problems of the references between ``lessons`` (by slug), and of ``others``."""
    for reference in others:
        yield from _reference(reference, None, lessons)
    for lesson in lessons.values():
        for reference in lesson.references:
            yield from _reference(reference, lesson, lessons)
        for reference in lesson.requires:
            yield from _requirement(reference, lesson, lessons)


def _problem(
    reference: Reference, code: str, message: str, hint: str, *, error: bool = True
) -> Problem:
    severity = "error" if error else "warning"
    place = (reference.path, reference.line, reference.column)
    return Problem(*place, code, message, hint, severity)  # type: ignore[arg-type]


def _unknown(reference: Reference, lessons: Mapping[str, Linkable], code: str) -> Problem:
    message = f'The course has no lesson "{reference.lesson[:60]}".'
    return _problem(reference, code, message, did_you_mean(reference.lesson, lessons))


def _reference(
    reference: Reference, source: Linkable | None, lessons: Mapping[str, Linkable]
) -> Iterator[Problem]:
    target = lessons.get(reference.lesson)
    if target is None:
        yield _unknown(reference, lessons, "dead-link")
        return
    if reference.anchor and target.anchors is not None and reference.anchor not in target.anchors:
        message = f'The lesson "{target.slug}" has no "#{reference.anchor[:60]}".'
        hint = did_you_mean(reference.anchor, target.anchors)
        yield _problem(reference, "dead-anchor", message, hint or "Link to the lesson itself.")
    if target.draft and not (source and source.draft):
        message = f'The lesson "{target.slug}" is a draft: learners will find nothing there.'
        hint = "Finish it (draft: false), or make this lesson a draft too."
        yield _problem(reference, "link-to-draft", message, hint, error=False)


def _requirement(
    reference: Reference, lesson: Linkable, lessons: Mapping[str, Linkable]
) -> Iterator[Problem]:
    target = lessons.get(reference.lesson)
    if target is None:
        yield _unknown(reference, lessons, "unknown-lesson")
    elif target is lesson:
        message = "A lesson can't require itself."
        yield _problem(reference, "requires-itself", message, "Take it out of the list.")
    elif target.place > lesson.place:
        message = f'"{target.slug}" is required here, but comes later in the course.'
        hint = "Change the folders' numbers, or the requirement."
        yield _problem(reference, "requires-later", message, hint, error=False)
