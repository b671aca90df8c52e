"""What a call takes: parameters with their defaults, through ``*args`` and ``**kwargs``."""

import ast
import functools
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..run import Run
from ..shapes_editor import EditorInput, Signature, Signatures
from .columns import columns, is_model
from .cursor import CallAround, call_around
from .infer import Inference
from .knowledge import WORDS, key_of
from .place import Place
from .row_fields import fields_of_call
from .scopes import all_parameters
from .things import Live, OwnClass, OwnFunction, Thing, first_lines, quietly

# What functions pass on by **options without saying so.
PASSED_ON = {
    "route": "methods endpoint defaults strict_slashes redirect_to subdomain",
    "get": "endpoint defaults strict_slashes",
    "post": "endpoint defaults strict_slashes",
    "put": "endpoint defaults strict_slashes",
    "patch": "endpoint defaults strict_slashes",
    "delete": "endpoint defaults strict_slashes",
    "Column": "primary_key nullable unique index default server_default onupdate autoincrement "
    "comment name",
}
HIDDEN = {"self", "cls", "Pattern"}
MAX_PARAMETERS = 40


@dataclass(frozen=True)
class Parameter:
    """One parameter; ``text`` as it stands in the signature."""

    name: str
    text: str


def signature(run: Run | None, given: EditorInput) -> Signatures:
    """The signature of the call around the cursor."""
    place = Place.at(run, given)
    if not place.cursor.path.endswith(".py") or place.cursor.comment:
        return {"signature": None}
    call = call_around(place.cursor)
    if call is None or re.match(r"\s*(?:async\s+)?(?:def|class)\b", place.cursor.statement_before):
        return {"signature": None}
    thing = place.meaning(call.callee)
    parameters = parameters_of(place.infer, thing)
    fields = fields_of_call(place, call.callee) if not isinstance(thing, OwnClass) else {}
    if fields:
        parameters = [Parameter(name, f"{name}=…") for name in fields]
    if not parameters and not _can_be_called(thing):
        return {"signature": None}
    return {"signature": _shown(call, thing, parameters)}


def _can_be_called(thing: Thing | None) -> bool:
    if isinstance(thing, Live):
        return callable(thing.value)
    return isinstance(thing, OwnClass | OwnFunction)


def _shown(call: CallAround, thing: Thing | None, parameters: list[Parameter]) -> Signature:
    name = call.callee.rpartition(".")[2]
    words = ""
    if isinstance(thing, Live):
        words = WORDS.get(key_of(thing.value), "") or first_lines(thing.value)
    elif isinstance(thing, OwnFunction | OwnClass):
        words = (ast.get_docstring(thing.node) or "").split("\n\n")[0]
    return {
        "label": f"{name}({', '.join(one.text for one in parameters)})",
        "parameters": [{"label": one.text, "name": one.name} for one in parameters],
        "active": _active(call, parameters),
        "documentation": words,
    }


def _active(call: CallAround, parameters: list[Parameter]) -> int | None:
    """The parameter that the last argument is for."""
    last = call.arguments[-1] if call.arguments else ""
    names = [one.name for one in parameters]
    by_name = re.match(r"\s*([^\W\d]\w*)\s*=(?!=)", last)
    if by_name:
        kept = next((n for n, one in enumerate(names) if one.startswith("**")), None)
        return names.index(by_name[1]) if by_name[1] in names else kept
    position = len(call.arguments) - 1
    for number, one in enumerate(names):
        if one.startswith("*") or parameters[number].text == "*":
            return number if one.startswith("*") and number <= position else None
        if number == position:
            return number
    return None


# --- parameters -----------------------------------------------------------------------------------


def parameters_of(infer: Inference, thing: Thing | None) -> list[Parameter]:
    """What calling a thing takes, [] if that can't be told."""
    if isinstance(thing, OwnFunction):
        return _own_parameters(thing.node, bound=thing.owner is not None)
    if isinstance(thing, OwnClass):
        return _class_parameters(infer, thing)
    if isinstance(thing, Live):
        return list(_live_parameters(thing.value))[:MAX_PARAMETERS]
    return []


