"""The place where somebody is typing: in code, in a text, in a comment; after a dot, in a call.

What is before the cursor is mostly no valid Python, so it is read by its characters.
"""

import functools
import re
from dataclasses import dataclass

from .source import Source, from_units, lines_of, parse, units

NAME = re.compile(r"[^\W\d]\w*\Z|\Z")
OPENS, CLOSES = "([{", ")]}"
# What ends, one after the other, where no code is: comments and texts, with their prefixes.
QUIET = re.compile(
    r"""
      \#[^\n]*
    | (?P<prefix>\b[bBfFrRuUtT]{1,2})? (?P<quote>'''|\"\"\"|'|\")
    | [()\[\]{}] | \n
    """,
    re.VERBOSE,
)
MAX_REPAIRS = 40


@dataclass(frozen=True)
class Bracket:
    """A bracket that is open at the cursor, by its position in the text."""

    kind: str
    position: int


@dataclass(frozen=True)
class Cursor:
    """``before`` is the text up to the cursor. ``quote`` opens the text that the cursor is in, ""
    outside of any, which begins at ``string``; ``comment``: it is in a comment."""

    path: str
    text: str
    position: int
    line: int
    quote: str = ""
    string: int = 0
    formatted: bool = False
    comment: bool = False
    brackets: tuple[Bracket, ...] = ()

    @property
    def before(self) -> str:
        """The text up to the cursor."""
        return self.text[: self.position]

    @property
    def prefix(self) -> str:
        """The part of a name that is typed already."""
        match = NAME.search(self.before)
        return match[0] if match else ""

    @property
    def line_before(self) -> str:
        """The line up to the cursor."""
        return self.before.rpartition("\n")[2]

    @property
    def statement_before(self) -> str:
        """The statement up to the cursor, from its first line on when brackets are open."""
        start = self.brackets[0].position if self.brackets else self.position
        begin = self.text.rfind("\n", 0, start) + 1
        return self.text[begin : self.position]

    def span(self, length: int) -> tuple[int, int]:
        """Where the last characters before the cursor are, in the page's units."""
        end = units(self.before)
        return end - units(self.before[self.position - length :]), end


def cursor_at(path: str, text: str, line: int, column: int) -> Cursor:
    """The cursor at a line and column of the page's, or as near as there is text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = lines_of(text)
    number = max(1, min(line, len(lines)))
    start = sum(len(one) + 1 for one in lines[: number - 1])
    position = start + from_units(lines[number - 1], column)
    return _read(path, text, position, number)


def _read(path: str, text: str, position: int, line: int) -> Cursor:
    """Walk through the text up to the cursor, to know what it stands in."""
    at, brackets = 0, list[Bracket]()
    while match := QUIET.search(text, at, position):
        found, at = match[0], match.end()
        if match["quote"]:
            end = _end_of_text(
                text, at, match["quote"], position, raw="r" in (match["prefix"] or "")
            )
            if end is None:
                formatted = bool(set(match["prefix"] or "") & set("fFtT"))
                return Cursor(
                    path, text, position, line, match["quote"], at, formatted,
                    brackets=tuple(brackets),
                )  # fmt: skip
            at = end
        elif found.startswith("#"):
            if match.end() == position:
                return Cursor(path, text, position, line, comment=True)
        elif found in OPENS:
            brackets.append(Bracket(found, match.start()))
        elif found in CLOSES and brackets:
            brackets.pop()
        elif found == "\n" and brackets and _begins_statement(text, at):
            brackets = []  # what was left open above is a mistake there, and none of this line
    return Cursor(path, text, position, line, brackets=tuple(brackets))


def _begins_statement(text: str, at: int) -> bool:
    """Whether a line begins with a word that can't stand within brackets."""
    return bool(re.compile(r"(?:def|class|while|with|try|return|import|@\w)\b").match(text, at))


def _end_of_text(text: str, at: int, quote: str, position: int, *, raw: bool) -> int | None:
    """Where a text ends, None if the cursor is in it. One line's ends with the line."""
    for match in re.compile(rf"\\.|{quote}|\n", re.DOTALL).finditer(text, at, position):
        if match[0] == quote or (match[0] == "\n" and len(quote) == 1):
            return match.end() if match[0] == quote else match.start()
    return None


# --- what stands before the cursor ------------------------------------------------------------


def receiver(code: str) -> str:
    """The expression before a dot at the end of code, "" if it can't be told: ``a.b(c)[d]``."""
    at = _primary_start(code, len(code))
    return code[at:].strip()


def _primary_start(code: str, end: int) -> int:
    """Where the expression that ends here begins: names, dots, calls, items, texts."""
    at = _skip_spaces(code, end)
    while at > 0:
        character = code[at - 1]
        if character in CLOSES:
            at = _opening(code, at - 1)
            if at < 0:
                return end
            if at and not (code[at - 1].isalnum() or code[at - 1] in "_)]}'\""):
                return at  # brackets, a list, a dictionary: nothing belongs before
        elif character.isalnum() or character == "_":
            while at > 0 and (code[at - 1].isalnum() or code[at - 1] == "_"):
                at -= 1
        elif character in "'\"":
            at = _text_start(code, at)
        else:
            return at
        before = _skip_spaces(code, at)
        if before > 0 and code[before - 1] == ".":
            at = _skip_spaces(code, before - 1)
        elif not (at > 0 and code[at - 1] in ")]}" and code[at : at + 1] in "(["):
            return at if code[at : at + 1] not in ("(", "[") else _before_call(code, at)
    return at


