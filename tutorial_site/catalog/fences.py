"""The head of a fence: ```` ```{.python .flask file=app.py readonly highlight="3-7"} ````."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tutorial_site.catalog.problems import ProblemLog, did_you_mean

_TOKEN = re.compile(
    r"""\s*(?:
        \.(?P<mark>[\w+#-]+)
      | (?P<name>[A-Za-z][\w-]*)\s*=\s*
        (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s}"']+))
      | (?P<flag>[A-Za-z][\w-]*)
    )(?=\s|$)""",
    re.VERBOSE,
)
_LANGUAGE = re.compile(r"[\w+#.-]+")
FRAMEWORK_MARKS = ("flask", "django")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced piece of code. ``line``/``column`` are those of the fence itself.

    ``prefix`` is what stands before the fence (indentation, quote marks), ``head`` what stands
    after it; ``end_line`` the line of the closing fence. ``code_line`` is the first line of code,
    and ``indent`` columns were cut from each of them.
    """

    line: int
    column: int
    prefix: str
    head: str
    head_column: int
    text: str
    end_line: int
    closed: bool = True

    @property
    def code_line(self) -> int:
        return self.line + 1

    @property
    def indent(self) -> int:
        return len(self.prefix)


class Cut:
    """Takes a fence's prefix (indentation, quote marks) off the lines of its code."""

    def __init__(self, prefix: str) -> None:
        self.indent = len(prefix)
        self.quoted = prefix.count(">")
        self.pattern = re.compile(rf"[ ]*(?:>[ ]?){{0,{self.quoted}}}")

    def __call__(self, line: str) -> str:
        if self.quoted:
            match = self.pattern.match(line)
            return line[match.end() :] if match else line
        if not self.indent:
            return line
        spaces = len(line) - len(line.lstrip(" "))
        return line[min(spaces, self.indent) :] if spaces else line.expandtabs(4)[self.indent :]


@dataclass(frozen=True, slots=True)
class FenceHead:
    """``language`` is the first mark that is no framework's; flags are attributes without value."""

    language: str = ""
    marks: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    @property
    def frameworks(self) -> tuple[str, ...]:
        return tuple(mark for mark in FRAMEWORK_MARKS if mark in self.marks)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What fences of a place may carry, besides a language."""

    place: str
    marks: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()


IN_PROSE = Allowed("a fence", attributes=frozenset({"title", "highlight"}))
IN_APP = Allowed(
    "a file of an app",
    marks=frozenset(FRAMEWORK_MARKS),
    attributes=frozenset({"file", "title", "highlight"}),
    flags=frozenset({"readonly", "hidden"}),
)
# What a fence of an exercise is, when it is no file that the learner starts with.
ROLES = ("checks", "solution", "mistake")
IN_EXERCISE = Allowed(
    "a file of an exercise",
    marks=IN_APP.marks.union(ROLES),
    attributes=IN_APP.attributes,
    flags=IN_APP.flags,
)
IN_CHECKS = Allowed("an exercise's checks", marks=frozenset({"checks"}))
IN_SOLUTION = Allowed(
    "a file of a solution",
    marks=frozenset({*FRAMEWORK_MARKS, "solution"}),
    attributes=frozenset({"file"}),
)
IN_MISTAKE = Allowed(
    "a file of a mistake",
    marks=frozenset({*FRAMEWORK_MARKS, "mistake"}),
    attributes=frozenset({"file", "hint"}),
)
_ROLE = re.compile(rf"\.({'|'.join(ROLES)})(?=[\s}}])", re.IGNORECASE)


def role_of(fence: Fence) -> str:
    """What a fence of an exercise is: one of ROLES, or "" for a file to start with."""
    match = _ROLE.search(fence.head) if fence.head.lstrip().startswith("{") else None
    return match[1].lower() if match else ""


def read_head(fence: Fence, allowed: Allowed, log: ProblemLog) -> FenceHead:
    """Parse what stands after the fence; what it may not carry is a problem at its place."""
    head = fence.head.strip()
    if not head.startswith("{"):
        return _bare_head(fence, head, allowed, log)
    if not head.endswith("}"):
        log.error(
            fence.line,
            fence.head_column,
            "bad-fence",
            "The fence's { is not closed.",
            "Write it in one line: ```{.python file=app.py}",
        )
        head += "}"
    return _read_tokens(fence, head[1:-1], fence.head_column + 1, allowed, log)


def _bare_head(fence: Fence, head: str, allowed: Allowed, log: ProblemLog) -> FenceHead:
    """Without braces: a language, then attributes, as in ```` ```python title="a.py" ````."""
    language, _, rest = head.partition(" ")
    if not _LANGUAGE.fullmatch(language or "text"):
        log.error(
            fence.line,
            fence.head_column,
            "bad-fence",
            f'"{language[:60]}" after the fence is not a language.',
            'Write a language, or marks in braces: ```{.python title="app.py"}',
        )
        return FenceHead()
    found = _read_tokens(fence, rest, fence.head_column + len(language) + 1, allowed, log)
    if not language:
        return found
    return replace(found, language=language.lower(), marks=(language.lower(), *found.marks))


def _read_tokens(
    fence: Fence, text: str, column: int, allowed: Allowed, log: ProblemLog
) -> FenceHead:
    marks: list[str] = []
    attributes: dict[str, str] = {}
    flags: set[str] = set()
    position = 0
    while text[position:].strip():
        start = position + len(text[position:]) - len(text[position:].lstrip())
        match = _TOKEN.match(text, position)
        if not match:
            log.error(
                fence.line,
                column + start,
                "bad-fence",
                f"Can't read \"{text[start : start + 60]}\" in the fence's braces.",
                'Write marks as .flask and attributes as file=app.py or title="My file", '
                "spaces between, no commas.",
            )
            break
        position = match.end()
        name = match["name"] or match["flag"]
        if match["mark"]:
            marks.append(match["mark"].lower())
        elif match["name"]:
            value = next(match[k] for k in ("double", "single", "bare") if match[k] is not None)
            _known(name, allowed.attributes, fence.line, column + start, allowed, log)
            attributes[name] = value
        else:
            _known(name, allowed.flags, fence.line, column + start, allowed, log)
            flags.add(name)
    languages = [mark for mark in marks if mark not in allowed.marks.union(FRAMEWORK_MARKS)]
    _check_marks(fence, marks, languages, allowed, log)
    return FenceHead(languages[0] if languages else "", tuple(marks), attributes, frozenset(flags))


def _check_marks(
    fence: Fence, marks: list[str], languages: list[str], allowed: Allowed, log: ProblemLog
) -> None:
    for extra in languages[1:]:
        log.error(
            fence.line,
            fence.head_column,
            "unknown-mark",
            f'".{extra}" is not a mark of {allowed.place}.',
            did_you_mean(extra, allowed.marks) or "A fence takes one language.",
        )
    for mark in set(marks) & set(FRAMEWORK_MARKS) - allowed.marks:
        log.error(
            fence.line,
            fence.head_column,
            "unknown-mark",
            f'".{mark}" marks a file of an app, and this fence stands outside of one.',
            "Put the fence into an `/// app` block, or take the mark away.",
        )


def _known(
    name: str, names: frozenset[str], line: int, column: int, allowed: Allowed, log: ProblemLog
) -> None:
    if name in names:
        return
    everything = allowed.attributes | allowed.flags
    if name in everything:
        wants = "needs a value" if name in allowed.attributes else "takes no value"
        log.error(
            line,
            column,
            "bad-fence",
            f'"{name}" {wants}.',
            f"Write {name}=…" if name in allowed.attributes else f"Write {name} alone.",
        )
        return
    log.error(
        line,
        column,
        "unknown-option",
        f'"{name[:60]}" is not an attribute of {allowed.place}.',
        did_you_mean(name, everything),
    )


def read_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """``"3-7, 9"`` → ((3, 7), (9, 9)); lines count from 1. ValueError says what was expected."""
    ranges = []
    for part in re.split(r"[\s,]+", text.strip()):
        match = re.fullmatch(r"(\d{1,5})(?:[-\u2013](\d{1,5}))?", part)
        if not match:
            raise ValueError('lines like "3" or "3-7"')
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            raise ValueError('lines from a first to a last, counted from 1, like "3-7"')
        ranges.append((first, last))
    return tuple(ranges)
