"""The lines of a question as typed: what stands above the choices, the boxes, what stands below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.scan import BECAUSE, Line

BOX = re.compile(r"[-*+] +\[([ xX])\](?: +(.*))?")
BULLET = re.compile(r"[-*+] ")
MISCONCEPTION = re.compile(r"misconception:\s*(.*)")
INDENT_HINT = "Indent it by four spaces, so that it belongs to the choice above."


@dataclass(slots=True)
class Item:
    """A choice as typed: its box, and the lines that belong to it."""

    right: bool
    head: str
    line: Line
    content: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """A list of boxes; lines ``start`` up to ``end`` of the question."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)


def has_boxes(lines: Sequence[Line]) -> bool:
    return any(line.top and BOX.fullmatch(line.bare) for line in lines)


def split_because(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """What stands before ``Because:``, and from there to the end of the question."""
    for index, line in enumerate(lines):
        if line.top and BECAUSE.match(line.bare):
            return list(lines[:index]), list(lines[index:])
    return list(lines), []


def find_groups(body: Sequence[Line], source: QuestionSource) -> list[Group]:
    """The lists of boxes at the left edge, in order."""
    groups: list[Group] = []
    group: Group | None = None
    for index, line in enumerate(body):
        box = BOX.fullmatch(line.bare) if line.top else None
        if box:
            if group is None:
                group = Group(index, index + 1)
                groups.append(group)
            group.items.append(Item(box[1] != " ", box[2] or "", line))
        elif group and _belongs(line, body[index - 1], source):
            group.items[-1].content.append(line)
        elif group and not line.blank:
            group.end = index
            group = None
        if group:
            group.end = index + 1
    return groups


def _belongs(line: Line, above: Line, source: QuestionSource) -> bool:
    """Whether the line is part of the choice above it: as Markdown reads it, or as was meant."""
    if line.blank or line.indent >= 2:
        return True
    if above.blank or not line.top:
        return False
    if line.bare.startswith(">") or MISCONCEPTION.fullmatch(line.bare):
        source.log.error(
            line.number,
            line.indent + 1,
            "quiz-not-indented",
            "This line belongs to a choice, and stands at the left edge.",
            INDENT_HINT,
        )
        return True
    if BULLET.match(line.bare):
        source.log.error(
            line.number,
            line.indent + 1,
            "quiz-item-without-box",
            "This item stands among the choices and has no box.",
            "Begin it with - [ ], or with - [x] if it is right.",
        )
        return True
    return above.indent < 2 and _is_text(line) and not above.bare.startswith(">")


def _is_text(line: Line) -> bool:
    return not re.match(r"#|\d+[.)] |/{3}|`{3}|~{3}|\|", line.bare)
