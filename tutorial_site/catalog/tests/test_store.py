"""The library of a process: looked at often, renewed when files change, swapped all at once."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tutorial_site.catalog import store as stores
from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.store import Store, library, store
from tutorial_site.catalog.tests.conftest import COURSE, Here, Shelf
from tutorial_site.catalog.tree import Library
from tutorial_site.catalog.worker import Job, Result

AT_ONCE = 0.0  # seconds between two looks
NEVER = 3600.0
PATIENT = 60.0  # seconds that a page would wait; none of these tests needs them

Open = Callable[..., Store]


class Held(Here):
    """A compiler that is busy until it is let go."""

    go, asked_for = threading.Event(), threading.Event()

    def compile_all(self, jobs: Sequence[Job]) -> list[Result]:
        if jobs:
            self.asked_for.set()
            assert self.go.wait(30)
        return super().compile_all(jobs)


@pytest.fixture
def open_store(shelf: Shelf, tmp_path: Path) -> Iterator[Open]:
    """``open_store(interval=…)``: as another process of the site would."""
    opened: list[Store] = []

    def make(*, drafts: bool = True, interval: float = AT_ONCE, patience: float = PATIENT) -> Store:
        cache = Cache(tmp_path / "var" / "lessons")
        opened.append(Store(shelf.root, cache, drafts=drafts, interval=interval, patience=patience))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def texts(found: Library) -> list[str]:
    """The first paragraph of each lesson."""
    return [lesson.description for lesson in found.course("course").lessons]


def test_an_edit_is_on_the_next_page(shelf: Shelf, open_store: Open) -> None:
    shelf.course(orm="One")
    opened = open_store()
    assert texts(opened.library()) == ["One"]
    shelf.lesson(1, "orm", "Two")
    assert texts(opened.library()) == ["Two"]


def test_nothing_is_looked_at_more_often_than_the_interval_says(
    shelf: Shelf, open_store: Open
) -> None:
    shelf.course(orm="One")
    opened = open_store(interval=NEVER)
    first = opened.library()
    shelf.lesson(1, "orm", "Two")
    assert opened.library() is first
    assert texts(opened.refresh()) == ["Two"]


def test_nothing_is_made_anew_when_nothing_has_changed(shelf: Shelf, open_store: Open) -> None:
    shelf.course(orm="One")
    opened = open_store()
    assert opened.library() is opened.library() is opened.refresh()


def test_pages_are_served_while_a_change_is_compiled(
    shelf: Shelf, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.course(orm="One")
    monkeypatch.setattr(stores, "Compiler", Held)
    Held.go.set()
    opened = open_store(patience=0)
    assert texts(opened.library()) == ["One"]
    Held.go.clear()
    Held.asked_for.clear()
    shelf.lesson(1, "orm", "Two")
    while not Held.asked_for.is_set():  # the look at the files is a thread of its own
        assert texts(opened.library()) == ["One"]
    assert texts(opened.library()) == ["One"]
    Held.go.set()
    assert texts(opened.refresh()) == ["Two"]
    assert texts(opened.library()) == ["Two"]


def test_everything_is_swapped_at_once(shelf: Shelf, open_store: Open) -> None:
    """A page never sees one lesson as it is and another as it was."""
    shelf.course(orm="0", views="0", forms="0")
    opened = open_store(interval=NEVER)
    opened.refresh()
    done = threading.Event()
    mixed: list[list[str]] = []

    def read() -> None:
        while not done.is_set():
            seen = texts(opened.library())
            if len(set(seen)) != 1:
                mixed.append(seen)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for version in range(1, 8):
        for number, slug in enumerate(("orm", "views", "forms"), start=1):
            shelf.lesson(number, slug, str(version))
        opened.refresh()
    done.set()
    for reader in readers:
        reader.join()
    assert mixed == []
    assert texts(opened.library()) == ["7"] * 3


def test_many_pages_at_once_compile_a_lesson_once(
    shelf: Shelf, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Here] = []

    class Counted(Here):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(stores, "Compiler", Counted)
    shelf.course(orm="One")
    opened = open_store()
    start = threading.Barrier(8)
    seen: list[list[str]] = []

    def visit() -> None:
        start.wait(30)
        seen.append(texts(opened.library()))

    visitors = [threading.Thread(target=visit) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert seen == [["One"]] * 8
    [compiler] = made
    assert sorted(compiler.asked) == ["course/01-orm/lesson.md", "course/course.yml"]


def test_two_processes_show_the_same(shelf: Shelf, open_store: Open) -> None:
    shelf.course(orm="One")
    one, two = open_store(), open_store()
    assert one.library().version == two.library().version
    shelf.lesson(1, "orm", "[x](nowhere)")
    assert one.library().version == two.library().version
    assert texts(one.library()) == texts(two.library()) == ["One"]
    shelf.lesson(1, "orm", "Two")
    assert texts(two.library()) == texts(one.library()) == ["Two"]


def test_a_broken_lesson_is_not_compiled_again_and_again(
    shelf: Shelf, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Told(Here):
        def compile_all(self, jobs: Sequence[Job]) -> list[Result]:
            results = super().compile_all(jobs)
            asked.extend(self.asked)
            self.asked.clear()
            return results

    monkeypatch.setattr(stores, "Compiler", Told)
    shelf.course(orm="[x](nowhere)")
    opened = open_store()
    for _ in range(3):
        assert opened.library().broken
    assert asked.count("course/01-orm/lesson.md") == 1


@pytest.mark.parametrize("left", ["nothing", "an empty folder", "a file"])
def test_when_all_lessons_are_gone_at_once_the_last_ones_stay_until_they_are_back(
    shelf: Shelf, open_store: Open, left: str
) -> None:
    shelf.course(orm="One")
    opened = open_store()
    before = opened.library()
    away = shelf.root.rename(shelf.root.with_name("away"))
    if left == "an empty folder":
        shelf.root.mkdir()
    elif left == "a file":
        shelf.root.touch()
    assert texts(opened.refresh()) == ["One"]
    if left != "an empty folder":
        assert [problem.code for problem in opened.library().problems] == ["missing-folder"]

    shelf.root.rmdir() if shelf.root.is_dir() else shelf.root.unlink(missing_ok=True)
    away.rename(shelf.root)
    assert opened.refresh() == before
    shelf.lesson(1, "orm", "Two")
    assert texts(opened.refresh()) == ["Two"]


def test_drafts_are_left_out_where_learners_are(shelf: Shelf, open_store: Open) -> None:
    shelf.write("course/course.yml", COURSE)
    shelf.write("course/01-new/lesson.md", "---\ntitle: New\ndraft: true\n---\nText")
    assert texts(open_store(drafts=True).library()) == ["Text"]
    assert texts(open_store(drafts=False).library()) == []


def test_the_site_has_one_store_and_the_settings_say_of_what(shelf: Shelf, settings) -> None:
    shelf.course(orm="One")
    assert store() is store()
    assert texts(library()) == ["One"]
    first = store()
    settings.DEBUG = True  # drafts are shown then
    assert store() is not first


def test_a_closed_store_is_forgotten_and_opens_again(shelf: Shelf) -> None:
    shelf.course(orm="One")
    first = store()
    stores.close_stores()
    assert store() is not first
    assert texts(library()) == ["One"]
