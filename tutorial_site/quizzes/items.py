"""Lists of items as typed: choices, accepted answers, lines to put in order, pairs.

    - [ ] On that line
        > Nothing has asked for rows yet.
        misconception: queryset-is-a-list

How an item begins is its kind's own; what belongs to it is the same everywhere: more text, feedback
in a quote, and for a wrong one the misconception behind it, all of it indented.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutorial_site.quizzes.scan import Line, markdown, trimmed

if TYPE_CHECKING:
    from tutorial_site.quizzes.kinds.base import QuestionSource

BULLET = re.compile(r"[-*+] ")
MISCONCEPTION = re.compile(r"misconception:\s*(.*)")
TAG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INDENT_HINT = "Indent it by four spaces, so that it belongs to the {} above."


@dataclass(frozen=True, slots=True)
class Style:
    """How items of a kind begin: ``head`` gives an item's mark and what stands behind it.

    ``noun`` is what messages call one ("choice"); ``unmarked`` is said of a bullet among the items
    that has no mark, ``unmarked_hint`` what to do about it.
    """

    head: Callable[[str], tuple[str, str] | None]
    noun: str
    unmarked: str
    unmarked_hint: str
    unmarked_code: str = "quiz-item-without-box"

    @property
    def indent_hint(self) -> str:
        return INDENT_HINT.format(self.noun)


@dataclass(slots=True)
class Item:
    """An item as typed: its mark, what stands behind that, and the lines that belong to it."""

    mark: str
    head: str
    line: Line
    content: list[Line] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, int]:
        return self.line.number, self.line.indent + 1


@dataclass(slots=True)
class Group:
    """A list of items; lines ``start`` up to ``end`` of the question."""

    start: int
    end: int
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to an item: ``said`` is its own Markdown, ``tag`` its misconception."""

    said: str
    feedback: Sequence[Line]
    tag: str

    def feedback_html(self, source: "QuestionSource") -> str:
        if not self.feedback:
            return ""
        return source.render(markdown(self.feedback), self.feedback[0].number)


def has_items(lines: Sequence[Line], style: Style) -> bool:
    return any(line.top and style.head(line.bare) for line in lines)


def find_groups(body: Sequence[Line], source: "QuestionSource", style: Style) -> list[Group]:
    """The lists of items at the left edge, in order."""
    groups: list[Group] = []
    group: Group | None = None
    for index, line in enumerate(body):
        head = style.head(line.bare) if line.top else None
        if head:
            if group is None:
                group = Group(index, index + 1)
                groups.append(group)
            group.items.append(Item(*head, line))
        elif group and _belongs(line, body[index - 1], source, style):
            group.items[-1].content.append(line)
        elif group and not line.blank:
            group.end = index
            group = None
        if group:
            group.end = index + 1
    return groups


def _belongs(line: Line, above: Line, source: "QuestionSource", style: Style) -> bool:
    """Whether the line is part of the item above it: as Markdown reads it, or as was meant."""
    if line.blank or line.indent >= 2:
        return True
    if above.blank or not line.top:
        return False
    place = line.number, line.indent + 1
    if line.bare.startswith(">") or MISCONCEPTION.fullmatch(line.bare):
        message = f"This line belongs to the {style.noun} above, and stands at the left edge."
        source.log.error(*place, "quiz-not-indented", message, style.indent_hint)
        return True
    if BULLET.match(line.bare):
        source.log.error(*place, style.unmarked_code, style.unmarked, style.unmarked_hint)
        return True
    return above.indent < 2 and _is_text(line) and not above.bare.startswith(">")


def _is_text(line: Line) -> bool:
    return not re.match(r"#|\d+[.)] |/{3}|`{3}|~{3}|\|", line.bare)


def parts_of(item: Item, source: "QuestionSource", style: Style, *, right: bool) -> Parts:
    """The lines of an item sorted into its text, its feedback, and its misconception."""
    text: list[Line] = []
    quote: list[Line] = []
    tags: list[str] = []
    current, above = text, item.line
    for line in item.content:
        tag = MISCONCEPTION.fullmatch(line.bare) if not line.fenced else None
        if tag:
            tags.append(_checked_tag(tag[1], line, tags, source, right=right))
        elif line.bare.startswith(">") and not line.fenced:
            current = quote
            quote.append(Line(line.number, re.sub(r"^> ?", "", line.bare)))
        elif line.blank and not line.fenced:
            current.append(Line(line.number, ""))
        elif current is quote and (above.blank or line.fenced):
            _report_stray(line, source, style)
        else:
            current.append(Line(line.number, line.bare) if current is quote else line)
        above = line
    said = f"{item.head}\n{markdown(text)}".strip()
    return Parts(said, trimmed(quote), tags[-1] if tags else "")


def _checked_tag(
    tag: str, line: Line, earlier: Sequence[str], source: "QuestionSource", *, right: bool
) -> str:
    if right:
        message, hint = (
            "A right choice has no misconception.",
            "Move the line to the wrong choice it describes, or take it away.",
        )
    elif earlier:
        message, hint = "This choice names two misconceptions.", "Keep the likelier one."
    elif not TAG.fullmatch(tag):
        message, hint = (
            f'"{tag[:40]}" is no name for a misconception.',
            "Write small letters, digits and hyphens: queryset-is-a-list.",
        )
    else:
        return tag
    source.log.error(line.number, line.indent + 1, "quiz-misconception", message, hint)
    return tag


def _report_stray(line: Line, source: "QuestionSource", style: Style) -> None:
    source.log.error(
        line.number,
        line.indent + 1,
        "quiz-stray-text",
        f"This text stands after the feedback of the {style.noun} above.",
        f"Begin it with > if it is feedback; move it above the quote if it is the {style.noun}'s.",
    )
