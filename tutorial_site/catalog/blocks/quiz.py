"""``/// quiz``: the frame of one or more questions; the quizzes room reads the questions."""

from collections.abc import Mapping
from typing import Any, ClassVar

from tutorial_site.catalog.blocks.base import ID, BlockContext, BlockKind, common
from tutorial_site.catalog.blocks.hints import read_hints
from tutorial_site.catalog.schema import Option, itself
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.quizzes.kinds import OPTIONS
from tutorial_site.quizzes.syntax import parse_quiz


class QuizKind(BlockKind):
    name = "quiz"
    needs_title = False
    options: ClassVar = {
        "id": ID,
        **OPTIONS,
        "hints": Option(itself, None, example="[Count the queries.]"),
    }

    def compile(self, raw: RawBlock, context: BlockContext) -> QuizBlock:
        options: Mapping[str, Any] = {name: context.values[name] for name in OPTIONS}
        questions, problems = parse_quiz(
            raw.body,
            first_line=raw.body_line,
            path=context.log.path,
            render=context.render,
            options=options,
        )
        context.log.extend(problems)
        hints = read_hints(context.values["hints"], context)
        digest = digest_of("quiz", *(question.digest for question in questions))
        return QuizBlock(**common(raw, context, digest), questions=questions, hints=hints)
