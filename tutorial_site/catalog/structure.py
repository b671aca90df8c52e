"""Finds the blocks (``/// app | Title`` … ``///``) and fences of a lesson, line by line.

pymdownx's own reader passes silently over a block whose options it can't read, and forgets lines.
This one knows which line everything stands on, sees through fences, and reports everything that
is unclosed, unknown or out of place, whatever else is wrong.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tutorial_site.catalog import limits
from tutorial_site.catalog.admonitions import Admonition, read_admonition
from tutorial_site.catalog.fences import Cut, Fence
from tutorial_site.catalog.problems import ProblemLog, nearest

HEAD = re.compile(
    r"(?P<indent>[ ]*)(?P<slashes>/{3,})[ ]*(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<title>.*?)[ ]*)?$"
)
_TWO_SLASHES = re.compile(HEAD.pattern.replace("/{3,}", "//"))
_CLOSE = re.compile(r"[ ]*(?P<slashes>/{3,})[ ]*$")
_HEADISH = re.compile(r"(?P<indent>[ ]*)(?P<slashes>/{3,})[ ]*(?P<name>[\w-]+)")
_FENCE = re.compile(
    r"(?P<prefix>[ ]*(?:>[ ]?)*[ ]*)(?P<fence>`{3,}|~{3,})[ ]*(?P<head>[^`\n]*|\{[^\n]*\}[ ]*)$"
)
# Lines that open a container, so that what stands indented below them is no indented code.
_CONTAINER = re.compile(r"[ ]*(?:!!!|\?\?\?\+?|[-*+][ ]|\d{1,9}[.)][ ]|\[\^[^\]]+\]:|:[ ]{1,3})")
_OPTION_LINE = re.compile(r"[ ]{4,}[\w-]+[ ]*:")

ADMONITIONS = ("note", "tip", "warning", "surprise", "info", "question")
# The blocks that pymdownx draws, and the options that each takes.
GENERIC_OPTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ADMONITIONS, ()),
    "admonition": ("type",),
    "details": ("type", "open"),
    "tab": ("new", "select"),
}


@dataclass(slots=True)
class RawBlock:
    """A block as typed. Lines count from 1; ``body`` is dedented and starts at ``body_line``."""

    kind: str
    title: str
    line: int
    column: int
    slashes: int
    options: str = ""
    options_line: int = 0
    options_column: int = 1
    body: str = ""
    body_line: int = 0
    end_line: int = 0
    generic: bool = False
    depth: int = 0
    fences: list[Fence] = field(default_factory=list)

    @property
    def indent(self) -> int:
        return self.column - 1


@dataclass(slots=True)
class Structure:
    """What stands where. ``blocks`` are the learner's, ``generic`` those that pymdownx draws."""

    lines: list[str]
    first_line: int = 1
    blocks: list[RawBlock] = field(default_factory=list)
    generic: list[RawBlock] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)  # outside of our blocks
    comments: list[tuple[int, int]] = field(default_factory=list)  # first and last line
    admonitions: list[Admonition] = field(default_factory=list)
    indented_code: list[int] = field(default_factory=list)  # its lines

    def line(self, number: int) -> str:
        return self.lines[number - self.first_line]


def read_structure(
    lines: Sequence[str],
    log: ProblemLog,
    *,
    kinds: Iterable[str],
    generic: Iterable[str] = tuple(GENERIC_OPTIONS),
    first_line: int = 1,
) -> Structure:
    """Read ``lines``, the first of which is ``first_line`` of the log's file.

    ``kinds`` are the blocks to take out, ``generic`` those to leave to pymdownx.
    """
    return _Reader(list(lines), log, tuple(kinds), tuple(generic), first_line).read()


