"""From folders to a library: compiled once a change; what broke keeps its last good version."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tutorial_site.catalog import disk
from tutorial_site.catalog.sources import FileEntry
from tutorial_site.catalog.tests.conftest import COURSE, Reader, Shelf
from tutorial_site.catalog.tree import AppBlock

BROKEN = "[x](nowhere)"
NewProcess = Callable[[], Reader]


# --- once a change ----------------------------------------------------------------------------


def test_everything_is_compiled_once(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One", views="Two")
    assert reader.compiled() == [
        "course/01-orm/lesson.md",
        "course/02-views/lesson.md",
        "course/course.yml",
    ]
    assert reader.compiled() == []


def test_an_edited_lesson_is_compiled_and_no_other(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One", views="Two")
    reader.load()
    shelf.lesson(1, "orm", "Edited")
    assert reader.compiled() == ["course/01-orm/lesson.md"]
    assert "Edited" in reader.text("orm")


def test_what_has_not_changed_is_not_even_read(
    shelf: Shelf, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.course(orm="One", views="Two")
    shelf.write("course/02-views/notes/flask/app.py", "x = 1\n")
    reader.load()
    opened: list[Path] = []
    really = disk.read

    def spy(folder: Path, found: disk.Found) -> FileEntry:
        opened.append(folder / found.path)
        return really(folder, found)

    monkeypatch.setattr(disk, "read", spy)
    edited = shelf.lesson(1, "orm", "Edited")
    reader.load()
    assert opened == [edited]


def test_a_lesson_saved_without_a_change_is_not_compiled(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    reader.load()
    shelf.lesson(1, "orm", "One")
    assert reader.compiled() == []


def test_a_file_beside_a_lesson_is_part_of_it(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One", views="Two")
    shelf.write("course/01-orm/notes/flask/app.py", "x = 1\n")
    reader.load()
    shelf.write("course/01-orm/notes/flask/app.py", "x = 2\n")
    assert reader.compiled() == ["course/01-orm/lesson.md"]


def test_a_definition_concerns_the_lessons_that_use_it(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="A :term[row].", views="No term.")
    shelf.write("course/glossary.md", "row\n: A line of a table.\n")
    reader.load()
    shelf.write("course/glossary.md", "row\n: One line of a table.\n")
    assert reader.compiled() == ["course/01-orm/lesson.md", "course/course.yml"]
    assert "One line of a table." in reader.text("orm")


def test_another_process_finds_what_one_has_compiled(shelf: Shelf, new_process: NewProcess) -> None:
    shelf.course(orm="One")
    new_process().load()
    assert new_process().compiled() == []


@pytest.mark.parametrize("damage", [b"", b"\x80garbage", b"cos\nno_such_name\n."])
def test_a_damaged_cache_is_as_good_as_none(
    shelf: Shelf, new_process: NewProcess, tmp_path: Path, damage: bytes
) -> None:
    shelf.course(orm="One")
    new_process().load()
    for kept in (tmp_path / "var").rglob("*.pickle"):
        kept.write_bytes(damage)
    assert len(new_process().compiled()) == 2


def test_lessons_need_no_disk_to_be_cached_on(shelf: Shelf, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    shelf.course(orm="One")
    assert "One" in reader.text("orm")


# --- added, removed, renamed ------------------------------------------------------------------


def slugs(reader: Reader, *, drafts: bool = True) -> list[str]:
    return [lesson.slug for lesson in reader.load(drafts=drafts).course("course").lessons]


def test_lessons_come_in_the_order_of_their_numbers(shelf: Shelf, reader: Reader) -> None:
    shelf.course()
    for number, slug in ((10, "last"), (9, "middle"), (2, "first")):
        shelf.lesson(number, slug, "Text")
    assert slugs(reader) == ["first", "middle", "last"]


def test_a_lesson_may_be_added_and_removed(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    assert slugs(reader) == ["orm"]
    added = shelf.lesson(2, "views", "Two")
    assert slugs(reader) == ["orm", "views"]
    added.unlink()
    added.parent.rmdir()
    assert slugs(reader) == ["orm"]


def test_a_renumbered_lesson_keeps_its_address(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One", views="Two")
    reader.load()
    (shelf.root / "course/01-orm").rename(shelf.root / "course/07-orm")
    assert slugs(reader) == ["views", "orm"]
    assert reader.load().lesson("course", "orm").number == 7


def test_a_course_is_a_folder(shelf: Shelf, reader: Reader) -> None:
    shelf.course("one", orm="One")
    shelf.course("two", views="Two")
    assert list(reader.load().courses) == ["one", "two"]


def test_drafts_are_for_instructors(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    shelf.write("course/02-new/lesson.md", "---\ntitle: New\ndraft: true\n---\nText\n")
    assert slugs(reader, drafts=True) == ["orm", "new"]
    assert slugs(reader, drafts=False) == ["orm"]


def test_the_version_follows_everything_that_shows(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    seen = [reader.load().version]
    shelf.lesson(1, "orm", "Two")
    seen.append(reader.load().version)
    shelf.lesson(1, "orm", BROKEN)
    seen.append(reader.load().version)
    shelf.write("course/course.yml", COURSE + "authors: Ada\n")
    seen.append(reader.load().version)
    assert len(set(seen)) == 4
    assert reader.load().version == seen[-1]


# --- broken -----------------------------------------------------------------------------------


def test_a_broken_lesson_keeps_its_last_good_version(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="Good text")
    reader.load()
    shelf.lesson(1, "orm", BROKEN)
    assert "Good text" in reader.text("orm")
    assert reader.problems() == ["course/01-orm/lesson.md:5:5 dead-link"]
    shelf.lesson(1, "orm", "Mended")
    assert "Mended" in reader.text("orm")
    assert reader.problems() == []


def test_a_broken_lesson_keeps_its_last_good_version_over_a_restart(
    shelf: Shelf, new_process: NewProcess
) -> None:
    shelf.course(orm="Good text")
    new_process().load()
    shelf.lesson(1, "orm", BROKEN)
    assert "Good text" in new_process().text("orm")


def test_the_last_good_version_is_never_one_of_another_folder(
    shelf: Shelf, new_process: NewProcess, tmp_path: Path
) -> None:
    """Somebody lints a copy of the lessons, elsewhere, with the same cache."""
    copy = Shelf(tmp_path / "copy")
    copy.course(orm="Text of the copy")
    Reader(copy.root, tmp_path / "var").load()
    shelf.course(orm=BROKEN)
    assert slugs(new_process()) == []


def test_a_lesson_that_never_compiled_is_known_as_broken(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One", views=BROKEN)
    library = reader.load()
    assert [lesson.slug for lesson in library.course("course").lessons] == ["orm"]
    [broken] = library.broken
    assert (broken.course_slug, broken.slug, broken.title) == ("course", "views", "Views")


def test_a_warning_takes_no_lesson_away(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="[x](/somewhere/)")
    assert reader.problems() == ["course/01-orm/lesson.md:5:5 unchecked-link"]
    assert slugs(reader) == ["orm"]


def test_a_broken_course_keeps_its_last_good_settings(
    shelf: Shelf, reader: Reader, new_process: NewProcess
) -> None:
    shelf.course(orm="One")
    reader.load()
    shelf.write("course/course.yml", "title: [\n")
    for process in (reader, new_process()):
        assert process.load().course("course").title == "Flask or Django?"
        assert "One" in process.text("orm")


def test_a_course_whose_settings_never_were_good_shows_its_lessons(
    shelf: Shelf, reader: Reader
) -> None:
    shelf.course(orm="One")
    shelf.write("course/course.yml", "")
    assert reader.load().course("course").title == "Course"
    assert "One" in reader.text("orm")


def test_problems_of_all_files_are_told_in_one_pass_in_order(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm=f"{BROKEN}\n\n<div>", views=BROKEN)
    shelf.write("course/course.yml", "titel: A\nsummary: B\n")
    shelf.write("course/glossary.md", "A\n")
    shelf.write("other/notes.txt", "")
    (shelf.root / "Bad Name").mkdir()
    assert reader.problems() == [
        "Bad Name:1:1 bad-folder-name",
        "course/01-orm/lesson.md:5:5 dead-link",
        "course/01-orm/lesson.md:7:1 html-not-allowed",
        "course/02-views/lesson.md:5:5 dead-link",
        "course/course.yml:1:1 unknown-option",
        "course/glossary.md:1:1 no-definition",
        "other/course.yml:1:1 missing-file",
    ]


# --- between lessons --------------------------------------------------------------------------


def requires(*slugs: str) -> str:
    return f"---\ntitle: A\nrequires: [{', '.join(slugs)}]\n---\n"


def test_links_between_lessons_are_checked_when_all_are_read(shelf: Shelf, reader: Reader) -> None:
    shelf.course(
        orm="[a](lesson:views) [b](lesson:views#later) [c](lesson:views#latr) [d](lesson:viewz)",
        views="## Later",
    )
    assert reader.problems() == [
        "course/01-orm/lesson.md:5:47 dead-anchor",
        "course/01-orm/lesson.md:5:70 dead-link",
    ]
    assert [problem.hint for problem in reader.load().problems] == [
        'Did you mean "later"?',
        'Did you mean "views"?',
    ]


def test_a_dead_link_to_a_lesson_takes_no_lesson_away(shelf: Shelf, reader: Reader) -> None:
    """The other lesson was removed; that is no fault of this one's readers."""
    shelf.course(orm="[a](lesson:gone)")
    assert slugs(reader) == ["orm"]


