"""What goes for views of both frameworks: arguments, answers, templates that exist."""

import ast
from collections.abc import Iterator

from ..shapes_editor import Mark
from .known import close_to
from .marks import mark
from .project import Files
from .scopes import all_parameters

# Templates that libraries bring along.
LIBRARY_TEMPLATES = (
    "admin/",
    "registration/",
    "django/",
    "security/",
    "bootstrap",
    "debug_toolbar/",
)
DEFINES = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
ENDS_IT = {"abort", "exit"}


def parameters_of(function: ast.FunctionDef) -> list[str]:
    """The names of its parameters."""
    return [parameter.arg for parameter in all_parameters(function.args)]


def refuses(function: ast.FunctionDef, given: list[str], skip: int = 0) -> tuple[str, str] | None:
    """(why, hint) if a function can't be called with these keyword arguments; the first ``skip``
    parameters are given to it besides."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    free = [one.arg for one in positional[skip:]] + [one.arg for one in arguments.kwonlyargs]
    if len(positional) < skip and not arguments.vararg:
        return (
            "it takes no request",
            f"Its first parameter is the request: {function.name}(request)",
        )
    extra = [name for name in given if name not in free]
    if extra and not arguments.kwarg:
        return f"it has no parameter {extra[0]}", f"Add it: def {function.name}(…, {extra[0]})"
    needed = [one.arg for one in positional[skip : len(positional) - len(arguments.defaults)]]
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    needed += [one.arg for one, default in pairs if default is None]
    missing = [name for name in needed if name not in given]
    if missing:
        return (
            f"its parameter {missing[0]} stands nowhere in the route",
            f"Put <{missing[0]}> into the route, or give the parameter a default.",
        )
    return None


def answers_nothing(function: ast.FunctionDef) -> bool:
    """Whether a function has no way to return anything: a body that goes on to its end."""
    inside = list(_own_nodes(function))
    if any(isinstance(n, ast.Return) and n.value is not None for n in inside):
        return False
    if any(isinstance(node, ast.Yield | ast.YieldFrom | ast.Raise) for node in inside):
        return False
    if any(isinstance(n, ast.Call) and name_of(n.func) in ENDS_IT for n in inside):
        return False
    last = function.body[-1]
    is_stub = isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)
    return not (is_stub and len(function.body) == 1)


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All that is in a function, and not in one that is defined in it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
        ):
            yield from _own_nodes(child)


def name_of(node: ast.expr) -> str:
    """The name that an expression is, "" for any other."""
    return node.id if isinstance(node, ast.Name) else ""


def missing_templates(files: Files, path: str, call: ast.Call, position: int) -> Iterator[Mark]:
    """A mark under the name of a template that no file has; ``position`` among the arguments."""
    for node in call.args[position : position + 1]:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            return
        found = missing_template(files, node.value)
        if found:
            yield mark(files.source(path), node, "no-template", *found, severity="warning")


def missing_template(files: Files, name: str) -> tuple[str, str] | None:
    """(message, hint) if no file of the project would be loaded by this name."""
    if name.startswith(LIBRARY_TEMPLATES):
        return None
    if any(path == name or path.endswith(f"/{name}") for path in files.texts):
        return None
    near = close_to(name, sorted(files.templates()))
    message = f"There is no template {name}."
    if near:
        return message, f"Did you mean {near}?"
    return message, f"Make the file templates/{name}"
