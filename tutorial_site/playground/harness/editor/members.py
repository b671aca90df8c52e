"""The names that can stand after a dot, with what they are."""

import ast
import builtins
import functools
from collections.abc import Iterator
from typing import Any

from ..shapes_editor import Item
from .columns import Column, columns, is_model, reverse_relations
from .infer import Inference, self_assignments
from .knowledge import WORDS, attribute_of, attributes_of, key_of, stood_in_for
from .project import library, library_names
from .scopes import Binding
from .things import (
    Live,
    Made,
    OwnClass,
    OwnInstance,
    OwnModule,
    Thing,
    first_lines,
    instance_attributes,
    kind_of,
    quietly,
    signature_text,
    static,
)

Members = dict[str, Item]
NOT_LISTED = frozenset("copyright credits license exit quit Ellipsis NotImplemented".split())


def item(label: str, kind: str, detail: str = "", **more: str) -> Item:
    """An item of a completion."""
    made: dict[str, Any] = {"label": label, "kind": kind, "detail": detail}
    return made | {name: text for name, text in more.items() if text}  # type: ignore[return-value]


def live_item(name: str, value: Any, *, bound: bool = True) -> Item:
    """An item for an object of a library's."""
    kind = kind_of(value)
    detail = signature_text(value, bound=bound) if kind in ("function", "method") else ""
    words = WORDS.get(key_of(value), "") if detail else ""
    text = first_lines(value) if not words and kind in ("function", "method", "class") else ""
    return item(name, kind, detail, documentation=words or text)


def members(infer: Inference, thing: Thing | None, prefix: str) -> Members:
    """What can be asked of a thing, by name; of libraries' only names that fit the prefix."""
    if isinstance(thing, OwnModule):
        return dict(_module_members(infer, thing))
    if isinstance(thing, OwnClass):
        return _class_members(infer, thing, prefix)
    if isinstance(thing, OwnInstance):
        return _instance_members(infer, thing.cls, prefix)
    if isinstance(thing, Live):
        return _live_members(thing.value, prefix)
    if isinstance(thing, Made) and thing.cls.__name__ == "LazySettings":
        return dict(_settings(infer))
    return made_members(thing.cls, prefix) if isinstance(thing, Made) else {}


def fits(name: str, prefix: str) -> bool:
    """Whether a name may be what is being typed; private ones only if that begins so."""
    if name.startswith("_") and not prefix.startswith("_"):
        return False
    return prefix.lower() in name.lower()


def _live_members(value: Any, prefix: str) -> Members:
    """Of a module or a class."""
    names = set(quietly(lambda: dir(value), []))
    if hasattr(value, "__path__"):
        names |= set(library_names(value.__name__))
    is_class = isinstance(value, type)
    found: Members = {}
    for name in sorted(names):
        if not fits(name, prefix):
            continue
        one = static(value, name) if is_class else quietly(functools.partial(getattr, value, name))
        proxied = None if is_class else stood_in_for(one)
        if isinstance(proxied, Made):
            found[name] = item(name, "variable", proxied.cls.__name__)
        else:
            found[name] = live_item(name, one, bound=is_class)
    return found


def made_members(cls: type, prefix: str) -> Members:
    """Of an instance of a library's class."""
    found: Members = {}
    known = attributes_of(cls)
    for name in sorted({*dir(cls), *instance_attributes(cls), *known}):
        if not fits(name, prefix):
            continue
        holds = attribute_of(cls, name)
        if isinstance(holds, Made):
            found[name] = item(name, "property", holds.cls.__name__)
        elif hasattr(cls, name):
            found[name] = live_item(name, static(cls, name))
            if found[name]["kind"] == "variable":
                found[name]["kind"] = "property"
        else:
            found[name] = item(name, "property")
    if cls.__name__ == "SQLAlchemy" and cls.__module__.startswith("flask_sqlalchemy"):
        found |= _sqlalchemy_names(prefix)
    return found


def _sqlalchemy_names(prefix: str) -> Members:
    """``db.String``, ``db.relationship``: what the extension passes on from SQLAlchemy."""
    import sqlalchemy
    import sqlalchemy.orm

    found: Members = {}
    for module in (sqlalchemy, sqlalchemy.orm):
        for name, value in vars(module).items():
            if fits(name, prefix) and callable(value):
                found.setdefault(name, live_item(name, value))
    return found


