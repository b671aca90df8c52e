"""A quiz's Markdown as lines that know whether they are structure or only look like it.

Every kind of question reads these lines, so that a fence in a question can hold ``***``, ``- [x]``
or ``Because:`` and none of it is mistaken for the quiz's own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutorial_site.catalog.problems import ProblemLog

FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
# An item may begin with a fence: it is structure itself, what follows is not.
ITEM_BEFORE_FENCE = re.compile(r" *(?:[-*+]|\d+[.)]) +(?:\[.\] +)?(?=`{3}|~{3})")
SEPARATOR = re.compile(r"\*{3}\s*")
BECAUSE = re.compile(r"because:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``number`` counts from 1 in the file, ``fenced`` is true from fence to fence."""

    number: int
    text: str
    fenced: bool = False

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def blank(self) -> bool:
        return not self.bare

    @property
    def top(self) -> bool:
        """Whether it could be structure: outside of fences, and not indented into something."""
        return not self.fenced and not self.blank and self.indent <= 3


@dataclass(slots=True)
class OpenFence:
    marker: str
    line: int
    indent: int

    def closed_by(self, text: str) -> bool:
        bare = text.strip()
        return bare.startswith(self.marker) and not bare.strip(self.marker[0])


def scan(source: str, first_line: int, log: ProblemLog) -> list[Line]:
    """The lines of ``source``. Comments are blanked: what an author hid must not reach a page."""
    lines: list[Line] = []
    fence: OpenFence | None = None
    in_comment = False
    for number, raw in enumerate(source.split("\n"), start=first_line):
        text = spaced(raw)
        if fence and not fence.closed_by(text) and _left(fence, text):
            _report_open(fence, log)
            fence = None
        if fence:
            lines.append(Line(number, text, fenced=True))
            fence = None if fence.closed_by(text) else fence
        elif in_comment or text.lstrip().startswith("<!--"):
            in_comment = "-->" not in text
            lines.append(Line(number, ""))
        else:
            fence = _opened(text, number)
            item = ITEM_BEFORE_FENCE.match(text) is not None
            lines.append(Line(number, text, fenced=fence is not None and not item))
    if fence:
        _report_open(fence, log)
    return lines


def spaced(raw: str) -> str:
    """The line without its end, its leading tabs as spaces (four to a stop, as in Markdown)."""
    text = raw.rstrip("\r")
    body = text.lstrip(" \t")
    return text[: len(text) - len(body)].expandtabs(4) + body


def _opened(text: str, number: int) -> OpenFence | None:
    item = ITEM_BEFORE_FENCE.match(text)
    start = item.end() if item else len(text) - len(text.lstrip(" "))
    match = FENCE.match(text[start:].strip())
    if not match or (match[1][0] == "`" and "`" in match[2]):  # inline code: ```x```
        return None
    return OpenFence(match[1], number, start)


def _left(fence: OpenFence, text: str) -> bool:
    """A fence in a list item ends where the item does, closed or not."""
    indent = len(text) - len(text.lstrip(" "))
    return fence.indent >= 2 and bool(text.strip()) and indent < min(fence.indent, 2)


@dataclass(frozen=True, slots=True)
class Fenced:
    """A fence of a question: its lines ``start`` up to ``end``, what stands behind the opening
    marks and in which column (from 1), and the code between the marks, at the left edge.
    """

    start: int
    end: int
    head: str
    head_column: int
    code: Sequence[Line]


def fences(lines: Sequence[Line]) -> list[Fenced]:
    """The fences at the left edge."""
    found: list[Fenced] = []
    at = 0
    while at < len(lines):
        opened = _opened(lines[at].text, at) if lines[at].fenced else None
        if opened is None or opened.indent > 3:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].fenced and not opened.closed_by(lines[end].text):
            end += 1
        inner = [
            Line(line.number, _cut(line.text, opened.indent), fenced=True)
            for line in lines[at + 1 : end]
        ]
        column = opened.indent + len(opened.marker)
        found.append(Fenced(at, end + 1, lines[at].text[column:], column + 1, inner))
        at = end + 1
    return found


def _cut(text: str, indent: int) -> str:
    return text[min(indent, len(text) - len(text.lstrip(" "))) :]


def _report_open(fence: OpenFence, log: ProblemLog) -> None:
    log.error(
        fence.line,
        fence.indent + 1,
        "quiz-unclosed-fence",
        "This fence is never closed.",
        f"Close it with {fence.marker} on a line of its own, indented like its first line.",
    )


def split_questions(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each question; ``***`` on a line of its own stands between two."""
    questions: list[list[Line]] = [[]]
    for line in lines:
        if line.top and SEPARATOR.fullmatch(line.bare):
            questions.append([])
        else:
            questions[-1].append(line)
    return questions


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without the blank ones at both ends."""
    start, end = 0, len(lines)
    while start < end and lines[start].blank:
        start += 1
    while end > start and lines[end - 1].blank:
        end -= 1
    return list(lines[start:end])


def markdown(lines: Iterable[Line]) -> str:
    """The lines as Markdown at the left edge, however deep they stood in a list."""
    texts = [line.text for line in lines]
    indents = [len(text) - len(text.lstrip(" ")) for text in texts if text.strip()]
    depth = min(indents, default=0)
    return "\n".join(text[depth:] for text in texts)
