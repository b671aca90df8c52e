"""Numbers as people type them."""

import re
from decimal import Decimal, InvalidOperation

LONGEST = 40  # characters
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\ufe63": "-", "\uff0b": "+"})
# Between digits: a blank of any kind, an apostrophe or an underscore.
_GROUPED = re.compile(r"(?<=\d)[\s'_\u2019](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)


def readings(text: str, unit: str = "") -> list[Decimal]:
    """What ``text`` may mean: nothing if it is no number, two numbers for one like "1,500".

    The unit may stand behind it, thousands may be set off, the comma may be a decimal one.
    """
    text = text[: LONGEST + len(unit) + 1].translate(_SIGNS).strip()
    if unit and text.lower().endswith(unit.lower()):
        text = text[: -len(unit)].strip()
    text = _GROUPED.sub("", text)
    if len(text) > LONGEST:
        return []
    found = [text] if _NUMBER.fullmatch(text) else []
    if _THOUSANDS.fullmatch(text):
        found.append(text.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(text):
        found.append(text.replace(",", "."))
    return [Decimal(each) for each in found]


def exactly(text: str) -> Decimal | None:
    """The number that an instructor typed; None if it is none, or could be two."""
    if len(text) > LONGEST:
        return None
    text = text.translate(_SIGNS).replace(" ", "").replace("_", "")
    try:
        return Decimal(text) if _NUMBER.fullmatch(text) else None
    except InvalidOperation:
        return None


def written(number: Decimal) -> str:
    """A number without needless zeros, and without an exponent where it can be helped."""
    shown = format(number, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if len(shown) > LONGEST:
        return str(number)
    return "0" if shown in ("-0", "") else shown
