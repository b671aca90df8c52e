"""What a course says, as values: course, lessons, sections, blocks. Frozen and picklable.

The loader makes these from files; views, the playground, the quizzes and the studio only read them.
HTML in them is safe to put on a page as it is; every other string is plain text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from tutorial_site.catalog.problems import Problem

if TYPE_CHECKING:
    from tutorial_site.decisions.tree import Criterion
    from tutorial_site.quizzes.kinds import Question

Framework = Literal["flask", "django", "python"]
VerdictWord = Literal["holds", "holds with a catch", "does not hold"]


class NotInLibrary(LookupError):
    """No course, lesson or block of that name."""


@dataclass(frozen=True, slots=True)
class Block:
    """A thing in a lesson that the learner acts on.

    ``id`` is unique in its lesson; progress hangs on it. ``line`` is the 1-based line of the head
    in lesson.md. ``digest`` changes with what the learner acts on (an app's files, a quiz's
    questions), not with the words around it. ``section`` is the id of the heading it stands under,
    "" before the first. ``counts``: there is something to do in it, so that a lesson is done only
    when it is.
    """

    counts: ClassVar[bool] = True

    kind: str
    id: str
    title: str
    line: int
    digest: str
    section: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of an app. ``html`` is ``text`` highlighted (spans with Pygments' classes only).

    ``shown``: has a tab of its own, the others stand under "more files". ``highlight``: inclusive
    ranges of 1-based lines. ``source``: the file below LESSONS_DIR in which it was typed, from its
    line ``line`` on.
    """

    path: str
    text: str
    language: str
    html: str
    readonly: bool = False
    hidden: bool = False
    shown: bool = True
    highlight: tuple[tuple[int, int], ...] = ()
    title: str = ""
    source: str = field(default="", compare=False, repr=False)
    line: int = field(default=1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AppSide:
    """The program in one framework."""

    framework: Framework
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the answer to a request must be. ``side`` "" means every side of the block.

    ``text`` is a part of the body; ``header`` maps names to whole values; ``json`` is the whole
    parsed body; ``queries`` the number of SQL statements. None (or empty) means: not stated.
    ``line`` and ``column`` are where it stands in lesson.md.
    """

    side: Literal["", "flask", "django", "python"] = ""
    status: int | None = None
    text: str = ""
    header: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    queries: int | None = None
    line: int = field(default=1, compare=False, repr=False)
    column: int = field(default=1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AppRequest:
    """A request that a block sends when its app has started; ``line``:``column`` in lesson.md."""

    method: str
    path: str
    form: Mapping[str, str | list[str]] | None = None
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    as_user: str = ""
    expect: tuple[Expectation, ...] = ()
    line: int = field(default=1, compare=False, repr=False)
    column: int = field(default=1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Bench:
    """Requests whose time a learner may take: each is sent ``times`` in a row, in each round."""

    requests: tuple[AppRequest, ...]
    times: int
    rounds: int


@dataclass(frozen=True, slots=True)
class AppBlock(Block):
    """A runnable program, in one framework or as a twin. ``superuser`` is "name/password" or "".

    ``by_hand``: the learner makes and applies migrations, and the database outlasts a run.
    """

    sides: tuple[AppSide, ...] = ()
    open: str = "/"
    requests: tuple[AppRequest, ...] = ()
    superuser: str = ""
    by_hand: bool = False
    tabs: str = ""
    intro_html: str = ""
    bench: Bench | None = None

    @property
    def twin(self) -> bool:
        return len(self.sides) > 1


@dataclass(frozen=True, slots=True)
class Check:
    """A check of an exercise: the name of its function, and the rule that it stands for."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Solution:
    """The files of a solution that differ from the starter's, in one framework."""

    framework: Framework
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong solution that learners are known to find, and what to tell them.

    ``id`` changes with what it is; ``line`` is that of its first fence.
    """

    id: str
    framework: Framework
    files: tuple[SourceFile, ...]
    hint_html: str
    line: int


@dataclass(frozen=True, slots=True)
class ExerciseBlock(AppBlock):
    """An app with something to make. The sides are what the learner starts with.

    ``framework``: in which of them to solve it; "either" is one, "both" are two to be made.
    ``source`` is the text of the checks, which the page runs. Hints, solutions and mistakes are for
    the server alone until a learner asks. ``objectives``: the lesson's that it is about, from 1.
    """

    framework: Literal["flask", "django", "either", "both"] = "either"
    source: str = ""
    checks: tuple[Check, ...] = ()
    hints: tuple[str, ...] = ()
    solutions: tuple[Solution, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    objectives: tuple[int, ...] = ()

    def starter(self, framework: str) -> dict[str, str]:
        """The texts that the learner starts with in one framework, by path."""
        sides = (side for side in self.sides if side.framework == framework)
        return {file.path: file.text for side in sides for file in side.files}

    def with_files(self, framework: str, files: Iterable[SourceFile]) -> dict[str, str]:
        """The starter with files of a solution or a mistake over it."""
        return {**self.starter(framework), **{file.path: file.text for file in files}}

    def solution(self, framework: str) -> Solution | None:
        return next((each for each in self.solutions if each.framework == framework), None)

    def mistakes_in(self, framework: str) -> tuple[Mistake, ...]:
        return tuple(each for each in self.mistakes if each.framework == framework)


@dataclass(frozen=True, slots=True)
class QuizBlock(Block):
    """Questions; ``hints`` are HTML, given one at a time."""

    questions: "tuple[Question, ...]" = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictBlock(Block):
    """The vote on the lesson's claim, and the instructor's own."""

    when: Literal["before", "after", "both"] = "both"
    verdict: VerdictWord = "holds"
    reason_html: str = ""


@dataclass(frozen=True, slots=True)
class ScoreboardBlock(Block):
    """All claims of the course, with what the learner thought of each. Only to be looked at."""

    counts: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class DecisionBlock(Block):
    """Criteria that weigh a case of the learner's own. Nothing is right, so nothing counts."""

    counts: ClassVar[bool] = False

    sides: tuple[str, ...] = ()
    criteria: "tuple[Criterion, ...]" = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 2 or 3 and the ids of the blocks directly under it that count."""

    id: str
    title: str
    level: int
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture beside the lesson, served by the catalog. ``path`` is relative to its folder."""

    path: str
    content_type: str
    digest: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. ``parts`` is the page: HTML strings and blocks in order; ``blocks`` are those of
    them in which there is something to do.

    ``minutes`` is the instructor's estimate, ``reading_minutes`` computed from the text;
    ``description`` is plain text of at most 160 characters; ``path`` is relative to LESSONS_DIR.
    """

    course_slug: str
    slug: str
    number: int
    title: str
    claim: str
    point: int | None
    minutes: int
    reading_minutes: int
    objectives: tuple[str, ...]
    requires: tuple[str, ...]
    draft: bool
    parts: tuple[str | Block, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    description: str
    digest: str
    path: str
    images: tuple[Image, ...] = ()

    @property
    def runs_programs(self) -> bool:
        """Whether its page needs a Python."""
        return any(isinstance(block, AppBlock) for block in self.blocks)

    def block(self, block_id: str) -> Block:
        for block in self.parts:
            if isinstance(block, Block) and block.id == block_id:
                return block
        raise NotInLibrary(f"{self.course_slug}/{self.slug} has no block {block_id!r}")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary; ``id`` is its anchor there, ``text`` its plain definition."""

    id: str
    name: str
    html: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A course and its lessons in order."""

    slug: str
    title: str
    summary: str
    summary_html: str
    authors: tuple[str, ...]
    language: str
    lessons: tuple[Lesson, ...]
    terms: tuple[Term, ...]
    digest: str

    def lesson(self, slug: str) -> Lesson:
        for lesson in self.lessons:
            if lesson.slug == slug:
                return lesson
        raise NotInLibrary(f"{self.slug} has no lesson {slug!r}")


@dataclass(frozen=True, slots=True)
class BrokenLesson:
    """A lesson that has never compiled: there is no good version to show."""

    course_slug: str
    slug: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Library:
    """All courses as they are now. ``version`` changes with anything that a page shows."""

    courses: Mapping[str, Course]
    problems: tuple[Problem, ...]
    version: str
    broken: tuple[BrokenLesson, ...] = ()

    def course(self, course: str) -> Course:
        try:
            return self.courses[course]
        except KeyError:
            raise NotInLibrary(f"no course {course!r}") from None

    def lesson(self, course: str, lesson: str) -> Lesson:
        return self.course(course).lesson(lesson)

    def block(self, course: str, lesson: str, block: str) -> Block:
        return self.lesson(course, lesson).block(block)
