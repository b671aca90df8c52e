"""Names that are used and are bound nowhere: misspelt, or never imported."""

import ast
import builtins
from collections.abc import Iterator

from ..shapes_editor import Mark
from .known import FOREIGN, close_to, importing
from .marks import mark
from .project import Files
from .scopes import Scope
from .source import Source

BUILTINS = frozenset(dir(builtins))
MODULE_NAMES = frozenset(
    "__name__ __file__ __doc__ __package__ __spec__ __loader__ __path__ __builtins__ "
    "__annotations__ __dict__ __debug__".split()
)
CLASS_NAMES = frozenset("__module__ __qualname__ __class__ __annotations__".split())


def name_marks(files: Files, path: str) -> Iterator[Mark]:
    """Marks under names that mean nothing where they stand."""
    module = files.scope(path)
    if module is None:
        return
    starred = files.star_names(path, module)
    if starred is None:
        return
    known = set(module.bindings) | BUILTINS | MODULE_NAMES | starred | _globals(module)
    forgiven = _forgiven(files.source(path))
    source = files.source(path)
    for scope in module.walk():
        for use in scope.uses:
            if use.id in known or use in forgiven or _is_bound(scope, use.id):
                continue
            message, hint = _advice(files, scope, use, known)
            yield mark(source, use, "undefined-name", message, hint)


def _globals(module: Scope) -> set[str]:
    return {name for scope in module.walk() for name, to in scope.elsewhere.items() if to is module}


def _is_bound(scope: Scope, name: str) -> bool:
    if scope.find(name):
        return True
    inside = scope if scope.is_class else scope.parent
    return name in CLASS_NAMES and inside is not None


def _forgiven(source: Source) -> set[ast.Name]:
    """Names in a ``try`` that catches NameError."""
    found: set[ast.Name] = set()
    for node in source.of(ast.Try):
        if any(_catches_names(one) for one in node.handlers):
            inside = [inner for statement in node.body for inner in ast.walk(statement)]
            found |= {inner for inner in inside if isinstance(inner, ast.Name)}
    return found


def _catches_names(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(caught & {"NameError", "Exception", "BaseException"})


def _advice(files: Files, scope: Scope, use: ast.Name, known: set[str]) -> tuple[str, str]:
    """(message, hint)."""
    name = use.id
    if name in FOREIGN:
        return f"Python has no {name}.", f"Write {FOREIGN[name]}"
    visible = {one for seen in scope.visible() for one in seen.bindings} | known
    near = close_to(name, sorted(visible - MODULE_NAMES))
    wanted = _own_import(files, name) or importing(name, files.framework)
    if wanted and not (near and near.lower() == name.lower()):
        return f"{name} is used here, and was never imported.", f"Add above: {wanted}"
    if near:
        return f"There is no {name} here.", f"Did you mean {near}?"
    if name == "self":
        return "self is no word of Python's: it is the first parameter of a method.", (
            "Add it: def method(self, …)"
        )
    return f"There is no {name} here.", "Give it a value first, or import it."


def _own_import(files: Files, name: str) -> str:
    """The import of a class or function that an own module defines, "" if several do, or none."""
    found = []
    for module in files.modules.values():
        scope = files.scope(module.path)
        bindings = scope.bindings.get(name, []) if scope else []
        if any(binding.how in ("class", "def") for binding in bindings):
            found.append(module)
    paths = {module.path for module in found}
    if len(paths) != 1:
        return _own_variable(files, name)
    shortest = min(found, key=lambda one: len(one.name))
    return f"from {shortest.name} import {name}"


def _own_variable(files: Files, name: str) -> str:
    """The import of ``db``, ``app`` and the like, which other modules make once."""
    if name not in ("db", "app", "login_manager", "migrate", "csrf"):
        return ""
    for module in files.modules.values():
        scope = files.scope(module.path)
        if scope and any(binding.how == "=" for binding in scope.bindings.get(name, [])):
            return f"from {module.name} import {name}"
    return ""
