"""Every exercise can be made, natively as in the browser's Python, and knows its mistakes.

The starter fails at least one check, each solution passes all, every mistake is recognised as
itself. And both Pythons see the same: what a learner is told doesn't depend on which of them
the instructor tried.
"""

from collections.abc import Iterator

import pytest

from tests.content.courses import apps, examples, lesson_folders, load, write_course
from tests.content.pyodide import BrowserPythons
from tutorial_site.catalog.tree import ExerciseBlock, Lesson, Library
from tutorial_site.playground.exercise_proof import prove_with
from tutorial_site.playground.harness.checks.native import ChecksRunner, native_checks
from tutorial_site.playground.harness.checks.shapes import CheckResult
from tutorial_site.setup import ROOT

SECONDS = 60.0  # for a check; in the page it is 10
GUIDE = "lessons/README.md"


class Heard(ChecksRunner):
    """A runner that remembers what every program came to."""

    def __init__(self, runner: ChecksRunner) -> None:
        super().__init__(runner.checks, runner.begin)
        self.heard: list[list[tuple[str, str]]] = []

    def run(self, program) -> list[CheckResult]:
        results = super().run(program)
        self.heard.append([(each["name"], each["signature"]) for each in results])
        return results


def exercises(lessons: list[Lesson]) -> Iterator[tuple[Lesson, ExerciseBlock]]:
    for lesson, block in apps(lessons):
        if isinstance(block, ExerciseBlock):
            yield lesson, block


def faults(lessons: list[Lesson], pythons: BrowserPythons) -> list[str]:
    """What isn't as it should be of the exercises in these lessons."""
    found = []
    for lesson, block in exercises(lessons):
        in_browser = ChecksRunner(block.source, lambda: pythons.interpreter(SECONDS))
        with (
            Heard(native_checks(block.source, seconds=SECONDS)) as native,
            Heard(in_browser) as browser,
        ):
            found += [f"natively: {each}" for each in prove_with(native, lesson, block)]
            found += [f"in the browser: {each}" for each in prove_with(browser, lesson, block)]
            found += [
                f"{lesson.path}:{block.line} {one} natively, {other} in the browser"
                for one, other in zip(native.heard, browser.heard, strict=True)
                if one != other
            ]
    return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(ROOT / "lessons", tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("folder", lesson_folders())
def test_every_exercise_of_a_lesson_can_be_made_wherever_it_runs(folder, library, browser_pythons):
    course, _, name = folder.partition("/")
    lesson = library.lesson(course, name.partition("-")[2])
    assert faults([lesson], browser_pythons) == []


def test_there_are_exercises(library):
    lessons = [lesson for course in library.courses.values() for lesson in course.lessons]
    assert list(exercises(lessons))


def test_the_exercise_of_the_guide_can_be_made(tmp_path, browser_pythons):
    shown = [text for text in examples(GUIDE) if "/// exercise" in text]
    write_course(tmp_path / "lessons", shown)
    library = load(tmp_path / "lessons", tmp_path / "cache")
    assert library.problems == ()
    lessons = list(library.course("examples").lessons)
    assert list(exercises(lessons))
    assert faults(lessons, browser_pythons) == []


def test_a_solution_that_fails_is_found_in_both(tmp_path, browser_pythons):
    [shown] = [text for text in examples(GUIDE) if "/// exercise" in text]
    broken = shown.replace("assert", "assert not", 1)
    write_course(tmp_path / "lessons", [broken])
    lessons = list(load(tmp_path / "lessons", tmp_path / "cache").course("examples").lessons)
    found = "\n".join(faults(lessons, browser_pythons))
    assert "natively: " in found
    assert "in the browser: " in found
    assert "solution-fails" in found
