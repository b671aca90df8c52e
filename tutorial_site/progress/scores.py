"""How well a learner does, by objective: what of it they get right now, and got right at first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutorial_site.catalog.tree import Block, ExerciseBlock, Lesson, QuizBlock
from tutorial_site.progress.completion import Fact, solutions
from tutorial_site.progress.history import match
from tutorial_site.progress.models import Attempt


@dataclass(frozen=True, slots=True)
class Item:
    """A question or an exercise: what it is about, and how it went.

    ``now`` and ``first`` run from 0.0 to 1.0, and are None for what was not tried. An exercise has
    no ``first``: its checks are there to be failed on the way.
    """

    objectives: tuple[int, ...]
    now: float | None
    first: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """Of what was tried: percent right now, and at the first try. None: nothing was tried.

    ``title`` is the objective's, "" for a whole lesson.
    """

    title: str
    tried: int
    total: int
    now: int | None
    first: int | None


def items_of(lesson: Lesson, facts: Mapping[str, Sequence[Fact]]) -> list[Item]:
    """What can be scored in a lesson. ``facts``, by block, hold the newest and the first tries."""
    found: list[Item] = []
    for block in lesson.blocks:
        found += _items(block, facts.get(block.id, ()))
    return found


def _items(block: Block, facts: Sequence[Fact]) -> Iterable[Item]:
    if isinstance(block, ExerciseBlock):
        runs = [fact for fact in facts if fact.kind == Attempt.Kind.EXERCISE]
        now = 1.0 if solutions(runs) else runs[-1].score if runs else None
        return [Item(block.objectives, now, None)]
    if not isinstance(block, QuizBlock):
        return []
    answers = [fact for fact in facts if fact.kind == Attempt.Kind.ANSWER]
    latest = match(block.questions, answers)
    first = match(block.questions, [fact for fact in answers if fact.ordinal == 1])
    return [
        Item(question.objectives, _score(latest.get(question.id)), _score(first.get(question.id)))
        for question in block.questions
    ]


def _score(fact: Fact | None) -> float | None:
    return fact.score if fact else None


def score_of(items: Iterable[Item], title: str = "") -> Score:
    """All of them together."""
    items = list(items)
    now = [item.now for item in items if item.now is not None]
    first = [item.first for item in items if item.first is not None]
    return Score(title, len(now), len(items), _percent(now), _percent(first))


def scores_by_objective(lesson: Lesson, items: Sequence[Item]) -> list[Score]:
    """One for each objective that something asks for."""
    scores = (
        score_of([item for item in items if number in item.objectives], objective)
        for number, objective in enumerate(lesson.objectives, start=1)
    )
    return [score for score in scores if score.total]


def _percent(shares: Sequence[float]) -> int | None:
    return round(100 * sum(shares) / len(shares)) if shares else None
