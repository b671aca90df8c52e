"""Fixtures that speak: ``compiled(text)``, ``problems(text)``, a ``shelf`` of courses on disk."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytest_django import Settings

from tutorial_site.catalog import disk, pages, store
from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.compiler import Compiler
from tutorial_site.catalog.compiling import CompiledLesson, compile_lesson
from tutorial_site.catalog.loader import Loader
from tutorial_site.catalog.sources import FileEntry, LessonSource
from tutorial_site.catalog.tree import Library
from tutorial_site.catalog.worker import Job, Result, run

FRONT = "---\ntitle: Two ORMs\nclaim: Django has an ORM.\n---\n"
FRONT_LINES = FRONT.count("\n")
TERMS = {
    "wsgi": ("wsgi", "WSGI", "What a server and an app agree on."),
    "query string": ("query-string", "query string", "What stands after the question mark."),
}
COURSE = "title: Flask or Django?\nsummary: Both, side by side.\n"

Compile = Callable[..., CompiledLesson]
Report = Callable[..., list[str]]


@pytest.fixture
def compiled() -> Compile:
    """``compiled(body)``: the lesson, after a good front matter; ``files`` stand beside it."""

    def compile_text(
        body: str | bytes, files: dict[str, bytes | FileEntry] | None = None, front: str = FRONT
    ) -> CompiledLesson:
        data = body if isinstance(body, bytes) else (front + body).encode()
        entries = {
            path: entry if isinstance(entry, FileEntry) else FileEntry("file", len(entry), entry)
            for path, entry in (files or {}).items()
        }
        source = LessonSource("course", "03-orm", 3, "orm", data, entries, TERMS)
        return compile_lesson(source, "digest")

    return compile_text


@pytest.fixture
def problems(compiled: Compile) -> Report:
    """``problems(body)``: each as ``line:column code``; line 1 is the first of the body."""

    def report(body: str, files: dict[str, bytes | FileEntry] | None = None) -> list[str]:
        found = compiled(body, files).problems
        return [f"{each.line - FRONT_LINES}:{each.column} {each.code}" for each in found]

    return report


@pytest.fixture
def html(compiled: Compile) -> Callable[..., str]:
    """``html(body)``: the page of a lesson that must compile; a block is written as [[id]]."""

    def render(body: str, files: dict[str, bytes | FileEntry] | None = None) -> str:
        found = compiled(body, files)
        assert found.lesson, found.problems
        return "".join(
            part if isinstance(part, str) else f"[[{part.id}]]" for part in found.lesson.parts
        )

    return render


class Shelf:
    """Courses on disk. ``write`` makes every file look newly saved, however fast the test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode() if isinstance(text, str) else text
        file.unlink(missing_ok=True)  # a new inode: no clock is fine enough to tell by its time
        file.write_bytes(data)
        return file

    def course(self, slug: str = "course", **lessons: str) -> None:
        """A course with its lessons: ``course(orm="Text")`` makes 01-orm, and so on."""
        self.write(f"{slug}/course.yml", COURSE)
        for number, (name, body) in enumerate(lessons.items(), start=1):
            self.lesson(number, name.replace("_", "-"), body, slug)

    def lesson(self, number: int, slug: str, body: str, course: str = "course") -> Path:
        title = slug.replace("-", " ").title()
        front = f"---\ntitle: {title}\nclaim: It holds.\n---\n"
        return self.write(f"{course}/{number:02}-{slug}/lesson.md", front + body)

    def show(self) -> None:
        """Have the site look at the files now, rather than in a second."""
        store.store().refresh()


class Here(Compiler):
    """Stands in for the compiler: compiles in this process, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def compile_all(self, jobs: Sequence[Job]) -> list[Result]:
        for job in jobs:
            source = job.source
            if isinstance(source, LessonSource):
                self.asked.append(source.path)
            else:
                self.asked.append(f"{source.slug}/course.yml")
        return [run(job) for job in jobs]


class Reader:
    """One process of the site, as far as lessons go: ``reader.load()``, ``reader.compiled()``."""

    def __init__(self, root: Path, var: Path) -> None:
        self.root = root
        self.compiler = Here()
        self.loader = Loader(root, self.compiler, Cache(var / "lessons"))

    def load(self, *, drafts: bool = True) -> Library:
        return self.loader.load(disk.walk(self.root), drafts=drafts)

    def compiled(self) -> list[str]:
        """Load, and say which files were compiled for it."""
        self.compiler.asked.clear()
        self.load()
        return sorted(self.compiler.asked)

    def problems(self) -> list[str]:
        """Load, and give each problem as ``path:line:column code``."""
        return [
            f"{each.path}:{each.line}:{each.column} {each.code}" for each in self.load().problems
        ]

    def text(self, lesson: str, course: str = "course") -> str:
        """Load, and give the HTML of a lesson, its blocks left out."""
        parts = self.load().lesson(course, lesson).parts
        return "".join(part for part in parts if isinstance(part, str))


@pytest.fixture
def shelf(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """An empty LESSONS_DIR of the test's own, and a VAR_DIR beside it.

    The site compiles it in this process: that another one does is shown in test_compiler.py.
    """
    made = Shelf(tmp_path / "lessons")
    settings.LESSONS_DIR = made.root
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(store, "Compiler", Here)
    yield made
    store.close_stores()
    pages.pages.clear()


@pytest.fixture
def new_process(shelf: Shelf, tmp_path: Path) -> Callable[[], Reader]:
    """``new_process()``: one that starts now, and shares nothing but the disk."""
    return lambda: Reader(shelf.root, tmp_path / "var")


@pytest.fixture
def reader(new_process: Callable[[], Reader]) -> Reader:
    return new_process()
