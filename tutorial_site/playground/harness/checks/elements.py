"""HTML as a tree that can be asked: ``select("li.done a")``, the words on it, its attributes."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ..errors import HarnessError

DEEPEST = 200  # elements in elements; what stands deeper counts as beside
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNSEEN = frozenset("script style template title head".split())
# An element that ends where another of the same group begins, as HTML lets it.
ENDS_AT = {
    **dict.fromkeys(
        "address article aside blockquote div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr "
        "main nav ol p pre section table ul".split(),
        frozenset({"p"}),
    ),
    "li": frozenset({"li", "p"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd", "p"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "p"})),
    "tr": frozenset({"tr", "td", "th", "p"}),
    "option": frozenset({"option"}),
}
# What stands inside of a line of text.
INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i img ins kbd label mark q s samp small span "
    "strong sub sup time u var wbr".split()
)


class BadSelector(HarnessError):
    """A selector that ``select`` doesn't know."""


@dataclass(eq=False)
class Element:
    """An element of a page. ``element["href"]`` is an attribute, "" where there is none."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        """The words in it, as they are read: spaces are single, scripts and styles left out."""
        return " ".join("".join(self._words()).split())

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    def _words(self) -> Iterator[str]:
        pending: list[Element | str] = [self]
        while pending:
            part = pending.pop()
            if isinstance(part, str):
                yield part
            elif part.tag in INLINE:
                pending += reversed(part.children)
            elif part is self or part.tag not in UNSEEN:
                pending += [" ", *reversed(part.children), " "]

    def walk(self) -> "Iterator[Element]":
        """All elements in it, in the order of the page; itself is left out."""
        pending = [child for child in reversed(self.children) if isinstance(child, Element)]
        while pending:
            element = pending.pop()
            yield element
            pending += [child for child in reversed(element.children) if isinstance(child, Element)]

    def select(self, selector: str) -> "list[Element]":
        """What fits a CSS selector: tags, .classes, #ids, [attributes], nested by space or >."""
        chains = [_chain(part) for part in selector.split(",")]
        return [each for each in self.walk() if any(_fits(each, chain) for chain in chains)]

    def closest(self, tag: str) -> "Element | None":
        """The nearest element of this tag around it."""
        around = self.parent
        while around is not None and around.tag != tag:
            around = around.parent
        return around

    def __repr__(self) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{attributes}>{self.text[:80]}"


def parse(html: str) -> Element:
    """The page as a tree; anything can be parsed, as in a browser. The root has the tag ""."""
    parser = _Parser()
    with contextlib.suppress(AssertionError):  # of Python 3.11 at a "<![" that is none
        parser.feed(html)
        parser.close()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_implied(tag)
        parent = self.open[-1]
        element = Element(tag, {name: value or "" for name, value in reversed(attrs)}, parent)
        parent.children.append(element)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(element)

    def _end_implied(self, tag: str) -> None:
        while self.open[-1].tag in ENDS_AT.get(tag, ()):
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class _Compound:
    """One step of a selector: ``li.done[data-id="7"]``. ``child``: directly in the one before."""

    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]  # name, operator, value
    child: bool

    def fits(self, element: Element) -> bool:
        return (
            self.tag in ("", "*", element.tag)
            and all(element["id"] == each for each in self.ids)
            and set(self.classes) <= set(element.classes)
            and all(_holds(element, *each) for each in self.attributes)
        )


_STEP = re.compile(
    r"""\s*(?P<child>>)?\s*(?P<tag>\*|[a-zA-Z][\w-]*)?
    (?P<rest>(?:\#[\w-]+|\.[\w-]+|\[\s*[\w-]+\s*(?:[*^$]?=\s*(?:"[^"]*"|'[^']*'|[^\]\s]+)\s*)?\])*)""",
    re.VERBOSE,
)
_PART = re.compile(
    r"""\#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)
    |\[\s*(?P<name>[\w-]+)\s*(?:(?P<op>[*^$]?=)\s*(?P<quote>["']?)(?P<value>.*?)(?P=quote)\s*)?\]""",
    re.VERBOSE,
)


def _chain(selector: str) -> list[_Compound]:
    """The steps of a selector, the outermost first; raises BadSelector."""
    text, at, steps = selector.strip(), 0, []
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None or not (match["tag"] or match["rest"]):
            break
        parts = list(_PART.finditer(match["rest"]))
        steps.append(
            _Compound(
                (match["tag"] or "").lower(),
                tuple(part["id"] for part in parts if part["id"]),
                tuple(part["cls"] for part in parts if part["cls"]),
                tuple(
                    (part["name"].lower(), part["op"] or "", part["value"] or "")
                    for part in parts
                    if part["name"]
                ),
                bool(match["child"]),
            )
        )
        at = match.end()
    if at < len(text) or not steps or steps[0].child:
        raise BadSelector(
            f"select() doesn't know {selector!r}: it knows tags, .classes, #ids, [attributes] such "
            'as [name="text"], and nesting by a space or by >.'
        )
    return steps


def _fits(element: Element, chain: list[_Compound]) -> bool:
    *outer, last = chain
    if not last.fits(element):
        return False
    around = element.parent
    if not outer:
        return True
    if last.child:
        return around is not None and _fits(around, outer)
    while around is not None:
        if _fits(around, outer):
            return True
        around = around.parent
    return False


def _holds(element: Element, name: str, operator: str, value: str) -> bool:
    actual = element.attributes.get(name)
    if actual is None:
        return False
    return {
        "": True,
        "=": actual == value,
        "*=": value in actual,
        "^=": actual.startswith(value),
        "$=": actual.endswith(value),
    }[operator]
