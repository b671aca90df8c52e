"""HTML of a lesson as plain text: for descriptions, tooltips and counting words."""

import re
from html import unescape
from math import ceil

from tutorial_site.catalog.tree import AppBlock, Block, DecisionBlock, QuizBlock, VerdictBlock

WORDS_A_MINUTE = 220
CODE_LINES_A_MINUTE = 30
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r'<div class="code".*?</pre></div>', re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_FOOTNOTE = re.compile(r'<sup id="fnref.*?</sup>', re.DOTALL)
_ANCHOR = re.compile(r'<a class="anchor".*?</a>', re.DOTALL)


def plain_text(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def description(html: str, longest: int = 160) -> str:
    """The first paragraph as plain text, cut between two words."""
    match = _PARAGRAPH.search(_CODE.sub("", html))
    text = plain_text(_FOOTNOTE.sub("", match[1])) if match else ""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def prose_words(html: str) -> int:
    """Words to read, code and marks of headings left out."""
    return len(plain_text(_ANCHOR.sub("", _CODE.sub("", html))).split())


def reading_minutes(html: str, blocks: tuple[Block, ...]) -> int:
    """How long it takes to read a lesson through, at least one minute.

    Prose at 220 words a minute (a usual figure for silent reading of non-fiction: Brysbaert 2019
    found 238), code at 30 lines a minute. Of an app, the shown files of one side count: a twin's
    second side is compared rather than read. Answering, running and trying are not reading, so the
    instructor's ``minutes`` is the longer.
    """
    code = "".join(_CODE.findall(html))
    lines = plain_lines(code)
    words = prose_words(html)
    for block in blocks:
        if isinstance(block, AppBlock):
            words += len(plain_text(block.intro_html).split())
            lines += max((_shown_lines(block, n) for n in range(len(block.sides))), default=0)
        elif isinstance(block, QuizBlock):
            words += sum(len(question.stem_text.split()) for question in block.questions)
        elif isinstance(block, DecisionBlock):
            words += sum(len(each.text.split()) for each in block.criteria)
        elif isinstance(block, VerdictBlock):
            words += len(plain_text(block.reason_html).split())
    return max(1, ceil(words / WORDS_A_MINUTE + lines / CODE_LINES_A_MINUTE))


def _shown_lines(block: AppBlock, side: int) -> int:
    return sum(len(file.text.splitlines()) for file in block.sides[side].files if file.shown)


def plain_lines(html: str) -> int:
    """Lines of code in highlighted HTML."""
    return sum(1 for line in _TAG.sub("", html).split("\n") if line.strip())
