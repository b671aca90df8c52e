"""Names that stand in texts: templates, views and routes, fields of rows."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..shapes_editor import Item
from .columns import columns, is_model
from .cursor import CallAround, Cursor
from .infer import Inference
from .lint_flask import is_route
from .members import item
from .things import Made, OwnClass, Thing

TEMPLATES = {"render", "render_template", "get_template", "select_template", "render_to_string"}
ADDRESSES = {"url_for", "reverse", "reverse_lazy", "redirect"}
BY_FIELDS = {"order_by", "values", "values_list", "only", "defer", "select_related", "distinct"}
TEMPLATE_NAMES = re.compile(r"\btemplate_name\s*=\s*$")
Items = Iterable[Item]


def text_items(
    infer: Inference,
    cursor: Cursor,
    call: CallAround | None,
    meaning: Callable[[str], Thing | None],
) -> tuple[Items, int]:
    """What a text that is an argument could be, and how much of it is typed."""
    typed = cursor.text[cursor.string : cursor.position]
    if "\n" in typed:
        return [], 0
    before = cursor.text[: cursor.string - len(cursor.quote)]
    name = call.callee.rpartition(".")[2] if call else ""
    if name in TEMPLATES or TEMPLATE_NAMES.search(before):
        return [item(one, "file") for one in sorted(infer.files.templates())], len(typed)
    if name in ADDRESSES:
        return list(addresses(infer)), len(typed)
    if call and name in BY_FIELDS:
        rows = meaning(call.callee.rpartition(".")[0])
        row = getattr(rows.of, "cls", None) if isinstance(rows, Made) else None
        if isinstance(row, OwnClass) and is_model(infer, row):
            minus = typed.startswith("-")
            return [item(one, "field") for one in columns(infer, row)], len(typed) - minus
    if name == "include" or re.search(r"INSTALLED_APPS\s*=\s*\[[^\]]*$", before):
        own = [one for one in infer.files.modules if name != "include" or one.endswith("urls")]
        return [item(one, "module") for one in sorted({*own, *infer.files.folders()})], len(typed)
    return [], 0


def addresses(infer: Inference) -> Iterator[Item]:
    """Names by which addresses are made: of Flask's views, of Django's routes."""
    for path in sorted(infer.files.texts):
        if path.endswith(".py"):
            source = infer.files.source(path)
            if infer.files.framework == "flask":
                yield from _endpoints(source.of(ast.FunctionDef), source.of(ast.Assign))
            else:
                yield from _routes(source.of(ast.Call), source.of(ast.Assign))
    if infer.files.framework == "flask":
        yield item("static", "function", "/static/<path:filename>")


def _endpoints(functions: list[Any], assignments: list[Any]) -> Iterator[Item]:
    blueprints = dict(_blueprints(assignments))
    for function in functions:
        for call in function.decorator_list:
            if is_route(call):
                named = [k.value for k in call.keywords if k.arg == "endpoint"]
                name = str(getattr(named[0], "value", "")) if named else function.name
                owner = blueprints.get(call.func.value.id, "")
                yield item(f"{owner}.{name}" if owner else name, "function", call.args[0].value)


def _blueprints(assignments: list[Any]) -> Iterator[tuple[str, str]]:
    """(variable, name) of the blueprints that a file makes."""
    for node in assignments:
        made = node.value
        is_blueprint = isinstance(made, ast.Call) and ast.unparse(made.func).endswith("Blueprint")
        if is_blueprint and made.args and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, str(getattr(made.args[0], "value", ""))


def _routes(calls: list[Any], assignments: list[Any]) -> Iterator[Item]:
    spaces = [
        str(getattr(node.value, "value", ""))
        for node in assignments
        if any(isinstance(t, ast.Name) and t.id == "app_name" for t in node.targets)
    ]
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id in ("path", "re_path"):
            for one in call.keywords:
                if one.arg == "name" and isinstance(one.value, ast.Constant):
                    route = getattr(call.args[0], "value", "") if call.args else ""
                    name = ":".join([*spaces[:1], str(one.value.value)])
                    yield item(name, "function", str(route))