def _settings(infer: Inference) -> Iterator[tuple[str, Item]]:
    """Django's settings: all that it knows, and the program's own."""
    usual = library("django.conf.global_settings")
    for name in dir(usual):
        if name.isupper():
            yield name, item(name, "property", "Django's default")
    for path in infer.files.texts:
        scope = infer.files.scope(path) if path.endswith("settings.py") else None
        for name in scope.bindings if scope else ():
            if name.isupper():
                yield name, item(name, "property", path)


# --- own ------------------------------------------------------------------------------------------


def binding_item(binding: Binding) -> Item:
    """An item for a name that a file binds."""
    node = binding.node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return item(binding.name, "function", own_signature(node), documentation=_doc(node))
    if isinstance(node, ast.ClassDef):
        bases = ", ".join(ast.unparse(base) for base in node.bases)
        detail = f"({bases})" if bases else ""
        return item(binding.name, "class", detail, documentation=_doc(node))
    if isinstance(node, ast.ImportFrom):
        return item(binding.name, "variable", f"from {'.' * node.level}{node.module or ''}")
    if isinstance(node, ast.Import):
        return item(binding.name, "module")
    kind = "parameter" if binding.how == "parameter" else "variable"
    return item(binding.name, kind)


def _doc(node: Any) -> str:
    return (ast.get_docstring(node) or "").split("\n\n")[0]


def own_signature(node: Any, *, bound: bool = False) -> str:
    """The parameters of an own function as they are written."""
    text = ast.unparse(node.args)
    if bound:
        _, _, text = text.partition(", ")
    return f"({text})"


def _module_members(infer: Inference, module: OwnModule) -> Iterator[tuple[str, Item]]:
    scope = infer.files.scope(module.path)
    for name, bindings in scope.bindings.items() if scope else ():
        yield name, binding_item(bindings[-1])
    for name in infer.files.inside(infer.files.module_of(module.path).name):
        yield name, item(name, "module")


def _class_members(infer: Inference, cls: OwnClass, prefix: str) -> Members:
    """What a class says itself, then what it has from its bases."""
    found: Members = {}
    for base in infer.live_bases(cls):
        found |= {k: v for k, v in _live_members(base, prefix).items() if k not in found}
    if is_model(infer, cls) == "django":
        found["objects"] = item("objects", "property", "Manager")
        for name in ("DoesNotExist", "MultipleObjectsReturned"):
            found[name] = item(name, "class")
    elif is_model(infer, cls) == "sqlalchemy" and "query" in found:
        found["query"] = item("query", "property", "Query")
    return found | _own_members(infer, cls, bound=False)


def _own_members(infer: Inference, cls: OwnClass, *, bound: bool) -> Members:
    found: Members = {}
    for one in [*reversed(infer.own_bases(cls)), cls]:
        for name, bindings in one.inner.bindings.items():
            node = bindings[-1].node
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                is_property = any("property" in ast.unparse(d) for d in node.decorator_list)
                kind = "property" if is_property else "method"
                detail = "" if is_property else own_signature(node, bound=bound)
                found[name] = item(name, kind, detail, documentation=_doc(node))
            else:
                found[name] = binding_item(bindings[-1])
    return found


def _instance_members(infer: Inference, cls: OwnClass, prefix: str) -> Members:
    found: Members = {}
    framework = is_model(infer, cls)
    for base in infer.live_bases(cls):
        found |= {k: v for k, v in made_members(base, prefix).items() if k not in found}
    for one in [*reversed(infer.own_bases(cls)), cls]:
        for method in one.inner.inner:
            for name, _ in self_assignments(method.node):
                found[name] = item(name, "property")
    found |= _own_members(infer, cls, bound=True)
    if framework:
        for column in columns(infer, cls).values():
            found |= {one["label"]: one for one in column_items(column)}
        for name, model, many in reverse_relations(infer, cls):
            found[name] = item(name, "field", f"{model.node.name}{', several' if many else ''}")
        for name in ("objects", "query", "query_class", "metadata", "registry"):
            found.pop(name, None)
    if framework == "django":
        found["pk"] = item("pk", "field")
        found.setdefault("id", item("id", "field"))
    return found


def column_items(column: Column) -> Iterator[Item]:
    """The field of a row, and the number that a foreign key keeps."""
    target = column.target.node.name if column.target else ""
    yield item(column.name, "field", target or column.detail)
    if column.kind in ("ForeignKey", "OneToOneField"):
        yield item(f"{column.name}_id", "field", "the key alone")


def builtin_items(prefix: str) -> Members:
    """Python's own functions and classes."""
    names = [name for name in dir(builtins) if fits(name, prefix) and name not in NOT_LISTED]
    found = {name: live_item(name, getattr(builtins, name)) for name in names}
    return found | {name: item(name, "keyword") for name in ("False", "None", "True")}
