"""Imports between the files of a folder, rewritten for a folder that has become a package.

In the page ``from models import Note`` and ``from .models import Note`` mean the same. Elsewhere
only the second works, once the folder is a package; so that is what is written.
"""

import ast
import re
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Text from one offset to another, and what takes its place."""

    start: int
    end: int
    text: str


def rewritten(source: str, modules: Collection[str], package: str, *, inner: bool) -> str:
    """``source`` with its imports of the package's ``modules`` naming them as parts of it.

    ``inner``: the file stands directly in the package, and says ``.models``. What doesn't parse
    stays as it is.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    prefix = "." if inner else f"{package}."
    nodes = ast.walk(tree)
    changes = [each for node in nodes for each in _changes(node, source, modules, prefix)]
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        source = source[: change.start] + change.text + source[change.end :]
    return source


def _changes(node: ast.AST, source: str, modules: Collection[str], prefix: str) -> Iterator[Change]:
    offsets = _offsets(source)
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        if (node.module or "").split(".")[0] in modules:
            start = _place(source, offsets, node.lineno, node.col_offset)
            if match := re.compile(r"from\s+").match(source, start):
                yield Change(match.end(), match.end(), prefix)
    elif isinstance(node, ast.Import) and any(each.name in modules for each in node.names):
        start = _place(source, offsets, node.lineno, node.col_offset)
        end = _place(source, offsets, node.end_lineno or node.lineno, node.end_col_offset or 0)
        yield Change(start, end, _split(node, modules, prefix))


def _split(node: ast.Import, modules: Collection[str], prefix: str) -> str:
    """``import os, views as v`` → ``import os; from . import views as v``."""
    own = [each for each in node.names if each.name in modules]
    others = [each for each in node.names if each.name not in modules]
    parts = [f"import {_listed(others)}"] if others else []
    parts.append(f"from {prefix.removesuffix('.') or '.'} import {_listed(own)}")
    return "; ".join(parts)


def _listed(names: list[ast.alias]) -> str:
    return ", ".join(
        f"{each.name} as {each.asname}" if each.asname else each.name for each in names
    )


def _offsets(source: str) -> list[int]:
    """Where each line begins."""
    offsets = [0]
    for line in source.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _place(source: str, offsets: list[int], line: int, column: int) -> int:
    """The parser counts lines from 1, and columns in bytes of UTF-8."""
    text = source[offsets[line - 1] : offsets[line]]
    return offsets[line - 1] + len(text.encode()[:column].decode(errors="ignore"))
