"""Which HTML may come out of a lesson, and which an instructor may type.

Instructors are trusted less than developers: whatever they type, the page gets no script, no style,
no frame, no form, and no attribute that a script of the site listens to (``hx-…``). What they meant
to type and may not is a problem with its place; the cleaning afterwards is the guarantee.
"""

import re
from collections.abc import Iterator

import nh3

from tutorial_site.catalog.places import Places
from tutorial_site.catalog.problems import ProblemLog

# Typed as HTML, inside a paragraph.
TYPED_TAGS = frozenset(
    "abbr b br cite del dfn em i ins kbd mark q s samp small span strong sub sup u var wbr".split()
)
_TYPED_ATTRIBUTES = frozenset({"class", "dir", "lang", "title"})
# Made from Markdown by us and by pymdownx.
_MADE_TAGS = TYPED_TAGS | frozenset(
    "a blockquote code dd details div dl dt h1 h2 h3 h4 h5 h6 hr img input label li ol p pre"
    " section summary table tbody td tfoot th thead tr ul".split()
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "dir", "id", "lang", "role", "title", "aria-label", "tabindex"},
    "a": {"href", "data-term"},
    "details": {"open"},
    "div": {"data-code", "data-language", "data-tabs"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"name", "checked"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# Tabs are radio buttons; nothing else of a form can be made.
_VALUES = {"input": {"type": {"radio"}}}
_SCHEMES = {"http", "https", "mailto"}
_TAG = re.compile(
    r"""(?<!\\)<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?![\w.+-]*[:@])"""
    r"""(?P<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)"""
)
_ATTRIBUTE = re.compile(r"""([A-Za-z_@:][\w:@.-]*)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_INSTEAD = {
    "a": "Write [text](address).",
    "img": "Write ![what it shows](file.svg).",
    "iframe": "Link to the page instead: [text](https://…).",
    "script": "Lessons run programs in an `/// app` block.",
    "style": "The site has one look; leave styling to it.",
    "div": "Use an admonition: /// note … ///",
    "details": "Write /// details | Summary … ///",
    "p": "Leave an empty line between two paragraphs.",
    "pre": "Use a fence: ``` … ```",
    "code": "Use backticks: `code`",
    "table": "Write a table as | one | two |.",
}


def cleaned(html: str) -> str:
    """``html`` with nothing left in it that a lesson may not hold."""
    return nh3.clean(
        html,
        tags=set(_MADE_TAGS),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        tag_attribute_values=_VALUES,
    )


def is_allowed(tag: str, attribute: str) -> bool:
    return any(attribute in names.get(tag, ()) for names in (ATTRIBUTES, _VALUES)) or (
        attribute in ATTRIBUTES["*"]
    )


def report_typed_html(places: Places, log: ProblemLog) -> None:
    """Problems for typed HTML that would be taken out."""
    for line, column, name, rest, closing in _typed_tags(places):
        if name not in TYPED_TAGS:
            if not closing:
                log.error(
                    line,
                    column,
                    "html-not-allowed",
                    f"<{name[:40]}> may not be typed in a lesson.",
                    _INSTEAD.get(
                        name, f"If you mean the characters, put them in backticks: `<{name[:40]}>`"
                    ),
                )
            continue
        for match in _ATTRIBUTE.finditer(rest):
            if match[1].lower() not in _TYPED_ATTRIBUTES:
                log.error(
                    line,
                    column,
                    "html-not-allowed",
                    f'The attribute "{match[1][:40]}" may not be typed in a lesson.',
                    f"Of a tag's attributes, lessons keep: {', '.join(sorted(_TYPED_ATTRIBUTES))}.",
                )


def _typed_tags(places: Places) -> Iterator[tuple[int, int, str, str, bool]]:
    text = "\n".join(places.lines)
    line, start, at = 1, 0, 0
    for match in _TAG.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        start = text.rfind("\n", 0, at) + 1
        yield line, at - start + 1, match["name"].lower(), match["rest"], bool(match["close"])
