"""Attribute lists (``{.class #id}``) may not smuggle in what typed HTML may not.

An id that is given to a word or a paragraph can be linked to, so it must be one of its own.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from tutorial_site.catalog.extensions.context import Rendering
from tutorial_site.catalog.extensions.headings import LEVELS
from tutorial_site.catalog.markup import is_allowed


class AttributesProcessor(Treeprocessor):
    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(md)
        self.rendering = rendering

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in [name for name in element.keys() if not is_allowed(element.tag, name)]:  # noqa: SIM118
                del element.attrib[name]
                self.rendering.log.error(
                    *self.rendering.place(name),
                    "attribute-not-allowed",
                    f'The attribute "{name[:40]}" may not be given in a lesson.',
                    "Give a class or an id: {.wide #evaluation}",
                )
            if "id" in element.attrib and element.tag not in LEVELS:  # headings have theirs by now
                self.identify(element.attrib["id"])

    def identify(self, wanted: str) -> None:
        found = self.rendering.found
        if found.is_taken(wanted):
            self.rendering.log.error(
                *self.rendering.place(f"#{wanted}"),
                "repeated-id",
                f'The id "{wanted[:60]}" is taken by another element or block.',
                "Give this one an id of its own.",
            )
        found.ids.add(wanted)


class AttributesExtension(Extension):
    def __init__(self, rendering: Rendering) -> None:
        super().__init__()
        self.rendering = rendering

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After everything that sets attributes.
        md.treeprocessors.register(AttributesProcessor(md, self.rendering), "attributes", 3)
