"""What can be wrong with the numbers of a question, and what to do about it."""

from collections.abc import Sequence

from tutorial_site.quizzes.items import Group, Item
from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.kinds.number.question import NumberAnswer

HINT = "Write it as - [#] 403, - [#] 12 ± 0.5 ms, - [#] 12 ± 5% or - [#] 10..14 ms."


def report_no_number(source: QuestionSource, item: Item | None = None, said: str = "") -> None:
    if item is None:
        message = "This question has no number for an answer."
        source.log.error(source.line, 1, "quiz-no-answer", message, HINT)
    else:
        shown = f'"{said[:40]}" is no number.' if said else "The number is missing here."
        source.log.error(*item.place, "quiz-bad-number", shown, HINT)


def report_units(source: QuestionSource, item: Item, unit: str, own: str) -> None:
    source.log.error(
        *item.place,
        "quiz-two-units",
        f'This number has the unit "{own}", an earlier one "{unit}".',
        "The unit stands behind the learner's field, so there can be only one.",
    )


def check_count(group: Group, source: QuestionSource, most: int) -> None:
    if len(group.items) > most:
        source.log.error(
            *group.items[most].place,
            "quiz-too-many-answers",
            f"A question may name {most} numbers; this one names {len(group.items)}.",
            "Write a range: - [#] 10..14.",
        )


def check_answers(
    source: QuestionSource, answers: Sequence[tuple[NumberAnswer, Item]], group: Group
) -> None:
    rights = [answer for answer, _ in answers if answer.right]
    if not any(item.mark == "#" for item in group.items):
        message = "No number is right."
        source.log.error(*group.items[0].place, "quiz-no-answer", message, HINT)
    for answer, item in answers:
        if answer.low > answer.high:
            source.log.error(
                *item.place,
                "quiz-bad-number",
                "This range ends below its beginning.",
                "Write the smaller number first: - [#] 10..14.",
            )
        inside = any(right.low <= answer.low and answer.high <= right.high for right in rights)
        if not answer.right and inside:
            source.log.error(
                *item.place,
                "quiz-wrong-matches",
                "This wrong number lies within the right one, which makes it right.",
                "Make the tolerance smaller, or take the wrong number away.",
            )
        if not answer.right and not answer.feedback_html:
            source.log.warning(
                *item.place,
                "quiz-no-feedback",
                "This wrong number has no feedback, so naming it changes nothing.",
                "Say why it is wrong in a quote under it, indented by four spaces: > …",
            )
