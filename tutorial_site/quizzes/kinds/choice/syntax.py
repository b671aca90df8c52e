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

from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.choice import validation
from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion
from tutorial_site.quizzes.kinds.choice.typed import (
    MISCONCEPTION,
    Item,
    find_groups,
    split_because,
)
from tutorial_site.quizzes.phrasing import phrasing, plain
from tutorial_site.quizzes.scan import BECAUSE, Line, markdown, trimmed


def parse(source: QuestionSource) -> ChoiceQuestion | None:
    """The question; None when it has no choices at all."""
    body, because = split_because(source.lines)
    groups = find_groups(body, source)
    if not groups:
        validation.report_no_choices(source, because)
        return None
    last = groups[-1]
    stem = trimmed(body[: last.start])
    validation.check_frame(source, stem, body[last.end :], because, last)
    choices = tuple(read_choice(item, source) for item in last.items[: validation.MAX_CHOICES])
    validation.check_choices(source, choices, last, earlier=groups[:-1])
    stem_html = source.render(markdown(stem), stem[0].number) if stem else ""
    multiple = sum(choice.correct for choice in choices) > 1
    return ChoiceQuestion(
        id=source.id,
        kind="choice",
        line=source.line,
        digest=_digest(markdown(stem), choices),
        stem_html=stem_html,
        stem_text=plain(stem_html),
        because_html=_because_html(source, because),
        choices=choices,
        multiple=multiple,
        shuffle=source.options.get("order") != "fixed",
    )


def read_choice(item: Item, source: QuestionSource) -> Choice:
    """One choice from its lines: text, quoted feedback, misconception."""
    text: list[Line] = []
    quote: list[Line] = []
    tags: list[str] = []
    current, above = text, item.line
    for line in item.content:
        tag = MISCONCEPTION.fullmatch(line.bare) if not line.fenced else None
        if tag:
            tags.append(validation.checked_tag(tag[1], line, item, tags, source))
        elif line.bare.startswith(">") and not line.fenced:
            current = quote
            quote.append(Line(line.number, re.sub(r"^> ?", "", line.bare)))
        elif line.blank and not line.fenced:
            current.append(Line(line.number, ""))
        elif current is quote and (above.blank or line.fenced):
            validation.report_stray(line, source)
        else:
            current.append(Line(line.number, line.bare) if current is quote else line)
        above = line
    said = _choice_markdown(item.head, text)
    html = phrasing(source.render(said, item.line.number) if said else "")
    validation.check_markup(html.refused, item, source)
    feedback = trimmed(quote)
    return Choice(
        id=digest_of(" ".join(said.split()))[:10],
        html=html.html,
        text=plain(html.html),
        feedback_html=source.render(markdown(feedback), feedback[0].number) if feedback else "",
        correct=item.right,
        misconception=tags[-1] if tags else "",
    )


def _choice_markdown(head: str, text: Sequence[Line]) -> str:
    return f"{head}\n{markdown(text)}".strip()


def _because_html(source: QuestionSource, because: Sequence[Line]) -> str:
    if not because:
        return ""
    rest = Line(because[0].number, BECAUSE.sub("", because[0].bare, count=1))
    lines = trimmed([rest, *because[1:]])
    return source.render(markdown(lines), lines[0].number) if lines else ""


def _digest(stem: str, choices: Sequence[Choice]) -> str:
    marked = sorted((choice.id, choice.correct) for choice in choices)
    return digest_of("choice", " ".join(stem.split()), marked)
