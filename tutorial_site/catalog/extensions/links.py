"""Links to lessons and anchors are resolved, every other one is looked at, none is fetched."""

import re
from html import unescape
from urllib.parse import SplitResult, unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from tutorial_site.catalog.extensions.context import Reference, Rendering
from tutorial_site.catalog.schema import SLUG

_OUTSIDE = ("http", "https", "mailto")
# Links that extensions make themselves.
_MADE = {"term", "anchor", "footnote-ref", "footnote-backref"}
# The site's own pages, which lessons may link to. They are compiled without Django, so its routes
# can't be asked; a spec holds this to them.
SITE_PAGES = frozenset({"/", "/progress/", "/review/", "/data/", "/account/sign-up/"})
_AUTOMAIL = re.compile(r"\x02amp\x03|&#")


class LinksProcessor(Treeprocessor):
    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(md)
        self.rendering = rendering

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            if not set(element.get("class", "").split()) & _MADE:
                self.link(element, element.get("href", ""))

    def link(self, element: Element, typed: str) -> None:
        if _AUTOMAIL.search(typed):  # <ada@example.org>, which Markdown disguises
            return
        href = unescape(typed).strip()
        place = self.rendering.place(typed or "]()")
        if not "".join(element.itertext()).strip() and not len(element):
            self.error(
                place,
                "empty-link",
                "This link has no text.",
                "Write what it leads to: [text](address)",
            )
        try:
            parts = urlsplit(href)
        except ValueError:
            self.error(place, "dead-link", f"This is no address: {href[:60]}", "Correct it.")
            return
        if parts.scheme == "lesson":
            self.lesson(element, parts.path, parts.fragment, place)
        elif href.startswith("#"):
            self.rendering.found.anchors.append((unquote(href[1:]), *place))
        elif parts.scheme in _OUTSIDE and (parts.netloc or parts.scheme == "mailto"):
            return
        else:
            self.refuse(href, parts, place)

    def lesson(self, element: Element, slug: str, anchor: str, place: tuple[int, int]) -> None:
        if not SLUG.fullmatch(slug):
            self.error(
                place,
                "dead-link",
                f'"{slug[:60]}" can\'t be a lesson.',
                "Write the lesson's folder without its number: lesson:orm or lesson:orm#evaluation",
            )
            return
        anchor = unquote(anchor)
        if slug == self.rendering.lesson:
            if anchor:
                self.rendering.found.anchors.append((anchor, *place))
        else:
            self.rendering.found.references.append(
                Reference(self.rendering.log.path, *place, slug, anchor)
            )
        element.set("href", f"{self.rendering.base_url}{slug}/" + (f"#{anchor}" if anchor else ""))

    def refuse(self, href: str, parts: SplitResult, place: tuple[int, int]) -> None:
        if parts.scheme:
            self.error(
                place,
                "unsafe-link",
                f'Links may not begin with "{parts.scheme[:30]}:".',
                "Use https:, http:, mailto:, lesson: or #anchor.",
            )
        elif not href:
            self.error(place, "dead-link", "This link leads nowhere.", "Write its address.")
        elif href.startswith("/") and (parts.netloc or parts.path not in SITE_PAGES):
            self.rendering.log.warning(
                *place,
                "unchecked-link",
                f"Nothing checks that {href[:60]} is there.",
                "Link to a lesson as lesson:its-name, which is checked.",
            )
        elif not href.startswith("/"):
            self.error(
                place,
                "dead-link",
                f'"{href[:60]}" leads to no page.',
                "Link to a lesson as lesson:its-name, to this page as #anchor, elsewhere with "
                "https://",
            )

    def error(self, place: tuple[int, int], code: str, message: str, hint: str) -> None:
        self.rendering.log.error(*place, code, message, hint)


class LinksExtension(Extension):
    def __init__(self, rendering: Rendering) -> None:
        super().__init__()
        self.rendering = rendering

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(LinksProcessor(md, self.rendering), "links", 7)
