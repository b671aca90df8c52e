"""Regular expressions of instructors, held against what learners type. None may take long.

Some expressions, like (a|aa)+[bc], try so many ways to match that a short text keeps them busy for
years. Each match has a time limit, the text a greatest length, and the linter tries every pattern
on texts that such ones trip over.
"""

import string
from functools import lru_cache
from typing import Any

import regex

LONGEST_PATTERN = 300  # characters
LONGEST_TEXT = 200
SECONDS = 0.25  # a sound pattern takes some microseconds
_PROBES = 12


class BadPatternError(ValueError):
    """No regular expression; the text says why."""


class SlowPatternError(Exception):
    """The pattern took longer than it may."""


@lru_cache(maxsize=500)
def compiled(pattern: str, *, ignore_case: bool) -> Any:
    """Raises BadPatternError."""
    try:
        return regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
    except (regex.error, RecursionError, OverflowError) as error:
        raise BadPatternError(str(error)) from error


def matches(pattern: str, text: str, *, ignore_case: bool) -> bool:
    """Whether all of ``text`` matches. Raises SlowPatternError, BadPatternError."""
    found = compiled(pattern, ignore_case=ignore_case)
    try:
        return found.fullmatch(text[:LONGEST_TEXT], timeout=SECONDS) is not None
    except TimeoutError as error:
        raise SlowPatternError(pattern) from error


def is_slow(pattern: str, *, ignore_case: bool) -> bool:
    """Whether some text of the length that learners may type takes the pattern too long."""
    typed = dict.fromkeys(char for char in pattern if char in string.ascii_letters + string.digits)
    for char in [*typed, "a", " ", "0", "-"][:_PROBES]:
        for end in ("", "\x01"):
            try:
                matches(pattern, char * (LONGEST_TEXT - 1) + end, ignore_case=ignore_case)
            except SlowPatternError:
                return True
    return False
