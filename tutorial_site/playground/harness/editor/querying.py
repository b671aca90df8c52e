"""Questions to a database: what the methods of managers, querysets, sessions and selects give."""

from collections.abc import Callable
from typing import Any

from .knowledge import named
from .project import library
from .things import Live, Made, OwnClass, OwnInstance, Thing

# The same kind of query, of the same rows.
DJANGO_SAME = frozenset(
    "all filter exclude order_by distinct reverse annotate alias select_related prefetch_related "
    "defer only using none union intersection difference extra select_for_update".split()
)
DJANGO_ROW = frozenset("get create first last earliest latest".split())
DJANGO_PAIR = frozenset("get_or_create update_or_create".split())
SQL_SAME = frozenset(
    "where filter filter_by order_by limit offset join outerjoin options distinct group_by having "
    "execution_options select_from with_for_update unique".split()
)
SQL_ROW = frozenset(
    "first one one_or_none scalar scalar_one scalar_one_or_none get first_or_404 one_or_404 "
    "get_or_404".split()
)
OTHERS = {"count": "int", "exists": "bool", "update": "int", "values": "list of dict"}
MANAGERS = {"BaseManager", "Manager", "QuerySet"}
SELECTS = {"Select", "Query", "ScalarResult", "Result", "CursorResult"}


def is_manager(value: Any) -> bool:
    """Whether an object is a manager of Django's, of a model that is there."""
    return _is(type(value), {"BaseManager"}) and hasattr(value, "model")


def _is(cls: type, names: set[str]) -> bool:
    return any(base.__name__ in names for base in cls.__mro__)


def manager(row: Thing) -> Thing | None:
    """``Note.objects``."""
    return _with("django.db.models.manager:Manager", row)


def query(row: Thing) -> Thing | None:
    """``Note.query``."""
    return _with("flask_sqlalchemy.query:Query", row)


def _with(key: str, row: Thing | None) -> Thing | None:
    found = named(key)
    return Made(found.cls, row) if isinstance(found, Made) else None


def _instance(given: Thing | None) -> Thing | None:
    """A row of the model that is given."""
    if isinstance(given, OwnClass):
        return OwnInstance(given)
    if isinstance(given, Live) and isinstance(given.value, type):
        return Made(given.value)
    return given.of if isinstance(given, Made) and given.of else None


def attribute(thing: Made, name: str) -> Thing | None:
    """Attributes of query objects that hold rows."""
    if _is(thing.cls, {"Pagination", "Page"}) and name in ("items", "object_list"):
        return Made(list, thing.of)
    if thing.cls.__name__ == "SQLAlchemy":
        return _of_extension(name)
    return None


def _of_extension(name: str) -> Thing | None:
    """What Flask-SQLAlchemy's object has: its own, and all of SQLAlchemy."""
    if name == "session":
        return named("sqlalchemy.orm.scoping:scoped_session")
    if name == "Model":
        return named("class flask_sqlalchemy.model:Model")
    for module in ("sqlalchemy", "sqlalchemy.orm"):
        found = getattr(library(module), name, None)
        if callable(found):
            return Live(found)
    return None


def method(receiver: Thing | None, name: str, given: Thing | None) -> Thing | None:
    """What a method of something that asks for rows gives, None for all others."""
    if not isinstance(receiver, Made):
        return None
    for classes, answer in METHODS:
        if _is(receiver.cls, classes):
            return answer(receiver, name, given)
    return None


def _django(receiver: Made, name: str, given: Thing | None) -> Thing | None:
    if name in DJANGO_SAME:
        return _with("django.db.models.query:QuerySet", receiver.of)
    if name in DJANGO_ROW:
        return receiver.of
    if name in DJANGO_PAIR:
        return Made(tuple, receiver.of)
    return named(OTHERS[name]) if name in OTHERS else None


def _flask_sqlalchemy(receiver: Made, name: str, given: Thing | None) -> Thing | None:
    if name == "select":
        return _with("sqlalchemy.sql.selectable:Select", _instance(given))
    if name in ("get_or_404", "first_or_404", "one_or_404"):
        return _instance(given)
    if name == "paginate":
        return _with("flask_sqlalchemy.pagination:SelectPagination", _instance(given))
    return None


def _session(receiver: Made, name: str, given: Thing | None) -> Thing | None:
    row = _instance(given)
    if name in ("get", "get_one", "scalar"):
        return row
    if name == "scalars":
        return _with("sqlalchemy.engine.result:ScalarResult", row)
    if name == "execute":
        return _with("sqlalchemy.engine.result:Result", row)
    return _with("sqlalchemy.orm.query:Query", row) if name == "query" else None


def _select(receiver: Made, name: str, given: Thing | None) -> Thing | None:
    if name in SQL_SAME:
        return receiver
    if name in SQL_ROW:
        return receiver.of
    if name == "all":
        return Made(list, receiver.of)
    if name == "scalars":
        return _with("sqlalchemy.engine.result:ScalarResult", receiver.of)
    if name == "paginate":
        return _with("flask_sqlalchemy.pagination:QueryPagination", receiver.of)
    return named("int") if name == "count" else None


def function(value: Any, given: Thing | None) -> Thing | None:
    """What functions give that take a model."""
    name, module = getattr(value, "__name__", ""), getattr(value, "__module__", "") or ""
    if module == "django.shortcuts":
        row = _instance(given)
        if name == "get_object_or_404":
            return row
        return Made(list, row) if name == "get_list_or_404" else None
    if name == "select" and module.startswith("sqlalchemy.") and library("sqlalchemy"):
        return _with("sqlalchemy.sql.selectable:Select", _instance(given))
    return None


def _values(receiver: Made, name: str, given: Thing | None) -> Thing | None:
    """Of a form's, or an address's, values."""
    if name in ("get", "pop", "setdefault"):
        return receiver.of or Made(str)
    return Made(list, Made(str)) if name == "getlist" else None


def _dictionary(receiver: Made, name: str, given: Thing | None) -> Thing | None:
    return receiver.of if name in ("get", "pop") else None


METHODS: list[tuple[set[str], Callable[[Made, str, Thing | None], Thing | None]]] = [
    (MANAGERS, _django),
    ({"SQLAlchemy"}, _flask_sqlalchemy),
    ({"Session", "scoped_session"}, _session),
    (SELECTS, _select),
    ({"MultiDict", "MultiValueDict"}, _values),
    ({"dict"}, _dictionary),
]
