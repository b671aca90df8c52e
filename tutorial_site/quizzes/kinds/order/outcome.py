"""What an order means for the question as it stands now: for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tutorial_site.quizzes.kinds.order.grading import Placed, Standing, standing
from tutorial_site.quizzes.kinds.order.question import OrderLine, OrderQuestion


@dataclass(frozen=True, slots=True)
class Outcome:
    """``placed`` is the learner's order, without lines that are gone by now."""

    placed: tuple[Placed, ...]
    right: bool
    key: tuple[OrderLine, ...]
    extra: tuple[OrderLine, ...]
    message: str


def placed_of(question: OrderQuestion, answer: Mapping[str, Any]) -> list[Placed]:
    by_id = {line.id: line for line in question.lines}
    return [
        Placed(by_id[each["id"]], int(each.get("indent", 0)))
        for each in answer.get("lines", ())
        if each["id"] in by_id
    ]


def outcome_of(question: OrderQuestion, answer: Mapping[str, Any]) -> Outcome:
    placed = placed_of(question, answer)
    stands = standing(question, placed)
    return Outcome(
        placed=tuple(placed),
        right=stands.right,
        key=question.key,
        extra=tuple(line for line in question.lines if line.rank is None),
        message=_message(stands),
    )


def _message(stands: Standing) -> str:
    """How many lines stand in order, and what else is amiss: never which."""
    said = []
    if stands.kept < stands.total:
        said.append(f"{stands.kept} of {stands.total} lines stand in the right order")
    else:
        said.append("The order is right")
    if stands.missing:
        said.append(f"{_lines(stands.missing)} left out that {_s('belong', stands.missing)}")
    if stands.extra:
        said.append(f"{_lines(stands.extra)} put in that {_s('do', stands.extra)}n’t belong")
    if stands.shifted:
        said.append(f"{_lines(stands.shifted)} indented wrongly")
    opening = "Partly right" if stands.kept > 1 else "Not right yet"
    return f"{opening}. {'; '.join(said)}."


def _lines(count: int) -> str:
    return f"{count} line{'s are' if count != 1 else ' is'}"


def _s(verb: str, count: int) -> str:
    return verb if count != 1 else f"{verb}{'es' if verb.endswith('o') else 's'}"
