"""What can be wrong with pairs, and what to do about it."""

from collections.abc import Sequence

from tutorial_site.quizzes.items import Group, Item
from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.kinds.match.question import Pair, Right

MAX_PAIRS = 20


def report_no_pairs(source: QuestionSource) -> None:
    source.log.error(
        source.line,
        1,
        "quiz-no-pairs",
        "This question has nothing to match.",
        "Write the pairs as a list, with an arrow between: - one -> other.",
    )


def check_markup(refused: Sequence[str], item: Item, source: QuestionSource) -> None:
    if refused:
        source.log.error(
            *item.place,
            "quiz-choice-markup",
            f"A pair can't hold {', '.join(f'<{name}>' for name in refused)}.",
            "What is matched is text, code or an image.",
        )


def check_pairs(
    source: QuestionSource, pairs: Sequence[Pair], rights: Sequence[Right], group: Group
) -> None:
    first = group.items[0]
    if len(group.items) > MAX_PAIRS:
        source.log.error(
            *group.items[MAX_PAIRS].place,
            "quiz-too-many-pairs",
            f"A question may have {MAX_PAIRS} pairs; this one has {len(group.items)}.",
            "Nobody holds that many in mind: split the question.",
        )
    if len(pairs) < 2 or len(rights) < 2:
        source.log.error(
            *first.place,
            "quiz-single-pair",
            "There is nothing to choose between.",
            "Write at least two pairs, with different things behind their arrows.",
        )
    _check_items(source, group)
    used = [pair.right for pair in pairs]
    if len(pairs) == len(rights) == len(set(used)) and len(pairs) > 2:
        source.log.warning(
            *first.place,
            "quiz-last-pair-given",
            "The last pair needs no thought: one is left over.",
            "Add something that belongs to nothing: - -> another, or let two share one.",
        )


def _check_items(source: QuestionSource, group: Group) -> None:
    seen: dict[str, Item] = {}
    for item in group.items[:MAX_PAIRS]:
        left = " ".join(item.mark.split())
        more = [line for line in item.content if not line.blank and line.bare[0] != ">"]
        if not item.head and not more:
            message = "Nothing stands behind this arrow."
            source.log.error(*item.place, "quiz-empty-pair", message, "Write what belongs to it.")
        if left in seen and left:
            source.log.error(
                *item.place,
                "quiz-duplicate-pair",
                f"This asks about the same as line {seen[left].line.number} of the file.",
                "Change one of them: a learner can't tell them apart.",
            )
        seen.setdefault(left, item)
