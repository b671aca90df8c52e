"""The kinds of question. A new one is a folder here and a line in ``_KINDS``."""

from collections.abc import Mapping
from typing import Any

from tutorial_site.catalog.objectives import OBJECTIVE
from tutorial_site.catalog.schema import Option, one_of
from tutorial_site.quizzes.kinds.base import (
    Grade,
    Kind,
    NotGradedError,
    Question,
    QuestionSource,
)
from tutorial_site.quizzes.kinds.blanks import BlanksKind
from tutorial_site.quizzes.kinds.choice import ChoiceKind
from tutorial_site.quizzes.kinds.find import FindKind
from tutorial_site.quizzes.kinds.match import MatchKind
from tutorial_site.quizzes.kinds.number import NumberKind
from tutorial_site.quizzes.kinds.order import OrderKind
from tutorial_site.quizzes.kinds.predict import PredictKind
from tutorial_site.quizzes.kinds.short import ShortKind

__all__ = [
    "KINDS",
    "OPTIONS",
    "Grade",
    "Kind",
    "NotGradedError",
    "Question",
    "QuestionSource",
    "kind_claiming",
    "kind_of",
]

# The first that claims a question gets it; the last takes what nobody claims, and says what is
# missing.
_KINDS: tuple[Kind[Any], ...] = (
    PredictKind(),
    FindKind(),
    BlanksKind(),
    OrderKind(),
    ShortKind(),
    NumberKind(),
    MatchKind(),
    ChoiceKind(),
)
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in _KINDS}

# What may be set for a quiz, and at the head of each of its questions.
OPTIONS: Mapping[str, Option] = {
    "kind": Option(one_of(*KINDS), "", example="order"),
    "order": Option(one_of("fixed", "shuffled"), "shuffled", example="fixed"),
    "objective": OBJECTIVE,
    **{name: option for kind in KINDS.values() for name, option in kind.options.items()},
}


def kind_claiming(source: QuestionSource) -> Kind[Any]:
    if named := source.options.get("kind"):
        return KINDS[named]
    kinds = list(KINDS.values())
    return next((kind for kind in kinds if kind.claims(source)), kinds[-1])


def kind_of(question: Question) -> Kind[Any]:
    return KINDS[question.kind]
