"""Markdown → HTML, for a whole page and for the pieces of Markdown inside of blocks."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from pymdownx.blocks.admonition import AdmonitionExtension as AdmonitionBlocks  # type: ignore[import-untyped]
from pymdownx.blocks.details import DetailsExtension as DetailsBlocks  # type: ignore[import-untyped]
from pymdownx.blocks.tab import TabExtension  # type: ignore[import-untyped]
from pymdownx.keys import KeysExtension  # type: ignore[import-untyped]

from tutorial_site.catalog.extensions.attributes import AttributesExtension
from tutorial_site.catalog.extensions.blocks import BlocksExtension
from tutorial_site.catalog.extensions.context import Rendering
from tutorial_site.catalog.extensions.headings import HeadingsExtension
from tutorial_site.catalog.extensions.images import ImagesExtension
from tutorial_site.catalog.extensions.links import LinksExtension
from tutorial_site.catalog.extensions.tables import TablesExtension
from tutorial_site.catalog.extensions.terms import TermsExtension
from tutorial_site.catalog.markup import cleaned
from tutorial_site.catalog.structure import ADMONITIONS


def build_markdown(rendering: Rendering, *, page: bool) -> Markdown:
    """A converter with everything the lesson format offers; headings and tabs only in a page."""
    extensions: list[Extension] = [
        AttrListExtension(),
        DefListExtension(),
        FootnoteExtension(UNIQUE_IDS=not page, BACKLINK_TITLE="Back to the text, note {}"),
        SaneListExtension(),
        SmartyExtension(smart_dashes=False),
        TableExtension(),
        AdmonitionBlocks(types=list(ADMONITIONS)),
        DetailsBlocks(),
        KeysExtension(),
        BlocksExtension(rendering),
        TermsExtension(rendering),
        LinksExtension(rendering),
        ImagesExtension(rendering),
        TablesExtension(),
        AttributesExtension(rendering),
    ]
    if page:
        extensions += [TabExtension(alternate_style=True), HeadingsExtension(rendering)]
    md = Markdown(extensions=extensions, output_format="html", tab_length=4)
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]  # List\\<int>
    # Typed HTML is for words in a paragraph (markup.py), so the slow search for blocks of it goes.
    md.preprocessors.deregister("html_block")
    return md


# Fragments that say the same whatever stands around them: no link, image, term or note in them.
# In the compiling process, which lives on, an edited lesson so renders only what was edited.
_same_everywhere: OrderedDict[str, str] = OrderedDict()
_MOST_KEPT = 5_000


class Renderer:
    """Renders one file: first its page, then the fragments inside of its blocks.

    Fragments know the link references that the page defines. ``RecursionError`` may come out of
    either; whoever compiles the file reports it.
    """

    def __init__(self, rendering: Rendering) -> None:
        blocks = rendering.structure.blocks if rendering.structure else []
        places = rendering.places.without((block.line, block.end_line) for block in blocks)
        self.page_rendering = replace(rendering, places=places)
        self.page_markdown = build_markdown(self.page_rendering, page=True)
        self.fragment_rendering = replace(rendering, structure=None)
        self.fragment_markdown = build_markdown(self.fragment_rendering, page=False)

    def page(self, lines: Sequence[str]) -> str:
        return cleaned(self.page_markdown.convert("\n".join(lines)))

    def fragment(self, markdown: str, line: int, last: int = 0) -> str:
        """Safe HTML of a piece of Markdown whose first line is ``line`` of the file.

        ``last``: its last line, where it was typed over more lines than it has.
        """
        if not markdown.strip():
            return ""
        if (kept := _same_everywhere.get(markdown)) is not None:
            _same_everywhere.move_to_end(markdown)
            return kept
        found, reported = self.page_rendering.found, self.page_rendering.log.count
        identified = len(found.ids)
        html = self._fragment(markdown, line, last or line + markdown.count("\n"))
        is_plain = "[" not in markdown and len(found.ids) == identified
        if is_plain and self.page_rendering.log.count == reported:
            _same_everywhere[markdown] = html
            if len(_same_everywhere) > _MOST_KEPT:
                _same_everywhere.popitem(last=False)
        return html

    def _fragment(self, markdown: str, first: int, last: int) -> str:
        self.fragment_rendering.span = (first, last)
        self.fragment_markdown.reset()
        self.fragment_markdown.references.update(self.page_markdown.references)
        return cleaned(self.fragment_markdown.convert(markdown)).strip()
