"""Fields of rows that a call takes by name: a model's constructor, the methods of a query."""

from .columns import Column, columns, is_model, reverse_relations
from .knowledge import attributes_of
from .members import column_items
from .place import Place
from .things import Made, OwnClass, OwnInstance

# Methods of a query whose arguments are named by the fields of its rows; some take lookups.
WITH_LOOKUPS = {"filter", "exclude", "get"}
BY_FIELDS = WITH_LOOKUPS | {
    "create",
    "filter_by",
    "get_or_create",
    "update",
    "update_or_create",
}
LOOKUPS = "contains icontains startswith exact iexact in gt gte lt lte isnull year month".split()


def fields_of_call(place: Place, callee: str) -> dict[str, str]:
    """Fields that a model's constructor, or a query's method, takes by name → their kinds."""
    outer, _, name = callee.rpartition(".")
    model = place.meaning(callee)
    if not isinstance(model, OwnClass) and name in BY_FIELDS:
        rows = place.meaning(outer)
        row = rows.of if isinstance(rows, Made) else None
        model = row.cls if isinstance(row, OwnInstance) else None
    if not isinstance(model, OwnClass):
        return {}
    framework = is_model(place.infer, model)
    found = {
        one["label"]: one["detail"]
        for column in columns(place.infer, model).values()
        for one in column_items(column)
    }
    if framework == "django" and name in WITH_LOOKUPS:
        found["pk"] = "the primary key"
        found |= {n: one.node.name for n, one, _ in reverse_relations(place.infer, model)}
        for column in columns(place.infer, model).values():
            if place.cursor.prefix.startswith(f"{column.name}__"):
                found |= {f"{column.name}__{n}": d for n, d in _lookups(place, column).items()}
    return found if framework else {}


def _lookups(place: Place, column: Column) -> dict[str, str]:
    """What can follow the two underscores: fields of the row there, or comparisons."""
    if column.target is not None:
        return {name: one.detail for name, one in columns(place.infer, column.target).items()}
    if isinstance(column.value, Made) and column.kind.endswith(("Key", "ToOneField")):
        return dict.fromkeys(sorted(attributes_of(column.value.cls)), column.value.cls.__name__)
    return dict.fromkeys(LOOKUPS, "compare")
