"""Completion in templates: tags, filters, templates, addresses, and what the view gives them."""

import ast
import re
from collections.abc import Iterable
from typing import Any

from ..shapes_editor import Item
from . import django_templates, jinja_templates
from .cursor import Cursor
from .infer import Inference
from .lint_templates import is_template
from .members import item, members
from .names_in_texts import TEMPLATES, addresses
from .scopes import Scope
from .things import Live, Thing

OPEN = re.compile(r"(\{%|\{\{)(?:(?!%\}|\}\}).)*\Z", re.DOTALL)
FILTER = re.compile(r"\|\s*(\w*)\Z")
TAG = re.compile(r"\{%[-+]?\s*(\w*)\Z")
TEXT = re.compile(r"""(["'])([^"'\n]*)\Z""")
DOTTED = re.compile(r"([^\W\d]\w*(?:\.\w+)*)\.(\w*)\Z")
NAME = re.compile(r"(\w*)\Z")
LOOP = re.compile(r"\{%[-+]?\s*for\s+(\w+)\s+in\s+([\w.]+)(?:\(\))?")
JINJA_TAGS = (
    "autoescape block call elif else endautoescape endblock endcall endfilter endfor endif "
    "endmacro endraw endset endwith extends filter for from if import include macro raw set with"
).split()
GIVEN = {
    "django": {
        "request": "django.core.handlers.wsgi:WSGIRequest",
        "user": "django.contrib.auth.models:User",
        "messages": "",
        "perms": "",
    },
    "flask": {
        "request": "flask.wrappers:Request",
        "session": "flask.sessions:SecureCookieSession",
        "g": "",
        "config": "flask.config:Config",
        "url_for": "",
        "get_flashed_messages": "",
        "current_user": "flask_login.mixins:UserMixin",
    },
}
LOOPS = {
    "django": ("forloop", "counter counter0 first last revcounter revcounter0 parentloop"),
    "flask": ("loop", "index index0 first last length revindex revindex0 previtem nextitem cycle"),
}
Items = Iterable[Item]


def complete_template(infer: Inference, cursor: Cursor) -> tuple[Items, int]:
    """Items within the marks of a template, none in its text."""
    framework = infer.files.framework
    opened = OPEN.search(cursor.before) if is_template(cursor.path) else None
    if opened is None or framework not in GIVEN:
        return [], 0
    code = opened[0]
    if (found := TEXT.search(code)) and code.count(found[1]) % 2:
        return _texts(infer, code), len(found[2])
    if found := FILTER.search(code):
        return [item(one, "filter") for one in _filters(infer)], len(found[1])
    if found := TAG.search(code):
        return [item(one, "tag") for one in _tags(infer, cursor.text)], len(found[1])
    if found := DOTTED.search(code):
        return _attributes(infer, cursor, found[1]), len(found[2])
    found = NAME.search(code)
    return _names(infer, cursor), len(found[1]) if found else 0


def _texts(infer: Inference, code: str) -> Items:
    """What the text in a tag names: a template, or an address."""
    tag = re.match(r"\{%[-+]?\s*(\w+)", code)
    if tag and tag[1] in ("extends", "include", "import", "from"):
        return [item(one, "file") for one in sorted(infer.files.templates())]
    if (tag and tag[1] == "url") or re.search(r"url_for\(\s*[\"'][^\"']*\Z", code):
        return list(addresses(infer))
    if (tag and tag[1] == "static") or re.search(r"filename\s*=\s*[\"'][^\"']*\Z", code):
        parts = [path.partition("static/") for path in infer.files.texts]
        return [item(name, "file") for before, folder, name in parts if folder]
    return []


def _filters(infer: Inference) -> list[str]:
    if infer.files.framework == "django":
        return django_templates.filter_names(django_templates.own_libraries(infer.files))
    return jinja_templates.filter_names(jinja_templates.own_words(infer.files))


def _tags(infer: Inference, text: str) -> list[str]:
    if infer.files.framework == "flask":
        return JINJA_TAGS
    return django_templates.tag_names(text, django_templates.own_libraries(infer.files))


def _names(infer: Inference, cursor: Cursor) -> list[Item]:
    framework = infer.files.framework
    found = {name: item(name, "variable") for name in GIVEN[framework]}
    found |= {name: item(name, "variable", "from the view") for name in context(infer, cursor.path)}
    for match in LOOP.finditer(cursor.before):
        found[match[1]] = item(match[1], "variable", f"of {match[2]}")
    if LOOP.search(cursor.before):
        name = LOOPS[framework][0]
        found[name] = item(name, "variable")
    if framework == "django":
        found.pop("url_for", None)
    return list(found.values())


def _attributes(infer: Inference, cursor: Cursor, dotted: str) -> Items:
    first, *rest = dotted.split(".")
    loop, names = LOOPS[infer.files.framework]
    if first == loop and not rest:
        return [item(one, "property") for one in names.split()]
    thing = _meaning(infer, cursor, first)
    for name in rest:
        thing = _called(infer, infer.attribute(thing, name))
    found = members(infer, thing, "").values()
    return [one for one in found if not one["label"].startswith("_")]


def _meaning(infer: Inference, cursor: Cursor, name: str, depth: int = 5) -> Thing | None:
    """What a name means in a template: in a loop an element, else what the view gives."""
    for match in reversed(list(LOOP.finditer(cursor.before))):
        if match[1] == name and depth:
            first, *rest = match[2].split(".")
            thing = _meaning(infer, cursor, first, depth - 1)
            for one in rest:
                thing = _called(infer, infer.attribute(thing, one))
            return infer.element(thing)
    found = context(infer, cursor.path).get(name)
    if found is not None:
        return infer.of(*found)
    if name in ("user", "current_user") and infer.own_user():
        return infer.own_user()
    from .knowledge import named

    key = GIVEN[infer.files.framework].get(name, "")
    return named(key) if key else None


def _called(infer: Inference, thing: Thing | None) -> Thing | None:
    """Django calls what it can; in Jinja the brackets are written."""
    is_callable = isinstance(thing, Live) and not isinstance(thing.value, type)
    return infer.called(thing, None) if is_callable else thing


def context(infer: Inference, path: str) -> dict[str, tuple[ast.expr, str, Scope]]:
    """Names that views give to a template → (expression, file, scope)."""
    names = [name for name, one in infer.files.templates().items() if one == path]
    found: dict[str, tuple[ast.expr, str, Scope]] = {}
    for module in {one.path for one in infer.files.modules.values()}:
        source, scope = infer.files.source(module), infer.files.scope(module)
        for call in source.of(ast.Call) if scope else ():
            if _renders(call, names) and scope:
                inner = scope.at(call.lineno, call.col_offset)
                given = dict(_given(call, inner))
                found |= {name: (value, module, inner) for name, value in given.items()}
    return found


def _renders(call: Any, names: list[str]) -> bool:
    function = getattr(call.func, "id", getattr(call.func, "attr", ""))
    texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
    return function in TEMPLATES and any(text in names for text in texts)


def _given(call: Any, scope: Scope) -> Iterable[tuple[str, ast.expr]]:
    yield from ((one.arg, one.value) for one in call.keywords if one.arg)
    for argument in call.args:
        if isinstance(argument, ast.Name):
            bindings = scope.find(argument.id)
            argument = bindings[-1].value if bindings else None
        if isinstance(argument, ast.Dict):
            for key, value in zip(argument.keys, argument.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value), value
