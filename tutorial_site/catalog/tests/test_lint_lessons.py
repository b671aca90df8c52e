"""``manage.py lint_lessons``: what it says, of which lessons, in which form, with which status."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tutorial_site.catalog import linting
from tutorial_site.catalog.tests.conftest import COURSE, Here, Shelf

LINE = re.compile(
    r"(?P<path>[^:\s]+):(?P<line>\d+):(?P<column>\d+) (?P<code>[a-z]+(?:-[a-z]+)*)"
    r"(?P<warning> warning:)? \S.*"
)


class Said(NamedTuple):
    status: int
    text: str

    @property
    def places(self) -> list[str]:
        """``path:line:column code`` of each problem."""
        found = [LINE.fullmatch(line) for line in self.text.split("\n")]
        return [f"{m['path']}:{m['line']}:{m['column']} {m['code']}" for m in found if m]


Lint = Callable[..., Said]


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch) -> Here:
    made = Here()
    monkeypatch.setattr(linting, "Compiler", lambda: made)
    return made


@pytest.fixture
def lint(shelf: Shelf, compiler: Here, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """``lint("course/01-orm")``: as in a shell whose folder is LESSONS_DIR."""
    monkeypatch.chdir(shelf.root)

    def run(*paths: str | Path, **options: str) -> Said:
        out = StringIO()
        try:
            call_command("lint_lessons", *map(str, paths), stdout=out, **options)
        except SystemExit as ended:
            return Said(int(ended.code or 0), out.getvalue())
        return Said(0, out.getvalue())

    return run


# --- what it says -----------------------------------------------------------------------------


def test_good_lessons_are_counted_and_the_status_is_0(shelf: Shelf, lint: Lint) -> None:
    shelf.course(orm="A", views="B")
    assert lint() == (0, "2 lessons: no problems.\n")


def test_a_problem_is_a_line_with_its_hint_below(shelf: Shelf, lint: Lint) -> None:
    shelf.course(orm="Text\n\n/// quizz\n///\n")
    assert lint() == (
        1,
        "course/01-orm/lesson.md:7:1 unknown-block "
        'There is no block "quizz". Blocks here: ' + known_blocks() + ".\n"
        '    Did you mean "quiz"?\n'
        "1 lesson: 1 error, 0 warnings.\n",
    )


def known_blocks() -> str:
    from tutorial_site.catalog.blocks import KINDS
    from tutorial_site.catalog.structure import GENERIC_OPTIONS

    return ", ".join([*KINDS, *GENERIC_OPTIONS])


def test_a_warning_says_so_and_leaves_the_status_at_0(shelf: Shelf, lint: Lint) -> None:
    shelf.course(orm="```pyhton\nx\n```\n")
    said = lint()
    assert said.status == 0
    assert "unknown-language warning: No colours are known" in said.text
    assert said.text.endswith("1 lesson: 0 errors, 1 warning.\n")


def test_drafts_are_linted_too(shelf: Shelf, lint: Lint) -> None:
    shelf.write("course/course.yml", COURSE)
    shelf.write("course/01-new/lesson.md", "---\ntitle: N\ndraft: true\n---\n[x](nowhere)")
    assert lint().places == ["course/01-new/lesson.md:5:5 dead-link"]


def test_problems_of_a_long_lesson_are_cut_and_errors_come_first(shelf: Shelf, lint: Lint) -> None:
    shelf.course(orm="[x](/unchecked/)\n\n" * 150 + "[x](nowhere)\n")
    said = lint()
    assert "[course/01-orm" not in said.text
    assert said.places[0] == "course/01-orm/lesson.md:1:1 more-problems"
    assert "51 more problems are not shown." in said.text
    assert "course/01-orm/lesson.md:305:5 dead-link" in said.places


def test_json_is_of_a_shape_that_stays(shelf: Shelf, lint: Lint) -> None:
    shelf.course(orm="[x](nowhere)\n\n[y](/unchecked/)")
    said = lint(format="json")
    assert said.status == 1
    assert json.loads(said.text) == {
        "version": 1,
        "lessons": 1,
        "errors": 1,
        "warnings": 1,
        "problems": [
            {
                "path": "course/01-orm/lesson.md",
                "line": 5,
                "column": 5,
                "code": "dead-link",
                "message": '"nowhere" leads to no page.',
                "hint": "Link to a lesson as lesson:its-name, to this page as #anchor, "
                "elsewhere with https://",
                "severity": "error",
            },
            {
                "path": "course/01-orm/lesson.md",
                "line": 7,
                "column": 5,
                "code": "unchecked-link",
                "message": "Nothing checks that /unchecked/ is there.",
                "hint": "Link to a lesson as lesson:its-name, which is checked.",
                "severity": "warning",
            },
        ],
    }


def test_json_of_good_lessons_has_an_empty_list(shelf: Shelf, lint: Lint) -> None:
    shelf.course(orm="A")
    said = lint(format="json")
    assert (said.status, json.loads(said.text)["problems"]) == (0, [])


@pytest.mark.parametrize(
    "typed",
    ["a\\nb", "\\u202ea", "\\x1b[31m", "\\ud800", "\\u2028", "a\\tb"],
)
def test_no_line_of_a_file_can_pass_for_a_line_of_the_report(
    shelf: Shelf, lint: Lint, typed: str
) -> None:
    """Nor steer the terminal: what is quoted is printable, and on one line."""
    front = f'---\ntitle: A\n"{typed}": 1\nminutes: "{typed}"\n---\n'
    shelf.write("course/course.yml", COURSE)
    shelf.write("course/01-orm/lesson.md", f"{front}[x](lesson:orm#%0Aa:1:1%20b)\n")
    lines = lint().text.rstrip("\n").split("\n")
    assert lines[-1].startswith("1 lesson: ")
    assert all(LINE.fullmatch(line) or line.startswith("    ") for line in lines[:-1])
    assert all(line.isprintable() for line in lines)


# --- of which lessons -------------------------------------------------------------------------


@pytest.fixture
def courses(shelf: Shelf) -> Shelf:
    for course in ("one", "two"):
        shelf.course(course, orm="[x](nowhere)", views="[x](lesson:gone)")
        shelf.write(f"{course}/glossary.md", "A\n")
    shelf.write("one/01-orm/notes/flask/app.py", "")
    return shelf


ORM = ["one/01-orm/lesson.md:5:5 dead-link"]
ONE = [*ORM, "one/02-views/lesson.md:5:5 dead-link", "one/glossary.md:1:1 no-definition"]


@pytest.mark.parametrize(
    ("path", "lessons", "expected"),
    [
        ("one/01-orm", "1 lesson", ORM),
        ("one/01-orm/", "1 lesson", ORM),
        ("one/01-orm/lesson.md", "1 lesson", ORM),
        ("one", "2 lessons", ONE),
        ("one/glossary.md", "0 lessons", ["one/glossary.md:1:1 no-definition"]),
        (".", "4 lessons", [*ONE, *(each.replace("one/", "two/") for each in ONE)]),
    ],
)
def test_a_path_says_which_lessons_are_meant(
    courses: Shelf, lint: Lint, path: str, lessons: str, expected: list[str]
) -> None:
    said = lint(path)
    assert said.places == expected
    assert said.text.rstrip("\n").rpartition("\n")[2].startswith(f"{lessons}: ")


def test_several_paths_are_added_up(courses: Shelf, lint: Lint) -> None:
    said = lint("one/01-orm", "two/02-views")
    assert said.places == [*ORM, "two/02-views/lesson.md:5:5 dead-link"]
    assert "2 lessons: 2 errors" in said.text


def test_links_are_checked_against_the_whole_course_though_one_lesson_is_asked_for(
    shelf: Shelf, lint: Lint
) -> None:
    shelf.course(orm="[x](lesson:views#later)", views="## Later")
    assert lint("course/01-orm").status == 0


def test_paths_are_told_as_they_are_seen_from_here(
    courses: Shelf, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(courses.root.parent)
    assert lint("lessons/one/01-orm").places == [f"lessons/{ORM[0]}"]
    monkeypatch.chdir(courses.root / "two")
    assert lint(courses.root / "one/01-orm").places == [f"{courses.root.as_posix()}/{ORM[0]}"]


def test_lessons_may_lie_anywhere(lint: Lint, tmp_path: Path) -> None:
    Shelf(tmp_path / "elsewhere").course(orm="[x](nowhere)")
    said = lint(tmp_path / "elsewhere" / "course")
    assert [each.rpartition("/")[2] for each in said.places] == ["lesson.md:5:5 dead-link"]


@pytest.mark.parametrize(
    ("path", "message"),
    [("nowhere", "There is no "), ("empty", "is no lesson, no course and no folder of courses")],
)
def test_a_path_without_lessons_says_what_would_be_one(
    shelf: Shelf, lint: Lint, path: str, message: str
) -> None:
    (shelf.root / "empty").mkdir()
    with pytest.raises(CommandError, match=message):
        lint(path)


# --- how often --------------------------------------------------------------------------------


def test_unchanged_lessons_are_not_compiled_again(shelf: Shelf, lint: Lint, compiler: Here) -> None:
    shelf.course(orm="[x](nowhere)", views="B")
    first = lint()
    assert len(compiler.asked) == 3
    compiler.asked.clear()
    assert lint() == first
    assert compiler.asked == []
    shelf.lesson(2, "views", "Edited")
    lint()
    assert compiler.asked == ["course/02-views/lesson.md"]


# --- as it is called --------------------------------------------------------------------------


@pytest.fixture
def shell(shelf: Shelf, settings: Settings) -> Callable[[], subprocess.Popen[str]]:
    """Start the real command, with its real compiling process."""
    environment = {
        **os.environ,
        "LESSONS_DIR": str(shelf.root),
        "VAR_DIR": str(settings.VAR_DIR),
        "DEBUG": "1",
    }
    return lambda: subprocess.Popen(
        [sys.executable, "manage.py", "lint_lessons"],
        cwd=site.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_processes_lint_side_by_side(
    shelf: Shelf, shell: Callable[[], subprocess.Popen[str]]
) -> None:
    shelf.course(**{f"lesson_{number}": "[x](nowhere)" for number in range(20)})
    both = [shell(), shell()]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [1, 1]
    assert said[0] == said[1]
    assert said[0].endswith("20 lessons: 20 errors, 0 warnings.\n")
