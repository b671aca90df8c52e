"""One file of the learner's as the editor's helpers see it: text, lines, syntax tree.

Positions come and go as JavaScript counts them: lines from 1, columns from 0 in UTF-16 code units.
Python's syntax trees count columns in bytes of UTF-8, its syntax errors in characters from 1.
"""

import ast
import functools
import warnings
from dataclasses import dataclass, field
from typing import Any

MAX_KEPT = 300  # files whose syntax trees are kept


@dataclass(frozen=True)
class Source:
    """A Python file. ``tree`` is None where ``error`` says why; ``warned``: what Python doubts."""

    path: str
    text: str
    tree: ast.Module | None = field(compare=False)
    error: SyntaxError | None = field(compare=False)
    warned: tuple[warnings.WarningMessage, ...] = field(compare=False, default=())

    @functools.cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, as Python numbers them."""
        return lines_of(self.text)

    @functools.cached_property
    def nodes(self) -> dict[type[ast.AST], list[Any]]:
        """All nodes of the tree by their class, outer ones first."""
        found: list[ast.AST] = [self.tree] if self.tree else []
        for node in found:
            for name in node._fields:
                value = getattr(node, name, None)
                if type(value) is list:
                    found += [one for one in value if isinstance(one, ast.AST)]
                elif isinstance(value, ast.AST) and value._fields:  # Load, Add and their like: none
                    found.append(value)
        by_class: dict[type[ast.AST], list[Any]] = {}
        for node in found:
            by_class.setdefault(type(node), []).append(node)
        return by_class

    def of(self, *classes: type[ast.AST]) -> list[Any]:
        """The nodes of some classes."""
        return [node for one in classes for node in self.nodes.get(one, ())]

    def line(self, number: int) -> str:
        """A line by number, "" beyond the last."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def column(self, number: int, in_bytes: int) -> int:
        """A column of the page's for one of a syntax tree."""
        return units(
            self.line(number).encode("utf-8", "replace")[:in_bytes].decode("utf-8", "replace")
        )


def lines_of(text: str) -> list[str]:
    """Lines as Python and the editor count them: form feeds and the like end none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def units(text: str) -> int:
    """How long JavaScript takes a text to be."""
    return len(text) + sum(character > "\uffff" for character in text)


def from_units(line: str, column: int) -> int:
    """The index in a line for a column of the page's."""
    seen = 0
    for index, character in enumerate(line):
        if seen >= column:
            return index
        seen += 2 if character > "\uffff" else 1
    return len(line)


@functools.lru_cache(MAX_KEPT)
def parse(path: str, text: str) -> Source:
    """Read a Python file. Never raises."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            tree = ast.parse(text, path)
            compile(tree, path, "exec", dont_inherit=True)
        except SyntaxError as exc:
            return Source(path, text, None, exc)
        except (ValueError, RecursionError, MemoryError, OverflowError) as exc:
            # NUL bytes, an expression nested too deeply, a number too long to be read.
            return Source(path, text, None, SyntaxError(str(exc) or type(exc).__name__))
    return Source(path, text, tree, None, tuple(warned))
