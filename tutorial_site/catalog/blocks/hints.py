"""``hints:`` of a quiz or an exercise: a list, given one at a time."""

from tutorial_site.catalog.blocks.base import BlockContext
from tutorial_site.catalog.schema import text
from tutorial_site.catalog.yamlmarks import Node

_hint = text(2000)


def read_hints(node: Node | None, context: BlockContext) -> tuple[str, ...]:
    """Each hint as HTML; what is no text is reported at its place."""
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
