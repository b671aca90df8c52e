"""What lies in LESSONS_DIR: which courses and lessons there are, and when they last changed.

Walking only asks the file system for sizes and times; reading happens for what has changed.
Symbolic links are never followed, and only regular files are ever opened.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutorial_site.catalog import limits
from tutorial_site.catalog.addresses import RESERVED
from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.schema import SLUG, SLUG_LENGTH
from tutorial_site.catalog.sources import FileEntry

LESSON_FILE = "lesson.md"
_LESSON_FOLDER = re.compile(r"(?P<number>\d{1,4})-(?P<slug>.+)")
# Of names that begin with _ only Python's own are files of an app: __init__.py makes a package.
_IGNORED = re.compile(
    r"(?!__\w+__\.py\Z)[._].*|.*~|.*\.sw[a-z]|.*\.pyc|.*[\x00-\x1f\x7f\ud800-\udfff].*", re.DOTALL
)
_HEAD = 65_536  # bytes read of a file that is too large to be part of a lesson's text


@dataclass(frozen=True, slots=True)
class Found:
    """A file as the file system describes it. ``path`` is relative to the folder walked."""

    path: str
    kind: str  # file, link, other
    modified: int
    size: int
    inode: int


@dataclass(frozen=True, slots=True)
class LessonFolder:
    course: str
    name: str
    number: int
    slug: str
    files: tuple[Found, ...]
    is_cut: bool  # more, or larger, files than a lesson may have: the rest is left out

    @property
    def path(self) -> str:
        return f"{self.course}/{self.name}/{LESSON_FILE}"


@dataclass(frozen=True, slots=True)
class CourseFolder:
    slug: str
    files: tuple[Found, ...]  # course.yml, glossary.md
    lessons: tuple[LessonFolder, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One walk over LESSONS_DIR; two are equal if nothing has changed between them."""

    courses: tuple[CourseFolder, ...] = ()
    problems: tuple[Problem, ...] = ()


def walk(root: Path) -> Shelf:
    """Look at everything below ``root``; never raises for what lies there."""
    problems: list[Problem] = []
    courses = []
    if not root.is_dir():
        hint = "Set LESSONS_DIR to the folder that holds the courses."
        problem = Problem(".", 1, 1, "missing-folder", "There is no folder of lessons.", hint)
        return Shelf((), (problem,))
    for entry in _entries(root, "", problems):
        if entry.is_symlink():
            problems.append(link(entry.name))
        elif entry.is_dir(follow_symlinks=False) and (
            course := _course(entry.name, Path(entry.path), problems)
        ):
            courses.append(course)
    return Shelf(tuple(courses), tuple(problems))


def _entries(folder: Path, name: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                (entry for entry in entries if not _IGNORED.fullmatch(entry.name)),
                key=lambda entry: entry.name,
            )
    except OSError as error:
        problems.append(unreadable(name or ".", error))
        return []


def _course(slug: str, folder: Path, problems: list[Problem]) -> CourseFolder | None:
    if not _is_slug(slug):
        problems.append(_bad_name(slug, "course", "flask-or-django"))
        return None
    files: list[Found] = []
    lessons: list[LessonFolder] = []
    for entry in _entries(folder, slug, problems):
        path = f"{slug}/{entry.name}"
        if entry.is_symlink():
            problems.append(link(path))
        elif entry.name in ("course.yml", "glossary.md"):
            for found in _found(entry, entry.name):
                if found.kind == "file":
                    files.append(found)
                else:
                    problems.append(not_a_file(path))
        elif entry.is_dir(follow_symlinks=False) and (
            lesson := _lesson(slug, entry.name, Path(entry.path), problems)
        ):
            lessons.append(lesson)
    lessons.sort(key=lambda lesson: (lesson.number, lesson.name))
    return CourseFolder(slug, tuple(files), tuple(_unique(lessons, problems)))


def _lesson(course: str, name: str, folder: Path, problems: list[Problem]) -> LessonFolder | None:
    path = f"{course}/{name}"
    match = _LESSON_FOLDER.fullmatch(name)
    if not match or not _is_slug(match["slug"]):
        problems.append(_bad_name(path, "lesson", "03-orm"))
        return None
    if match["slug"] in RESERVED:
        message = f"A lesson can't be called \"{match['slug']}\": the course's own page is."
        problems.append(Problem(path, 1, 1, "reserved-name", message, "Rename the folder."))
        return None
    found: list[Found] = []
    left = limits.FOLDER_BYTES
    too_much = None
    for file in _below(folder, "", 0, path, problems):
        left -= min(file.size, limits.ASSET_BYTES)  # of larger ones only the head is read
        if too_much := _too_much(path, len(found) + 1, left):
            problems.append(too_much)
            break
        found.append(file)
    number, slug = int(match["number"]), match["slug"]
    return LessonFolder(course, name, number, slug, tuple(found), bool(too_much))


