"""LESSONS_DIR → Library: compiles what has changed, keeps the last good version of what broke."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutorial_site.catalog import disk
from tutorial_site.catalog.cache import Cache, pipeline_version
from tutorial_site.catalog.compiler import Compiler
from tutorial_site.catalog.compiling import CompiledCourse, CompiledLesson
from tutorial_site.catalog.disk import CourseFolder, LessonFolder, Shelf
from tutorial_site.catalog.glossary import Terms, terms_by_name
from tutorial_site.catalog.linking import Linkable, check_links
from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.sources import CourseSource, FileEntry, LessonSource, digest_of
from tutorial_site.catalog.tree import BrokenLesson, Course, Lesson, Library
from tutorial_site.catalog.worker import Job, Result


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one lesson: from which files, what came out, and the last good version."""

    seen: tuple[LessonFolder, Terms]
    compiled: CompiledLesson
    good: Lesson | None


@dataclass(frozen=True, slots=True)
class KeptCourse:
    seen: tuple[disk.Found, ...]
    compiled: CompiledCourse
    good: Course
    unreadable: tuple[Problem, ...]


class Loader:
    """Loads ``root`` again and again; between two calls it remembers what it compiled."""

    def __init__(self, root: Path, compiler: Compiler, cache: Cache) -> None:
        self.root, self.compiler, self.cache = root, compiler, cache
        self._place = root.absolute().as_posix()  # other folders may hold courses of the same name
        self._lessons: dict[str, Kept] = {}
        self._courses: dict[str, KeptCourse] = {}

    def load(self, shelf: Shelf, *, drafts: bool) -> Library:
        """The library as of ``shelf``. With ``drafts`` False, drafts are left out."""
        problems = list(shelf.problems)
        self._load_courses(shelf)
        self._load_lessons(shelf)
        courses: dict[str, Course] = {}
        broken: list[BrokenLesson] = []
        for folder in shelf.courses:
            course = self._assemble(folder, problems, drafts=drafts)
            courses[course.slug] = course
            broken += self._broken(folder)
        problems = sorted(set(problems))
        version = digest_of(
            pipeline_version(),
            *(course.digest for course in courses.values()),
            *(f"{problem} {problem.hint}" for problem in problems),
        )
        return Library(courses, tuple(problems), version, tuple(broken))

    # -- courses -----------------------------------------------------------------------------

    def _load_courses(self, shelf: Shelf) -> None:
        changed = [
            folder
            for folder in shelf.courses
            if folder.slug not in self._courses or self._courses[folder.slug].seen != folder.files
        ]
        unreadable: dict[str, list[Problem]] = {folder.slug: [] for folder in changed}
        jobs = [self._course_job(folder, unreadable[folder.slug]) for folder in changed]
        for folder, compiled in zip(changed, self._compiled(jobs), strict=True):
            if not isinstance(compiled, CompiledCourse):
                raise TypeError(compiled)
            good = self._good_course(folder.slug, compiled)
            self._courses[folder.slug] = KeptCourse(
                folder.files, compiled, good, tuple(unreadable[folder.slug])
            )
        here = {folder.slug for folder in shelf.courses}
        self._courses = {slug: kept for slug, kept in self._courses.items() if slug in here}

    def _course_job(self, folder: CourseFolder, problems: list[Problem]) -> Job:
        texts: dict[str, bytes | None] = {"course.yml": None, "glossary.md": None}
        for found in folder.files:
            try:
                texts[found.path] = disk.read_text(self.root / folder.slug, found)
            except OSError as error:
                problems.append(disk.unreadable(f"{folder.slug}/{found.path}", error))
        source = CourseSource(folder.slug, texts["course.yml"], texts["glossary.md"])
        return Job(
            source,
            digest_of(pipeline_version(), folder.slug, *(repr(text) for text in texts.values())),
        )

    def _good_course(self, slug: str, compiled: CompiledCourse) -> Course:
        if compiled.good:
            self.cache.keep_good(f"{self._place}/{slug}", compiled.course)
            return compiled.course
        kept = self._courses.get(slug)
        if kept:
            return kept.good
        found = self.cache.last_good(f"{self._place}/{slug}")
        return found if isinstance(found, Course) else compiled.course

    # -- lessons -----------------------------------------------------------------------------

    def _load_lessons(self, shelf: Shelf) -> None:
        changed: list[tuple[LessonFolder, Terms]] = []
        here = set()
        for course in shelf.courses:
            terms: Terms = terms_by_name(self._courses[course.slug].good.terms)
            for folder in course.lessons:
                here.add(folder.path)
                kept = self._lessons.get(folder.path)
                if kept is None or kept.seen != (folder, terms):
                    changed.append((folder, terms))
        jobs: list[Job] = []
        compiling: list[tuple[LessonFolder, Terms]] = []
        for folder, known in changed:
            source = self._source(folder, known)
            if isinstance(source, Problem):
                self._keep(folder, known, _unread(folder, source))
            else:
                jobs.append(Job(source, _lesson_digest(source)))
                compiling.append((folder, known))
        for place, compiled in zip(compiling, self._compiled(jobs), strict=True):
            if not isinstance(compiled, CompiledLesson):
                raise TypeError(compiled)
            self._keep(*place, compiled)
        self._lessons = {path: kept for path, kept in self._lessons.items() if path in here}

    def _source(self, folder: LessonFolder, terms: Terms) -> LessonSource | Problem:
        """The lesson's files in memory, or the problem that keeps them from being read."""
        place = self.root / folder.course / folder.name
        files: dict[str, FileEntry] = {}
        text: bytes | None = None
        for found in folder.files:
            try:
                if found.path == disk.LESSON_FILE and found.kind == "file":
                    text = disk.read_text(place, found)
                else:
                    files[found.path] = disk.read(place, found)
            except FileNotFoundError:
                continue  # gone since the walk; the next one will see it
            except OSError as error:
                if found.path == disk.LESSON_FILE:
                    return disk.unreadable(folder.path, error)
                files[found.path] = FileEntry("other")
        if text is None:
            return _without_text(folder, files)
        return LessonSource(
            folder.course, folder.name, folder.number, folder.slug, text, files, terms
        )

    def _keep(self, folder: LessonFolder, terms: Terms, compiled: CompiledLesson) -> None:
        good = compiled.lesson
        if good:
            self.cache.keep_good(f"{self._place}/{folder.path}", good)
        elif kept := self._lessons.get(folder.path):
            good = kept.good
        else:
            found = self.cache.last_good(f"{self._place}/{folder.path}")
            good = found if isinstance(found, Lesson) else None
        self._lessons[folder.path] = Kept((folder, terms), compiled, good)

    # -- both --------------------------------------------------------------------------------

    def _compiled(self, jobs: Sequence[Job]) -> list[Result]:
        """The results of ``jobs``, from the cache where it knows them."""
        results = [self.cache.get(job.digest) for job in jobs]
        missing = [index for index, result in enumerate(results) if result is None]
        for index, result in zip(
            missing, self.compiler.compile_all([jobs[index] for index in missing]), strict=True
        ):
            results[index] = result
            if not _is_about_now(result):
                self.cache.put(jobs[index].digest, result)
        if missing:
            self.cache.prune()
        return results

    def _assemble(self, folder: CourseFolder, problems: list[Problem], *, drafts: bool) -> Course:
        kept = self._courses[folder.slug]
        linkable: dict[str, Linkable] = {}
        lessons = []
        problems += (*kept.compiled.problems, *kept.unreadable)
        for place, lesson_folder in enumerate(folder.lessons):
            lesson = self._lessons[lesson_folder.path]
            problems += lesson.compiled.problems
            linkable[lesson_folder.slug] = _linkable(lesson_folder.slug, place, lesson)
            if lesson.good and (drafts or not lesson.good.draft):
                lessons.append(lesson.good)
        problems += check_links(linkable, kept.compiled.references)
        digest = digest_of(kept.good.digest, *(lesson.digest for lesson in lessons))
        return replace(kept.good, lessons=tuple(lessons), digest=digest)

    def _broken(self, folder: CourseFolder) -> Iterator[BrokenLesson]:
        for lesson in folder.lessons:
            kept = self._lessons[lesson.path]
            if kept.good is None:
                title = kept.compiled.title
                yield BrokenLesson(lesson.course, lesson.slug, title, lesson.path)


