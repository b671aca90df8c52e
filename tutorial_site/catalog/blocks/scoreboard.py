"""``/// scoreboard``: all claims of the course, with what the learner made of them."""

from typing import ClassVar

from tutorial_site.catalog.blocks.base import ID, BlockContext, BlockKind, common
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import ScoreboardBlock


class ScoreboardKind(BlockKind):
    name = "scoreboard"
    needs_title = False
    options: ClassVar = {"id": ID}

    def compile(self, raw: RawBlock, context: BlockContext) -> ScoreboardBlock:
        if raw.body.strip():
            context.log.error(
                raw.body_line,
                1,
                "text-in-scoreboard",
                "A scoreboard shows the learner's verdicts and has no text of its own.",
                "Write it before the block, or after its end.",
            )
        return ScoreboardBlock(**common(raw, context, digest_of("scoreboard")))