def test_nobody_knows_the_anchors_of_a_broken_lesson(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="[a](lesson:views#later)", views=BROKEN)
    assert reader.problems() == ["course/02-views/lesson.md:5:5 dead-link"]


def test_a_link_to_a_draft_is_a_warning_but_among_drafts(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="[a](lesson:new)")
    draft = "---\ntitle: New\ndraft: true\n---\n"
    shelf.write("course/02-new/lesson.md", draft)
    shelf.write("course/03-newer/lesson.md", f"{draft}[a](lesson:new)")
    [problem] = reader.load().problems
    assert (problem.path, problem.code) == ("course/01-orm/lesson.md", "link-to-draft")
    assert problem.severity == "warning"


def test_links_of_the_courses_own_files_are_checked(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    shelf.write("course/course.yml", "title: A\nsummary: '[x](lesson:gone)'\n")
    shelf.write("course/glossary.md", "A\n: See [y](lesson:orm#nowhere).\n")
    assert reader.problems() == [
        "course/course.yml:2:15 dead-link",
        "course/glossary.md:2:11 dead-anchor",
    ]


@pytest.mark.parametrize(
    ("required", "code", "severity"),
    [
        (("views",), "requires-later", "warning"),
        (("orm",), "requires-itself", "error"),
        (("gone",), "unknown-lesson", "error"),
    ],
)
def test_what_a_lesson_requires_comes_before_it(
    shelf: Shelf, reader: Reader, required: tuple[str, ...], code: str, severity: str
) -> None:
    shelf.course(orm="", views="")
    shelf.write("course/01-orm/lesson.md", requires(*required))
    [problem] = reader.load().problems
    assert (problem.line, problem.column) == (3, 12)
    assert (problem.code, problem.severity) == (code, severity)


def test_a_lesson_may_require_any_that_comes_before(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="", views="")
    shelf.write("course/02-views/lesson.md", requires("orm"))
    assert reader.problems() == []


# --- folders ----------------------------------------------------------------------------------


def test_there_may_be_nothing_at_all(reader: Reader) -> None:
    library = reader.load()
    assert (library.courses, library.problems) == ({}, ())


def test_a_missing_folder_of_lessons_is_told(reader: Reader, shelf: Shelf) -> None:
    shelf.root.rmdir()
    assert reader.problems() == [".:1:1 missing-folder"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Two ORMs", "Two ORMs:1:1 bad-folder-name"),
        ("course/orm", "course/orm:1:1 bad-folder-name"),
        ("course/3_orm", "course/3_orm:1:1 bad-folder-name"),
        ("course/03-ORM", "course/03-ORM:1:1 bad-folder-name"),
        ("course/03-", "course/03-:1:1 bad-folder-name"),
        ("course/12345-orm", "course/12345-orm:1:1 bad-folder-name"),
        (f"course/03-{'x' * 61}", f"course/03-{'x' * 61}:1:1 bad-folder-name"),
        ("course/03-glossary", "course/03-glossary:1:1 reserved-name"),
        ("course/03-empty", "course/03-empty/lesson.md:1:1 missing-file"),
    ],
)
def test_a_folder_that_can_be_no_lesson_is_told(
    shelf: Shelf, reader: Reader, path: str, expected: str
) -> None:
    shelf.course(orm="One")
    (shelf.root / path).mkdir()
    assert reader.problems() == [expected]
    assert slugs(reader) == ["orm"]


