"""``!!! note "Title"`` and what stands indented below it: the older way to write ``/// note``.

It is turned into the newer one before Markdown sees it: the two, drawn by two extensions, would
each take lines of the other's for their own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutorial_site.catalog.problems import ProblemLog, nearest

_HEAD = re.compile(r'[ ]*!!![ ]?(?P<kind>[\w-]+)(?:[ ]+"(?P<title>[^"]*)")?[ ]*$')
_HEADISH = re.compile(r"[ ]*(?P<marks>!!!)[ ]?(?P<kind>[\w-]+)")
# What pymdownx's older "details" would be, which isn't offered.
_DETAILS = re.compile(r'[ ]*(?P<marks>\?\?\?\+?)[ ](?P<kind>[\w-]+)(?:[ ]+"[^"]*")?[ ]*$')


@dataclass(frozen=True, slots=True)
class Admonition:
    """``line`` is that of the head, ``indent`` what stands before it, in columns."""

    line: int
    indent: int
    kind: str
    title: str


def read_admonition(
    line: str, number: int, kinds: Iterable[str], log: ProblemLog
) -> Admonition | None:
    """The admonition that begins in ``line``, None if there is none that could be drawn."""
    headish = _HEADISH.match(line) or _DETAILS.match(line)
    if not headish:
        return None
    indent, column = headish.start("marks"), headish.start("marks") + 1
    kind = headish["kind"].lower()
    if headish["marks"] != "!!!":
        message = f"{headish['marks']} opens nothing here."
        log.error(number, column, "bad-block-head", message, "Write /// details | Title … ///")
        return None
    head = _HEAD.match(line)
    if not head:
        message = f"Can't read the head of this admonition: {line.strip()[:60]}"
        hint = f'Put its title in quotes: !!! {kind} "Title"'
        log.error(number, column, "bad-block-head", message, hint)
        return None
    if kind not in kinds:
        near = nearest(kind, kinds)
        log.error(
            number,
            column,
            "unknown-block",
            f'There is no admonition "{kind[:60]}". There are: {", ".join(kinds)}.',
            f'Did you mean "{near}"?' if near else "Use one of them.",
        )
        return None
    return Admonition(number, indent, kind, head["title"] or "")


def as_blocks(
    out: list[str | None], typed: Sequence[str], first_line: int, found: Sequence[Admonition]
) -> None:
    """Rewrite admonitions in ``out``, which has a text for each line of ``typed``.

    A text may be of several lines; None stands for a line that went into the text before it.
    """
    for admonition in reversed(found):  # those inside of others first
        start, indent = admonition.line - first_line, admonition.indent
        end = _end(typed, out, start, indent)
        for index in range(start + 1, end):
            text = out[index]
            if text is not None:
                out[index] = "\n".join(_moved(line, indent) for line in text.split("\n"))
        # One inside of another is indented further, so they never have the same number of slashes.
        margin, slashes = " " * indent, "/" * (40 + indent)
        title = f" | {admonition.title}" if admonition.title else ""
        out[start] = f"\n{margin}{slashes} {admonition.kind}{title}\n"
        last = next(index for index in range(end - 1, start - 1, -1) if out[index] is not None)
        out[last] = f"{out[last]}\n\n{margin}{slashes}\n"


def _end(typed: Sequence[str], out: Sequence[str | None], start: int, indent: int) -> int:
    """The index after the last line that belongs to the admonition."""
    end = start + 1
    for index in range(start + 1, len(typed)):
        line = typed[index].expandtabs(4)
        if out[index] is not None and line.strip():
            if len(line) - len(line.lstrip()) < indent + 4:
                break
        elif out[index] is not None:
            continue
        end = index + 1
    return end


def _moved(line: str, indent: int) -> str:
    """``line`` four columns to the left, from ``indent`` on."""
    line = line.expandtabs(4) if "\t" in line[: indent + 4] else line
    head = line[: indent + 4]
    return line if head.strip() else line[:indent] + line[indent + 4 :]
