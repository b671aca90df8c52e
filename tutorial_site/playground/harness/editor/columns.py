"""The fields of models and forms, read from the classes that define them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .knowledge import named
from .things import Live, Made, OwnClass, OwnInstance, Thing

if TYPE_CHECKING:
    from .infer import Inference

# Django's fields and SQLAlchemy's types → what a row's value is.
VALUES = {
    "str": "CharField TextField SlugField EmailField URLField GenericIPAddressField FilePathField "
    "String Text Unicode UnicodeText Enum",
    "int": "IntegerField AutoField BigAutoField BigIntegerField SmallIntegerField "
    "PositiveIntegerField PositiveSmallIntegerField Integer BigInteger SmallInteger",
    "bool": "BooleanField Boolean",
    "float": "FloatField Float",
    "decimal:Decimal": "DecimalField Numeric",
    "datetime:datetime": "DateTimeField DateTime",
    "datetime:date": "DateField Date",
    "datetime:time": "TimeField Time",
    "dict": "JSONField JSON",
    "bytes": "BinaryField LargeBinary",
    "uuid:UUID": "UUIDField Uuid",
    "django.db.models.fields.files:FieldFile": "FileField ImageField",
}
BY_FIELD = {field: value for value, fields in VALUES.items() for field in fields.split()}
TO_ONE = {"ForeignKey", "OneToOneField"}
TO_MANY = {"ManyToManyField"}


@dataclass(frozen=True)
class Column:
    """A field of a model. ``target`` is the class that a relation leads to, ``many``: to several
    rows of it. ``value`` is what a row holds, if that is known."""

    name: str
    kind: str
    node: ast.AST
    value: Thing | None = None
    target: OwnClass | None = None
    many: bool = False

    @property
    def detail(self) -> str:
        """What is kept: Django's kind of field, or SQLAlchemy's type."""
        if self.kind == "Mapped" and isinstance(self.node, ast.AnnAssign):
            return ast.unparse(self.node.annotation).removeprefix("Mapped[").removesuffix("]")
        types = [one for one in getattr(self.node, "args", []) if _type_name(one) in BY_FIELD]
        return ast.unparse(types[0]).rpartition("db.")[2] if types else self.kind


def is_model(infer: "Inference", cls: OwnClass) -> str:
    """ "django" or "sqlalchemy" for a class whose rows are kept by one of them, else ""."""
    for base in infer.live_bases(cls):
        for one in base.__mro__:
            if one.__module__ == "django.db.models.base" and one.__name__ == "Model":
                return "django"
            if (one.__module__, one.__name__) in (
                ("flask_sqlalchemy.model", "Model"),
                ("sqlalchemy.orm.decl_api", "DeclarativeBase"),
            ):
                return "sqlalchemy"
    return ""


def columns(infer: "Inference", cls: OwnClass) -> dict[str, Column]:
    """The fields of a model, its bases' among them, by name."""
    found: dict[str, Column] = {}
    for one in [*reversed(infer.own_bases(cls)), cls]:
        for statement in one.node.body:
            column = _column(infer, one, statement)
            if column:
                found[column.name] = column
    return found


def _column(infer: "Inference", cls: OwnClass, statement: ast.stmt) -> Column | None:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name, value, annotation = statement.targets[0].id, statement.value, None
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        name, annotation = statement.target.id, statement.annotation
        value = statement.value or ast.Constant(None)
    else:
        return None
    if isinstance(value, ast.Call):
        kind = _name(value.func)
        column = _from_call(infer, cls, name, kind, value)
        if column and annotation is None:
            return column
    if annotation is not None and _name(annotation) == "Mapped":
        return _from_annotation(infer, cls, name, statement, annotation)
    return None


def _from_call(
    infer: "Inference", cls: OwnClass, name: str, kind: str, call: ast.Call
) -> Column | None:
    if kind in TO_ONE | TO_MANY:
        target = infer.own_class_named(cls, call.args[0]) if call.args else None
        value = OwnInstance(target) if target else _live_instance(infer, cls, call)
        return Column(name, kind, call, value, target, many=kind in TO_MANY)
    if kind == "relationship":
        target = infer.own_class_named(cls, call.args[0]) if call.args else None
        return Column(name, kind, call, None, target, many=True)
    if kind in ("Column", "mapped_column"):
        types = [BY_FIELD.get(_type_name(one), "") for one in call.args]
        known = next((one for one in types if one), "")
        return Column(name, kind, call, named(known) if known else None)
    if kind in BY_FIELD or kind.endswith("Field"):
        return Column(name, kind, call, named(BY_FIELD[kind]) if kind in BY_FIELD else None)
    return None


def _from_annotation(
    infer: "Inference", cls: OwnClass, name: str, statement: ast.stmt, annotation: ast.expr
) -> Column:
    inner = annotation.slice if isinstance(annotation, ast.Subscript) else annotation
    many = isinstance(inner, ast.Subscript) and _name(inner) in ("list", "List", "set", "Set")
    if isinstance(inner, ast.Subscript):
        inner = inner.slice
    target = infer.own_class_named(cls, inner)
    value = OwnInstance(target) if target else infer.annotated(cls.path, cls.scope, inner)
    return Column(name, "Mapped", statement, value, target, many=many)


def _live_instance(infer: "Inference", cls: OwnClass, call: ast.Call) -> Thing | None:
    """Of a relation to a library's model: a class, "auth.User", settings.AUTH_USER_MODEL."""
    if not call.args:
        return None
    given = call.args[0]
    if isinstance(given, ast.Constant) or _name(given) == "AUTH_USER_MODEL":
        text = str(given.value) if isinstance(given, ast.Constant) else "auth.User"
        return named("django.contrib.auth.models:User") if text == "auth.User" else None
    thing = infer.of(given, cls.path, cls.scope)
    is_class = isinstance(thing, Live) and isinstance(thing.value, type)
    return Made(thing.value) if is_class and isinstance(thing, Live) else None


def reverse_relations(infer: "Inference", cls: OwnClass) -> Iterator[tuple[str, OwnClass, bool]]:
    """(name, model, whether there are several) of relations that lead to a model."""
    for model in infer.own_classes():
        if model is cls or not is_model(infer, model):
            continue
        for column in columns(infer, model).values():
            if column.target is not None and column.target.node is cls.node:
                yield from _reverse(model, column)


def _reverse(model: OwnClass, column: Column) -> Iterator[tuple[str, OwnClass, bool]]:
    options = {k.arg: k.value for k in getattr(column.node, "keywords", []) if k.arg}
    if column.kind in TO_ONE | TO_MANY:
        many = column.kind != "OneToOneField"
        given = options.get("related_name")
        usual = model.node.name.lower() + ("_set" if many else "")
        name = str(given.value) if isinstance(given, ast.Constant) else usual
        if not name.endswith("+"):
            yield name, model, many
    elif isinstance(options.get("backref"), ast.Constant):
        yield str(options["backref"].value), model, False


def _type_name(node: Any) -> str:
    """Of ``db.String`` and ``db.String(200)``: String."""
    return _name(getattr(node, "func", node))


def _name(node: Any) -> str:
    """The last part of a dotted name, "" for other expressions."""
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
