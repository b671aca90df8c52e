"""What an app's options say of single files: which are shown, fixed, hidden, and where to look."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tutorial_site.catalog.blocks.base import BlockContext
from tutorial_site.catalog.fences import FenceHead, read_ranges
from tutorial_site.catalog.highlight import highlighted
from tutorial_site.catalog.problems import did_you_mean
from tutorial_site.catalog.tree import Framework, SourceFile
from tutorial_site.catalog.yamlmarks import Node


@dataclass(slots=True)
class Draft:
    """A file on its way to becoming a SourceFile, and where it was typed."""

    framework: Framework
    path: str
    text: str
    language: str
    problems_path: str
    line: int  # of the first line of code, in problems_path
    indent: int = 0
    head: FenceHead = field(default_factory=FenceHead)
    column: int = 1
    from_fence: bool = True
    is_whole: bool = True  # False: its fence was never closed, and took in what follows

    @property
    def lines(self) -> int:
        return max(1, len(self.text.splitlines()))


class Marks:
    """What the block's options say of single files: show, readonly, hidden, highlight."""

    def __init__(self, context: BlockContext, files: Sequence[Draft]) -> None:
        self.log = context.log
        self.drafts = files
        self.names = {draft.path for draft in files}
        self.show = self.read(context.values["show"], "show")
        self.readonly = set(self.read(context.values["readonly"], "readonly"))
        self.hidden = set(self.read(context.values["hidden"], "hidden"))
        self.ranges = self.read_highlight(context.values["highlight"])

    def read(self, node: Node | None, option: str) -> tuple[str, ...]:
        """File names; each must be one of the app's."""
        if node is None:
            return ()
        if option == "readonly" and node.value is True:
            return tuple(self.names)
        children = node.value if node.is_list else [node]
        return tuple(
            child.text
            for child in children
            if self.is_name(child, child.text if child.is_scalar else "", option)
        )

    def is_name(self, node: Node, name: str, option: str) -> bool:
        if name in self.names:
            return True
        self.log.error(
            node.line,
            node.column,
            "unknown-file",
            f'"{option}" must name files of this app; "{(name or node.kind)[:60]}" is none.',
            did_you_mean(name, self.names),
        )
        return False

    def read_highlight(self, node: Node | None) -> dict[str, tuple[tuple[int, int], ...]]:
        """``models.py 3-7``, or a list of such."""
        if node is None:
            return {}
        ranges: dict[str, tuple[tuple[int, int], ...]] = {}
        for child in node.value if node.is_list else [node]:
            typed = child.text if child.is_scalar else ""
            name, _, numbers = typed.strip().partition(" ")
            try:
                wanted = read_ranges(numbers)
            except ValueError:
                self.log.error(
                    child.line,
                    child.column,
                    "bad-value",
                    f'"highlight" must be a file and its lines; this is "{typed[:60]}".',
                    "For example: highlight: models.py 3-7",
                )
                continue
            if self.is_name(child, name, "highlight"):
                ranges[name] = (*ranges.get(name, ()), *wanted)
                shortest = min((d for d in self.drafts if d.path == name), key=lambda d: d.lines)
                self.check_lines(shortest, wanted, child.line, child.column)
        return ranges

    def ordered(self, drafts: Sequence[Draft]) -> list[SourceFile]:
        """The files of one side: those of ``show`` in its order, then as typed."""
        rank = {name: place for place, name in enumerate(self.show)}
        files = [self.file(draft) for draft in drafts]
        return sorted(files, key=lambda file: rank.get(file.path, len(rank)))

    def file(self, draft: Draft) -> SourceFile:
        hidden = draft.path in self.hidden or "hidden" in draft.head.flags
        return SourceFile(
            path=draft.path,
            title=draft.head.get("title"),
            text=draft.text,
            language=draft.language,
            html=highlighted(draft.text, draft.language),
            readonly=draft.path in self.readonly or "readonly" in draft.head.flags,
            hidden=hidden,
            shown=not hidden and (draft.path in self.show if self.show else True),
            highlight=self.highlight(draft),
            source=draft.problems_path,
            line=draft.line,
        )

    def highlight(self, draft: Draft) -> tuple[tuple[int, int], ...]:
        ranges = self.ranges.get(draft.path, ())
        typed = draft.head.get("highlight")
        if not typed:
            return ranges
        line, column = draft.line - 1, draft.column
        try:
            wanted = read_ranges(typed)
        except ValueError as error:
            self.log.error(
                line,
                column,
                "bad-value",
                f'"highlight" must be {error}; this is "{typed[:60]}".',
                'For example: highlight="3-7"',
            )
            return ranges
        self.check_lines(draft, wanted, line, column)
        return (*ranges, *wanted)

    def check_lines(
        self, draft: Draft, ranges: Sequence[tuple[int, int]], line: int, column: int
    ) -> None:
        for first, last in ranges:
            if last > draft.lines:
                self.log.error(
                    line,
                    column,
                    "bad-highlight",
                    f"{draft.path} has {draft.lines} lines; {first}-{last} are to stand out.",
                    "Count the lines of the file, not of the lesson.",
                )
