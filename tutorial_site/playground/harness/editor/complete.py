"""What could stand at the cursor: names, attributes, arguments, modules, templates.

Libraries are looked at in memory, the learner's files by their syntax trees. (Jedi was tried: it
takes 0.8 s to import and 2 MB to download in the browser, and, as libraries come without sources
there, it knows nothing of ``request.``, ``db.session.`` or a model's fields.)
"""

import functools
import keyword
import pkgutil
import re
import sys
from collections.abc import Iterable
from typing import Any

from ..files import ON_REQUEST
from ..run import Run
from ..shapes_editor import Completion, EditorInput, Item
from .arguments import argument_items
from .class_bodies import overridable, settable
from .complete_templates import complete_template
from .cursor import call_around, receiver
from .known import BY_FRAMEWORK, POPULAR, PYTHON, WELL_KNOWN
from .members import binding_item, builtin_items, fits, item, members
from .names_in_texts import text_items
from .place import Place
from .project import imported, library_names

MAX_ITEMS = 100
MODULE_LINE = re.compile(r"^\s*(?:from|import)\s+(?:[\w.]+\s*,\s*)*(\.*[\w.]*)$")
NAME_LINE = re.compile(r"^\s*from\s+(\.*)([\w.]*)\s+import\s+\(?\s*(?:[\w\s]+,\s*)*\w*$", re.DOTALL)
DEFINING = re.compile(r"^\s*(?:async\s+)?(def|class)\s+\w*$")
SIGNATURE = re.compile(r"^\s*(?:async\s+)?(?:def|class)\b")
NUMBER = re.compile(r"(?<!\w)\d[\w.]*$")
KEYWORDS = [word for word in keyword.kwlist if word not in ("False", "None", "True")]
Items = Iterable[Item]


def complete(run: Run | None, given: EditorInput) -> Completion:
    """At most 100 items for the cursor's place, the best first."""
    place = Place.at(run, given)
    if place.cursor.path.endswith(".py"):
        found, length = _in_python(place)
    else:
        found, length = complete_template(place.infer, place.cursor)
    typed = place.cursor.before[len(place.cursor.before) - length :]
    start, end = place.cursor.span(length)
    is_import = NAME_LINE.match(place.cursor.statement_before)
    return {
        "items": best(found, typed, WELL_KNOWN if is_import else POPULAR),
        "from": start,
        "to": end,
    }


def best(found: Items, typed: str, popular: frozenset[str] = POPULAR) -> list[Item]:
    """Those that fit what is typed, the likeliest first, each name once."""
    each = {one["label"]: one for one in reversed(list(found)) if fits(one["label"], typed)}
    for label in [one for one in each if one.startswith("a") and one[1:] in each]:
        if each[label]["kind"] == each[label[1:]]["kind"] == "method":
            del each[label]  # the asynchronous twin, as in aget() beside get()

    def rank(one: Item) -> tuple[bool | str, ...]:
        label = one["label"]
        return (
            not label.startswith(typed),
            not label.lower().startswith(typed.lower()),
            not one.get("apply", label).rstrip().endswith("="),
            label.startswith("_"),
            one["kind"] not in ("parameter", "field"),
            label not in popular,
            one["kind"] != "variable",
            label.lower(),
        )

    return sorted(each.values(), key=rank)[:MAX_ITEMS]


def _in_python(place: Place) -> tuple[Items, int]:
    """Items for a place in Python, and how many characters before the cursor they replace."""
    cursor = place.cursor
    if cursor.comment:
        return [], 0
    if cursor.quote and not place.in_braces():
        return text_items(place.infer, cursor, call_around(cursor), place.meaning)
    module = MODULE_LINE.match(cursor.line_before)
    if module:
        return _modules(place, module[1]), len(module[1].rpartition(".")[2])
    return _names_or_attributes(place), len(cursor.prefix)


