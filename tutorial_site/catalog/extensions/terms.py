"""``:term[WSGI]`` and ``:term[the gateway](WSGI)``: links into the course's glossary."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from tutorial_site.catalog.extensions.context import Rendering
from tutorial_site.catalog.problems import nearest

PATTERN = r":term\[([^\]\n]{1,200})\](?:\(([^)\n]{1,200})\))?"


class TermsProcessor(InlineProcessor):
    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(PATTERN, md)
        self.rendering = rendering

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        shown, name = m[1].strip(), (m[2] or m[1]).strip()
        term = self.rendering.terms.get(name.lower())
        if term is None:
            line, column = self.rendering.place(m[0])
            near = nearest(name, (known for _, known, _ in self.rendering.terms.values()))
            self.rendering.log.error(
                line,
                column,
                "unknown-term",
                f'"{name[:60]}" is not in the glossary.',
                f'Did you mean "{near}"?' if near else "Add it to the course's glossary.md.",
            )
            return shown, m.start(0), m.end(0)
        anchor, _, definition = term
        link = Element(
            "a",
            {
                "class": "term",
                "href": f"{self.rendering.base_url}glossary/#{anchor}",
                "data-term": definition,
            },
        )
        link.text = shown
        return link, m.start(0), m.end(0)


class TermsExtension(Extension):
    def __init__(self, rendering: Rendering) -> None:
        super().__init__()
        self.rendering = rendering

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Before links (160): the second form would be taken for one.
        md.inlinePatterns.register(TermsProcessor(md, self.rendering), "terms", 178)
