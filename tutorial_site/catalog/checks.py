"""Checks of a whole file, before and after it is rendered."""

import re
from collections.abc import Container, Sequence
from itertools import islice

from tutorial_site.catalog import limits
from tutorial_site.catalog.addresses import PAGE_IDS
from tutorial_site.catalog.extensions.context import Findings
from tutorial_site.catalog.problems import ProblemLog, did_you_mean
from tutorial_site.catalog.schema import Option, boolean, one_of, read_options
from tutorial_site.catalog.sources import decode
from tutorial_site.catalog.structure import (
    ADMONITIONS,
    GENERIC_OPTIONS,
    RawBlock,
    Structure,
)
from tutorial_site.catalog.yamlmarks import parse_yaml

_HIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_MOST_HIDDEN = 20  # that are reported
_UNINDENTED = re.compile(r" {0,3}(?P<name>[\w-]+):(?:\s|$)")
_MARK = re.compile(r"[ ]*(?:>|(?:[-*+:]|\d{1,9}[.)])[ ])")  # opens a quote, an item, a definition
_MARKS = re.compile(rf"(?:{_MARK.pattern})+(?=[ ]*[^-*+ ])")  # and it is no rule: - - -
_GENERIC = {
    "type": Option(one_of(*ADMONITIONS), "note", example="surprise"),
    "open": Option(boolean, False, example="true"),
    "new": Option(boolean, False, example="true"),
    "select": Option(boolean, False, example="true"),
}


def check_text(data: bytes, log: ProblemLog) -> str | None:
    """The text of a file, None if it is none that could be compiled."""
    if len(data) > limits.LESSON_BYTES:
        log.error(
            1,
            1,
            "file-too-large",
            f"The file is larger than {limits.LESSON_BYTES // 1000:,} KB.",
            "Split the lesson, or move an app's files into a folder beside it (from: …).",
        )
        return None
    if (at := data.find(b"\0")) >= 0:
        log.error(
            *_place(data, at),
            "not-text",
            "The file holds a NUL byte, so it is no text.",
            "Save it as text, in UTF-8.",
        )
        return None
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        log.error(
            *_place(data, error.start),
            "not-text",
            f"The byte 0x{data[error.start]:02x} here is not UTF-8.",
            "Save the file in UTF-8.",
        )
        return None
    return without_hidden(text, log)


def _place(data: bytes, at: int) -> tuple[int, int]:
    """Line and column of a byte, all before it being text."""
    before = decode(data[:at], errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def without_hidden(text: str, log: ProblemLog) -> str:
    """``text`` with spaces for what can't be seen: it would read otherwise than it runs.

    Control characters are among it, with which Markdown marks its own places, and those that turn
    the text after them around (https://trojansource.codes).
    """
    for match in islice(_HIDDEN.finditer(text), _MOST_HIDDEN):
        start = match.start()
        log.error(
            text.count("\n", 0, start) + 1,
            start - text.rfind("\n", 0, start),
            "hidden-character",
            f"An invisible character stands here: U+{ord(match[0]):04X}.",
            f"Take it out. Code that needs it can write it as \\u{ord(match[0]):04x}.",
        )
    return _HIDDEN.sub(" ", text)


def check_depth(lines: Sequence[str], structure: Structure, log: ProblemLog) -> bool:
    """Whether Markdown may be let loose on the text: nothing too long, nothing nested too deep."""
    code = {
        number
        for fence in (*structure.fences, *(f for block in structure.blocks for f in block.fences))
        for number in range(fence.line, fence.end_line + 1)
    }
    good = True
    for number, line in enumerate(lines, start=1):
        if number in code:
            continue
        if fault := line_fault(line):
            good = False
            log.error(number, 1, *fault)
    if len(structure.blocks) > limits.BLOCKS:
        good = False
        log.error(
            structure.blocks[limits.BLOCKS].line,
            1,
            "too-many-blocks",
            f"A lesson may hold {limits.BLOCKS} blocks; this one has {len(structure.blocks)}.",
            "Split the lesson.",
        )
    return good


def line_fault(line: str) -> tuple[str, str, str] | None:
    """Code, message and hint of a line that Markdown can't be let loose on."""
    if len(line) > limits.LINE_LENGTH:
        return (
            "line-too-long",
            f"This line has {len(line):,} characters; {limits.LINE_LENGTH:,} are allowed.",
            "Break the line.",
        )
    marks = _MARKS.match(line)
    depth = max(
        len(_MARK.findall(marks[0])) if marks else 0,
        (len(line) - len(line.lstrip())) // 4 if line.strip() else 0,
        _bracket_depth(line) if line.count("[") > limits.NESTING else 0,
    )
    if depth > limits.NESTING:
        return (
            "too-deep",
            f"This line is nested {depth} deep; {limits.NESTING} are allowed.",
            "Use fewer levels of quotes, lists or brackets, or put code into a fence.",
        )
    return None


def _bracket_depth(line: str) -> int:
    depth = deepest = 0
    for character in line:
        depth += (character == "[") - (character == "]" and depth > 0)
        deepest = max(deepest, depth)
    return deepest


def check_generic(structure: Structure, log: ProblemLog) -> None:
    """Options of the blocks that pymdownx draws, which it would drop without a word if bad."""
    for block in structure.generic:
        names = GENERIC_OPTIONS.get(block.kind)
        if names is None:
            continue  # an unknown kind: reported already
        if block.options:
            node = parse_yaml(
                block.options, log, line=block.options_line, column=block.options_column
            )
            allowed = {name: _GENERIC[name] for name in names}
            read_options(node, allowed, log, of=f"the block {block.kind}")
        if block.kind == "tab" and not block.title:
            log.error(
                block.line,
                block.column,
                "missing-title",
                "This tab has no title.",
                "Write it after a bar: /// tab | Flask",
            )


def take_unindented(raw: RawBlock, names: Container[str], log: ProblemLog) -> None:
    """Options at the left edge would be text, without a word: report them, and read them."""
    lines = raw.body.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    match = _UNINDENTED.match(lines[start])
    if not match or match["name"] not in names:
        return
    log.error(
        raw.body_line + start,
        raw.column + match.start("name"),
        "not-indented",
        f'"{match["name"]}" is an option, but stands where the text of the block does.',
        "Indent each option by four spaces, and leave an empty line after the last.",
    )
    if not raw.options:
        end = start
        while end < len(lines) and lines[end].strip() and not lines[end].startswith(("`", "~")):
            end += 1
        raw.options, raw.options_line = "\n".join(lines[start:end]), raw.body_line + start
        raw.options_column = raw.column
        raw.body, raw.body_line = "\n".join(lines[end:]), raw.body_line + end


def check_anchors(found: Findings, log: ProblemLog) -> None:
    """Links into the page itself must find something there."""
    for anchor, line, column in found.anchors:
        if anchor not in found.ids:
            log.error(
                line,
                column,
                "dead-anchor",
                f'Nothing in this lesson is called "#{anchor[:60]}".',
                did_you_mean(anchor, found.ids - PAGE_IDS)
                or "Link to a heading: ## Evaluation is #evaluation.",
            )
