"""Straight quotes, as keyboards have them, → the typographic ones, in text that is no Markdown."""

import re

# What may stand before a quotation that begins.
_BEFORE = r"(?:^|(?<=[\s(\[{/\u2013\u2014\u201c\u2018-]))"
_SIGNS = (
    (re.compile(_BEFORE + '"(?=\\S)'), "\u201c"),
    (re.compile('"'), "\u201d"),
    (re.compile(_BEFORE + r"'(?=\d0s\b)"), "\u2019"),  # the '90s
    (re.compile(_BEFORE + r"'(?=\S)"), "\u2018"),
    (re.compile("'"), "\u2019"),
)
_CODE = re.compile(r"(`[^`]*`)")


def with_quotes(text: str) -> str:
    """Titles and claims, set like the paragraphs around them; what stands in backticks is code."""
    pieces = _CODE.split(text)
    pieces[::2] = [_set(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _set(text: str) -> str:
    for straight, sign in _SIGNS:
        text = straight.sub(sign, text)
    return text
