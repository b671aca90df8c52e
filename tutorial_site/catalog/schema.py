"""Which options a place takes, and what each may hold. Every fault is a problem with its place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tutorial_site.catalog.problems import ProblemLog, did_you_mean, nearest
from tutorial_site.catalog.typography import with_quotes
from tutorial_site.catalog.yamlmarks import Node

# Reads a node's value, or raises ValueError with what was expected ("a number from 1 to 9").
Reader = Callable[[Node], Any]


class Expected(ValueError):
    """A reader's ValueError that says more: which node is at fault, and what to do about it."""

    def __init__(self, expected: str, node: Node | None = None, hint: str = "") -> None:
        super().__init__(expected)
        self.node, self.hint = node, hint


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 60
_QUOTE = 'Text that holds a comma or a colon stands in quotes: "One, two: three".'


@dataclass(frozen=True, slots=True)
class Option:
    """One option: how its value is read, its value when left out, an example for messages."""

    read: Reader
    default: Any = None
    required: bool = False
    example: str = ""


def text(longest: int = 300) -> Reader:
    """One line of text; a number or true/false is taken as it was typed."""

    def read(node: Node) -> str:
        if node.is_map:
            raise Expected("text", hint=_QUOTE)
        if not node.is_scalar or not node.text.strip():
            raise ValueError("text")
        value = " ".join(node.text.split())
        if len(value) > longest:
            raise ValueError(f"text of at most {longest} characters")
        return value

    return read


def prose(longest: int = 300) -> Reader:
    """One line of text that people read: with typographic quotes."""
    read = text(longest)
    return lambda node: with_quotes(read(node))


def number(low: int, high: int) -> Reader:
    def read(node: Node) -> int:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return value

    return read


def boolean(node: Node) -> bool:
    if not isinstance(node.value, bool):
        raise ValueError("true or false")  # noqa: TRY004  the caller reports ValueErrors
    return node.value


def one_of(*words: str) -> Reader:
    def read(node: Node) -> str:
        if not node.is_scalar or node.text not in words:
            near = nearest(node.text, words)
            hint = f'Did you mean "{near}"?' if near else ""
            raise Expected(f"one of: {', '.join(words)}", hint=hint)
        return node.text

    return read


def slug(node: Node) -> str:
    if not node.is_scalar or not SLUG.fullmatch(node.text) or len(node.text) > SLUG_LENGTH:
        raise ValueError(
            f"small letters, digits and single hyphens, at most {SLUG_LENGTH} (like only-mine)"
        )
    return node.text


def list_of(item: Reader, most: int = 50) -> Reader:
    """A list of ``item``s; a lone item counts as a list of one. Gives a tuple."""

    def read(node: Node) -> tuple[Any, ...]:
        nodes = node.value if node.is_list else [node]
        if len(nodes) > most:
            raise ValueError(f"a list of at most {most}")
        values = []
        for child in nodes:
            try:
                values.append(item(child))
            except ValueError as error:
                hint = error.hint if isinstance(error, Expected) else ""
                raise Expected(f"a list, each of it {error}", child, hint) from None
        return tuple(values)

    return read


def anything(node: Node) -> Any:
    """The value as JSON has it."""
    return node.plain()


def itself(node: Node) -> Node:
    """The node, for a reader that goes on looking into it."""
    return node


def read_options(
    node: Node | None, options: Mapping[str, Option], log: ProblemLog, *, of: str
) -> dict[str, Any]:
    """The values of ``options`` in ``node``, defaults filled in; faults go to ``log``.

    ``of`` says whose options they are ("an app block"). With ``node`` None (the YAML was unreadable
    and has been reported) the defaults come back. A required option that is missing or bad is None.
    """
    values = {name: option.default for name, option in options.items()}
    if node is None:
        return values
    if not node.is_map:
        log.error(
            node.line,
            node.column,
            "bad-options",
            f"Expected the options of {of}, found {node.kind}.",
            "Write one `name: value` a line.",
        )
        return values
    meant = set()  # options that are there, misspelt
    for name, child in node.value.items():
        if name not in options:
            meant.add(nearest(name, options))
            _unknown(name, node, options, log, of)
            continue
        try:
            values[name] = options[name].read(child)
        except ValueError as error:
            _bad_value(name, child, error, options[name].example, log)
    for name, option in options.items():
        if option.required and name not in node.value and name not in meant:
            log.error(
                node.line,
                node.column,
                "missing-option",
                f'"{name}" is missing: {of} needs it.',
                f"Add: {name}: {option.example}" if option.example else "",
            )
    return values


def _bad_value(name: str, node: Node, error: ValueError, example: str, log: ProblemLog) -> None:
    hint = f"For example: {name}: {example}" if example else ""
    if isinstance(error, Expected):
        node, hint = error.node or node, error.hint or hint
    log.error(
        node.line,
        node.column,
        "bad-value",
        f'"{name}" must be {error}; this is {_shown(node)}.',
        hint,
    )


def _unknown(
    name: str, node: Node, options: Mapping[str, Option], log: ProblemLog, of: str
) -> None:
    line, column = node.keys[name]
    value, hint = node.value[name], did_you_mean(name, options)
    if (value.line, value.column) == (line, column + len(name)) and not value.text:
        # {text: Hello, Ada!} is a text and an option without so much as a colon.
        hint = _QUOTE
    log.error(line, column, "unknown-option", f'"{name[:60]}" is not an option of {of}.', hint)


def _shown(node: Node) -> str:
    if not node.is_scalar or node.value is None:
        return node.kind
    return f'"{node.text[:60]}"'
