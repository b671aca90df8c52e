"""YAML as instructors write it, every value with its place in the file.

Built on PyYAML's events instead of its loader: values keep their line and column, a word is text
unless it plainly is a number or true/false (so ``title: No`` and ``open: 12:30`` stay what was
typed), anchors and tags are refused (no bombs, no objects), and nothing recurses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from tutorial_site.catalog import limits
from tutorial_site.catalog.problems import ProblemLog

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}$")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}$")
# YAML ends a line with these too, and counts on; nobody else who looks at the file does.
_MORE_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Node:
    """A value and where it stands. ``value`` is a scalar, a list of nodes, or a dict of nodes.

    ``text`` is a scalar as it was typed (without quotes). ``keys`` holds the place of each key.
    """

    value: Any
    line: int
    column: int
    text: str = ""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_map(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    @property
    def is_scalar(self) -> bool:
        return not isinstance(self.value, dict | list)

    @property
    def kind(self) -> str:
        """What an instructor would call the value, for messages."""
        if self.is_map:
            return "a set of options"
        if self.is_list:
            return "a list"
        return {bool: "true or false", int: "a number", float: "a number"}.get(
            type(self.value), "nothing" if self.value is None else "text"
        )

    def plain(self) -> Any:
        """The value without places: dicts, lists and scalars, as JSON has them."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value


class _Refused(Exception):
    def __init__(self, mark: Any, message: str, hint: str) -> None:
        super().__init__(message)
        self.mark, self.message, self.hint = mark, message, hint


def parse_yaml(text: str, log: ProblemLog, *, line: int = 1, column: int = 1) -> Node | None:
    """Parse ``text``, which starts at ``line``:``column`` of the log's file.

    Returns None and logs a ``bad-yaml`` problem when it is no YAML; an empty map for nothing.
    """
    if len(text) > limits.OPTIONS_CHARACTERS:
        log.error(
            line,
            column,
            "bad-yaml",
            f"This YAML is longer than {limits.OPTIONS_CHARACTERS:,} characters.",
            "Options are short; longer text belongs in the lesson.",
        )
        return None
    text = _MORE_LINE_ENDS.sub(" ", text)
    builder = _Builder(log, line, column, text.count("\n"))
    try:
        return builder.build(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        place, message, hint = builder.place(refused.mark), refused.message, refused.hint
    except yaml.MarkedYAMLError as error:
        mark, message, hint = _explain(error, text)
        place = builder.place(mark)
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        place = (line, column)
        message = f"This is not YAML: {str(error).splitlines()[0]}."
        hint = "Write one `name: value` a line."
    log.error(*place, "bad-yaml", message, hint)
    return None


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[Any, str, str]:
    """Where the fault is, rather than where the parser noticed; what it is, and what to do."""
    problem, context = error.problem or "it can't be read", error.context or ""
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in context and "end of stream" in problem:
        message, hint = "The quote opened here is never closed.", "Close it on the same line."
        return error.context_mark, message, hint
    if context.endswith((" flow sequence", " flow mapping")):
        opening, closing, what = "[", "]", "list"
        if "mapping" in context:
            opening, closing, what = "{", "}", "set of options"
        message = f"This {what} has no {closing}, or a comma is missing in it."
        hint = f"Close the {opening} with {closing}; put text that holds signs in quotes."
        return error.context_mark, message, hint
    if mark and "mapping values are not allowed" in problem:
        before = _line(text, mark)[: mark.column]
        if ": " in before:
            message, hint = "A second `: ` stands in this value.", 'Put it in quotes: "One: two".'
        else:
            message = "This line doesn't go with the one above."
            hint = "Indent the options alike, and write a colon after each name."
        return mark, message, hint
    if mark and "cannot start any token" in problem:
        character = _line(text, mark)[mark.column : mark.column + 1]
        if character == "\t":
            return mark, "A tab stands in the indentation.", "Indent with spaces."
        return mark, f"A value can't begin with {character} here.", "Put it in quotes."
    hint = "Write one `name: value` a line, indented alike; put text that holds signs in quotes."
    return mark, f"This is not YAML: {problem}.", hint


def _line(text: str, mark: Any) -> str:
    line: int = mark.line
    return text.split("\n")[line]


class _Builder:
    """Turns a stream of events into nodes, with a stack of its own instead of recursion."""

    def __init__(self, log: ProblemLog, line: int, column: int, last: int) -> None:
        self.log, self.line, self.column = log, line, column
        self.last = last  # the index of the last line; YAML's end may stand behind it
        self.stack: list[Node] = []
        self.keys: list[Node | None] = []  # for each map on the stack: the key waiting for a value
        self.count = 0
        self.root: Node | None = None

    def place(self, mark: Any) -> tuple[int, int]:
        if mark is None:
            return self.line, self.column
        if mark.line > self.last:
            return self.line + self.last, self.column
        return self.line + mark.line, self.column + mark.column

    def build(self, events: Iterator[Any]) -> Node:
        for event in events:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _Refused(
                    event.start_mark,
                    "Anchors and aliases (& and *) are not used here.",
                    "Write the value out, or put it in quotes if it is text.",
                )
            if isinstance(event, yaml.ScalarEvent):
                self.add(self.scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self.open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                node = self.stack.pop()
                self.keys.pop()
                self.add(node)
            elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                raise _Refused(
                    event.start_mark, "A second YAML document starts here.", "Take the --- out."
                )
        return self.root or Node({}, self.line, self.column)

    def open(self, event: Any) -> None:
        self.refuse_tag(event)
        if len(self.stack) >= limits.YAML_DEPTH:
            raise _Refused(
                event.start_mark,
                f"Values are nested more than {limits.YAML_DEPTH} deep here.",
                "Options need two or three levels; look for a bracket too many.",
            )
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(Node(value, *self.place(event.start_mark)))
        self.keys.append(None)

    def refuse_tag(self, event: Any) -> None:
        if event.tag and event.tag != "!":
            raise _Refused(
                event.start_mark, "Tags (!) are not used here.", "Put the value in quotes."
            )

    def scalar(self, event: Any) -> Node:
        self.refuse_tag(event)
        value: Any = event.value
        if event.implicit[0]:  # plain, that is without quotes
            value = _plain_value(event.value)
        return Node(value, *self.place(event.start_mark), text=event.value)

    def add(self, node: Node) -> None:
        self.count += 1
        if self.count > limits.YAML_NODES:
            raise _Refused(None, f"More than {limits.YAML_NODES:,} values.", "Write fewer options.")
        if not self.stack:
            self.root = node
        elif self.stack[-1].is_list:
            self.stack[-1].value.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            key, self.keys[-1] = self.keys[-1], None
            self.set(self.stack[-1], key, node)

    def set(self, owner: Node, key: Node, node: Node) -> None:
        if not key.is_scalar:
            self.log.error(
                key.line, key.column, "bad-yaml", "An option's name must be a word.", "Name it."
            )
            return
        if key.text in owner.value:
            self.log.error(
                key.line,
                key.column,
                "repeated-option",
                f'"{key.text}" is given twice.',
                "Keep one of them.",
            )
        owner.value[key.text] = node
        owner.keys[key.text] = (key.line, key.column)


def _plain_value(text: str) -> Any:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text
