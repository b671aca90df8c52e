"""What a value from a file looks like. Pure Python: kinds of question use it."""

from collections.abc import Callable, Mapping
from typing import Any

Shape = Callable[[Any], bool]

LONGEST_TEXT = 20_000
MOST_VALUES = 1_000


def text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def whole(value: Any) -> bool:
    """A whole number, none below 0, that a database takes."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def anything(value: Any) -> bool:
    """What is only kept, and looked into by nobody without looking twice."""
    return True


def list_of(item: Shape) -> Shape:
    def fits(value: Any) -> bool:
        return isinstance(value, list) and len(value) <= MOST_VALUES and all(map(item, value))

    return fits


def by_name(item: Shape) -> Shape:
    """An object with any names."""

    def fits(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and len(value) <= MOST_VALUES
            and all(item(each) for each in value.values())
        )

    return fits


def either(*shapes: Shape) -> Shape:
    def fits(value: Any) -> bool:
        return any(shape(value) for shape in shapes)

    return fits


def record(
    required: Mapping[str, Shape],
    optional: Mapping[str, Shape] | None = None,
    *,
    others: Shape = anything,
) -> Shape:
    """An object with these names. ``others`` is what stands under names that nobody told us of."""
    known = {**required, **(optional or {})}

    def fits(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and required.keys() <= value.keys()
            and all(known.get(name, others)(each) for name, each in value.items())
        )

    return fits


texts = list_of(text)
