"""Where in the file something stands that Markdown has long since turned into HTML.

Markdown forgets lines. What it makes of a link or an image keeps the very text of its address,
though, so the n-th element with an address stands where that address is typed the n-th time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import copy

from tutorial_site.catalog.structure import Structure

Span = tuple[int, int]  # first and last line, both included

_NOT_NEWLINE = re.compile(r"[^\n]")
_TICKS = re.compile(r"(?<!\\)`+")


class Places:
    """Looks text up in a file's lines, code left out."""

    def __init__(self, lines: Sequence[str], code: Iterable[Span] = ()) -> None:
        self.lines = list(lines)
        for first, last in code:
            for number in range(first, min(last, len(self.lines)) + 1):
                self.lines[number - 1] = ""
        self._blank_inline_code()
        self._index()

    def without(self, spans: Iterable[Span]) -> "Places":
        """The same file with nothing in these lines."""
        other = copy(self)
        other.lines = list(self.lines)
        for first, last in spans:
            for number in range(first, min(last, len(other.lines)) + 1):
                other.lines[number - 1] = ""
        other._index()
        return other

    def _index(self) -> None:
        self._text = "\n".join(self.lines)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._cursors: dict[tuple[str, Span], int] = {}

    def _blank_inline_code(self) -> None:
        start = 0
        for index, line in enumerate([*self.lines, ""]):
            if not line.strip():
                if start < index:
                    self._blank_in_paragraph(start, index)
                start = index + 1

    def _blank_in_paragraph(self, start: int, end: int) -> None:
        text = "\n".join(self.lines[start:end])
        if "`" not in text:
            return
        out, at = [], 0
        runs = list(_TICKS.finditer(text))
        later: dict[int, list[int]] = {}  # length of a run → where such runs stand, last first
        for index in range(len(runs) - 1, -1, -1):
            later.setdefault(len(runs[index][0]), []).append(index)
        for index, run in enumerate(runs):
            same = later[len(run[0])]
            while same and same[-1] <= index:
                same.pop()
            if run.start() < at or not same:
                continue
            close = runs[same[-1]]
            out += [text[at : run.start()], _NOT_NEWLINE.sub(" ", text[run.start() : close.end()])]
            at = close.end()
        self.lines[start:end] = ("".join(out) + text[at:]).split("\n")

    def next(self, needle: str, span: Span) -> tuple[int, int]:
        """Line and column of the next ``needle`` in the lines of ``span``.

        Each call with the same needle goes one further; past the last one, it stays there. The
        start of the span if there is none.
        """
        first, last = span[0], min(span[1], len(self.lines))
        if not needle or first > last:
            return first, 1
        begin = self._cursors.get((needle, span), self._starts[first - 1])
        found = self._text.find(needle, begin, self._starts[last])
        if found < 0:
            found = self._text.rfind(needle, self._starts[first - 1], self._starts[last])
        if found < 0:
            return first, 1
        self._cursors[needle, span] = found + len(needle)
        line = bisect_right(self._starts, found)
        return line, found - self._starts[line - 1] + 1


def code_spans(structure: Structure) -> list[Span]:
    """The lines of a file that are no Markdown: code of fences, options of blocks, comments."""
    spans = [*structure.comments, *((line, line) for line in structure.indented_code)]
    spans += [(fence.line, fence.end_line) for fence in structure.fences]
    for block in (*structure.blocks, *structure.generic):
        spans += [(fence.line, fence.end_line) for fence in block.fences]
        if block.options and block.kind != "quiz":  # whose hints are Markdown
            spans.append((block.options_line, block.options_line + block.options.count("\n")))
    return spans
