"""What an attribute means: of a module, a class, an instance, a row of a model."""

import ast
import types
from typing import TYPE_CHECKING, Any

from . import querying
from .columns import columns, is_model, reverse_relations
from .knowledge import attribute_of, stood_in_for
from .project import imported
from .things import (
    Live,
    Made,
    OwnClass,
    OwnFunction,
    OwnInstance,
    OwnModule,
    Thing,
    is_a,
    quietly,
    static,
)

if TYPE_CHECKING:
    from .infer import Inference

DEFINES = ast.FunctionDef | ast.AsyncFunctionDef


def attribute(infer: "Inference", thing: Thing | None, name: str) -> Thing | None:
    """What ``thing.name`` means; None if that can't be told."""
    if isinstance(thing, Live):
        return of_live(thing.value, name)
    if isinstance(thing, Made):
        return _of_made(infer, thing, name)
    if isinstance(thing, OwnModule):
        scope = infer.files.scope(thing.path)
        return infer.name(name, thing.path, scope) if scope else None
    if isinstance(thing, OwnClass):
        return _of_class(infer, thing, name)
    return _of_instance(infer, thing.cls, name) if isinstance(thing, OwnInstance) else None


def of_live(value: Any, name: str) -> Thing | None:
    """Of a library's module or class."""
    if isinstance(value, types.ModuleType):
        found = vars(value).get(name)
        if found is None:
            found = imported(f"{value.__name__}.{name}")
        if found is None and not name.startswith("_"):
            found = quietly(lambda: getattr(value, name))
        return thing_of(found)
    return thing_of(quietly(lambda: getattr(value, name))) if isinstance(value, type) else None


def thing_of(value: Any) -> Thing | None:
    """The thing that an object is: itself, or, of a plain value, an instance of its class."""
    if value is None:
        return None
    stood_in = stood_in_for(value)
    if stood_in is not None:
        return stood_in
    if querying.is_manager(value):
        return Made(type(value), Made(value.model) if value.model else None)
    itself = is_a(value, type | types.ModuleType) or callable(value)
    return Live(value) if itself else Made(type(value))


def _of_made(infer: "Inference", thing: Made, name: str) -> Thing | None:
    known = attribute_of(thing.cls, name)
    if known is not None:
        return (infer.own_user() or known) if name == "user" else known
    special = querying.attribute(thing, name)
    if special is not None:
        return special
    found = static(thing.cls, name)
    if found is None or is_a(found, property):
        return None
    return thing_of(quietly(lambda: getattr(thing.cls, name)))


def _of_class(infer: "Inference", cls: OwnClass, name: str) -> Thing | None:
    framework = is_model(infer, cls)
    own = own_attribute(infer, cls, name)
    if own is not None:
        return own
    if framework == "django" and name in ("objects", "_default_manager"):
        return querying.manager(OwnInstance(cls))
    if framework == "sqlalchemy" and name == "query":
        return querying.query(OwnInstance(cls))
    found = (of_live(base, name) for base in infer.live_bases(cls))
    return next((one for one in found if one is not None), None)


def own_attribute(infer: "Inference", cls: OwnClass, name: str) -> Thing | None:
    """What a class, or an own base of its, says itself."""
    for one in [cls, *infer.own_bases(cls)]:
        for binding in reversed(one.inner.bindings.get(name, [])):
            if isinstance(binding.node, DEFINES):
                return OwnFunction(one.path, binding.node, one.inner, one)
            found = infer.bound(binding, one.path, one.inner)
            if found is not None:
                return found
    return None


def _of_instance(infer: "Inference", cls: OwnClass, name: str) -> Thing | None:
    row = _of_row(infer, cls, name) if is_model(infer, cls) else None
    own = row or own_attribute(infer, cls, name)
    if isinstance(own, OwnFunction) and is_property(own.node):
        return infer.returned(own)
    own = own or _assigned(infer, cls, name)
    if own is not None:
        return own
    found = (_of_made(infer, Made(base), name) for base in infer.live_bases(cls))
    return next((one for one in found if one is not None), None)


def is_property(node: Any) -> bool:
    """Whether a method is asked without brackets."""
    from .infer import decorators

    return bool(decorators(node) & {"property", "cached_property", "hybrid_property"})


def _of_row(infer: "Inference", cls: OwnClass, name: str) -> Thing | None:
    """Of a model's instance: what a field holds, or where a relation leads."""
    column = columns(infer, cls).get(name)
    if column is not None and column.target is not None:
        row = OwnInstance(column.target)
        if column.many and column.kind == "ManyToManyField":
            return querying.manager(row)
        return Made(list, row) if column.many else row
    if column is not None:
        return column.value
    if name in ("id", "pk"):
        return Made(int)
    for reverse, model, many in reverse_relations(infer, cls):
        if reverse == name:
            return querying.manager(OwnInstance(model)) if many else OwnInstance(model)
    return None


def _assigned(infer: "Inference", cls: OwnClass, name: str) -> Thing | None:
    """What a method assigns to ``self.name``."""
    from .infer import self_assignments

    for one in [cls, *infer.own_bases(cls)]:
        for method in one.inner.inner:
            for target, value in self_assignments(method.node):
                if target == name:
                    return infer.of(value, one.path, method)
    return None
