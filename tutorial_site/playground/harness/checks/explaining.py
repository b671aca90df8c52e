"""What an assert expected and what it got, in words for somebody who doesn't see its code."""

import re
from typing import Any

from .rewriting import Seen

LONGEST = 400  # characters of a value that are shown
AROUND = 120  # characters shown on each side of a text that shouldn't be there
_HEAD = re.compile(r"</head>(?:\s*<body\b[^>]*>)?|<body\b[^>]*>", re.IGNORECASE)
_ORDERS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def explain(seen: Seen) -> tuple[str, str]:
    """Expected and actual, each of at most about 500 characters."""
    if seen.sign in ("in", "not in"):
        return _membership(seen)
    if seen.sign in ("", "not"):
        return seen.source[:LONGEST], shown(seen.left)
    sign, actual, expected = seen.sign, seen.left, seen.right
    if seen.left_fixed and not seen.right_fixed:
        sign, actual, expected = _TURNED.get(sign, sign), seen.right, seen.left
    if sign in ("!=", "is not"):
        return f"anything but {shown(expected)}", shown(actual)
    if sign in _ORDERS:
        return f"{_ORDERS[sign]} {shown(expected)}", shown(actual)
    return shown(expected), shown(actual)


def _membership(seen: Seen) -> tuple[str, str]:
    wanted = seen.sign == "in"
    if seen.right_fixed and not isinstance(seen.right, str):
        members = ", ".join(shown(each) for each in seen.right)[:LONGEST]
        return f"{'one' if wanted else 'none'} of: {members}", shown(seen.left)
    part = shown(seen.left)
    if isinstance(seen.right, str):
        if wanted:
            return f"a text with {part} in it", shown(seen.right)
        return f"a text without {part} in it", _around(seen.right, str(seen.left))
    return f"{part}{'' if wanted else ' not'} among them", shown(seen.right)


def _around(text: str, part: str) -> str:
    at = text.find(part)
    start, end = max(0, at - AROUND), at + len(part) + AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def shown(value: Any) -> str:
    """A value as a person may read it: a text of one line in quotes, a longer one as it is."""
    if isinstance(value, str):
        if len(value) <= 80 and "\n" not in value:
            return f'"{value}"'
        return _cut(value)
    try:
        return _cut(repr(value))
    except Exception as error:  # a learner's own __repr__ may fail
        return f"a {type(value).__name__}, which can't be shown ({type(error).__name__})"


def _cut(text: str) -> str:
    """Long texts lose their end; of an HTML page, what comes before its body as well."""
    if len(text) > LONGEST and (head := _HEAD.search(text)):
        text = f"… {text[head.end() :].lstrip()}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
