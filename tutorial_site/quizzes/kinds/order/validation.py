"""What can be wrong with lines to put in order, and what to do about it."""

import re
from collections.abc import Sequence

from tutorial_site.quizzes import frame
from tutorial_site.quizzes.items import Group, Item, Style, has_items
from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.kinds.order.question import OrderLine
from tutorial_site.quizzes.scan import Line

MAX_LINES = 25
_MARKED = re.compile(r"\[[xX=~#]\](\s|$)")


def report_no_lines(source: QuestionSource, because: Sequence[Line], style: Style) -> None:
    if has_items(because, style):
        frame.report_because_first(source, because, style)
        return
    source.log.error(
        source.line,
        1,
        "quiz-no-lines",
        "This question has no lines to put in order.",
        "Write them as a numbered list, in the right order: 1. … 2. … 3. …",
    )


def check_markup(refused: Sequence[str], item: Item, source: QuestionSource) -> None:
    if refused:
        source.log.error(
            *item.place,
            "quiz-choice-markup",
            f"A line can't hold {', '.join(f'<{name}>' for name in refused)}.",
            "A line to move is text, code or an image.",
        )


def checked_step(source: QuestionSource, blanks: Sequence[tuple[Item, int]]) -> int:
    """How many blanks a step of indentation is: four, or two."""
    counts = {count for _, count in blanks}
    step = 4 if all(count % 4 == 0 for count in counts) else 2
    for item, count in blanks:
        if count % step:
            source.log.error(
                *item.place,
                "quiz-odd-indentation",
                f"This line is indented by {count} blank{'s' if count > 1 else ''}, "
                "which is no whole step.",
                "Put four blanks for each step behind the opening backtick.",
            )
    return step


def check_lines(source: QuestionSource, lines: Sequence[OrderLine], group: Group) -> None:
    _check_number(source, lines, group)
    seen: dict[str, Item] = {}
    for line, item in zip(lines, group.items, strict=False):
        if not line.text:
            message = "This line is empty."
            source.log.error(*item.place, "quiz-empty-line", message, "Write its text behind it.")
        elif _MARKED.match(item.head):
            source.log.error(
                *item.place,
                "quiz-mixed-marks",
                "This item has the mark of another kind of question.",
                "A line that doesn't belong is a plain bullet; choices need no kind: order.",
            )
        elif line.id in seen:
            source.log.error(
                *item.place,
                "quiz-duplicate-line",
                f"This line says the same as line {seen[line.id].line.number} of the file, "
                "indentation apart.",
                "A learner can't tell them apart: join one with its neighbour in a fence.",
            )
        seen.setdefault(line.id, item)
        if line.rank is None and not line.feedback_html:
            source.log.warning(
                *item.place,
                "quiz-no-feedback",
                "This line doesn't belong, and nothing says why.",
                "Say so in a quote under it, indented by four spaces: > …",
            )


def _check_number(source: QuestionSource, lines: Sequence[OrderLine], group: Group) -> None:
    ranks = [line.rank for line in lines if line.rank is not None]
    first = group.items[0]
    if len(group.items) > MAX_LINES:
        source.log.error(
            *group.items[MAX_LINES].place,
            "quiz-too-many-lines",
            f"A question may have {MAX_LINES} lines; this one has {len(group.items)}.",
            "Join lines that always stand together in a fence.",
        )
    if len(ranks) < 2:
        message = "One line alone is always in order."
        source.log.error(*first.place, "quiz-no-lines", message, "Write at least two.")
    elif len(set(ranks)) == 1:
        source.log.error(
            *first.place,
            "quiz-any-order",
            "All lines bear the same number, so every order is right.",
            "Number them 1. 2. 3.; only lines that may change places share a number.",
        )
    if ranks != sorted(ranks):
        source.log.error(
            *first.place,
            "quiz-numbers-mixed",
            "The numbers don't go up.",
            "Write the lines in the right order, and the numbers with them.",
        )
