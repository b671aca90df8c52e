"""The addresses that compiled lessons link to. urls.py serves them; a test keeps the two together.

Pure Python, because lessons are compiled in a process without Django.
"""

RESERVED = frozenset({"glossary"})


def course_url(course: str) -> str:
    return f"/learn/{course}/"
