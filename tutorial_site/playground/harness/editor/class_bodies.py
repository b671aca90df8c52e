"""What the body of a class may say because of the classes that it is made from."""

import ast
from collections.abc import Iterator

from ..shapes_editor import Item
from .members import item
from .place import Place
from .project import library
from .things import quietly, signature_text, static

FORM_OPTIONS = "model fields exclude widgets labels help_texts error_messages".split()


def settable(place: Place) -> Iterator[Item]:
    """Attributes of the bases that are there to be set, such as ``template_name``; in a ``Meta``
    what that may say."""
    if place.scope.node.name == "Meta":
        yield from (_setting(name, "Meta") for name in _meta_options(place))
        return
    for base in _bases(place):
        for name in dir(base):
            value = static(base, name)
            if not name.startswith("_") and not callable(value) and not hasattr(value, "__get__"):
                yield _setting(name, base.__name__)


def _setting(name: str, owner: str) -> Item:
    return item(name, "property", owner, apply=f"{name} = ")


def overridable(place: Place) -> Iterator[Item]:
    """Methods of the bases, as they begin when they are written anew."""
    for base in _bases(place):
        for name in dir(base):
            value = quietly(lambda base=base, name=name: getattr(base, name))  # type: ignore[misc]
            if callable(value) and not isinstance(value, type):
                signature = signature_text(static(base, name), bound=False) or "(self)"
                yield item(name, "method", signature, apply=f"{name}{signature}:")


def _bases(place: Place) -> list[type]:
    scope = place.scope
    if not scope.is_class or scope.parent is None:
        return []
    cls = place.infer.own_class(place.cursor.path, scope.node, scope.parent)
    return place.infer.live_bases(cls) if cls else []


def _meta_options(place: Place) -> list[str]:
    outer = place.scope.parent
    around = ast.unparse(outer.node.bases) if outer is not None and outer.is_class else ""
    if "form" in around.lower():
        return FORM_OPTIONS
    options = library("django.db.models.options")
    return list(getattr(options, "DEFAULT_NAMES", ()))