@pytest.mark.parametrize("name", [".git", "_later", "__pycache__", "03-orm~", ".03-orm.swp"])
def test_some_names_are_skipped_without_a_word(shelf: Shelf, reader: Reader, name: str) -> None:
    shelf.course(orm="One")
    for folder in (shelf.root, shelf.root / "course", shelf.root / "course/01-orm"):
        (folder / name).mkdir()
    assert reader.problems() == []


def test_a_package_keeps_the_file_that_makes_it_one(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="/// app | Two\n    id: two\n    from: two\n///\n")
    for path in ("app.py", "todo/__init__.py", "todo/_draft.py", "__pycache__/x.py"):
        shelf.write(f"course/01-orm/two/flask/{path}", "app = 1\n")
    [two] = reader.load().lesson("course", "orm").blocks
    assert isinstance(two, AppBlock)
    assert [file.path for file in two.sides[0].files] == ["app.py", "todo/__init__.py"]


def test_a_name_is_taken_once(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="First")
    shelf.lesson(2, "orm", "Second")
    assert reader.problems() == ["course/02-orm:1:1 repeated-lesson"]
    assert "First" in reader.text("orm")


def test_a_number_taken_twice_is_a_warning(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    shelf.lesson(1, "views", "Two")
    assert reader.problems() == ["course/01-views:1:1 repeated-number"]
    assert slugs(reader) == ["orm", "views"]


def test_a_folder_holds_no_more_files_than_a_lesson_shows(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    for number in range(401):
        (shelf.root / f"course/01-orm/{number}.txt").touch()
    assert reader.problems() == ["course/01-orm:1:1 too-many-files"]
    assert "One" in reader.text("orm")  # lesson.md is read before any other


def test_a_folder_holds_no_more_bytes_than_a_lesson_needs(shelf: Shelf, reader: Reader) -> None:
    shelf.course(orm="One")
    for number in range(11):
        with (shelf.root / f"course/01-orm/{number}.mp4").open("wb") as film:
            film.truncate(5_000_000)
    assert reader.problems() == ["course/01-orm:1:1 folder-too-large"]
    assert "One" in reader.text("orm")


# --- what can't be read -----------------------------------------------------------------------


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Whoever runs the tests may be root, whom no permission stops."""

    def refuse(path: Path) -> None:
        for name in ("open", "scandir"):
            allowed = getattr(os, name)

            def guarded(asked, *rest, allowed=allowed):
                if Path(asked) == path:
                    raise PermissionError(13, "Permission denied")
                return allowed(asked, *rest)

            monkeypatch.setattr(os, name, guarded)

    return refuse


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("course/02-views/lesson.md", ["course/02-views/lesson.md:1:1 unreadable"]),
        ("course/glossary.md", ["course/glossary.md:1:1 unreadable"]),
        (
            "course/02-views",
            ["course/02-views:1:1 unreadable", "course/02-views/lesson.md:1:1 missing-file"],
        ),
        ("course/02-views/notes", ["course/02-views/notes:1:1 unreadable"]),
        ("course", ["course:1:1 unreadable", "course/course.yml:1:1 missing-file"]),
        ("", [".:1:1 unreadable"]),
    ],
)
def test_what_may_not_be_read_is_told(
    shelf: Shelf,
    reader: Reader,
    unreadable: Callable[[Path], None],
    path: str,
    expected: list[str],
) -> None:
    shelf.course(orm="One", views="Two")
    shelf.write("course/glossary.md", "A\n: B\n")
    shelf.write("course/02-views/notes/flask/app.py", "")
    unreadable(shelf.root / path)
    assert reader.problems() == expected


def test_a_lesson_that_may_not_be_read_any_more_keeps_its_last_good_version(
    shelf: Shelf, reader: Reader, unreadable: Callable[[Path], None]
) -> None:
    shelf.course(orm="One")
    reader.load()
    unreadable(shelf.lesson(1, "orm", "Two"))
    assert "One" in reader.text("orm")


def test_a_file_that_vanishes_while_it_is_looked_at_is_no_fault(
    shelf: Shelf, reader: Reader
) -> None:
    shelf.course(orm="One")
    beside = shelf.write("course/01-orm/notes.txt", "x")
    seen = disk.walk(shelf.root)
    beside.unlink()
    assert reader.loader.load(seen, drafts=True).problems == ()
