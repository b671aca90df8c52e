"""HTML of blocks turned into HTML that may stand in a label.

A choice's label must be a real ``<label>``, so that the whole of it can be clicked and is what a
screen reader says. Labels hold phrasing content only: paragraphs and code blocks become spans with
classes.
"""

from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

PHRASING = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub "
    "sup u var wbr".split()
)
VOID = frozenset({"br", "img", "wbr"})
TRANSPARENT = frozenset({"div"})
AS_SPAN = {"p": "quiz-choice-line", "pre": "quiz-choice-code"}
# What scripts and the page's own anchors hang on has no business in a label.
KEPT_ATTRIBUTES = frozenset(
    {
        "class",
        "href",
        "src",
        "alt",
        "title",
        "width",
        "height",
        "loading",
        "decoding",
        "lang",
        "dir",
    }
)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """``html`` for a label; ``refused`` names the elements that a label can't hold."""

    html: str
    refused: tuple[str, ...]


def phrasing(html: str) -> Phrasing:
    """``html`` with its blocks as spans; a single paragraph is unwrapped. Always balanced."""
    writer = _Writer(unwrap=_lone_paragraph(html))
    writer.feed(html)
    writer.close()
    writer.close_all()
    return Phrasing("".join(writer.out).strip(), tuple(sorted(writer.refused)))


def plain(html: str, limit: int = 1000) -> str:
    """The words of ``html`` on one line, cut to ``limit`` characters: for the record."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.out).split())[:limit]


def _lone_paragraph(html: str) -> bool:
    bare = html.strip()
    return bare.startswith("<p>") and bare.endswith("</p>") and bare.count("<p") == 1


@dataclass
class _Writer(HTMLParser):
    unwrap: bool
    out: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    stack: list[tuple[str, str]] = field(default_factory=list)  # (element read, element written)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in AS_SPAN:
            written = "" if self.unwrap and tag == "p" else "span"
            self._start(tag, written, f' class="{AS_SPAN[tag]}"')
        elif tag in PHRASING:
            kept = ((name, value or "") for name, value in attrs if name in KEPT_ATTRIBUTES)
            text = "".join(f' {name}="{escape(value)}"' for name, value in kept)
            self._start(tag, tag, text)
        else:
            if tag not in TRANSPARENT:
                self.refused.add(tag)
            self._start(tag, "", "")

    def _start(self, read: str, written: str, attributes: str) -> None:
        if written:
            self.out.append(f"<{written}{attributes}>")
        if read not in VOID:
            self.stack.append((read, written))

    def handle_endtag(self, tag: str) -> None:
        if tag not in {read for read, _ in self.stack}:
            return
        while self.stack:
            read, written = self.stack.pop()
            if written:
                self.out.append(f"</{written}>")
            if read == tag:
                return

    def close_all(self) -> None:
        for _, written in reversed(self.stack):
            if written:
                self.out.append(f"</{written}>")
        self.stack.clear()

    def handle_data(self, data: str) -> None:
        self.out.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")


@dataclass
class _Reader(HTMLParser):
    out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.out.append(unescape(dict(attrs).get("alt") or ""))
        if tag not in PHRASING:
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        self.out.append(data)
