"""The kinds of question. A new one is a folder here and a line in ``KINDS``."""

from typing import Any

from tutorial_site.quizzes.kinds.base import Grade, Kind, Question, QuestionSource
from tutorial_site.quizzes.kinds.choice import ChoiceKind

__all__ = ["KINDS", "Grade", "Kind", "Question", "QuestionSource", "kind_claiming", "kind_of"]

# The first that claims a question gets it; the last takes what nobody claims, and says what is
# missing.
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (ChoiceKind(),)}


def kind_claiming(source: QuestionSource) -> Kind[Any]:
    kinds = list(KINDS.values())
    return next((kind for kind in kinds if kind.claims(source)), kinds[-1])


def kind_of(question: Question) -> Kind[Any]:
    return KINDS[question.kind]