def _before_call(code: str, at: int) -> int:
    """What is called, or of which an item is taken, before a bracket."""
    if at > 0 and (code[at - 1].isalnum() or code[at - 1] in "_)]"):
        return _primary_start(code, at)
    return at


def _skip_spaces(code: str, at: int) -> int:
    while at > 0 and code[at - 1] in " \t":
        at -= 1
    return at


def _opening(code: str, closing: int) -> int:
    """The position of the bracket that one closes, -1 if there is none."""
    depth = 0
    at = closing
    while at >= 0:
        character = code[at]
        if character in "'\"":
            at = _text_start(code, at + 1)
        elif character in CLOSES:
            depth += 1
        elif character in OPENS:
            depth -= 1
            if depth == 0:
                return at
        at -= 1
    return -1


def _text_start(code: str, end: int) -> int:
    """Where the text begins whose closing quotation mark is the last character before ``end``."""
    quote = code[end - 1]
    at = code.rfind(quote, 0, end - 1)
    while at > 0 and code[at - 1] == "\\":
        at = code.rfind(quote, 0, at)
    while at > 0 and code[at - 1] in "bBfFrRuU":
        at -= 1
    return max(at, 0)


@dataclass(frozen=True)
class CallAround:
    """The call that the cursor is in: what is called, and the arguments before the cursor."""

    callee: str
    arguments: tuple[str, ...]

    @property
    def keywords(self) -> set[str]:
        """The names of arguments that are given already."""
        matches = [re.match(r"\s*([^\W\d]\w*)\s*=(?!=)", one) for one in self.arguments]
        return {match[1] for match in matches if match}


def call_around(cursor: Cursor) -> CallAround | None:
    """The innermost call whose brackets are open at the cursor."""
    for bracket in reversed(cursor.brackets):
        if bracket.kind != "(":
            continue
        callee = receiver(cursor.text[: bracket.position])
        if callee and not re.fullmatch(KEYWORDS, callee):
            inside = cursor.text[bracket.position + 1 : cursor.position]
            return CallAround(callee, tuple(_split(inside)))
    return None


# What may stand before a bracket, and is called by nobody.
KEYWORDS = (
    r"(?:and|assert|await|elif|except|for|if|in|is|lambda|not|or|raise|return|while|with|yield)"
)


def _split(inside: str) -> list[str]:
    """Arguments, at their commas."""
    parts, start, depth, at = list[str](), 0, 0, 0
    while match := QUIET.search(inside + "\n", at):
        comma = inside.find(",", at, match.start()) if depth == 0 else -1
        while comma >= 0:
            parts.append(inside[start:comma])
            start = comma + 1
            comma = inside.find(",", start, match.start())
        at = match.end()
        if match["quote"]:
            end = _end_of_text(inside, at, match["quote"], len(inside), raw=False)
            at = len(inside) if end is None else end
        elif match[0] in OPENS:
            depth += 1
        elif match[0] in CLOSES:
            depth -= 1
        if at >= len(inside):
            break
    comma = inside.find(",", max(at, start)) if depth == 0 else -1
    parts.append(inside[start:])
    return parts


# --- a file that can be read all the same -----------------------------------------------------


def readable(cursor: Cursor) -> Source:
    """The file with the line that is being typed, and others that can't be read, blanked out."""
    lines = lines_of(cursor.text)
    typed = lines[cursor.line - 1]
    for filled in ("", "_"):  # a name after a dot that ends the line, or stands before something
        text = cursor.before + filled + cursor.text[cursor.position :]
        whole = parse(cursor.path, text)
        if whole.tree is not None and typed.strip():
            return whole
    return _repaired(cursor.path, cursor.text, cursor.line)


@functools.lru_cache(30)
def _repaired(path: str, text: str, typed: int) -> Source:
    lines = lines_of(text)
    _blank(lines, typed - 1)
    for _ in range(MAX_REPAIRS):
        source = parse(path, "\n".join(lines))
        if source.tree is not None or source.error is None:
            return source
        number = min(max(source.error.lineno or 1, 1), len(lines)) - 1
        if "expected an indented block" in str(source.error.msg):
            _give_a_body(lines, number)
        elif not _blank(lines, number):
            while number > 0 and not lines[number].strip():
                number -= 1
            lines[number] = ""
    return parse(path, "\n".join(line for line in lines if re.match(r"(?:from|import)\s", line)))


def _blank(lines: list[str], index: int) -> bool:
    """Put ``pass`` in the place of a line; False if it is there already."""
    line = lines[index]
    blanked = line[: len(line) - len(line.lstrip())] + "pass"
    lines[index] = blanked
    return line != blanked and bool(line.strip())


def _give_a_body(lines: list[str], index: int) -> None:
    """Let the block that has none, which ends before this line, have one on its own line."""
    while index > 0 and not (lines[index].rstrip().endswith(":")):
        index -= 1
    lines[index] = lines[index].rstrip() + " pass"
