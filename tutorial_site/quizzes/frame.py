"""What stands around the items of a question of any kind: the stem above, ``Because:`` below."""

import re
from collections.abc import Sequence
from typing import Any

from tutorial_site.quizzes.items import Group, Style, has_items
from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.phrasing import plain
from tutorial_site.quizzes.scan import BECAUSE, Line, markdown, trimmed

_MARKED = re.compile(r"[-*+] +\[[=~#]\]")


def split_because(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """What stands before ``Because:``, and from there to the end of the question."""
    for index, line in enumerate(lines):
        if line.top and BECAUSE.match(line.bare):
            return list(lines[:index]), list(lines[index:])
    return list(lines), []


def common(
    source: QuestionSource, kind: str, digest: str, stem: Sequence[Line], because: Sequence[Line]
) -> dict[str, Any]:
    """The fields of every question."""
    stem_html = source.render(markdown(stem), stem[0].number) if stem else ""
    return {
        "id": source.id,
        "kind": kind,
        "line": source.line,
        "digest": digest,
        "stem_html": stem_html,
        "stem_text": plain(stem_html),
        "because_html": because_html(source, because),
    }


def because_html(source: QuestionSource, because: Sequence[Line]) -> str:
    if not because:
        return ""
    rest = Line(because[0].number, BECAUSE.sub("", because[0].bare, count=1))
    lines = trimmed([rest, *because[1:]])
    return source.render(markdown(lines), lines[0].number) if lines else ""


def check_frame(
    source: QuestionSource,
    body: Sequence[Line],
    because: Sequence[Line],
    group: Group,
    style: Style,
    *,
    because_known: bool = False,
) -> list[Line]:
    """The stem: what stands above the items. Below them may be nothing but ``Because:``.

    ``because_known``: the caller looks after that.
    """
    stem = trimmed(body[: group.start])
    _check_stem(source, stem, group, style)
    stray = next((line for line in body[group.end :] if not line.blank), None)
    if stray:
        source.log.error(
            stray.number,
            stray.indent + 1,
            "quiz-stray-text",
            f"This text stands after the {style.noun}s.",
            f"{style.indent_hint} Or begin it with Because: if it explains the answer.",
        )
    if has_items(because, style):
        report_because_first(source, because, style)
    if not because_known:
        check_because(source, because)
    return stem


def _check_stem(source: QuestionSource, stem: Sequence[Line], group: Group, style: Style) -> None:
    if not stem:
        source.log.error(
            *group.items[0].place,
            "quiz-empty-stem",
            f"These {style.noun}s have no question.",
            "Write the question above them, with an empty line between.",
        )
    other = next((line for line in stem if line.top and _MARKED.match(line.bare)), None)
    if other:
        source.log.error(
            other.number,
            other.indent + 1,
            "quiz-mixed-marks",
            f"This item has another mark than the {style.noun}s below it.",
            "A question takes one kind of answer; *** begins another question.",
        )


def check_because(source: QuestionSource, because: Sequence[Line]) -> None:
    if not because:
        source.log.warning(
            source.line,
            1,
            "quiz-no-because",
            "This question doesn't say why.",
            "Add a paragraph at its end that begins with Because:",
        )


def report_because_first(source: QuestionSource, because: Sequence[Line], style: Style) -> None:
    source.log.error(
        because[0].number,
        because[0].indent + 1,
        "quiz-because-before-choices",
        f"Because: stands before the {style.noun}s, and goes on to the end of the question.",
        f"Move it below the last {style.noun}; if another question begins here, put *** between "
        "the two.",
    )
