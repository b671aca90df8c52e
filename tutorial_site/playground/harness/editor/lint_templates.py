"""Templates of both frameworks, read by the frameworks' own parsers."""

import functools
import json
import re
from collections.abc import Iterator

from ..shapes_editor import Mark
from . import django_templates, jinja_templates
from .lint_views import missing_template
from .marks import mark_line
from .project import Files
from .template_words import Problem

ENDINGS = (".html", ".htm", ".txt", ".xml", ".jinja", ".jinja2", ".j2", ".md", ".svg")
LOADED = re.compile(r"""\{%-?\s*(extends|include)\s+(["'])([^"']+)\2""")


def is_template(path: str) -> bool:
    """Whether a file is one that the framework would render."""
    return path.endswith(ENDINGS) and bool({"templates", "jinja2"} & set(path.split("/")[:-1]))


def template_marks(files: Files, path: str) -> Iterator[Mark]:
    """Marks in one template, as far as its parser gets, and for files that it loads."""
    text = files.texts[path]
    for line, part, message, hint in _problems(files, path, text):
        yield mark_line(path, text, line, "template-syntax", message, hint, part=part)
    for match in LOADED.finditer(text):
        found = missing_template(files, match[3])
        if found:
            line = text.count("\n", 0, match.start()) + 1
            yield mark_line(
                path, text, line, "no-template", *found, severity="warning", part=match[3]
            )


def _problems(files: Files, path: str, text: str) -> list[Problem]:
    """What the parser of the template's language says; where it can't be told which of two that
    is, what both refuse."""
    languages = files.template_languages(path)
    found = []
    if "django" in languages:
        found.append(_django(text, django_templates.own_libraries(files)))
    if "jinja" in languages:
        found.append(_jinja(text, jinja_templates.own_words(files)))
    return found[0] if found and all(found) else []


@functools.lru_cache(300)
def _django(text: str, libraries: django_templates.Libraries) -> list[Problem]:
    return django_templates.problems(text, libraries)


@functools.lru_cache(300)
def _jinja(text: str, words: jinja_templates.OwnWords) -> list[Problem]:
    return jinja_templates.problems(text, words)


def json_marks(path: str, text: str) -> Iterator[Mark]:
    """What is wrong with a JSON file, such as a fixture."""
    if not text.strip():
        return
    try:
        json.loads(text)
    except RecursionError:
        return
    except ValueError as exc:
        line = getattr(exc, "lineno", 1)
        said = str(getattr(exc, "msg", exc))
        yield mark_line(
            path, text, line, "json", f"This is no JSON: {said.lower()}.", _json_hint(said)
        )


def _json_hint(said: str) -> str:
    if "double quotes" in said:
        return 'Names stand in double quotes, and after the last pair comes no comma: {"a": 1}'
    if "delimiter" in said:
        return "A comma is missing before this."
    if said == "Expecting value":
        return "Values are texts in double quotes, numbers, true, false, null, lists and objects."
    return ""
