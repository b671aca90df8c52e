"""What the linter reports. Imports nothing of the site, so that every room can make a problem."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]
_MOST_NAMES = 20  # in a hint


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in an instructor's file.

    ``path`` is relative to LESSONS_DIR, with forward slashes; ``line`` and ``column`` count from
    1. ``code`` is stable (kebab-case words): an editor or a script may rely on it. ``message``
    says what is wrong, ``hint`` what to do about it; each is one printable line, whatever of the
    file it quotes.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _one_line(self.message))
        object.__setattr__(self, "hint", _one_line(self.hint))

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.code} {self.message}"


@dataclass(slots=True)
class ProblemLog:
    """Collects the problems of one file, so that all of them are reported in one pass.

    ``count`` goes up with every report, also with one that was made before and is not kept twice.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    _seen: set[Problem] = field(default_factory=set, repr=False)

    def error(self, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        self._add(Problem(self.path, line, column, code, message, hint))

    def warning(self, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        self._add(Problem(self.path, line, column, code, message, hint, "warning"))

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._add(problem)

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    def _add(self, problem: Problem) -> None:
        self.count += 1
        if problem not in self._seen:
            self._seen.add(problem)
            self.problems.append(problem)


def _one_line(text: str) -> str:
    """Without line ends, and without what would steer a terminal or turn the text around."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` may be a misspelling of, "" if none is near."""
    names = {name.lower(): name for name in sorted(known)}
    near = get_close_matches(word.lower()[:80], names, n=1, cutoff=0.6)
    return names[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for a misspelt ``word``: the nearest of ``known``, or all when none is near."""
    shown = sorted(known)
    if near := nearest(word, shown):
        return f'Did you mean "{near}"?'
    rest = ", …" if len(shown) > _MOST_NAMES else "."
    return f"Known here: {', '.join(shown[:_MOST_NAMES])}{rest}" if shown else ""