def _own_parameters(function: Any, *, bound: bool) -> list[Parameter]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    shift = len(positional) - len(arguments.defaults)
    defaults = {
        one.arg: arguments.defaults[n - shift] for n, one in enumerate(positional) if n >= shift
    }
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    defaults |= {one.arg: default for one, default in pairs if default is not None}
    found = []
    for one in all_parameters(arguments):
        star = "*" if one is arguments.vararg else "**" if one is arguments.kwarg else ""
        text = star + ast.unparse(one)
        if one.arg in defaults:
            equals = " = " if one.annotation else "="
            text += f"{equals}{ast.unparse(defaults[one.arg])}"
        found.append(Parameter(star + one.arg, text))
    is_method = bound and found and not found[0].name.startswith("*")
    return found[1:] if is_method else found


def _class_parameters(infer: Inference, cls: OwnClass) -> list[Parameter]:
    """Of making an instance: its own __init__, a model's fields, or its base's __init__."""
    for one in [cls, *infer.own_bases(cls)]:
        for binding in one.inner.bindings.get("__init__", []):
            if isinstance(binding.node, ast.FunctionDef):
                return _own_parameters(binding.node, bound=True)
    if is_model(infer, cls):
        found = columns(infer, cls).values()
        return [Parameter(one.name, f"{one.name}=…") for one in found if not one.many]
    if any("dataclass" in ast.unparse(one) for one in cls.node.decorator_list):
        fields = [one for one in cls.node.body if isinstance(one, ast.AnnAssign)]
        return [Parameter(ast.unparse(f.target), ast.unparse(f)) for f in fields]
    for base in infer.live_bases(cls):
        return list(_live_parameters(base))[:MAX_PARAMETERS]
    return []


def _live_parameters(value: Any) -> Iterator[Parameter]:
    if isinstance(value, type):
        yield from _constructor(value)
        return
    found = quietly(lambda: inspect.signature(value))
    if found is None:
        return
    for one in found.parameters.values():
        if one.name in HIDDEN:
            continue
        if one.kind is inspect.Parameter.VAR_KEYWORD:
            more = PASSED_ON.get(getattr(value, "__name__", ""), "").split()
            yield from (Parameter(name, name) for name in more)
        yield _parameter(one)


def _constructor(cls: type) -> Iterator[Parameter]:
    """The parameters of making an instance. Where a class passes on ``**kwargs`` to the next, that
    one's parameters belong to it as well."""
    seen: set[str] = set(HIDDEN)
    more = PASSED_ON.get(cls.__name__, "").split()
    for base in cls.__mro__:
        init = vars(base).get("__init__")
        found = quietly(functools.partial(inspect.signature, init)) if init else None
        if found is None:
            continue
        passes_on = False
        for one in found.parameters.values():
            if one.kind in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL):
                passes_on = passes_on or one.kind is inspect.Parameter.VAR_KEYWORD
            elif (shown := _parameter(one)).name not in seen:
                seen.add(shown.name)
                yield shown
        if not passes_on:
            break
    yield from (Parameter(name, name) for name in more if name not in seen)


def _parameter(one: inspect.Parameter) -> Parameter:
    stars: dict[Any, str] = {
        inspect.Parameter.VAR_POSITIONAL: "*",
        inspect.Parameter.VAR_KEYWORD: "**",
    }
    # SQLAlchemy's Column(__name_pos, __type_pos): for the position, not the name.
    plain = re.sub(r"^_\w+__(\w+)_pos$", r"\1", one.name)
    name = stars.get(one.kind, "") + plain
    if one.default is inspect.Parameter.empty:
        return Parameter(name, name)
    default = one.default
    text = default.__name__ if isinstance(default, type) else quietly(lambda: repr(default), "…")
    short = text if len(text) <= 30 and "<" not in text else "…"
    return Parameter(name, f"{name}={short}")
