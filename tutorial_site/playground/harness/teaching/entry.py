"""What an entry of the table says, and when it is about an error.

Code stands in backticks in the texts. {0}, {1} … are the groups of the pattern that fitted,
{method} is the request's, {routes} are the program's. What is Python's own has no counterpart in
the other framework: "".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..shapes import Frame, Teaching


@dataclass(frozen=True)
class Facts:
    """What is known of an error.

    ``types``: names of the exception's classes with their modules, nearest first; () for a response
    that no exception led to. ``text``: what the exception says, or the response's text.
    """

    framework: str
    types: tuple[str, ...] = ()
    text: str = ""
    frames: tuple[Frame, ...] = ()
    status: int = 0
    path: str = ""
    method: str = ""
    routes: tuple[str, ...] = ()
    printed: bool = False  # the text is what a command printed
    matched: bool = False  # a route fitted: it was the view that answered so

    @property
    def last(self) -> Frame | None:
        """Where the exception was raised."""
        return self.frames[-1] if self.frames else None


@dataclass(frozen=True)
class When:
    """``types``: the ends of class names, separated by spaces, of which the exception has one.
    ``says``: a pattern in the text. ``status``: of the response. ``printed``: it is about what a
    command printed before it failed. ``also``: any further condition."""

    types: str = ""
    says: str = ""
    status: int = 0
    framework: str = ""
    printed: bool = False
    also: Callable[[Facts], bool] | None = None

    def groups(self, facts: Facts) -> tuple[str, ...] | None:
        """The groups of the pattern if it is about this error, None if it isn't."""
        if self.framework and self.framework != facts.framework:
            return None
        if self.status != facts.status or self.printed != facts.printed:
            return None
        if bool(self.types) != bool(facts.types):
            return None
        if self.types and not any(_is(one, self.types.split()) for one in facts.types):
            return None
        found = re.search(self.says, facts.text, re.DOTALL)
        if found is None or (self.also and not self.also(facts)):
            return None
        return tuple(group or "" for group in found.groups())


def _is(name: str, wanted: list[str]) -> bool:
    return any(name == one or name.endswith(f".{one}") for one in wanted)


@dataclass(frozen=True)
class Entry:
    """An error that learners meet. ``words``: "flask.cause" and the like → text."""

    id: str
    title: str
    meaning: str
    section: str
    whens: list[When]
    words: dict[str, str]

    def says(self, framework: str, what: str) -> str:
        """What it says to a framework's users; of Python's own errors the same to all."""
        return self.words.get(f"{framework}.{what}") or self.words.get(f"python.{what}", "")

    def concerns(self, framework: str) -> bool:
        """Whether the users of a framework meet it."""
        return bool(self.says(framework, "cause"))

    def told(self, facts: Facts) -> Teaching | None:
        """The lesson of this error, None if it isn't one."""
        for when in self.whens if self.concerns(facts.framework) else ():
            groups = when.groups(facts)
            if groups is not None:
                return self._teaching(facts, groups)
        return None

    def _teaching(self, facts: Facts, groups: tuple[str, ...]) -> Teaching:
        def words(what: str) -> str:
            return _fill(self.says(facts.framework, what), groups, facts)

        return {
            "id": self.id,
            "title": _fill(self.title, groups, facts),
            "meaning": words("meaning") or _fill(self.meaning, groups, facts),
            "cause": words("cause"),
            "mend": words("mend"),
            "other": words("other"),
            "section": self.section,
        }


def _fill(text: str, groups: tuple[str, ...], facts: Facts) -> str:
    for number, group in enumerate(groups):
        text = text.replace(f"{{{number}}}", group)
    text = text.replace("{method}", facts.method)
    known = list(dict.fromkeys(facts.routes))
    # An empty one is Django's for the site's first page.
    routes = ", ".join(f"`{one}`" if one else '`""`' for one in known[:12])
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return text.replace("{routes}", f" There are {routes}{more}." if routes else "")


def entries(words: str, table: dict[str, tuple[str, list[When]]]) -> list[Entry]:
    """Entries of a text and what belongs to them: id → (section, when they are meant).

    In the text each begins with "id: title" at the margin; below it stand the meaning and, as
    "flask.cause: …", what is said to one framework's users. Line breaks mean nothing.
    """
    found = []
    for block in words.strip().split("\n\n"):
        head, _, body = block.partition("\n")
        name, _, title = head.partition(": ")
        meaning, *parts = re.split(r"^  (\w+\.\w+): ", f"{body}\n", flags=re.MULTILINE)
        said = {key: _line(text) for key, text in zip(parts[::2], parts[1::2], strict=True)}
        section, whens = table[name]
        found.append(Entry(name, title, _line(meaning), section, whens, said))
    return found


def _line(text: str) -> str:
    return " ".join(text.split())