def _names_or_attributes(place: Place) -> Items:
    cursor, code = place.cursor, place.code
    names = NAME_LINE.match(cursor.statement_before)
    if names:
        return _importable(place, len(names[1]), names[2])
    if NUMBER.search(code):
        return []
    before = code[: len(code) - len(cursor.prefix)].rstrip()
    if before.endswith("."):
        return members(place.infer, place.meaning(receiver(before[:-1])), cursor.prefix).values()
    defining = DEFINING.match(cursor.line_before)
    if defining:
        return overridable(place) if defining[1] == "def" else []
    return _names(place)


# --- imports --------------------------------------------------------------------------------------


def _modules(place: Place, typed: str) -> Items:
    """Modules that an import can begin with, or those within one."""
    files = place.files
    outer = typed.lstrip(".").rpartition(".")[0]
    level = len(typed) - len(typed.lstrip("."))
    if level:
        package = files.absolute(place.cursor.path, outer, level)
        names = files.inside(package) if package else set()
    elif outer:
        names = files.inside(outer) | set(submodules(outer))
    else:
        names = {name.split(".")[0] for name in files.modules} | set(top_modules())
    return [item(name, "module") for name in sorted(names)]


def _importable(place: Place, level: int, name: str) -> Items:
    """What can be imported from a module."""
    full = place.files.absolute(place.cursor.path, name, level)
    if full is None:
        return []
    inside = [*place.files.inside(full), *submodules(full)]
    found = {one: item(one, "module") for one in inside}
    return (found | members(place.infer, place.infer.module(full), place.cursor.prefix)).values()


@functools.lru_cache(1)
def top_modules() -> tuple[str, ...]:
    """Modules that can be imported: Python's and the libraries'."""
    found = {one.name for one in pkgutil.iter_modules()} | set(sys.stdlib_module_names)
    found |= set(ON_REQUEST)
    hidden = {"harness", "js", "pyodide", "pyodide_js", "sidebyside"}
    return tuple(sorted(name for name in found - hidden if not name.startswith("_")))


@functools.lru_cache(200)
def submodules(name: str) -> tuple[str, ...]:
    """The modules within a library's package, loaded or not."""
    path: Any = getattr(imported(name), "__path__", None) if name else None
    if not path:
        return ()
    found = {one.name for one in pkgutil.iter_modules(path)} | set(library_names(name))
    return tuple(sorted(one for one in found if not one.startswith("_")))


# --- names ----------------------------------------------------------------------------------------


def _names(place: Place) -> Items:
    """Arguments of the call around the cursor, then all names that can be seen."""
    found: dict[str, Item] = {}
    call = call_around(place.cursor)
    if call and not SIGNATURE.match(place.cursor.statement_before):
        found |= {one["label"]: one for one in argument_items(place, call)}
    elif place.scope.is_class and place.begins_statement:
        found |= {one["label"]: one for one in settable(place)}
    for scope in place.scope.visible():
        for name, bindings in scope.bindings.items():
            found.setdefault(name, binding_item(bindings[-1]))
    starred = place.files.star_names(place.cursor.path, place.module) or set()
    found |= {name: item(name, "variable") for name in starred if name not in found}
    for name, one in builtin_items(place.cursor.prefix).items():
        found.setdefault(name, one)
    found |= {word: item(word, "keyword") for word in KEYWORDS}
    return [*found.values(), *_to_import(place, set(found))]


def _to_import(place: Place, known: set[str]) -> Items:
    """Well-known names, and own classes, that are not imported yet."""
    prefix = place.cursor.prefix
    if len(prefix) < 2:
        return []
    lines = dict(BY_FRAMEWORK.get(place.files.framework, PYTHON))
    for cls in place.infer.own_classes():
        if cls.path != place.cursor.path:
            module = place.files.module_of(cls.path).name
            lines[cls.node.name] = f"from {module} import {cls.node.name}"
    return [
        item(name, "variable", line, **{"import": line})
        for name, line in lines.items()
        if name.startswith(prefix) and name not in known
    ]
