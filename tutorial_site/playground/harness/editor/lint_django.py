"""URL configurations and views of Django programs: what fails only once a page is asked for."""

import ast
import re
from collections.abc import Iterator

from ..shapes_editor import Mark
from .known import close_to
from .lint_views import answers_nothing, missing_templates, name_of, parameters_of, refuses
from .marks import mark
from .project import Files, exists
from .scopes import Scope

CONVERTER = re.compile(r"<(?:[^<>:]+:)?([A-Za-z_]\w*)>")
GROUP = re.compile(r"\(\?P<([A-Za-z_]\w*)>")
ROUTES = {"path": CONVERTER, "re_path": GROUP}


def django_marks(files: Files, path: str) -> Iterator[Mark]:
    """Marks in one file of a Django program."""
    source, scope = files.source(path), files.scope(path)
    if scope is None:
        return
    for node in source.of(ast.Call):
        name = name_of(node.func)
        if name in ROUTES and "urlpatterns" in scope.bindings:
            yield from _route_marks(files, path, scope, node)
        elif name == "include":
            yield from _include_marks(files, path, node)
        elif name == "render":
            yield from missing_templates(files, path, node, 1)
    for node in source.of(ast.FunctionDef):
        if _is_view(node, path) and answers_nothing(node):
            yield mark(
                source,
                node.body[-1],
                "answers-nothing",
                f"{node.name}() returns nothing, and a view must return a response.",
                "Write return before what makes it, as in: return render(request, …)",
                "warning",
            )
    for node in source.of(ast.Assign) if path.endswith("settings.py") else ():
        yield from _installed_marks(files, path, node)


def _is_view(node: ast.FunctionDef, path: str) -> bool:
    """Whether a function is a view: a module's, with a request before all else."""
    parameters = node.args.args
    named = bool(parameters) and parameters[0].arg == "request"
    return named and node.col_offset == 0 and not node.name.startswith("_") and "test" not in path


# --- path(route, view) ----------------------------------------------------------------------------


def _route_marks(files: Files, path: str, scope: Scope, call: ast.Call) -> Iterator[Mark]:
    source = files.source(path)
    assert isinstance(call.func, ast.Name)
    if len(call.args) < 2:
        return
    route, view = call.args[:2]
    text = route.value if isinstance(route, ast.Constant) else None
    if isinstance(text, str) and text.startswith("/"):
        yield mark(
            source,
            route,
            "leading-slash",
            "A route doesn't begin with a slash: Django has taken that one off already.",
            f'Write "{text[1:]}"',
            "warning",
        )
    if isinstance(view, ast.Constant | ast.JoinedStr):
        yield mark(
            source,
            view,
            "view-as-text",
            "The view is given itself, not as a text.",
            "Import it, and write views.index",
        )
    elif isinstance(view, ast.Call):
        yield from _called_view_marks(files, path, scope, view)
    else:
        yield from _view_marks(files, path, scope, view, call.func.id, text)


def _called_view_marks(files: Files, path: str, scope: Scope, view: ast.Call) -> Iterator[Mark]:
    """A function that is called where it should be named."""
    found = definition(files, path, scope, view.func)
    if isinstance(found, ast.FunctionDef) and parameters_of(found)[:1] == ["request"]:
        name = ast.unparse(view.func)
        yield mark(
            files.source(path),
            view,
            "view-called",
            f"{name}() is called here, before there is any request.",
            f"Leave out the brackets: {name}",
        )


def _view_marks(
    files: Files, path: str, scope: Scope, view: ast.expr, kind: str, route: object
) -> Iterator[Mark]:
    source, found = files.source(path), definition(files, path, scope, view)
    if isinstance(found, ast.ClassDef):
        name = ast.unparse(view)
        yield mark(
            source,
            view,
            "class-as-view",
            f"{name} is a class, and Django calls a function.",
            f"Write {name}.as_view()",
        )
    elif isinstance(found, ast.FunctionDef) and isinstance(route, str):
        names = ROUTES[kind].findall(route)
        refused = refuses(found, names, skip=1)
        if refused:
            message = f"{found.name}() can't be called for this route: {refused[0]}."
            yield mark(source, view, "view-arguments", message, refused[1])


