"""The addresses that compiled lessons link to. urls.py serves them; a test keeps the two together.

Pure Python, because lessons are compiled in a process without Django.
"""

RESERVED = frozenset({"glossary"})

# Ids that the page around a lesson uses: no heading and no block may take one.
PAGE_IDS = frozenset({"contents-title", "main", "objectives", "problems-title", "rail"})


def course_url(course: str) -> str:
    return f"/learn/{course}/"
