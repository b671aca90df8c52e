"""What an expression may mean, as far as that can be told without running the program.

A library's classes, functions and modules are there, in memory, to be looked at. What is the
learner's is known by its syntax tree.
"""

import ast
import dis
import functools
import inspect
import re
import types
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .scopes import Scope


@dataclass(frozen=True)
class Live:
    """An object of a library: a module, a class, a function, a value."""

    value: Any

    def __hash__(self) -> int:
        return id(self.value)


@dataclass(frozen=True)
class Made:
    """An instance of a library's class. ``of``: what it holds, or gives when it is looped over."""

    cls: type
    of: "Thing | None" = None


@dataclass(frozen=True)
class OwnModule:
    """A file of the program's."""

    path: str


@dataclass(frozen=True, eq=False)
class OwnClass:
    """A class of the program's; ``inner`` are its names, ``scope`` those around it."""

    path: str
    node: ast.ClassDef
    inner: Scope
    scope: Scope


@dataclass(frozen=True)
class OwnInstance:
    """An instance of an own class."""

    cls: OwnClass


@dataclass(frozen=True, eq=False)
class OwnFunction:
    """A function of the program's. ``owner`` is the class that it is a method of."""

    path: str
    node: Any
    scope: Scope
    owner: OwnClass | None = None


Thing = Live | Made | OwnModule | OwnClass | OwnInstance | OwnFunction


@functools.lru_cache(500)
def instance_attributes(cls: type) -> frozenset[str]:
    """Names that the methods of a library's class set on ``self``, read from its compiled code."""
    found: set[str] = set()
    for base in cls.__mro__:
        for name in ("__init__", "setup", "__new__"):
            code = getattr(vars(base).get(name), "__code__", None)
            if code is not None and code.co_argcount:
                found |= _stored(code)
    return frozenset(found)


def _stored(code: types.CodeType) -> set[str]:
    """Names of attributes that are set on the first parameter."""
    me, found, before = code.co_varnames[0], set[str](), ""
    for step in dis.get_instructions(code):
        if step.opname == "STORE_ATTR" and before == me:
            found.add(str(step.argval))
        # 3.14 loads two variables by one instruction: the second of them is on top.
        loaded = step.argval[-1:] if isinstance(step.argval, tuple) else (step.argval,)
        before = str(*loaded) if step.opname.startswith("LOAD_FAST") else ""
    return found


def quietly(look: Callable[[], Any], default: Any = None) -> Any:
    """Look at something of a library's that may warn, or fail, when it is looked at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return look()
        except Exception:
            return default


def static(cls: type, name: str) -> Any:
    """An attribute as it stands in a class, unbound: a property stays one."""
    return quietly(lambda: inspect.getattr_static(cls, name))


KINDS: list[tuple[Any, str]] = [
    (type, "class"),
    (types.ModuleType, "module"),
    (property | functools.cached_property | types.GetSetDescriptorType, "property"),
    (staticmethod | classmethod | types.MethodType | types.MethodDescriptorType, "method"),
    (types.ClassMethodDescriptorType, "method"),
]


def is_a(value: Any, classes: Any) -> bool:
    """``isinstance``, which asks a proxy for what it stands in for; this doesn't."""
    return issubclass(type(value), classes)


def kind_of(value: Any) -> str:
    """The kind under which a value is listed."""
    for classes, kind in KINDS:
        if is_a(value, classes):
            return kind
    if is_a(value, types.FunctionType):
        return "method" if "." in value.__qualname__.replace("<locals>.", "") else "function"
    if hasattr(type(value), "__get__"):
        return "property"
    return "function" if callable(value) else "variable"


def signature_text(value: Any, *, bound: bool = True) -> str:
    """The parameters of a library's function, "" if it has none to tell. Fast, not exact: of
    defaults only short ones are shown."""
    function = value.__func__ if is_a(value, staticmethod | classmethod) else value
    if is_a(function, functools.partial):
        function = function.func
    function = quietly(lambda: inspect.unwrap(function), function)
    code = quietly(lambda: function.__code__)
    if code is None:
        return _builtin_signature(function)
    names = list(code.co_varnames[: code.co_argcount])
    defaults = list(function.__defaults__ or ())
    shown = [*names[: len(names) - len(defaults)]]
    shown += [f"{n}={_short(d)}" for n, d in zip(names[len(shown) :], defaults, strict=True)]
    rest = list(code.co_varnames[code.co_argcount :])
    keyword_only, rest = rest[: code.co_kwonlyargcount], rest[code.co_kwonlyargcount :]
    if code.co_flags & inspect.CO_VARARGS:
        shown.append(f"*{rest.pop(0)}")
    elif keyword_only:
        shown.append("*")
    given = function.__kwdefaults__ or {}
    shown += [f"{n}={_short(given[n])}" if n in given else n for n in keyword_only]
    if code.co_flags & inspect.CO_VARKEYWORDS:
        shown.append(f"**{rest.pop(0)}")
    if bound and shown and shown[0] in ("self", "cls", "mcs"):
        del shown[0]
    return f"({', '.join(shown)})"


def _builtin_signature(function: Any) -> str:
    """Of a function in C, which says so itself: ``($self, sep=None, /)``."""
    text = quietly(lambda: function.__text_signature__) or ""
    return re.sub(r"\$(?:self|type|module)(?:, /)?(?:, )?|, /|/, ", "", text)


def _short(value: Any) -> str:
    if is_a(value, type | types.FunctionType):
        return str(value.__name__)
    text = quietly(lambda: repr(value), "…")
    return text if len(text) <= 24 and "<" not in text else "…"


def first_lines(value: Any) -> str:
    """The first paragraph of a docstring; libraries come without, Python's own modules with."""
    text = "" if is_a(value, functools.partial) else quietly(lambda: inspect.getdoc(value)) or ""
    return text.split("\n\n")[0][:500]