def definition(files: Files, path: str, scope: Scope, node: ast.expr) -> ast.AST | None:
    """The class or function that ``name`` or ``module.name`` means, if it is an own one."""
    if isinstance(node, ast.Name):
        return _defined(files, path, scope, node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        target = _module(files, path, scope, node.value.id)
        inner = files.scope(target) if target else None
        return _defined(files, str(target), inner, node.attr) if inner else None
    return None


def _defined(files: Files, path: str, scope: Scope, name: str, depth: int = 5) -> ast.AST | None:
    bindings = scope.bindings.get(name, [])
    if len(bindings) != 1 or not depth:
        return None
    node = bindings[0].node
    if isinstance(node, ast.ImportFrom):
        original = next((a.name for a in node.names if (a.asname or a.name) == name), name)
        module = files.absolute(path, node.module, node.level)
        if module in files.modules:
            target = files.modules[module].path
            inner = files.scope(target)
            return _defined(files, target, inner, original, depth - 1) if inner else None
    return node if isinstance(node, ast.FunctionDef | ast.ClassDef) else None


def _module(files: Files, path: str, scope: Scope, name: str) -> str | None:
    """The file of an own module that a name means here."""
    for binding in scope.bindings.get(name, []):
        node = binding.node
        if isinstance(node, ast.ImportFrom):
            outer = files.absolute(path, node.module, node.level)
            inner = next((a.name for a in node.names if (a.asname or a.name) == name), name)
            full = ".".join(filter(None, (outer, inner)))
        elif isinstance(node, ast.Import):
            full = next((a.name for a in node.names if (a.asname or a.name) == name), name)
        else:
            continue
        if full in files.modules:
            return files.modules[full].path
    return None


def attribute_marks(files: Files, path: str) -> Iterator[Mark]:
    """``views.indx`` where views.py has no such name."""
    source, scope = files.source(path), files.scope(path)
    if scope is None:
        return
    for node in source.of(ast.Attribute):
        if not isinstance(node.value, ast.Name):
            continue
        if any(node.value.id in inner.bindings for inner in scope.inner):
            continue  # a function's own name, which may be anything
        target = _module(files, path, scope, node.value.id)
        names = files.names_in(target) if target else None
        if names is not None and node.attr not in names and not node.attr.startswith("__"):
            near = close_to(node.attr, sorted(names))
            hint = f"Did you mean {near}?" if near else f"Define it in {target}."
            yield mark(source, node, "no-name", f"{target} has no {node.attr}.", hint)


# --- include() and INSTALLED_APPS -----------------------------------------------------------------


def _include_marks(files: Files, path: str, call: ast.Call) -> Iterator[Mark]:
    for node in call.args[:1]:
        if isinstance(node, ast.Tuple) and node.elts:
            node = node.elts[0]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _module_marks(files, path, node, node.value)


def _module_marks(files: Files, path: str, node: ast.expr, name: str) -> Iterator[Mark]:
    if name in files.modules or name in files.folders() or exists(name):
        return
    near = close_to(name, sorted([*files.modules, *files.folders()]))
    hint = f"Did you mean {near}?" if near else "It is the name by which Python imports it."
    yield mark(files.source(path), node, "no-module", f"There is no module {name}.", hint)


def _installed_marks(files: Files, path: str, node: ast.Assign) -> Iterator[Mark]:
    names = {target.id for target in node.targets if isinstance(target, ast.Name)}
    if "INSTALLED_APPS" not in names or not isinstance(node.value, ast.List | ast.Tuple):
        return
    for entry in node.value.elts:
        if not (isinstance(entry, ast.Constant) and isinstance(entry.value, str)):
            continue
        module, _, name = entry.value.rpartition(".")
        is_config = name[:1].isupper()
        if entry.value != files.package:
            yield from _module_marks(files, path, entry, module if is_config else entry.value)
