"""The order in which choices are shown."""

from collections.abc import Iterable, Sequence

from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion
from tutorial_site.quizzes.shuffling import shuffled


def shown(question: ChoiceQuestion, *, seed: str, earlier: Sequence[str] = ()) -> list[Choice]:
    """The choices as this learner sees them; ``order: fixed`` keeps the lesson's order."""
    if not question.shuffle:
        return list(question.choices)
    by_id = {choice.id: choice for choice in question.choices}
    in_order = shuffled(by_id, seed=seed, salt=question.stem_text, earlier=earlier)
    return [by_id[choice_id] for choice_id in in_order]


def ids(choices: Iterable[Choice]) -> list[str]:
    return [choice.id for choice in choices]
