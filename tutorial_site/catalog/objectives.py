"""``objective: 2``: which of the lesson's objectives a quiz, a question or an exercise is about."""

from collections.abc import Iterable, Sequence

from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.schema import Option, list_of, number
from tutorial_site.catalog.tree import Block, ExerciseBlock, QuizBlock

MOST_OBJECTIVES = 12
OBJECTIVE = Option(list_of(number(1, MOST_OBJECTIVES), MOST_OBJECTIVES), (), example="2")


def check_objectives(blocks: Iterable[Block], objectives: Sequence[str], log: ProblemLog) -> None:
    """What is named must be there; and once one is asked for, none should be forgotten."""
    asked = _asked(blocks)
    for line, number_ in asked:
        if number_ > len(objectives):
            _no_such(line, number_, objectives, log)
    known = {number_ for _, number_ in asked}
    for number_, objective in enumerate(objectives, start=1):
        if asked and number_ not in known:
            log.warning(
                1,
                1,
                "objective-not-asked",
                f"Nothing in this lesson asks for objective {number_}, “{objective[:60]}”.",
                f"Give a question or an exercise about it: objective: {number_}",
            )


def _asked(blocks: Iterable[Block]) -> list[tuple[int, int]]:
    """(line, number) of each objective that is asked for."""
    found = []
    for block in blocks:
        if isinstance(block, ExerciseBlock):
            found += [(block.line, each) for each in block.objectives]
        elif isinstance(block, QuizBlock):
            found += [
                (question.line, each)
                for question in block.questions
                for each in question.objectives
            ]
    return found


def _no_such(line: int, number_: int, objectives: Sequence[str], log: ProblemLog) -> None:
    if objectives:
        there = "; ".join(f"{n} {text[:40]}" for n, text in enumerate(objectives, start=1))
        hint = f"There are: {there}."
    else:
        hint = "Add objectives: [Map a class to a table] to the front matter, or take this away."
    log.error(line, 1, "no-such-objective", f"This lesson has no objective {number_}.", hint)
