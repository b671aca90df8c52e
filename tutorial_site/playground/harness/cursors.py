"""SQLite cursors that count the rows which are read from them."""

import sqlite3
from typing import Any

from .shapes import Query


class Counting(sqlite3.Cursor):
    """A cursor; ``counted`` is the recorded query whose rows it is asked for, if any."""

    counted: Query | None = None

    def fetchone(self) -> Any:
        row = sqlite3.Cursor.fetchone(self)
        count(self, 0 if row is None else 1)
        return row

    def fetchmany(self, size: int | None = None) -> Any:
        rows = sqlite3.Cursor.fetchmany(self, self.arraysize if size is None else size)
        count(self, len(rows))
        return rows

    def fetchall(self) -> Any:
        rows = sqlite3.Cursor.fetchall(self)
        count(self, len(rows))
        return rows

    def __next__(self) -> Any:
        row = sqlite3.Cursor.__next__(self)
        count(self, 1)
        return row


def count(cursor: Any, rows: int) -> None:
    """Add rows that were read to the query that they belong to."""
    query: Query | None = getattr(cursor, "counted", None)
    if query is not None:
        query["rows"] = (query["rows"] or 0) + rows


def connection_class(cursor_class: type[sqlite3.Cursor] = Counting) -> type[sqlite3.Connection]:
    """A connection whose cursors count; unlike the original it can be referred to weakly."""

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = cursor_class) -> Any:
            return super().cursor(factory)

    return disguised(Connection, sqlite3.Connection)


def disguised(stand_in: type, original: type) -> type:
    """A stand-in that prints itself as what it stands in for."""
    stand_in.__module__, stand_in.__qualname__ = original.__module__, original.__qualname__
    return stand_in