def _too_much(path: str, files: int, bytes_left: int) -> Problem | None:
    """What is wrong with a lesson's folder that holds so many files, and whether they fit."""
    hint = "Keep what the lesson shows; take build results, films and archives out."
    if files > limits.FILES_IN_LESSON:
        said = f"More than {limits.FILES_IN_LESSON} files lie in this lesson's folder."
        return Problem(path, 1, 1, "too-many-files", said, hint)
    if bytes_left < 0:
        said = f"More than {limits.FOLDER_BYTES // 1_000_000} MB lie in this lesson's folder."
        return Problem(path, 1, 1, "folder-too-large", said, hint)
    return None


def _below(
    folder: Path, prefix: str, depth: int, lesson: str, problems: list[Problem]
) -> Iterator[Found]:
    """Every file below ``folder``, lesson.md first so that a crowd of others can't hide it."""
    entries = _entries(folder, f"{lesson}/{prefix}".rstrip("/"), problems)
    entries.sort(key=lambda entry: (prefix + entry.name != LESSON_FILE, entry.name))
    for entry in entries:
        path = prefix + entry.name
        if not entry.is_symlink() and entry.is_dir(follow_symlinks=False):
            if depth < limits.FOLDER_DEPTH:
                yield from _below(Path(entry.path), f"{path}/", depth + 1, lesson, problems)
        else:
            yield from _found(entry, path)


def _found(entry: os.DirEntry[str], path: str) -> Iterator[Found]:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return  # gone since the folder was listed
    kind = "other"
    if stat.S_ISREG(status.st_mode):
        kind = "file"
    elif stat.S_ISLNK(status.st_mode):
        kind = "link"
    yield Found(path, kind, status.st_mtime_ns, status.st_size, status.st_ino)


def read(folder: Path, found: Found) -> FileEntry:
    """The file's content, its head if it is too large for a lesson. Raises OSError."""
    if found.kind == "link":
        return FileEntry("link")
    if found.kind != "file":
        return FileEntry("other")
    # Without O_NOFOLLOW and O_NONBLOCK, a file exchanged for a link or a pipe since the walk would
    # lead outside, or wait for ever. Windows knows neither.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(folder / found.path, os.O_RDONLY | flags)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return FileEntry("other")
        data = file.read(limits.LESSON_BYTES + 1)
        if len(data) > limits.LESSON_BYTES:
            return FileEntry("file", status.st_size, data[:_HEAD])
        return FileEntry("file", len(data), data)


def read_text(folder: Path, found: Found) -> bytes:
    """A lesson, course or glossary; one byte over the limit if it is too large. Raises OSError."""
    entry = read(folder, found)
    if entry.whole:
        return entry.data
    return entry.data + b" " * (limits.LESSON_BYTES + 1 - len(entry.data))


def _is_slug(name: str) -> bool:
    return bool(SLUG.fullmatch(name)) and len(name) <= SLUG_LENGTH


def _unique(lessons: list[LessonFolder], problems: list[Problem]) -> Iterator[LessonFolder]:
    seen: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for lesson in lessons:
        where = f"{lesson.course}/{lesson.name}"
        if first := seen.get(lesson.slug):
            message = f'"{lesson.slug}" is the address of {first} already.'
            hint = "Give one of the two folders another name; the number isn't part of it."
            problems.append(Problem(where, 1, 1, "repeated-lesson", message, hint))
            continue
        if first := numbers.get(lesson.number):
            message = f"{first} has the number {lesson.number} too; their order is by name now."
            hint = "Number them in the order in which they are read."
            problems.append(Problem(where, 1, 1, "repeated-number", message, hint, "warning"))
        seen[lesson.slug] = numbers[lesson.number] = lesson.name
        yield lesson


def link(path: str) -> Problem:
    """The problem of a symbolic link."""
    hint = "Put the files themselves there: links are not followed."
    return Problem(path, 1, 1, "symbolic-link", "This is a symbolic link.", hint)


def not_a_file(path: str) -> Problem:
    """The problem of a folder, a pipe or a device in the place of a file."""
    hint = "Put the text itself into a file of this name."
    return Problem(path, 1, 1, "not-a-file", "This is no regular file.", hint)


def _bad_name(path: str, what: str, example: str) -> Problem:
    name = path.rpartition("/")[2]
    return Problem(
        path,
        1,
        1,
        "bad-folder-name",
        f'"{name[:60]}" can\'t be the folder of a {what}.',
        f"Use small letters, digits and hyphens, like {example}; begin with _ to have it skipped.",
    )


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file or folder that can't be opened."""
    return Problem(
        path,
        1,
        1,
        "unreadable",
        f"This can't be read: {error.strerror or error}.",
        "Check its permissions.",
    )
