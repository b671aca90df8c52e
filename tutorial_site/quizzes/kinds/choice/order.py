"""The order in which choices are shown."""

from collections.abc import Iterable, Sequence
from random import Random

from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion


def shown(question: ChoiceQuestion, *, seed: str, earlier: Sequence[str] = ()) -> list[Choice]:
    """The choices as this learner sees them.

    ``earlier`` is the order that the learner had before their eyes last (ids): it stays, so that
    nothing moves under a reader's eyes. Otherwise ``seed`` decides: the same seed, the same order,
    whatever the order in the lesson. An empty seed is the visitor nobody knows yet: one order for
    all, so that the page can be cached.
    """
    if not question.shuffle:
        return list(question.choices)
    by_id = {choice.id: choice for choice in question.choices}
    if len(earlier) == len(by_id) and set(earlier) == set(by_id):
        return [by_id[choice_id] for choice_id in earlier]
    # The key must not shape the order (a digest of it would): ids and stem only.
    ids = sorted(by_id)
    Random(f"{seed}|{question.stem_text}|{ids}").shuffle(ids)  # noqa: S311  nothing secret
    return [by_id[choice_id] for choice_id in ids]


def ids(choices: Iterable[Choice]) -> list[str]:
    return [choice.id for choice in choices]
