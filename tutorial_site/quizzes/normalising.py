"""What of a typed answer counts, and what doesn't."""

import re
import unicodedata
from collections.abc import Collection

PARTICULARS = ("case", "spaces", "quotes")
# Keyboards and word processors curl quotes, and minus signs.
_CURLED = str.maketrans("‘’‚‛“”„‟′″−–", "''''\"\"\"\"'\"--")
_SIGN = re.compile(r"\s*([^\w\s])\s*")
_PAIRS = frozenset({"''", '""', "``"})


def normalised(text: str, exact: Collection[str] = ()) -> str:
    """``text`` reduced to what is compared; two answers are alike when these are equal.

    Case, the number of blanks, and quotes (curled or straight, single or double, around all of it)
    don't count unless ``exact`` names them. Blanks at both ends never do.
    """
    text = for_patterns(text, exact)
    if "quotes" not in exact:
        text = text.replace('"', "'")
    if "case" not in exact:
        text = unicodedata.normalize("NFC", text.casefold())
    return text


def for_patterns(text: str, exact: Collection[str] = ()) -> str:
    """The same for a regular expression, which sees to case and the kind of quotes itself."""
    text = unicodedata.normalize("NFC", text).strip()
    if "quotes" not in exact:
        text = text.translate(_CURLED)
        while len(text) > 1 and text[0] + text[-1] in _PAIRS:
            text = text[1:-1].strip()
    if "spaces" not in exact:
        text = " ".join(text.split())
    return text


def code_normalised(text: str) -> str:
    """Code on one line as it is compared: case counts; which quotes, and blanks by signs, don't."""
    text = unicodedata.normalize("NFC", text).translate(_CURLED).replace('"', "'")
    return _SIGN.sub(r"\1", " ".join(text.split()))
