"""``/// verdict``: the vote on the lesson's claim, and the instructor's own with its reason."""

from typing import ClassVar

from tutorial_site.catalog.blocks.base import ID, BlockContext, BlockKind, common
from tutorial_site.catalog.schema import Option, one_of
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import VerdictBlock

VERDICTS = ("holds", "holds with a catch", "does not hold")


class VerdictKind(BlockKind):
    name = "verdict"
    needs_title = False
    options: ClassVar = {
        "id": ID,
        "when": Option(one_of("before", "after", "both"), "both", example="before"),
        "verdict": Option(one_of(*VERDICTS), "", example="holds with a catch"),
    }

    def compile(self, raw: RawBlock, context: BlockContext) -> VerdictBlock:
        when, verdict = context.values["when"], context.values["verdict"]
        if not context.claim:
            context.log.error(
                raw.line,
                raw.column,
                "no-claim",
                "There is nothing to vote on: the lesson's front matter has no claim.",
                "Add: claim: Django has a built-in ORM.",
            )
        if when != "before" and not verdict and not self.is_reported(raw, context):
            context.log.error(
                raw.line,
                raw.column,
                "missing-option",
                '"verdict" is missing: the learner is shown yours after voting.',
                f"Add one of: {', '.join(f'verdict: {word}' for word in VERDICTS)}.",
            )
        if when != "before" and not raw.body.strip():
            context.log.error(
                raw.line,
                raw.column,
                "no-reason",
                "This verdict gives no reason.",
                "Write below the options why you judge so; it is shown after the learner's vote.",
            )
        return VerdictBlock(
            **common(raw, context, digest_of("verdict", when, verdict, context.claim)),
            when=when,
            verdict=verdict or "holds",
            reason_html=context.render(raw.body, raw.body_line),
        )

    def is_reported(self, raw: RawBlock, context: BlockContext) -> bool:
        """Whether the option is there, only with a value that has been reported."""
        last = raw.options_line + raw.options.count("\n")
        return any(
            problem.code in ("bad-value", "bad-yaml") and raw.options_line <= problem.line <= last
            for problem in context.log.problems
        )
