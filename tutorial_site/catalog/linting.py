"""The linter without its command: which lessons are meant by a path, and how a report reads."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tutorial_site.catalog import disk
from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.compiler import Compiler
from tutorial_site.catalog.loader import Loader
from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.proofs import prove
from tutorial_site.catalog.tree import Lesson, Library

FORMAT_VERSION = 1


class NoLessons(ValueError):
    """A path that holds no lessons; the message says what would."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``lessons`` counts the lessons looked at, all or those asked for."""

    lessons: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    def text(self) -> str:
        """``path:line:column code message``, the hint indented below, then a line that counts."""
        lines = []
        for problem in self.problems:
            note = "" if problem.is_error else "warning: "
            place = f"{problem.path}:{problem.line}:{problem.column}"
            lines.append(f"{place} {problem.code} {note}{problem.message}")
            if problem.hint:
                lines.append(f"    {problem.hint}")
        lessons = _counted(self.lessons, "lesson")
        if self.problems:
            errors, warnings = _counted(self.errors, "error"), _counted(self.warnings, "warning")
            return "\n".join([*lines, f"{lessons}: {errors}, {warnings}."])
        return f"{lessons}: no problems."

    def json(self) -> dict[str, Any]:
        """JSON-able, of a shape that stays.

        {"version": 1, "lessons": int, "errors": int, "warnings": int, "problems": [{"path": str,
        "line": int, "column": int, "code": str, "message": str, "hint": str, "severity":
        "error" | "warning"}, …]}; problems are in the order of path, line and column.
        """
        return {
            "version": FORMAT_VERSION,
            "lessons": self.lessons,
            "errors": self.errors,
            "warnings": self.warnings,
            "problems": [asdict(problem) for problem in self.problems],
        }


def lint(paths: Sequence[Path], lessons_dir: Path, cache: Cache, *, run: bool = False) -> Report:
    """Compile everything around ``paths`` (all of ``lessons_dir`` without any), drafts too.

    With ``run``, whatever can be run in the lessons is run as well.

    A path is a lesson, its lesson.md or another file in it, a course, or a folder of courses,
    inside ``lessons_dir`` or anywhere. Raises NoLessons. Problems' paths are as seen from the
    working directory where that is above them, else absolute.
    """
    wanted: dict[Path, list[str]] = {}
    for path in paths or [lessons_dir]:
        root = lessons_root(path)
        wanted.setdefault(root, []).append(path.resolve().relative_to(root).as_posix())
    compiler = Compiler()
    try:
        reports = [
            _lint_root(root, within, compiler, cache, run=run) for root, within in wanted.items()
        ]
    finally:
        compiler.close()
    problems = [problem for report in reports for problem in report.problems]
    return Report(sum(report.lessons for report in reports), tuple(sorted(problems)))


def lessons_root(path: Path) -> Path:
    """The folder of courses that ``path`` is, or lies in."""
    path = path.resolve()
    if not path.exists():
        raise NoLessons(f"There is no {path}.")
    for folder in (path, *path.parents):
        if (folder / "course.yml").is_file():
            return folder.parent
    if path.is_dir() and any(path.glob("*/course.yml")):
        return path
    if (path / disk.LESSON_FILE).is_file() or path.name == disk.LESSON_FILE:
        course = path.parent.parent if path.name == disk.LESSON_FILE else path.parent
        return course.parent
    raise NoLessons(
        f"{path} is no lesson, no course and no folder of courses. A course is a folder with a "
        "course.yml; its lessons are folders like 03-orm with a lesson.md."
    )


def _lint_root(
    root: Path, within: Sequence[str], compiler: Compiler, cache: Cache, *, run: bool
) -> Report:
    shelf = disk.walk(root)
    library = Loader(root, compiler, cache).load(shelf, drafts=True)
    wanted = [_folder(path) for path in within]
    lessons = [
        lesson.path
        for course in shelf.courses
        for lesson in course.lessons
        if _is_within(lesson.path, wanted)
    ]
    problems = [each for each in library.problems if _is_within(each.path, wanted)]
    if run:
        problems += prove(_good_lessons(library, wanted))
    shown = _shown(root)
    placed = [replace(problem, path=f"{shown}{problem.path}") for problem in problems]
    return Report(len(lessons), tuple(placed))


def _good_lessons(library: Library, wanted: Sequence[str]) -> list[Lesson]:
    """Those without errors: of others, only an older version could be run."""
    faulty = {_lesson_folder(each.path) for each in library.problems if each.is_error}
    return [
        lesson
        for course in library.courses.values()
        for lesson in course.lessons
        if _is_within(lesson.path, wanted) and _folder(lesson.path) not in faulty
    ]


def _lesson_folder(path: str) -> str:
    """``course/03-orm`` of any file in it."""
    return "/".join(path.split("/")[:2])


def _folder(path: str) -> str:
    """A lesson.md stands for its folder: what is wrong beside it is wrong with it."""
    return path.removesuffix(f"/{disk.LESSON_FILE}")


def _is_within(path: str, folders: Sequence[str]) -> bool:
    return any(folder in (".", path) or path.startswith(f"{folder}/") for folder in folders)


def _shown(root: Path) -> str:
    try:
        relative = root.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return f"{root.as_posix()}/"
    return "" if relative == "." else f"{relative}/"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