class _Reader:
    def __init__(
        self,
        lines: list[str],
        log: ProblemLog,
        kinds: tuple[str, ...],
        generic: tuple[str, ...],
        first_line: int,
    ) -> None:
        self.lines, self.log = lines, log
        self.kinds, self.generic_kinds = kinds, generic
        self.first = first_line
        self.found = Structure(lines, first_line)
        self.open: list[RawBlock] = []
        self.at = 0

    @property
    def number(self) -> int:
        return self.at + self.first

    def read(self) -> Structure:
        while self.at < len(self.lines):
            line = self.lines[self.at].expandtabs(4)
            if not self.read_fence(line) and not self.read_comment(line):
                if line.startswith("    ") and self.is_indented_code(line):
                    self.found.indented_code.append(self.number)
                elif "///" in line:
                    self.read_slashes(line)
                elif "//" in line:
                    self.read_two_slashes(line)
                elif "!!!" in line or "???" in line:
                    self.read_admonition(line)
            self.at += 1
        for block in reversed(self.open):
            self.unclosed(block, "isn't closed before the end")
            self.finish(block, self.number - 1, closed=False)
        self.found.blocks.sort(key=lambda block: block.line)
        return self.found

    # -- fences ------------------------------------------------------------------------------

    def read_fence(self, line: str) -> bool:
        if "```" not in line and "~~~" not in line:
            return False
        match = _FENCE.match(line)
        if not match or not self.is_markup(len(match["prefix"]) - len(match["prefix"].lstrip())):
            return False
        start, prefix, marks = self.at, match["prefix"], match["fence"]
        closing = re.compile(rf"[ >]*{re.escape(marks[0])}{{{len(marks)},}}[ ]*$")
        cut = Cut(prefix)
        code: list[str] = []
        self.at += 1
        while self.at < len(self.lines) and not closing.match(self.lines[self.at]):
            code.append(cut(self.lines[self.at]))
            self.at += 1
        closed = self.at < len(self.lines)
        fence = Fence(
            start + self.first,
            len(prefix) + 1,
            prefix,
            match["head"],
            match.start("head") + 1,
            "\n".join(code) + "\n" if code else "",
            min(self.number, self.first + len(self.lines) - 1),
            closed,
        )
        if not closed:
            self.log.error(
                fence.line,
                fence.column,
                "unclosed-fence",
                f"The fence {marks} opened here is never closed.",
                f"Add a line with {marks} after the code.",
            )
        if "`" in fence.head and marks[0] == "`":
            self.log.error(
                fence.line,
                fence.head_column + fence.head.index("`"),
                "bad-fence",
                "A fence of backticks can't have another in its head: elsewhere it is no fence.",
                "Open and close this one with ~~~ instead.",
            )
        owner = next((b for b in self.open if not b.generic), None)
        (owner.fences if owner else self.found.fences).append(fence)
        return True

    def is_markup(self, indent: int) -> bool:
        """Whether a line indented so far is markup, not part of an indented piece of code."""
        base = self.open[-1].indent if self.open else 0
        if indent - base < 4:
            return True
        least = indent  # a container further in than a line between has ended there
        for line in reversed(self.lines[max(0, self.at - 200) : self.at]):
            text = line.expandtabs(4)
            depth = len(text) - len(text.lstrip())
            if text.strip() and depth < least:
                least = depth
                if _CONTAINER.match(text):
                    return indent - depth < 8  # what stands in it is indented by four
                if depth - base < 4:
                    return False
        return False

    def read_comment(self, line: str) -> bool:
        """A comment that begins a line ends wherever its --> stands, empty lines or not."""
        if not line.lstrip().startswith("<!--"):
            return False
        start = self.at
        while self.at < len(self.lines) and "-->" not in self.lines[self.at]:
            self.at += 1
        if self.at == len(self.lines):
            self.at = start
            self.log.error(
                self.number,
                line.index("<") + 1,
                "unclosed-comment",
                "The comment opened here is never closed.",
                "Add --> after it.",
            )
            self.at = len(self.lines) - 1
        elif self.lines[self.at].partition("-->")[2].strip():
            self.at = start  # text follows: the comment is part of a paragraph
            return False
        self.found.comments.append((start + self.first, self.number))
        return True

    def is_indented_code(self, line: str) -> bool:
        """Code begins after an empty line, and goes on for as long as the indentation does."""
        before = self.lines[self.at - 1].strip() if self.at else ""
        if not line.strip() or (before and self.found.indented_code[-1:] != [self.number - 1]):
            return False
        return not self.is_markup(len(line) - len(line.lstrip()))

    def read_admonition(self, line: str) -> None:
        if not self.is_markup(len(line) - len(line.lstrip())):
            return
        found = read_admonition(line, self.number, ADMONITIONS, self.log)
        if found and not any(not block.generic for block in self.open):
            self.found.admonitions.append(found)

    # -- blocks ------------------------------------------------------------------------------

    def read_slashes(self, line: str) -> None:
        stripped = line.lstrip()
        if not stripped.startswith("///") or not self.is_markup(len(line) - len(stripped)):
            return
        if close := _CLOSE.match(line):
            self.close(len(close["slashes"]), len(line) - len(stripped))
        elif head := HEAD.match(line):
            self.begin(head, head["title"] or "")
        elif headish := _HEADISH.match(line):
            self.log.error(
                self.number,
                len(line) - len(stripped) + 1,
                "bad-block-head",
                f"Can't read the head of this block: {stripped.strip()[:60]}",
                f"Write the title after a bar: /// {headish['name']} | Title",
            )
            self.begin(headish, line[headish.end() :].strip())

    def read_two_slashes(self, line: str) -> None:
        """A quiz between these would be text on the page, its key included."""
        indent = len(line) - len(line.lstrip())
        if line.strip() == "//" and self.open and self.open[-1].slashes == 2:
            self.close(2, indent)
            return
        head = _TWO_SLASHES.match(line)
        known = (*self.kinds, *self.generic_kinds)
        if head and head["name"].lower() in known and self.is_markup(indent):
            self.log.error(
                self.number,
                indent + 1,
                "bad-block-head",
                "A block opens and closes with three slashes; here are two.",
                f"Write /// {head['name']} … ///",
            )
            self.begin(head, head["title"] or "")

    def begin(self, head: re.Match[str], title: str) -> None:
        name, column = head["name"].lower(), len(head["indent"]) + 1
        known = (*self.kinds, *self.generic_kinds)
        if name not in known:
            self.log.error(
                self.number,
                column,
                "unknown-block",
                f'There is no block "{name[:60]}". Blocks here: {", ".join(known)}.',
                f'Did you mean "{near}"?' if (near := nearest(name, known)) else "Use one of them.",
            )
        elif name == "tab" and any(not block.generic for block in self.open):
            self.log.error(
                self.number,
                column,
                "misplaced-block",
                "Tabs can't stand inside a block that the learner acts on.",
                "Put the tabs before the block, or write one paragraph after the other.",
            )
        block = RawBlock(
            name,
            title,
            self.number,
            column,
            len(head["slashes"]),
            generic=name not in self.kinds,
            depth=len(self.open),
        )
        if not block.generic:
            self.leave_unclosed()
        if len(self.open) >= limits.NESTING:
            self.log.error(
                self.number, column, "too-deep", "Blocks are nested too deep.", "Use fewer levels."
            )
            return
        self.open.append(block)
        self.take_options(block)

    def leave_unclosed(self) -> None:
        """A block of ours begins: one still open was forgotten, for they never nest."""
        for index, block in enumerate(self.open):
            if not block.generic:
                self.unclosed(block, f"isn't closed before the next one, in line {self.number}")
                for inner in reversed(self.open[index:]):
                    self.finish(inner, self.number - 1, closed=False)
                del self.open[index:]
                return

    def take_options(self, block: RawBlock) -> None:
        """The indented lines after the head; in our blocks a blank line may come first."""
        start = self.at + 1
        if not block.generic:
            while start < len(self.lines) and not self.lines[start].strip():
                start += 1
            if start > self.at + 1 and not (
                start < len(self.lines)
                and _OPTION_LINE.match(self.lines[start].expandtabs(4)[block.indent :])
            ):
                start = self.at + 1
        end, least = start, block.indent + 4
        while end < len(self.lines) and self.lines[end].expandtabs(4)[:least].isspace():
            if not self.lines[end].strip():
                break
            end += 1
        if end > start:
            typed = (line.expandtabs(4)[block.indent :] for line in self.lines[start:end])
            block.options = "\n".join(typed)
            block.options_line = start + self.first
            block.options_column = block.column
            self.at = end - 1
        block.body_line = self.number + 1

    def close(self, slashes: int, indent: int) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index].slashes not in (slashes, 2):
                continue
            for inner in reversed(self.open[index + 1 :]):
                self.unclosed(inner, "isn't closed")
                self.finish(inner, self.number - 1, closed=False)
            self.finish(self.open[index], self.number, closed=True)
            del self.open[index:]
            return
        self.log.error(
            self.number,
            indent + 1,
            "stray-close",
            f"This {'/' * slashes} closes nothing: no block opened with it is open here.",
            "Take it away, or open the block with the same number of slashes.",
        )

    def unclosed(self, block: RawBlock, how: str) -> None:
        if any(not fence.closed for fence in block.fences):
            return  # that fence took the block's end for code, and was reported
        self.log.error(
            block.line,
            block.column,
            "unclosed-block",
            f"This {block.kind[:60]} block {how}.",
            f"Add a line with {'/' * block.slashes} after it."
            + ("" if block.generic else " Blocks can't stand in each other."),
        )

    def finish(self, block: RawBlock, end: int, *, closed: bool) -> None:
        block.end_line = end
        last = end - 1 if closed else end
        body = self.lines[block.body_line - self.first : last - self.first + 1]
        block.body = "\n".join(_dedent(line, block.indent) for line in body)
        # Where the file ends with the options, problems of the body stand on its last line.
        block.body_line = min(block.body_line, self.first + len(self.lines) - 1)
        (self.found.generic if block.generic else self.found.blocks).append(block)


def _dedent(line: str, indent: int) -> str:
    if not indent:
        return line
    head = line[:indent]
    return line[indent:] if not head.strip() else line.lstrip()
