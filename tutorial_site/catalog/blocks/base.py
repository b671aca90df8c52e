"""What every kind of block has in common: its options, and what it is compiled with."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.schema import Option, slug
from tutorial_site.catalog.sources import LessonSource
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import Block
from tutorial_site.catalog.typography import with_quotes

ID = Option(slug, "", required=True, example="hello")


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What a kind needs to know of the lesson around its block.

    ``render(markdown, line)`` gives safe HTML and reports problems; ``section`` is the id of the
    heading above; ``claim`` the lesson's; ``values`` the block's options, read by the kind's own.
    """

    source: LessonSource
    log: ProblemLog
    render: Callable[[str, int], str]
    section: str
    claim: str
    values: Mapping[str, Any]


class BlockKind(ABC):
    """One kind of block. A new one is a module in this folder and a line in ``KINDS``."""

    name: ClassVar[str]
    options: ClassVar[Mapping[str, Option]]
    needs_title: ClassVar[bool]

    @abstractmethod
    def compile(self, raw: RawBlock, context: BlockContext) -> Block:
        """The block; what is wrong with it goes to the log, and makes the result unused."""


def common(raw: RawBlock, context: BlockContext, digest: str) -> dict[str, Any]:
    """The fields of every block."""
    return {
        "kind": raw.kind,
        "id": context.values["id"],
        "title": with_quotes(raw.title),
        "line": raw.line,
        "digest": digest,
        "section": context.section,
    }
