"""What holds of every compilation, whatever was compiled."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from bs4 import BeautifulSoup, Tag

from tutorial_site.catalog import limits
from tutorial_site.catalog.compiling import CompiledCourse, CompiledLesson
from tutorial_site.catalog.markup import ATTRIBUTES
from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.tree import Block, Lesson, Library, QuizBlock, VerdictBlock
from tutorial_site.catalog.worker import Result

CODE = re.compile(r"[a-z]+(-[a-z]+)*")
OF_THE_MACHINE = {"too-slow", "compiler-ended", "compiler-broke"}
FORBIDDEN = {
    *("script", "style", "iframe", "object", "embed", "form", "button", "textarea", "select"),
    *("svg", "math", "link", "meta", "base", "template", "video", "audio", "frame"),
}
SCHEMES = re.compile(r"(https?://|mailto:|/learn/|#)|&#|$", re.IGNORECASE)


def check_result(result: Result, files: Mapping[str, bytes]) -> None:
    """``files``: what was compiled, by the paths that its problems may name."""
    codes = {problem.code for problem in result.problems}
    assert not codes & OF_THE_MACHINE, [str(problem) for problem in result.problems]
    assert len(result.problems) <= limits.PROBLEMS_SHOWN + 1
    for problem in result.problems:
        check_problem(problem)
        check_place(problem, files)
    if isinstance(result, CompiledLesson):
        has_errors = any(problem.is_error for problem in result.problems)
        assert (result.lesson is None) == has_errors
        if result.lesson:
            check_lesson(result.lesson)
    elif isinstance(result, CompiledCourse):
        for html in (result.course.summary_html, *(term.html for term in result.course.terms)):
            check_html([html])
        anchors = [term.id for term in result.course.terms]
        assert len(anchors) == len(set(anchors))


def check_problem(problem: Problem) -> None:
    """Its line of a report is one line, which says what is wrong and where."""
    assert CODE.fullmatch(problem.code), problem
    assert problem.message, problem
    assert problem.message.isprintable(), problem
    assert problem.hint.isprintable(), problem
    assert problem.line >= 1, problem
    assert problem.column >= 1, problem
    assert len(problem.message) < 700, problem
    assert problem.severity in ("error", "warning")


def check_place(problem: Problem, files: Mapping[str, bytes]) -> None:
    """It names a line that the file has."""
    data = next((files[path] for path in files if problem.path.endswith(path)), None)
    assert data is not None, problem
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    assert problem.line <= text.count("\n") + 1, problem


def check_lesson(lesson: Lesson) -> None:
    blocks = [part for part in lesson.parts if isinstance(part, Block)]
    assert Counter(block.id for block in blocks) == Counter({block.id for block in blocks})
    assert tuple(block for block in blocks if block.counts) == lesson.blocks
    ids = check_html(part for part in lesson.parts if isinstance(part, str))
    ids.update(block.id for block in blocks)
    assert [each for each, count in ids.items() if count > 1] == []
    assert {section.id for section in lesson.sections} <= set(ids)
    for block in blocks:
        assert block.section == "" or block.section in ids
        check_html(fragments(block))
    for text in (lesson.title, lesson.claim, lesson.description, *lesson.objectives):
        assert "\n" not in text


def fragments(block: Block) -> list[str]:
    """The HTML that a block holds."""
    if isinstance(block, QuizBlock):
        found = [*block.hints]
        for question in block.questions:
            found += [question.stem_html, question.because_html]
        return found
    if isinstance(block, VerdictBlock):
        return [block.reason_html]
    return [getattr(block, "intro_html", "")]


def check_html(pieces: Iterable[str]) -> Counter[str]:
    """Nothing that a page must not hold; gives the ids in it."""
    ids: Counter[str] = Counter()
    for html in pieces:
        assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]|slot-[0-9a-f]{16}|wzxhzdk:\d", html), (
            html
        )
        for element in BeautifulSoup(html, "html.parser").find_all(True):
            check_element(element)
            if "id" in element.attrs:
                ids[str(element["id"])] += 1
    return ids


def check_element(element: Tag) -> None:
    assert element.name not in FORBIDDEN, element
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(element.name, set()) | {"type"}
    assert set(element.attrs) <= allowed, element
    for name in ("href", "src"):
        if name in element.attrs:
            assert SCHEMES.match(str(element[name]).strip()), element


def check_library(library: Library) -> None:
    for problem in library.problems:
        check_problem(problem)
    for course in library.courses.values():
        for lesson in course.lessons:
            check_lesson(lesson)
