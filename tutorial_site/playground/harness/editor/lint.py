"""Marks for the editor: what is wrong with the files, as they are being typed."""

from collections.abc import Iterator
from itertools import islice

from ..run import Run
from ..shapes_editor import LintInput, Mark, Marks
from .lint_django import attribute_marks, django_marks
from .lint_flask import flask_marks
from .lint_imports import import_marks
from .lint_names import name_marks
from .lint_syntax import syntax_marks
from .lint_templates import is_template, json_marks, template_marks
from .project import Files

MAX_MARKS = 200
MAX_TEXT = 200_000  # characters of a file that is looked at


def lint(_run: Run | None, given: LintInput) -> Marks:
    """Look through all files. What hasn't changed since the last call costs next to nothing."""
    texts = {
        path: text
        for path, text in given["files"].items()
        if isinstance(text, str) and len(text) <= MAX_TEXT
    }
    files = Files(texts, str(given.get("framework") or ""))
    marks = [mark for path in sorted(texts) for mark in _in_order(_marks(files, path))]
    return {"marks": list(islice(marks, MAX_MARKS))}


def _in_order(marks: Iterator[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda one: (one["line"], one["column"]))


def _marks(files: Files, path: str) -> Iterator[Mark]:
    if path.endswith(".py"):
        yield from syntax_marks(files.source(path))
        yield from name_marks(files, path)
        yield from import_marks(files, path)
        yield from attribute_marks(files, path)
        if files.framework == "django":
            yield from django_marks(files, path)
        elif files.framework == "flask":
            yield from flask_marks(files, path)
    elif path.endswith(".json"):
        yield from json_marks(path, files.texts[path])
    elif is_template(path):
        yield from template_marks(files, path)
