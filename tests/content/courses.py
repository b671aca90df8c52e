"""Every lesson there is: those of lessons/, and the examples of the two READMEs."""

import re
from collections.abc import Iterator
from pathlib import Path

from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.store import Store
from tutorial_site.catalog.tree import AppBlock, Lesson, Library
from tutorial_site.setup import ROOT

LESSONS = ROOT / "lessons"
READMES = ("README.md", "lessons/README.md")
FENCE = re.compile(r"^( *)````markdown\n(.*?)^\1````$", re.MULTILINE | re.DOTALL)
FRONT = "---\ntitle: Example\nclaim: It holds.\n---\n\n"


def lesson_folders() -> list[str]:
    """``flask-or-django/01-same-app-twice``, …"""
    found = sorted(path.parent for path in LESSONS.glob("*/*/lesson.md"))
    return [folder.relative_to(LESSONS).as_posix() for folder in found]


def load(root: Path, cache: Path) -> Library:
    """The courses of a folder, drafts too."""
    store = Store(root, Cache(cache), drafts=True, interval=0.0)
    try:
        return store.library()
    finally:
        store.close()


def examples(readme: str) -> list[str]:
    """The lessons, and pieces of lessons, that a README shows, as whole lessons."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    shown = [
        re.sub(rf"^{indent}", "", example, flags=re.MULTILINE)
        for indent, example in FENCE.findall(text)
    ]
    return [example if example.startswith("---\n") else FRONT + example for example in shown]


def write_course(root: Path, lessons: list[str]) -> None:
    """A course of these lessons, in order."""
    course = root / "examples"
    course.mkdir(parents=True)
    (course / "course.yml").write_text("title: Examples\nsummary: Those of the guides.\n")
    for number, text in enumerate(lessons, start=1):
        folder = course / f"{number:02}-example-{number}"
        folder.mkdir()
        (folder / "lesson.md").write_text(text, encoding="utf-8")


def apps(lessons: list[Lesson]) -> Iterator[tuple[Lesson, AppBlock]]:
    """Every app block of these lessons."""
    for lesson in lessons:
        for block in lesson.blocks:
            if isinstance(block, AppBlock):
                yield lesson, block
