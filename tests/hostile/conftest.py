"""The stage of the hostile lessons: neighbours that mean well, and what must hold whatever comes.

Whatever an instructor saves is answered by a problem, or by a page: never by an exception, never
by silence, and never at the cost of another lesson.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django import Settings

from tests.hostile.soundness import check_library, check_result
from tutorial_site.catalog import disk, pages, store
from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.compiler import Compiler, Worker
from tutorial_site.catalog.compiling import CompiledLesson
from tutorial_site.catalog.loader import Loader
from tutorial_site.catalog.sources import FileEntry, LessonSource
from tutorial_site.catalog.tree import Library
from tutorial_site.catalog.worker import Job

# The same examples in every run, so that a failure is somebody's doing. HOSTILE_TIMES=50 looks
# for new ones: that many times as many, at random.
TIMES = int(os.environ.get("HOSTILE_TIMES", "1"))
settings.register_profile(
    "hostile",
    deadline=None,
    derandomize=TIMES == 1,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("hostile")

IMPATIENT = 0.5  # seconds that a file may take where it is known to take more
COURSE = "title: A course\nsummary: It means well.\n"
GOOD = "---\ntitle: Neighbour\nclaim: It holds.\n---\n\nThe text of a good neighbour.\n"

Compile = Callable[..., CompiledLesson]


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """The real compiling process, with the site's own limit."""
    started = Worker()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def compile_sound(worker: Worker) -> Compile:
    """``compile_sound(text, files)``: a lesson through the compiler, and all that must hold."""

    def compile_one(
        text: str | bytes,
        files: dict[str, bytes] | None = None,
        terms: dict[str, tuple[str, str, str]] | None = None,
    ) -> CompiledLesson:
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        entries = {path: FileEntry("file", len(each), each) for path, each in (files or {}).items()}
        source = LessonSource("course", "01-nasty", 1, "nasty", data, entries, terms or {})
        result = worker.compile(Job(source, "digest"))
        assert isinstance(result, CompiledLesson)
        check_result(result, {source.path: data} | (files or {}))
        return result

    return compile_one


class Hostile:
    """LESSONS_DIR with one folder for whatever is nasty, between lessons that are not."""

    def __init__(self, root: Path, var: Path, compiler: Compiler) -> None:
        self.root, self.compiler = root, compiler
        self.loader = Loader(root, compiler, Cache(var / "lessons"))
        self.nasty = root / "course" / "02-nasty"
        for course in ("course", "other"):
            self.write(f"{course}/course.yml", COURSE)
            self.write(f"{course}/01-before/lesson.md", GOOD)
            self.write(f"{course}/03-after/lesson.md", GOOD)
        self.nasty.mkdir()

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def lesson(self, text: str | bytes) -> None:
        self.write("course/02-nasty/lesson.md", text)

    def load(self) -> Library:
        """The library, every neighbour unharmed in it."""
        library = self.loader.load(disk.walk(self.root), drafts=False)
        check_library(library)
        for course in ("course", "other"):
            for lesson in ("before", "after"):
                assert "good neighbour" in str(library.lesson(course, lesson).parts)
        return library

    def codes(self) -> set[str]:
        """Load, and give the codes of all problems: none may be a neighbour's."""
        problems = self.load().problems
        for problem in problems:
            assert not re.match(r"other\b|course/0[13]", problem.path), problem
        return {problem.code for problem in problems}

    def statuses(self) -> dict[str, int]:
        """What the site answers to a learner, who has no session; neighbours are read."""
        found = {}
        for url in ("/", "/learn/course/", "/learn/course/nasty/", "/learn/course/glossary/"):
            found[url] = Client().get(url).status_code
        for course in ("course", "other"):
            for lesson in ("before", "after"):
                answered = Client().get(f"/learn/{course}/{lesson}/")
                assert answered.status_code == 200
                assert "The text of a good neighbour." in answered.content.decode()
        return found


@pytest.fixture(scope="session")
def compiler() -> Iterator[Compiler]:
    """One compiler for all hostile folders: it has to outlive each of them."""
    made = Compiler()
    yield made
    made.close()


@pytest.fixture(scope="session")
def impatient_compiler() -> Iterator[Compiler]:
    made = Compiler(seconds=IMPATIENT)
    yield made
    made.close()


@pytest.fixture
def impatient(tmp_path: Path, impatient_compiler: Compiler) -> Hostile:
    """The same with little patience; no page is asked for."""
    return Hostile(tmp_path / "lessons", tmp_path / "var", impatient_compiler)


@pytest.fixture
def hostile(
    tmp_path: Path, compiler: Compiler, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hostile]:
    made = Hostile(tmp_path / "lessons", tmp_path / "var", compiler)
    settings.LESSONS_DIR, settings.VAR_DIR = made.root, tmp_path / "var"
    monkeypatch.setattr(store, "Compiler", lambda: compiler)
    yield made
    store._stores.clear()  # closing them would stop the one compiler of all
    pages.pages.clear()
