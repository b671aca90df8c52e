"""What chosen lines mean for the question as it stands now: for the templates."""

from collections.abc import Collection
from dataclasses import dataclass

from tutorial_site.quizzes.kinds.find.question import CodeLine, FindQuestion


@dataclass(frozen=True, slots=True)
class Marked:
    """A line, and whether the learner chose it."""

    line: CodeLine
    chosen: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    lines: tuple[Marked, ...]
    message: str


def outcome_of(question: FindQuestion, chosen: Collection[str]) -> Outcome:
    marked = tuple(Marked(line, bool(line.id) and line.id in chosen) for line in question.lines)
    return Outcome(marked, _message([each.line.fault for each in marked if each.chosen]))


def _message(hits: list[bool]) -> str:
    """Said after an answer that was not right. Which other lines are at fault stays unsaid."""
    if hits and all(hits):
        return "So far so good: what you chose is at fault, and so is something else."
    if any(hits):
        return "Partly right: some of what you chose is at fault, and some is not."
    return "Not right yet: what you chose is not at fault. Look again."
