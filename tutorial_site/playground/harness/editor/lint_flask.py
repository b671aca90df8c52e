"""Routes and views of Flask programs: what fails at start, or only once a page is asked for."""

import ast
import re
from collections.abc import Iterator

from ..shapes_editor import Mark
from .lint_views import answers_nothing, missing_templates, name_of, refuses
from .marks import mark
from .project import Files

VARIABLE = re.compile(r"<(?:[^<>:]+(?:\([^)]*\))?:)?([A-Za-z_]\w*)>")
ROUTES = {"route", "get", "post", "put", "patch", "delete"}


def flask_marks(files: Files, path: str) -> Iterator[Mark]:
    """Marks in one file of a Flask program."""
    source = files.source(path)
    endpoints: dict[tuple[str, str], int] = {}
    for node in source.of(ast.FunctionDef):
        routes = [call for call in node.decorator_list if is_route(call)]
        for call in routes:
            yield from _route_marks(files, path, node, call)
        if routes:
            yield from _view_marks(files, path, node, routes, endpoints)
    for node in source.of(ast.Call):
        if name_of(node.func) == "render_template":
            yield from missing_templates(files, path, node, 0)


def is_route(node: ast.expr) -> bool:
    """``@app.get("/…")``: a method of that name, called with a text."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.attr in ROUTES
        and bool(node.args)
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


def _route_marks(files: Files, path: str, view: ast.FunctionDef, call: ast.expr) -> Iterator[Mark]:
    assert isinstance(call, ast.Call)
    assert isinstance(call.args[0], ast.Constant)
    source, rule = files.source(path), str(call.args[0].value)
    if not rule.startswith("/") and not _is_blueprint(call):
        yield mark(
            source,
            call.args[0],
            "leading-slash",
            "A route begins with a slash.",
            f'Write "/{rule}"',
        )
    for keyword in call.keywords:
        is_text = isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)
        if keyword.arg == "methods" and is_text:
            yield mark(
                source,
                keyword.value,
                "methods-as-text",
                "The methods of a route are a list.",
                f"Write methods=[{ast.unparse(keyword.value)}]",
            )
    defaults = {
        one for keyword in call.keywords if keyword.arg == "defaults" for one in _keys(keyword)
    }
    given = [*VARIABLE.findall(rule), *defaults]
    refused = refuses(view, given) if _takes_what_is_given(view) else None
    if refused:
        message = f"{view.name}() can't be called for this route: {refused[0]}."
        yield mark(source, call.args[0], "view-arguments", message, refused[1])


def _is_blueprint(call: ast.Call) -> bool:
    """A blueprint with a prefix may have routes without a slash."""
    assert isinstance(call.func, ast.Attribute)
    return isinstance(call.func.value, ast.Name) and call.func.value.id != "app"


def _keys(keyword: ast.keyword) -> list[str]:
    if not isinstance(keyword.value, ast.Dict):
        return []
    return [str(key.value) for key in keyword.value.keys if isinstance(key, ast.Constant)]


def _takes_what_is_given(view: ast.FunctionDef) -> bool:
    """Other decorators may add arguments, or take some away; Flask-Login's don't."""
    others = [one for one in view.decorator_list if not is_route(one)]
    return all(isinstance(one, ast.Name) and one.id.endswith("_required") for one in others)


def _view_marks(
    files: Files,
    path: str,
    view: ast.FunctionDef,
    routes: list[ast.expr],
    endpoints: dict[tuple[str, str], int],
) -> Iterator[Mark]:
    source = files.source(path)
    if answers_nothing(view):
        yield mark(
            source,
            view.body[-1],
            "answers-nothing",
            f"{view.name}() returns nothing, and a view must return something to send.",
            "Write return before it.",
            "warning",
        )
    for call in routes:
        assert isinstance(call, ast.Call)
        if any(keyword.arg == "endpoint" for keyword in call.keywords):
            continue
        owner = ast.unparse(call.func).rpartition(".")[0]
        first = endpoints.setdefault((owner, view.name), view.lineno)
        if first != view.lineno:
            yield mark(
                source,
                call,
                "repeated-endpoint",
                f"There is a view {view.name} already, in line {first}. Flask knows views by the "
                "names of their functions.",
                "Give one of the two functions another name.",
            )
