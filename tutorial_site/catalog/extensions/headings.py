"""Headings get ids and anchors, and become the sections of the lesson."""

import re
import unicodedata
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor

from tutorial_site.catalog.extensions.context import Heading, Rendering

LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


def slugified(title: str) -> str:
    """``What *is* WSGI?`` → ``what-is-wsgi``; letters of any script stay."""
    text = unicodedata.normalize("NFKC", title).lower()
    return re.sub(r"[\W_]+", "-", text).strip("-")[:80] or "section"


class HeadingsProcessor(Treeprocessor):
    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(md)
        self.rendering = rendering

    def run(self, root: Element) -> None:
        last = 1
        for element in root.iter():
            level = LEVELS.get(element.tag) if isinstance(element.tag, str) else None
            if level is None:
                continue
            title = self.title(element)
            line, column = self.rendering.place(self.needle(element, title))
            self.check(level, last, title, line, column)
            last = level
            anchor = self.identify(element, title, line, column)
            if level in (2, 3):
                self.rendering.found.headings.append(Heading(anchor, title, level, line))
                self.add_anchor(element, anchor)

    def title(self, element: Element) -> str:
        html = render_inner_html(remove_fnrefs(element), self.md)
        return unescape(strip_tags(html))

    def needle(self, element: Element, title: str) -> str:
        """The heading's first words, as typed: what can be looked for in the file."""
        return (element.text or "").strip() or title.partition(" ")[0]

    def check(self, level: int, last: int, title: str, line: int, column: int) -> None:
        if level == 1:
            self.rendering.log.error(
                line,
                column,
                "heading-level",
                f'"{title[:60]}" is a heading of the first level, which is the lesson\'s title.',
                "Begin with ##; the title itself stands in the front matter.",
            )
        elif level > last + 1:
            self.rendering.log.warning(
                line,
                column,
                "heading-level",
                f'"{title[:60]}" skips a level: after {"#" * last} comes {"#" * (last + 1)}.',
                "Use one # less, so that the outline has no holes.",
            )

    def identify(self, element: Element, title: str, line: int, column: int) -> str:
        found = self.rendering.found
        wanted = element.get("id", "")
        if wanted:
            if found.is_taken(wanted):
                self.rendering.log.error(
                    line,
                    column,
                    "repeated-id",
                    f'The id "{wanted[:60]}" is taken by another heading or block.',
                    "Give this heading an id of its own.",
                )
        else:
            base, count = slugified(title), 1
            if found.is_taken(base) and base not in found.ids:
                base = f"section-{base}"  # a number behind it would leave it a part of the block
            wanted = base
            while wanted in found.ids:
                count += 1
                wanted = f"{base}-{count}"
            element.set("id", wanted)
        found.ids.add(wanted)
        return wanted

    def add_anchor(self, element: Element, anchor: str) -> None:
        link = SubElement(
            element,
            "a",
            {"class": "anchor", "href": f"#{anchor}", "aria-label": "Link to this section"},
        )
        link.text = "#"


class HeadingsExtension(Extension):
    def __init__(self, rendering: Rendering) -> None:
        super().__init__()
        self.rendering = rendering

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After attribute lists (8), which give ids, and after links (7), or the anchors' own
        # links would be looked for in the file.
        md.treeprocessors.register(HeadingsProcessor(md, self.rendering), "headings", 5)
