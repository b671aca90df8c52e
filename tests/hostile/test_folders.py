"""Folders of lessons that nobody should write: each is told, and its neighbours are unharmed."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import GOOD, Hostile
from tests.hostile.nasty import FOLDERS, FRONT, SLOW, TEXTS
from tutorial_site.catalog import disk

PAGE = "/learn/course/nasty/"
SHOWN = {"/": 200, "/learn/course/": 200, PAGE: 200, "/learn/course/glossary/": 200}
BROKEN, GONE = SHOWN | {PAGE: 503}, SHOWN | {PAGE: 404}
SUMMARY = "title: A\nsummary: '{}'\n"


@pytest.mark.parametrize("name", TEXTS)
def test_a_nasty_text_is_told_and_harms_nobody(hostile: Hostile, name: str) -> None:
    text, code = TEXTS[name]
    hostile.lesson(text)
    codes = hostile.codes()
    if code:
        assert code in codes
        assert hostile.statuses() == BROKEN
    else:
        assert codes == set()
        assert hostile.statuses() == SHOWN


@pytest.mark.parametrize("name", FOLDERS)
def test_a_nasty_folder_is_told_and_harms_nobody(hostile: Hostile, name: str) -> None:
    make, codes = FOLDERS[name]
    make(hostile.nasty)
    assert hostile.codes() >= codes
    statuses = hostile.statuses()
    assert statuses in (SHOWN, BROKEN, GONE)
    assert (statuses == SHOWN) == (codes <= {"too-many-files"})


@pytest.mark.parametrize("name", SLOW)
def test_what_takes_too_long_is_given_up_and_harms_nobody(impatient: Hostile, name: str) -> None:
    impatient.lesson(FRONT + SLOW[name])
    codes = impatient.codes()
    if "too-slow" in codes:
        assert codes == {"too-slow"}
        assert impatient.load().broken[0].slug == "nasty"


def test_all_of_it_at_once_harms_nobody(hostile: Hostile) -> None:
    for number, (text, _) in enumerate(TEXTS.values(), start=100):
        hostile.write(f"course/{number}-nasty-{number}/lesson.md", text)
    for number, (make, _) in enumerate(FOLDERS.values(), start=500):
        folder = hostile.root / f"course/{number}-nasty-{number}"
        folder.mkdir()
        make(folder)
    library = hostile.load()
    codes = {problem.code for problem in library.problems}
    expected = {code for _, code in TEXTS.values() if code}.union(*(c for _, c in FOLDERS.values()))
    assert codes >= expected
    assert hostile.statuses()["/learn/course/"] == 200


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("course/glossary.md", lambda path: path.write_bytes(b"A\n: \0")),
        ("course/glossary.md", lambda path: path.write_text("> " * 5_000)),
        ("course/glossary.md", lambda path: path.write_text("A\n: " + "[" * 10_000)),
        ("course/glossary.md", os.mkfifo),
        ("course/glossary.md", Path.mkdir),
        ("course/glossary.md", lambda path: path.symlink_to("/etc/passwd")),
        ("course/course.yml", lambda path: path.write_text("title: &a [*a]\n")),
        ("course/course.yml", lambda path: path.write_text(SUMMARY.format("[" * 900))),
        ("course/course.yml", lambda path: path.write_text(SUMMARY.format(">" * 900))),
        ("course/course.yml", os.mkfifo),
        ("course/course.yml", Path.mkdir),
        ("course/course.yml", lambda path: path.symlink_to(path)),
    ],
)
def test_a_courses_own_files_may_be_nasty_and_its_lessons_are_shown(
    hostile: Hostile, path: str, make: Callable[[Path], None]
) -> None:
    (hostile.root / path).unlink(missing_ok=True)
    make(hostile.root / path)
    assert hostile.codes() - {"missing-file"}
    assert hostile.statuses() == BROKEN  # the nasty lesson has no file at all


# --- exchanged while it is looked at ----------------------------------------------------------


@pytest.mark.parametrize(
    "exchange",
    [
        os.mkfifo,
        Path.mkdir,
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path),
        lambda path: path.write_bytes(b"\0" * 3_000_000),
        lambda path: None,
    ],
    ids=["a pipe", "a folder", "an endless link", "a circle", "garbage", "nothing"],
)
@pytest.mark.parametrize("name", ["lesson.md", "notes/flask/app.py"])
def test_a_file_exchanged_between_the_look_and_the_reading_harms_nobody(
    hostile: Hostile, name: str, exchange: Callable[[Path], None]
) -> None:
    hostile.lesson(f"{FRONT}/// app | A\n    id: a\n    from: notes\n///\n")
    path = hostile.write(f"course/02-nasty/{name}", GOOD if name == "lesson.md" else "x = 1\n")
    seen = disk.walk(hostile.root)
    path.unlink()
    exchange(path)
    library = hostile.loader.load(seen, drafts=False)
    assert any(problem.path.startswith("course/02-nasty") for problem in library.problems)
    hostile.load()


def test_a_lesson_replaced_while_it_is_compiled_ends_as_it_was_last_saved(
    hostile: Hostile,
) -> None:
    """An editor saves, a script checks out, a disk fills: all at once, and again and again."""
    done = threading.Event()
    lesson, aside = hostile.nasty / "lesson.md", hostile.nasty / "_aside"

    def exchange() -> None:
        number = 0
        while not done.is_set():
            number += 1
            for path in (lesson, aside):
                path.unlink(missing_ok=True)
            match number % 5:
                case 0:
                    lesson.write_text(FRONT + f"Version {number}. " + "Text. " * 5_000)
                case 1:
                    aside.write_text(FRONT + f"Version {number}.")
                    aside.replace(lesson)
                case 2:
                    os.mkfifo(lesson)
                case 3:
                    lesson.symlink_to("/dev/zero")
                case _:
                    lesson.write_bytes(b"\xff" * number)

    spoiler = threading.Thread(target=exchange)
    spoiler.start()
    try:
        for _ in range(40):
            hostile.load()
    finally:
        done.set()
        spoiler.join()
    lesson.unlink(missing_ok=True)
    lesson.write_text(FRONT + "The last version.")
    assert hostile.codes() == set()
    assert "The last version." in str(hostile.load().lesson("course", "nasty").parts)
    assert hostile.statuses() == SHOWN
