"""The addresses that compiled lessons link to. urls.py serves them; a test keeps the two together.

Pure Python, because lessons are compiled in a process without Django.
"""

import re

RESERVED = frozenset({"glossary"})

# Ids that the page around a lesson uses: no heading and no block may take one.
PAGE_IDS = frozenset(
    {
        "contents-title",
        "main",
        "objectives",
        "problems-title",
        "rail",
        "sandbox-config",
        "teaching-links",
    }
)
# A block's own parts have ids that begin with its own: lazy-q1, hello-title, guess-before-status.
_PART = re.compile(
    r"-(?:title|q\d+|hints|before|after|result|side-\d|status|flask|django|python)(?:-|$)"
)


def is_part_of(block: str, other: str) -> bool:
    """Whether ``other`` is an id that a part of the block on its page may have."""
    return other.startswith(block) and bool(_PART.match(other, len(block)))


def course_url(course: str) -> str:
    return f"/learn/{course}/"
