"""Imports of modules and names that don't exist."""

import ast
import sys
from collections.abc import Iterator

from ..shapes_editor import Mark
from .known import MOVED, NOT_HERE, close_to
from .marks import mark
from .project import Files, attribute, exists, library, library_names

LIBRARIES = (
    "django flask flask_admin flask_caching flask_login flask_migrate flask_security "
    "flask_sqlalchemy flask_wtf "
    "jinja2 markupsafe sqlalchemy werkzeug wtforms click itsdangerous"
).split()


def import_marks(files: Files, path: str) -> Iterator[Mark]:
    """Marks under what can't be imported. Imports that are tried, and may fail, are left alone."""
    source = files.source(path)
    if source.tree is None:
        return
    tried = {
        inner
        for node in source.of(ast.Try)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in source.of(ast.Import, ast.ImportFrom):
        if node in tried:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                found = _missing_module(files, alias.name)
                if found:
                    yield mark(source, alias, "no-module", *found)
        elif node.module != "__future__":
            yield from _from_marks(files, path, node)


def _from_marks(files: Files, path: str, node: ast.ImportFrom) -> Iterator[Mark]:
    source = files.source(path)
    name = files.absolute(path, node.module, node.level)
    if name is None:
        inside = f"{node.module or ''} import {node.names[0].name}"
        yield mark(
            source,
            node,
            "relative-import",
            f"{path} lies in no package, so there is nothing that the dot could mean.",
            f"Write: from {inside}" if node.module else f"Write: import {node.names[0].name}",
        )
        return
    missing = _missing_module(files, name, node.level)
    if missing:
        yield mark(source, node, "no-module", *missing)
        return
    for alias in node.names:
        if alias.name != "*":
            found = _missing_name(files, name, alias.name)
            if found:
                yield mark(source, alias, "no-name", *found)


def _missing_module(files: Files, name: str, level: int = 0) -> tuple[str, str] | None:
    """(message, hint) if there is no module of this name."""
    if name in files.modules or name in files.folders() or (not level and exists(name)):
        return None
    moved = next((new for (old, one), new in MOVED.items() if not one and _is_in(name, old)), "")
    if moved:
        return f"{name} is gone from this version.", f"Write: {moved}"
    return f"There is no module {name}.", _where_it_might_be(files, name, level)


def _where_it_might_be(files: Files, name: str, level: int) -> str:
    top = name.split(".", maxsplit=1)[0]
    if top in NOT_HERE and not level:
        return f"{top} isn't installed here: pip list in the terminal shows what is."
    own = [one for one in files.modules if one != name]
    near = close_to(name, [*own, *_libraries_near(name)])
    if near:
        return f"Did you mean {near}?"
    return f"If it is a file of yours, it has to be {name.replace('.', '/')}.py."


def _is_in(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def _libraries_near(name: str) -> list[str]:
    outer, _, _ = name.rpartition(".")
    if not outer:
        return [*LIBRARIES, *sorted(sys.stdlib_module_names)]
    return [f"{outer}.{inner}" for inner in library_names(outer)]


def _missing_name(files: Files, module: str, name: str) -> tuple[str, str] | None:
    """(message, hint) if a module that exists has no such name."""
    inner = f"{module}.{name}" if module else name
    if inner in files.modules or inner in files.folders():
        return None
    if module in files.modules:
        own, names = files.modules[module].path, files.names_in(files.modules[module].path)
        return _not_among(own, name, names)
    if module in files.folders():
        return _not_among(f"The folder {module}", name, files.inside(module))
    names = _library_names(module, name)
    if (module, name) in MOVED and name not in (names or ()):
        return f"{module} has no {name} any more.", f"Write: {MOVED[module, name]}"
    return _not_among(module, name, names)


def _not_among(where: str, name: str, names: set[str] | None) -> tuple[str, str] | None:
    if names is None or name in names:
        return None
    near = close_to(name, sorted(names))
    return f"{where} has no {name}.", f"Did you mean {near}?" if near else ""


def _library_names(module: str, name: str) -> set[str] | None:
    """What a library's module holds, ``name`` if it has it; None if that can't be told."""
    loaded = library(module)
    if loaded is None or exists(f"{module}.{name}"):
        return None
    try:
        attribute(loaded, name)
    except AttributeError:
        return set(dir(loaded)) - {name}
    except Exception:  # Django's lazy parts may ask for settings
        return None
    return {name}
