"""Tables as the inspector shows them: schema, counts, a page of rows."""

import sqlite3
from typing import Any

from .databases import Databases, NoSuchDatabase, Reading, Source, quoted
from .shapes_inspector import ColumnInfo, DatabaseInfo, IndexInfo, Page, TableInfo
from .values import for_json

INTERNAL = ("sqlite_", "django_", "auth_", "alembic_version")
MAX_ROWS = 500
MAX_CELL = 1000  # characters
MAX_TABLES = 200


def is_internal(table: str) -> bool:
    """Whether a table is a framework's own rather than one of the program's models."""
    return table.startswith(INTERNAL)


def describe_all(databases: Databases) -> list[DatabaseInfo]:
    """Every database with its tables."""
    return [describe(source) for source in databases.sources(unopened=True)]


def describe(source: Source) -> DatabaseInfo:
    """One database. ``error`` says why its tables can't be told, "" if they can."""
    tables: list[TableInfo] = []
    error = ""
    try:
        with Reading(source) as cursor:
            listed = list_tables(cursor)[:MAX_TABLES]
            tables = [_table(cursor, name, kind, sql) for name, kind, sql in listed]
    except sqlite3.Error as exc:
        error = f"{source.name} can't be read just now: {exc}."
    return {
        "name": source.name,
        "label": source.label,
        "in_memory": source.path is None,
        "tables": tables,
        "error": error,
    }


def list_tables(cursor: sqlite3.Cursor) -> list[tuple[str, str, str]]:
    """(name, "table" or "view", CREATE statement) of all, in order of their making."""
    cursor.execute(
        "SELECT name, type, coalesce(sql, '') FROM sqlite_master "
        "WHERE type IN ('table', 'view') ORDER BY rowid"
    )
    return cursor.fetchall()


def _table(cursor: sqlite3.Cursor, name: str, kind: str, sql: str) -> TableInfo:
    try:
        count = cursor.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608
    except sqlite3.Error:  # a view of a table that is gone
        count = None
    return {
        "name": name,
        "kind": kind,
        "sql": sql,
        "internal": is_internal(name),
        "rows": count,
        "columns": columns_of(cursor, name),
        "indexes": _indexes(cursor, name),
    }


def columns_of(cursor: sqlite3.Cursor, table: str) -> list[ColumnInfo]:
    """The columns of a table or view, generated ones included."""
    refers: dict[str, Any] = {}
    for row in cursor.execute(f"PRAGMA foreign_key_list({quoted(table)})").fetchall():
        _, _, target, column, target_column, _, on_delete, _ = row
        refers[column] = {"table": target, "column": target_column, "on_delete": on_delete}
    try:
        rows = cursor.execute(f"PRAGMA table_xinfo({quoted(table)})").fetchall()
    except sqlite3.Error:
        return []
    return [
        {
            "name": name,
            "type": kind,
            "notnull": bool(notnull),
            "default": default,
            "pk": pk,
            "fk": refers.get(name),
        }
        for _, name, kind, notnull, default, pk, hidden in rows
        if hidden != 1
    ]


def _indexes(cursor: sqlite3.Cursor, table: str) -> list[IndexInfo]:
    found: list[IndexInfo] = []
    for row in cursor.execute(f"PRAGMA index_list({quoted(table)})").fetchall():
        _, name, unique, origin, *_ = row
        columns = cursor.execute(f"PRAGMA index_info({quoted(name)})").fetchall()
        found.append(
            {
                "name": name,
                "unique": bool(unique),
                "columns": [column[2] or "an expression" for column in columns],
                "origin": {"c": "index", "u": "unique", "pk": "primary key"}.get(origin, origin),
            }
        )
    return found


def page_of(databases: Databases, wanted: dict[str, Any]) -> Page:
    """Rows of a table: ``{database, table, offset, limit, order}``; raises NoSuchDatabase.

    ``order`` is a column's name, with a minus before it for descending order.
    """
    source = databases.named(wanted.get("database"))
    table = str(wanted.get("table") or wanted.get("name") or "")
    offset, limit = _number(wanted, "offset", 0), min(_number(wanted, "limit", 50), MAX_ROWS)
    try:
        with Reading(source) as cursor:
            known = [name for name, _, _ in list_tables(cursor)]
            if table not in known:
                raise NoSuchDatabase(
                    f"There is no table {table[:60]!r} in {source.name}. "
                    f"There are {', '.join(known[:20]) or 'none at all'}."
                )
            columns = [column["name"] for column in columns_of(cursor, table)]
            order = _order(str(wanted.get("order") or ""), columns, table)
            total = cursor.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0]  # noqa: S608
            names = ", ".join(map(quoted, columns)) or "*"
            cursor.execute(
                f"SELECT {names} FROM {quoted(table)}{order} LIMIT ? OFFSET ?",  # noqa: S608
                (limit, offset),
            )
            rows = [[for_json(cell, MAX_CELL) for cell in row] for row in cursor.fetchall()]
    except sqlite3.Error as exc:
        raise NoSuchDatabase(f"{table} can't be read just now: {exc}.") from exc
    return {"columns": columns, "rows": rows, "offset": offset, "total": total}


def _number(wanted: dict[str, Any], name: str, otherwise: int) -> int:
    value = wanted.get(name)
    return max(0, value) if isinstance(value, int) else otherwise


def _order(order: str, columns: list[str], table: str) -> str:
    if not order:
        return ""
    name = order.removeprefix("-") if order not in columns else order
    if name not in columns:
        raise NoSuchDatabase(
            f"{table} has no column {name[:60]!r} to sort by: it has {', '.join(columns)}."
        )
    return f" ORDER BY {quoted(name)} {'DESC' if order != name else 'ASC'}"
