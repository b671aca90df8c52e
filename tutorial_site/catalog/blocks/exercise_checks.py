"""The fence of an exercise's checks: Python functions ``test_…(browser)`` that say a rule each."""

import ast
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutorial_site.catalog import limits
from tutorial_site.catalog.fences import IN_CHECKS, Fence, read_head
from tutorial_site.catalog.problems import ProblemLog, did_you_mean
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import Check

PREFIX = "test_"
PARAMETER = "browser"
_HOW = (
    "Write a fence: ```{.python .checks}, and in it, for each rule, a function "
    "def test_…(browser): with the rule as its docstring."
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the lines of the fence's code stand in lesson.md."""

    fence: Fence
    log: ProblemLog

    def error(self, at: tuple[int, int], code: str, message: str, hint: str) -> None:
        self.log.error(*self._found(*at), code, message, hint)

    def warning(self, at: tuple[int, int], code: str, message: str, hint: str) -> None:
        self.log.warning(*self._found(*at), code, message, hint)

    def _found(self, line: int, column: int) -> tuple[int, int]:
        return self.fence.code_line + line - 1, self.fence.indent + max(column, 1)


def read_checks(
    raw: RawBlock, fences: Sequence[Fence], log: ProblemLog
) -> tuple[str, tuple[Check, ...]]:
    """The source of the checks and what is in it; ("", ()) where there is none that can be read."""
    if not fences:
        log.error(raw.line, raw.column, "no-checks", "This exercise has no checks.", _HOW)
        return "", ()
    for fence in fences[1:]:
        log.error(
            fence.line,
            fence.column,
            "repeated-checks",
            f"The checks of this exercise stand in line {fences[0].line} already.",
            "Put all of them into one fence.",
        )
    fence = fences[0]
    read_head(fence, IN_CHECKS, log)
    place = _Place(fence, log)
    tree = _parsed(fence.text, place) if fence.closed else None
    if tree is None:
        return "", ()
    functions = [node for node in tree.body if isinstance(node, Function)]
    tests = [node for node in functions if node.name.startswith(PREFIX)]
    if not tests:
        log.error(fence.line, fence.column, "no-checks", "There is no check in here.", _HOW)
    _look_at(tests, functions, place)
    _look_for_forgotten(tree, functions, place)
    return fence.text, tuple(Check(node.name, _title(node)) for node in tests)


def _parsed(text: str, place: _Place) -> ast.Module | None:
    line, column = 1, 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes
            return ast.parse(text)
    except SyntaxError as error:
        line, column, message = error.lineno or 1, error.offset or 1, error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        message = str(error) or type(error).__name__
    place.error(
        (line, column), "python-syntax", f"The checks, line {line}: {message}.", "Mend the code."
    )
    return None


def _title(function: Function) -> str:
    """The rule that a check stands for: its docstring's first paragraph on one line."""
    first = (ast.get_docstring(function) or "").split("\n\n")[0]
    return " ".join(first.split())


def _at(function: Function) -> tuple[int, int]:
    return function.lineno, function.col_offset + 1


def _look_at(tests: Sequence[Function], functions: Sequence[Function], place: _Place) -> None:
    asserting = _asserting(functions)
    seen: set[str] = set()
    for number, test in enumerate(tests):
        if number == limits.CHECKS:
            place.error(
                _at(test),
                "too-many-checks",
                f"An exercise may have {limits.CHECKS} checks; this one has {len(tests)}.",
                "Let a check hold what belongs together.",
            )
        if test.name in seen:
            place.error(
                _at(test),
                "repeated-check",
                f"{test.name} stands here for the second time; only this one would run.",
                "Give it a name of its own.",
            )
        seen.add(test.name)
        _look_at_one(test, place)
        if test.name not in asserting:
            place.warning(
                _at(test),
                "check-without-assert",
                f"{test.name} asserts nothing, so hardly anything can make it fail.",
                "Assert what must hold: assert page.status == 200",
            )


def _look_at_one(test: Function, place: _Place) -> None:
    if isinstance(test, ast.AsyncFunctionDef) or _parameters(test) != [PARAMETER]:
        place.error(
            _at(test),
            "bad-check",
            f"A check is called with the browser alone; {test.name} can't be.",
            f"Write: def {test.name}(browser):",
        )
    if not _title(test):
        place.error(
            _at(test),
            "no-docstring",
            f"{test.name} doesn't say which rule it stands for.",
            'Say it in a docstring, which learners read: """Bob must not see Ada\'s note."""',
        )


def _parameters(function: Function) -> list[str]:
    given = function.args
    names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [*names, *(f"*{each.arg}" for each in (given.vararg, given.kwarg) if each)]


def _asserting(functions: Iterable[Function]) -> set[str]:
    """Names of the functions that assert something, themselves or in what they call."""
    callers: dict[str, set[str]] = {}
    for function in functions:
        for name in _names(function):
            callers.setdefault(name, set()).add(function.name)
    pending = [
        function.name
        for function in functions
        if any(isinstance(node, ast.Assert | ast.Raise) for node in ast.walk(function))
    ]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += callers.get(name, ())
    return found


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _look_for_forgotten(tree: ast.Module, functions: Sequence[Function], place: _Place) -> None:
    """A function that nothing calls was meant to be a check, and misses the mark of one."""
    used = _names(tree)
    for function in functions:
        if function.name.startswith(PREFIX) or function.name in used:
            continue
        wanted = PREFIX + function.name.removeprefix("test").removeprefix("check").lstrip("_")
        place.warning(
            _at(function),
            "never-called",
            f"No check calls {function.name}, and it is none: a check's name begins with {PREFIX}.",
            did_you_mean(wanted, [wanted]),
        )
