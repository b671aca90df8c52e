"""What the extensions of one page share: where to report, what they know, what they found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutorial_site.catalog.addresses import is_part_of
from tutorial_site.catalog.places import Places, Span
from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.sources import FileEntry
from tutorial_site.catalog.structure import Structure
from tutorial_site.catalog.tree import Image


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a lesson of the course, to be checked once all lessons are read."""

    path: str
    line: int
    column: int
    lesson: str
    anchor: str = ""


@dataclass(slots=True)
class Heading:
    id: str
    title: str
    level: int
    line: int


@dataclass(slots=True)
class Findings:
    """What a page turned out to hold, fragments included."""

    references: list[Reference] = field(default_factory=list)
    anchors: list[tuple[str, int, int]] = field(default_factory=list)  # asked for in this page
    images: dict[str, Image] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)  # ids of blocks, which are among ids as well

    def is_taken(self, wanted: str) -> bool:
        """Whether something on the page has this id already, or a part of a block may have it."""
        return wanted in self.ids or any(is_part_of(block, wanted) for block in self.blocks)


@dataclass(slots=True)
class Rendering:
    """One run of Markdown: over a whole page, or over a fragment of it (``span``).

    ``base_url`` ends in a slash and is the course's; ``terms`` maps a lower-cased name to (anchor,
    name, plain definition); ``slot`` makes the mark that stands for the n-th block of the page.
    """

    log: ProblemLog
    places: Places
    found: Findings
    lesson: str
    base_url: str
    files: Mapping[str, FileEntry]
    terms: Mapping[str, tuple[str, str, str]]
    span: Span
    slot_class: str = ""
    structure: Structure | None = None

    def place(self, needle: str) -> tuple[int, int]:
        """Line and column of the next place where ``needle`` is typed."""
        return self.places.next(needle, self.span)

    def slot(self, number: int) -> str:
        return f'<div class="{self.slot_class}-{number}"></div>'
