"""``/// quiz``: the frame of one or more questions; the quizzes room reads the questions."""

from collections.abc import Mapping
from typing import Any, ClassVar

from tutorial_site.catalog.blocks.base import ID, BlockContext, BlockKind, common
from tutorial_site.catalog.schema import Option, itself, text
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.catalog.yamlmarks import Node
from tutorial_site.quizzes.kinds import OPTIONS
from tutorial_site.quizzes.syntax import parse_quiz

_hint = text(2000)


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
        hints = self.hints(context)
        digest = digest_of("quiz", *(question.digest for question in questions))
        return QuizBlock(**common(raw, context, digest), questions=questions, hints=hints)

    def hints(self, context: BlockContext) -> tuple[str, ...]:
        node: Node | None = context.values["hints"]
        if node is None:
            return ()
        found = []
        for child in node.value if node.is_list else [node]:
            try:
                found.append(context.render(_hint(child), child.line))
            except ValueError as error:
                context.log.error(
                    child.line,
                    child.column,
                    "bad-value",
                    f'"hints" must be a list, each of it {error}; this is {child.kind}.',
                    "Write - and a hint on each line, in quotes if it holds a colon.",
                )
        return tuple(found)
