"""The Markdown of a question with choices.

    When does it reach the database?

    - [ ] On that line
        > Nothing has asked for rows yet.
        misconception: queryset-is-a-list
    - [x] When its rows are first needed
        > A loop evaluates it.

    Because: querysets are lazy.

The choices are the last list of boxes before ``Because:``; an earlier one belongs to the question.
"""

import re
from collections.abc import Sequence

from tutorial_site.quizzes import frame
from tutorial_site.quizzes.items import Item, Style, find_groups, has_items, parts_of
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.choice import validation
from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion
from tutorial_site.quizzes.phrasing import phrasing, plain
from tutorial_site.quizzes.scan import Line, markdown

_BOX = re.compile(r"[-*+] +\[([ xX])\](?: +(.*))?")


def _head(bare: str) -> tuple[str, str] | None:
    box = _BOX.fullmatch(bare)
    return (box[1].lower(), box[2] or "") if box else None


STYLE = Style(
    _head,
    noun="choice",
    unmarked="This item stands among the choices and has no box.",
    unmarked_hint="Begin it with - [ ], or with - [x] if it is right.",
)


def has_boxes(lines: Sequence[Line]) -> bool:
    return has_items(lines, STYLE)


def parse(source: QuestionSource) -> ChoiceQuestion | None:
    """The question; None when it has no choices at all."""
    body, because = frame.split_because(source.lines)
    groups = find_groups(body, source, STYLE)
    if not groups:
        if has_boxes(because):
            frame.report_because_first(source, because, STYLE)
        else:
            validation.report_no_choices(source)
        return None
    last = groups[-1]
    stem = frame.check_frame(source, body, because, last, STYLE)
    choices = tuple(read_choice(item, source) for item in last.items[: validation.MAX_CHOICES])
    validation.check_choices(source, choices, last, earlier=groups[:-1])
    return ChoiceQuestion(
        **frame.common(source, "choice", _digest(markdown(stem), choices), stem, because),
        choices=choices,
        multiple=sum(choice.correct for choice in choices) > 1,
        shuffle=source.options.get("order") != "fixed",
    )


def read_choice(item: Item, source: QuestionSource) -> Choice:
    """One choice from its lines: text, quoted feedback, misconception."""
    right = item.mark == "x"
    parts = parts_of(item, source, STYLE, right=right)
    html = phrasing(source.render(parts.said, item.line.number) if parts.said else "")
    validation.check_markup(html.refused, item, source)
    return Choice(
        id=digest_of(" ".join(parts.said.split()))[:10],
        html=html.html,
        text=plain(html.html),
        feedback_html=parts.feedback_html(source),
        correct=right,
        misconception=parts.tag,
    )


def _digest(stem: str, choices: Sequence[Choice]) -> str:
    marked = sorted((choice.id, choice.correct) for choice in choices)
    return digest_of("choice", " ".join(stem.split()), marked)
