"""Arguments that a call can still be given, by name."""

import re
from collections.abc import Iterator

from ..shapes_editor import Item
from .cursor import CallAround
from .members import item
from .place import Place
from .row_fields import fields_of_call
from .signatures import parameters_of


def argument_items(place: Place, call: CallAround) -> Iterator[Item]:
    """``name=`` for every parameter, or field of a row, that isn't given yet."""
    last = call.arguments[-1] if call.arguments else ""
    if re.match(r"\s*\w+\s*=", last):
        return
    names = {one.name: "" for one in parameters_of(place.infer, place.meaning(call.callee))}
    names |= fields_of_call(place, call.callee)
    for name, detail in names.items():
        if name not in call.keywords and not name.startswith(("*", "_")):
            yield item(f"{name}=", "parameter", detail)
