"""Completion in the shell: there the objects themselves are at hand."""

from typing import Any

from ..run import Run
from ..shapes_editor import Completion, Item
from ..shell import namespace_of
from .attributes import thing_of
from .complete import KEYWORDS, best
from .cursor import cursor_at, receiver
from .infer import Inference
from .members import builtin_items, item, live_item, members
from .place import Place
from .project import Files
from .scopes import Scope
from .things import quietly


def complete_shell(run: Run, given: dict[str, Any]) -> Completion:
    """Items for the end of ``{code}``: names of the shell, attributes of what they are."""
    code = str(given.get("code") or "")
    lines = code.split("\n")
    cursor = cursor_at("<shell>", code, len(lines), 2 * len(lines[-1]))
    namespace = namespace_of(run)
    found: dict[str, Item] = {}
    before = cursor.before[: len(cursor.before) - len(cursor.prefix)].rstrip()
    if not (cursor.quote or cursor.comment):
        place = ShellPlace(Inference(Files({cursor.path: ""}, run.framework)), cursor, namespace)
        if before.endswith("."):
            found = _attributes(place, receiver(before[:-1]))
        else:
            found = builtin_items(cursor.prefix) | {one: item(one, "keyword") for one in KEYWORDS}
            shown = {k: v for k, v in namespace.items() if not k.startswith("__")}
            found |= {name: live_item(name, value) for name, value in shown.items()}
    start, end = cursor.span(len(cursor.prefix))
    return {"items": best(found.values(), cursor.prefix), "from": start, "to": end}


def _attributes(place: "ShellPlace", expression: str) -> dict[str, Item]:
    found = members(place.infer, place.meaning(expression), place.cursor.prefix)
    value = place.namespace.get(expression)
    own = quietly(lambda: vars(value)) if value is not None else None
    names = [name for name in own or () if isinstance(name, str) and not isinstance(value, type)]
    return {name: item(name, "property") for name in names} | found


class ShellPlace(Place):
    """The end of the code in the shell; its names mean the objects that they hold."""

    def __init__(self, infer: Inference, cursor: Any, namespace: dict[str, Any]) -> None:
        super().__init__(infer, cursor)
        self.namespace = namespace
        things = {name: thing_of(value) for name, value in namespace.items()}
        infer.known = {name: thing for name, thing in things.items() if thing is not None}

    @property
    def module(self) -> Scope:
        """A scope without bindings: names are looked up in the shell's own."""
        return Scope(None)

    scope = module
