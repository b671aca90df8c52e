"""Takes back what a program tells all of SQLAlchemy: listeners on ``Engine``, ``Session`` ….

Given to a class of the library, a listener outlives the program and would be heard in the next one:
a pragma that one solution sends would hold for every solution after it.
"""

from collections.abc import Callable
from typing import Any

from .patches import replace

Listener = tuple[Any, str, Any]  # target, name of the event, function


def remember() -> Callable[[], None]:
    """Take note of listeners from now on; what comes back takes them off again."""
    from sqlalchemy import event

    heard: list[Listener] = []
    undo: list[Callable[[], None]] = []
    for owner in (event, event.api):
        replace(undo, owner, "listen", lambda listen: _noting(listen, heard))

    def put_back() -> None:
        while undo:
            undo.pop()()
        while heard:
            _remove(heard.pop())

    return put_back


def _noting(listen: Callable[..., None], heard: list[Listener]) -> Callable[..., None]:
    def noting(target: Any, identifier: str, fn: Any, *args: Any, **options: Any) -> None:
        listen(target, identifier, fn, *args, **options)
        if _is_of_library(target) and not _is_of_library(fn):
            heard.append((target, identifier, fn))

    return noting


def _is_of_library(thing: Any) -> bool:
    """Whether a class, or a function, comes with SQLAlchemy or Flask-SQLAlchemy."""
    package = str(getattr(thing, "__module__", "")).split(".")[0]
    return package in ("sqlalchemy", "flask_sqlalchemy") and hasattr(thing, "__qualname__")


def _remove(listener: Listener) -> None:
    from sqlalchemy import event

    if event.contains(*listener):  # the program may have removed it
        event.remove(*listener)
