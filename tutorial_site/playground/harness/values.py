"""Values as a short text, without asking them anything.

A template's context holds querysets, users that are looked up when first touched, forms, objects of
the learner's own classes. To print them with ``repr`` would run queries that the program itself
never sends, or the learner's own code. Here only what a value already holds is looked at.
"""

import itertools
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

MAX_TEXT = 120  # characters
MAX_ITEMS = 5
MAX_DEPTH = 2
# Modules of values whose own repr computes nothing but a text.
PLAIN_MODULES = frozenset({"datetime", "decimal", "fractions", "uuid", "pathlib", "zoneinfo"})
MAX_DIGITS = 40
SAFE_INTEGER = 2**53 - 1  # what JavaScript holds exactly


def shown(value: Any, depth: int = 0) -> str:
    """A value in at most 120 characters, as ``[<Note 1>, <Note 2>, … 7 more]``."""
    text = _text(value, depth)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _text(value: Any, depth: int) -> str:
    kind = type(value)
    for kinds, text in PLAIN:
        if kind in kinds:
            return text(value)
    if kind in (list, tuple, set, frozenset):
        return _items(value, depth)
    if kind is dict:
        return _pairs(value, depth)
    if kind.__module__ in PLAIN_MODULES:
        return repr(value)
    return f"<class {value.__name__}>" if issubclass(kind, type) else _object(value, kind, depth)


def _number(value: int) -> str:
    # Python refuses to print very long ones.
    return repr(value) if abs(value) < 10**MAX_DIGITS else f"<int of {value.bit_length()} bits>"


PLAIN: tuple[tuple[tuple[Any, ...], Callable[[Any], str]], ...] = (
    ((bool, float, complex, type(None), type(...), range, slice), repr),
    ((int,), _number),
    ((str, bytes, bytearray), lambda value: repr(value[:MAX_TEXT])),
    ((FunctionType, BuiltinFunctionType, MethodType), lambda f: f"<function {f.__name__}>"),
    ((ModuleType,), lambda module: f"<module {module.__name__}>"),
)


def _items(values: Any, depth: int) -> str:
    brackets = "[]" if type(values) is list else "()" if type(values) is tuple else "{}"
    if depth >= MAX_DEPTH:
        return f"{brackets[0]}{len(values)} items{brackets[1]}" if values else brackets
    texts = [_text(value, depth + 1) for value in itertools.islice(values, MAX_ITEMS)]
    if len(values) > MAX_ITEMS:
        texts.append(f"… {len(values) - MAX_ITEMS} more")
    elif type(values) is tuple and len(values) == 1:
        texts.append("")
    return f"{brackets[0]}{', '.join(texts).rstrip() if texts else ''}{brackets[1]}"


def _pairs(values: dict[Any, Any], depth: int) -> str:
    if depth >= MAX_DEPTH:
        return f"{{{len(values)} items}}" if values else "{}"
    pairs = itertools.islice(values.items(), MAX_ITEMS)
    texts = [f"{_text(key, depth + 1)}: {_text(value, depth + 1)}" for key, value in pairs]
    if len(values) > MAX_ITEMS:
        texts.append(f"… {len(values) - MAX_ITEMS} more")
    return f"{{{', '.join(texts)}}}"


def _object(value: Any, kind: type, depth: int) -> str:
    """What the frameworks' own kinds of object hold; anything else by its class alone."""
    if kind.__module__ == "werkzeug.local":
        return "<looked up when used>"
    if kind.__name__ == "__proxy__":
        return "<text, translated when shown>"
    names = {f"{base.__module__}.{base.__qualname__}" for base in kind.__mro__}
    held = _held(value)
    for name, text in OBJECTS:
        if name in names:
            return text(value, held, depth)
    if "_sa_instance_state" in held:
        identity = held["_sa_instance_state"].key
        return _row(kind, identity[1][0] if identity else None)
    return f"<{kind.__name__}>"


def _held(value: Any) -> dict[str, Any]:
    try:
        held = object.__getattribute__(value, "__dict__")
    except AttributeError:  # slots
        return {}
    return held if isinstance(held, dict) else {}


def _queryset(_value: Any, held: dict[str, Any], _depth: int) -> str:
    model = getattr(held.get("model"), "__name__", "?")
    rows = held.get("_result_cache")
    if rows is None:
        return f"<QuerySet of {model}, not evaluated>"
    return f"<QuerySet of {model}, {len(rows)} {'row' if len(rows) == 1 else 'rows'}>"


def _model(value: Any, held: dict[str, Any], _depth: int) -> str:
    return _row(type(value), held.get(type(value)._meta.pk.attname))


def _lazy(_value: Any, held: dict[str, Any], depth: int) -> str:
    wrapped = held.get("_wrapped")
    woken = wrapped is not None and type(wrapped) is not object
    return _text(wrapped, depth + 1) if woken else "<not looked up yet>"


OBJECTS: tuple[tuple[str, Callable[[Any, dict[str, Any], int], str]], ...] = (
    ("django.db.models.query.QuerySet", _queryset),
    ("django.db.models.base.Model", _model),
    ("django.utils.functional.LazyObject", _lazy),
    # Of a class of its own, such as a text that is marked as safe.
    ("builtins.str", lambda value, _, __: repr(str.__str__(value)[:MAX_TEXT])),
    ("builtins.int", lambda value, _, __: _number(int.__int__(value))),
)


def _row(kind: type, key: Any) -> str:
    if key is None:
        return f"<new {kind.__name__}>"
    return f"<{kind.__name__} {shown(key, MAX_DEPTH)}>"


def for_json(value: Any, longest: int) -> Any:
    """A value of a database or a cookie as JSON and JavaScript hold it, text cut at ``longest``.

    Bytes become SQL's ``x'00ff'``; numbers that JavaScript can't hold exactly become text.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= SAFE_INTEGER else shown(value)
    if isinstance(value, float):
        # JSON knows neither NaN nor Infinity.
        return value if value - value == 0 else repr(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return _cut(f"x'{bytes(value[: longest // 2]).hex()}'", len(value) * 2 + 3, longest)
    text = value if isinstance(value, str) else shown(value)
    return _cut(text, len(text), longest)


def _cut(text: str, length: int, longest: int) -> str:
    return text if length <= longest else f"{text[:longest]}… ({length:,} characters)"
