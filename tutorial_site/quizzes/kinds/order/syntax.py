"""The Markdown of a question for an order.

    kind: order

    In which order does a request pass these?

    1. The server parses it
    2. The middleware
    3. The view
        > It is called last.
    - The template loader
        > It only comes in when the view asks for it.

    Because: each hands it on to the next.

Lines with the same number may change places; a bullet is a line that doesn't belong. Where every
line is code, in backticks or in a fence, its indentation counts: four blanks (or two) are a step.
"""

import re
from dataclasses import dataclass

from tutorial_site.catalog.highlight import highlighted, is_language
from tutorial_site.quizzes import frame
from tutorial_site.quizzes.items import Group, Item, Style, find_groups, parts_of
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.order import validation
from tutorial_site.quizzes.kinds.order.question import OrderLine, OrderQuestion
from tutorial_site.quizzes.phrasing import phrasing, plain
from tutorial_site.quizzes.scan import markdown

_ITEM = re.compile(r"(?:(\d{1,3})[.)]|[-*+])(?: +\[ \])?(?: +(.*))?")
_SPAN = re.compile(r"(`+)(?!`)([^\n]+?)(?<!`)\1")
_FENCE = re.compile(
    r"(?P<mark>`{3,}|~{3,})[ ]*\{?[ ]*\.?(?P<language>[\w+#-]*)[ ]*\}?[ ]*\n"
    r"(?P<code>.*?)\n?(?P=mark)[ ]*",
    re.DOTALL,
)


def _head(bare: str) -> tuple[str, str] | None:
    item = _ITEM.fullmatch(bare)
    return (item[1] or "", item[2] or "") if item else None


STYLE = Style(
    _head,
    noun="line",
    unmarked="This item has no number.",
    unmarked_hint="Begin it with 1. if it belongs, with - if it doesn't.",
)


@dataclass(frozen=True, slots=True)
class Code:
    """Code as typed, at the left edge; ``blanks`` stood before its first line."""

    text: str
    blanks: int
    language: str


def parse(source: QuestionSource) -> OrderQuestion | None:
    """The question; None when it has no lines at all."""
    body, because = frame.split_because(source.lines)
    groups = [
        group
        for group in find_groups(body, source, STYLE)
        if any(item.mark for item in group.items)
    ]
    if not groups:
        validation.report_no_lines(source, because, STYLE)
        return None
    last = groups[-1]
    stem = frame.check_frame(source, body, because, last, STYLE)
    lines, code = _read_lines(last, source)
    validation.check_lines(source, lines, last)
    key = sorted((line.id, -1 if line.rank is None else line.rank, line.indent) for line in lines)
    digest = digest_of("order", " ".join(markdown(stem).split()), code, key)
    return OrderQuestion(
        **frame.common(source, "order", digest, stem, because), lines=lines, code=code
    )


def _read_lines(group: Group, source: QuestionSource) -> tuple[tuple[OrderLine, ...], bool]:
    items = group.items[: validation.MAX_LINES]
    read = [(item, parts_of(item, source, STYLE, right=bool(item.mark))) for item in items]
    codes = [_code(parts.said) for _, parts in read]
    is_code = all(codes)
    step = validation.checked_step(
        source, [(item, code.blanks) for (item, _), code in zip(read, codes, strict=True) if code]
    )
    numbers = sorted({int(item.mark) for item in items if item.mark})
    lines = []
    for (item, parts), code in zip(read, codes, strict=True):
        html = _html(code) if is_code and code else _rendered(parts.said, item, source)
        text = code.text if is_code and code else " ".join(parts.said.split())
        lines.append(
            OrderLine(
                id=digest_of(text)[:10],
                html=html,
                text=plain(html) if not is_code else text,
                rank=numbers.index(int(item.mark)) if item.mark else None,
                indent=code.blanks // step if is_code and code else 0,
                feedback_html=parts.feedback_html(source),
                misconception=parts.tag,
            )
        )
    return tuple(lines), is_code


def _code(said: str) -> Code | None:
    """The code that an item is nothing but; None for words."""
    if span := _SPAN.fullmatch(said):
        return _dedented(span[2], "python")
    if fence := _FENCE.fullmatch(said):
        return _dedented(fence["code"], fence["language"] or "python")
    return None


def _dedented(code: str, language: str) -> Code:
    lines = code.expandtabs(4).rstrip().split("\n")
    blanks = len(lines[0]) - len(lines[0].lstrip(" "))
    moved = [line[min(blanks, len(line) - len(line.lstrip(" "))) :] for line in lines]
    return Code("\n".join(moved), blanks, language if is_language(language) else "text")


def _html(code: Code) -> str:
    return f"<code>{highlighted(code.text, code.language).rstrip()}</code>"


def _rendered(said: str, item: Item, source: QuestionSource) -> str:
    html = phrasing(source.render(said, item.line.number) if said else "")
    validation.check_markup(html.refused, item, source)
    return html.html
