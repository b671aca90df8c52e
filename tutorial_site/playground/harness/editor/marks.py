"""Making marks: where in a file something is wrong, what, and what to do about it."""

from typing import Any

from ..shapes_editor import Mark
from .source import Source, lines_of, units


def mark(
    source: Source, node: Any, code: str, message: str, hint: str = "", severity: str = "error"
) -> Mark:
    """A mark under a node of the syntax tree."""
    end_line = node.end_lineno or node.lineno
    end_column = node.end_col_offset if node.end_col_offset is not None else node.col_offset + 1
    return {
        "file": source.path,
        "line": node.lineno,
        "column": source.column(node.lineno, node.col_offset),
        "end_line": end_line,
        "end_column": source.column(end_line, end_column),
        "severity": severity,
        "code": code,
        "message": message,
        "hint": hint,
    }


def mark_line(
    path: str,
    text: str,
    line: int,
    code: str,
    message: str,
    hint: str = "",
    severity: str = "error",
    part: str = "",
) -> Mark:
    """A mark under a line's text, or under the first ``part`` of it that is there."""
    lines = lines_of(text)
    number = max(1, min(line, len(lines)))
    shown = lines[number - 1]
    start = shown.find(part) if part else -1
    if start < 0:
        start, part = len(shown) - len(shown.lstrip()), shown.strip()
    begin = units(shown[:start])
    return {
        "file": path,
        "line": number,
        "column": begin,
        "end_line": number,
        "end_column": max(begin + units(part), begin + 1 if not part else 0),
        "severity": severity,
        "code": code,
        "message": message,
        "hint": hint,
    }
