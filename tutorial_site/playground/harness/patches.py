"""Replaces attributes of modules and classes, so that it can be undone."""

from collections.abc import Callable
from typing import Any


def replace(
    undo: list[Callable[[], None]], owner: Any, name: str, make: Callable[[Any], Any]
) -> None:
    """Put ``make(original)`` where ``original`` is; what takes it back is added to ``undo``.

    ``original`` is what stands in the owner's own dictionary, so a classmethod stays one to be
    unwrapped by ``make``. What the owner has inherited is found too, and given back by deleting.
    """
    own = name in vars(owner)
    original = vars(owner)[name] if own else getattr(owner, name)
    setattr(owner, name, make(original))
    undo.append(lambda: setattr(owner, name, original) if own else delattr(owner, name))
