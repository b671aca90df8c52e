"""``/// decision``: criteria that the learner's own case is weighed by, each with its reasons."""

from typing import ClassVar

from tutorial_site.catalog.blocks.base import ID, BlockContext, BlockKind, common
from tutorial_site.catalog.schema import Option, list_of, text
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import DecisionBlock
from tutorial_site.decisions.parsing import parse_decision
from tutorial_site.decisions.tree import Criterion

MOST_SIDES = 4


class DecisionKind(BlockKind):
    name = "decision"
    needs_title = True
    options: ClassVar = {
        "id": ID,
        "sides": Option(
            list_of(text(30), MOST_SIDES), (), required=True, example="[Flask, Django]"
        ),
    }

    def compile(self, raw: RawBlock, context: BlockContext) -> DecisionBlock:
        sides: tuple[str, ...] = context.values["sides"] or ()
        if sides and not 1 < len(sides) == len({side.casefold() for side in sides}):
            context.log.error(
                raw.line,
                raw.column,
                "decision-sides",
                "A decision is between two sides or more, each with a name of its own.",
                "Write, for example: sides: [Flask, Django]",
            )
        criteria: tuple[Criterion, ...] = ()
        if sides:
            criteria = parse_decision(raw.body, raw.body_line, sides, context.render, context.log)
        asked = [f"{each.id}{[choice.id for choice in each.choices]}" for each in criteria]
        return DecisionBlock(
            **common(raw, context, digest_of("decision", *sides, *asked)),
            sides=sides,
            criteria=criteria,
        )
