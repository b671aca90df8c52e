"""The Markdown of a question for a number.

    Which status does Django answer a POST without a token?

    - [#] 403
        > Forbidden: the middleware stops it.
    - [ ] 405
        > The method is allowed; the token is missing.

    Because: CSRF protection is on.

A number may have a unit (``12 ms``), a tolerance (``12 ± 0.5 ms``, ``12 ± 5%``), or be a range
(``10..14 ms``).
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from tutorial_site.quizzes import frame
from tutorial_site.quizzes.items import Group, Item, Style, find_groups, has_items, parts_of
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.number import validation
from tutorial_site.quizzes.kinds.number.question import NumberAnswer, NumberQuestion
from tutorial_site.quizzes.numbers import exactly, written
from tutorial_site.quizzes.scan import Line, markdown

MAX_ANSWERS = 20
_BOX = re.compile(r"[-*+] +\[([# ])\](?: +(.*))?")
_ANSWER = re.compile(r"[-*+] +\[#\](?: .*)?")
_DIGITS = r"[+\-\u2212]?(?:[\d_]+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_TYPED = re.compile(
    rf"(?P<low>{_DIGITS})"
    rf"(?:\s*(?:±|\+-|\+/-)\s*(?P<more>{_DIGITS})\s*(?P<percent>%)?|\s*\.\.\s*(?P<high>{_DIGITS}))?"
    r"\s*(?P<unit>[^\d\s.±][^\d±]{0,18})?"
)


def _head(bare: str) -> tuple[str, str] | None:
    box = _BOX.fullmatch(bare)
    return (box[1], box[2] or "") if box else None


STYLE = Style(
    _head,
    noun="number",
    unmarked="This item stands among the numbers and has no mark of theirs.",
    unmarked_hint="Begin it with - [#] for the number asked for, with - [ ] for a wrong one.",
)


def has_numbers(lines: Sequence[Line]) -> bool:
    return any(line.top and _ANSWER.fullmatch(line.bare) for line in lines)


def parse(source: QuestionSource) -> NumberQuestion | None:
    """The question; None when it has no number at all."""
    body, because = frame.split_because(source.lines)
    groups = find_groups(body, source, STYLE)
    if not groups:
        if has_items(because, STYLE):
            frame.report_because_first(source, because, STYLE)
        else:
            validation.report_no_number(source)
        return None
    last = groups[-1]
    stem = frame.check_frame(source, body, because, last, STYLE)
    answers, unit = _read_answers(last, source)
    validation.check_answers(source, answers, last)
    key = sorted((answer.right, written(answer.low), written(answer.high)) for answer, _ in answers)
    digest = digest_of("number", " ".join(markdown(stem).split()), unit, key)
    return NumberQuestion(
        **frame.common(source, "number", digest, stem, because),
        answers=tuple(answer for answer, _ in answers),
        unit=unit,
    )


def _read_answers(
    group: Group, source: QuestionSource
) -> tuple[list[tuple[NumberAnswer, Item]], str]:
    """The numbers with their items, and the unit that all of them share."""
    validation.check_count(group, source, MAX_ANSWERS)
    answers: list[tuple[NumberAnswer, Item]] = []
    unit: str | None = None
    for item in group.items[:MAX_ANSWERS]:
        right = item.mark == "#"
        parts = parts_of(item, source, STYLE, right=right)
        typed = _typed(parts.said.strip("`"))
        if typed is None:
            validation.report_no_number(source, item, parts.said)
            continue
        low, high, text, own_unit = typed
        if unit is not None and own_unit not in ("", unit):
            validation.report_units(source, item, unit, own_unit)
        unit = unit or own_unit
        feedback = parts.feedback_html(source)
        answers.append((NumberAnswer(low, high, text, right, feedback, parts.tag), item))
    return answers, unit or ""


def _typed(text: str) -> tuple[Decimal, Decimal, str, str] | None:
    """From, to, what to show, and the unit; None if it can't be read."""
    match = _TYPED.fullmatch(text)
    if not match:
        return None
    low, high, more = (exactly(match[name] or "0") for name in ("low", "high", "more"))
    if low is None or high is None or more is None or more < 0:
        return None
    unit = (match["unit"] or "").strip()
    shown = written(low)
    if match["high"]:
        shown += f" to {written(high)}"
    elif match["more"]:
        percent = match["percent"] or ""
        shown += f" ± {written(more)}{percent}"
        by = abs(low) * more / 100 if percent else more
        low, high = low - by, low + by
    else:
        high = low
    return low, high, f"{shown} {unit}".strip(), unit
