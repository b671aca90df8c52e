"""A typed line, taken apart as a shell would: words, quotes, ``NAME=value`` before them, ``&&``."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import HarnessError

JOINTS = ("&&", "||", ";")
MAX_LINE = 10_000  # characters
ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
TOKEN = re.compile(
    r"""
      (?P<operator> && | \|\| | [;&|<>()] )
    | (?P<word> (?: [^\s;&|<>()'"\\] | \\. | '[^']*' | "(?:[^"\\]|\\.)*" )+ )
    | (?P<open> ['"\\] )
    """,
    re.VERBOSE | re.DOTALL,
)

WHY_NOT = {
    "|": "There are no pipes here: give each command a line of its own.",
    "<": "Nothing can be read from a file here: give values as options, or answer the questions.",
    ">": "Output can't be put into a file here. Some commands do it themselves: "
    "dumpdata -o notes.json",
    "&": "There is no background here, and no need for one: the app is served already.",
    "(": "Brackets mean something to a shell: put the argument into quotes.",
    ")": "Brackets mean something to a shell: put the argument into quotes.",
}


class BadLine(HarnessError):
    """A line that can't be run."""


@dataclass
class Line:
    """One command. ``joint`` is what stands before it: "", or one of JOINTS."""

    joint: str = ""
    words: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def goes_on(self, status: int) -> bool:
        """Whether it is to be run after one that ended with this status."""
        return not ((self.joint == "&&" and status) or (self.joint == "||" and not status))


def parse(text: str) -> list[Line]:
    """The commands of a line, none for a comment; raises BadLine."""
    lines = [Line()]
    for kind, word in tokens(text):
        if kind == "open":
            raise BadLine("A quotation mark is opened and never closed.")
        if kind == "operator":
            if word not in JOINTS:
                raise BadLine(WHY_NOT[word])
            lines.append(Line(word))
        else:
            _add(lines[-1], word)
    if lines[-1].joint == ";" and not lines[-1].words:
        lines.pop()
    if len(lines) > 1 and not all(line.words or line.environment for line in lines):
        raise BadLine(f"A command is missing before or after {lines[1].joint}")
    return [line for line in lines if line.words or line.environment]


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """("word" | "operator" | "open", text); an "open" one is a quotation mark without its other."""
    if len(text) > MAX_LINE:
        raise BadLine(f"The line is too long: {MAX_LINE:,} characters at most.")
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "word" and match[0].startswith("#"):
            return
        yield kind, match[0]
        if kind == "open":
            return


def _add(line: Line, word: str) -> None:
    """Add a word, or what it sets for the command that follows it."""
    bare = shlex.split(word)[0]
    assignment = ASSIGNMENT.match(bare)
    if assignment and not line.words:
        line.environment[assignment[1]] = assignment[2]
    else:
        line.words.append(bare)
