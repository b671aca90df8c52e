"""A course with a lesson for each kind of question, and the cast that takes it."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from pytest_django import Settings

from tutorial_site.catalog.store import close_stores, library
from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.progress.tests.cast import Lessons, learner, other_learner, outsider, taught
from tutorial_site.quizzes.kinds import KINDS
from tutorial_site.quizzes.running import prove
from tutorial_site.quizzes.tests.sitting import lesson_of

__all__ = ["kinds_course", "learner", "other_learner", "outsider", "written_course"]


@pytest.fixture(scope="session")
def written_course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lessons]:
    """Compiled once for all specs of all kinds."""
    course = Lessons(tmp_path_factory.mktemp("kinds") / "lessons")
    for number, name in enumerate(KINDS, start=10):
        example = import_module(f"tutorial_site.quizzes.kinds.{name}.tests.example").EXAMPLE
        folder = course.folder / "two" / f"{number}-{name}"
        folder.mkdir()
        (folder / "lesson.md").write_text(lesson_of(name, example))
    yield course
    close_stores()


@pytest.fixture
def kinds_course(written_course: Lessons, settings: Settings, db: None) -> Lessons:
    course = taught(written_course, settings)
    for each in library().courses.values():
        for lesson in each.lessons:
            for block in lesson.blocks:
                if isinstance(block, QuizBlock):
                    assert not prove(lesson, block), "an example can't be predicted"
    return course