def _linkable(slug: str, place: int, kept: Kept) -> Linkable:
    compiled = kept.compiled
    is_draft = bool(compiled.lesson and compiled.lesson.draft)
    anchors = compiled.anchors if compiled.lesson else None
    return Linkable(slug, place, is_draft, anchors, compiled.references, compiled.requires)


def _lesson_digest(source: LessonSource) -> str:
    """Of everything that the compiled lesson depends on, and nothing else.

    Of the glossary: every name, for the hint after a misspelt one, but only those definitions that
    the lesson may be using.
    """
    text = source.text.decode("utf-8", "replace").lower()
    terms = [repr(term) if name in text else name for name, term in sorted(source.terms.items())]
    files = [
        part
        for path, entry in sorted(source.files.items())
        for part in (path, entry.kind, str(entry.size), entry.data)
    ]
    return digest_of(pipeline_version(), source.path, str(len(terms)), *terms, source.text, *files)


def _without_text(folder: LessonFolder, files: Mapping[str, FileEntry]) -> Problem:
    entry = files.get(disk.LESSON_FILE)
    if entry:
        return disk.link(folder.path) if entry.kind == "link" else disk.not_a_file(folder.path)
    if any(path.startswith(f"{disk.LESSON_FILE}/") for path in files):
        return disk.not_a_file(folder.path)
    hint = "Write one, or let the folder's name begin with _ to have it skipped."
    return Problem(folder.path, 1, 1, "missing-file", "This folder has no lesson.md.", hint)


def _unread(folder: LessonFolder, problem: Problem) -> CompiledLesson:
    return CompiledLesson(None, folder.slug.replace("-", " ").capitalize(), (problem,))


def _is_about_now(result: Result) -> bool:
    """Whether the result tells of the machine's state rather than of the file."""
    codes = {"too-slow", "compiler-ended", "compiler-broke"}
    return any(problem.code in codes for problem in result.problems)
