"""What an exchange changed in the databases: rows inserted, deleted, updated.

Small tables are kept as they were and compared. Whether anything was written is asked first, and
costs next to nothing: a file counts its changes in its header, a connection counts its own.
"""

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .databases import Databases, Reading, Source, quiet
from .shapes import Query
from .shapes_inspector import TableChange
from .tables import is_internal, list_tables
from .values import for_json

MAX_ROWS = 500  # of a table that is compared
MAX_BYTES = 2_000_000  # of a table that is compared: text and blobs
MAX_SHOWN = 50  # rows of each kind and table
MAX_CELL = 300  # characters
COUNTER = slice(24, 28)  # the change counter in a database file's header
WRITES = re.compile(
    r"""\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)"""
    r"""\s+["`\[]?(\w+)""",
    re.IGNORECASE,
)
READS = re.compile(r"\s*(SELECT|PRAGMA|EXPLAIN)\b", re.IGNORECASE)
TOO_LARGE = f"This table is too large to be compared: more than {MAX_ROWS} rows, or 2 MB."
Row = tuple[Any, ...]


@dataclass
class Rows:
    """A table's rows by what identifies them, or none of them if there are too many."""

    columns: list[str]
    by_key: dict[Row, Row] = field(default_factory=dict)
    too_large: bool = False


Snapshot = dict[str, Rows]


class Changes:
    """Compares the databases before an exchange with those after it.

    ``stale``: something else than an exchange may have written since they were last looked at.
    """

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self.stale = True
        self.kept: dict[object, tuple[object, Snapshot]] = {}  # stamp and tables, by source

    def before(self) -> None:
        """Make sure that what is kept is how things are now."""
        if not self.stale:
            return
        self.stale = False
        sources = self.databases.sources()
        if len(self.kept) > len(sources):
            known = {source.key() for source in sources}
            self.kept = {key: value for key, value in self.kept.items() if key in known}
        for source in sources:
            self._current(source)

    def after(self, queries: Iterable[Query]) -> list[TableChange]:
        """What has changed since ``before``; ``queries`` tell which large tables were written."""
        queries = list(queries)
        if all(_only_reads(query["sql"]) for query in queries):
            return []
        written = {match[1] for query in queries if (match := WRITES.match(query["sql"]))}
        found: list[TableChange] = []
        for source in self.databases.sources():
            before = self.kept.get(source.key())
            if before and before[0] == stamp(source):
                continue
            now = self._current(source)
            if now is not None:
                found += compare(source.name, before[1] if before else {}, now, written)
        return found

    def _current(self, source: Source) -> Snapshot | None:
        """The tables as they are now; None if they can't be read, as in a transaction's middle."""
        key, mark = source.key(), stamp(source)
        kept = self.kept.get(key)
        if kept and kept[0] == mark:
            return kept[1]
        try:
            with Reading(source) as cursor:
                snapshot = _snapshot(cursor)
        except sqlite3.Error:
            self.kept.pop(key, None)
            self.stale = True
            return None
        self.kept[key] = (mark, snapshot)
        return snapshot


def _only_reads(sql: str) -> bool:
    # A script may begin with a SELECT and go on.
    return bool(READS.match(sql)) and ";" not in sql.rstrip().rstrip(";")


def stamp(source: Source) -> object:
    """Equal as long as nothing was written to the database, nor its file replaced."""
    if source.path is None:
        assert source.connection is not None
        version = quiet(source.connection).execute("PRAGMA schema_version").fetchone()
        return source.connection.total_changes, version
    try:
        with source.path.open("rb") as file:
            header = file.read(COUNTER.stop)
        status = source.path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, header[COUNTER], _log_of(source)


def _log_of(source: Source) -> object:
    """The write-ahead log, in whose mode the header isn't touched."""
    log = source.path.with_name(f"{source.path.name}-wal") if source.path else None
    if log is None or not log.exists():
        return None
    status = log.stat()
    return status.st_size, status.st_mtime_ns


def _snapshot(cursor: sqlite3.Cursor) -> Snapshot:
    tables = [(name, sql) for name, kind, sql in list_tables(cursor) if kind == "table"]
    virtual = [name for name, sql in tables if sql[:20].upper().startswith("CREATE VIRTUAL")]
    hidden = ("sqlite_", *(f"{name}_" for name in virtual))
    return {
        name: _rows(cursor, name)
        for name, _ in tables
        if name not in virtual and not name.startswith(hidden)
    }


def _rows(cursor: sqlite3.Cursor, table: str) -> Rows:
    name = '"' + table.replace('"', '""') + '"'
    try:
        cursor.execute(f"SELECT rowid, * FROM {name} LIMIT {MAX_ROWS + 1}")  # noqa: S608
        key = [0]
    except sqlite3.OperationalError:  # WITHOUT ROWID, so there is a primary key
        info = cursor.execute(f"PRAGMA table_info({name})").fetchall()
        key = [number + 1 for number, column in enumerate(info) if column[5]]
        cursor.execute(f"SELECT NULL, * FROM {name} LIMIT {MAX_ROWS + 1}")  # noqa: S608
    rows = Rows([column[0] for column in cursor.description[1:]])
    size = 0
    for row in cursor:
        size += sum(len(cell) for cell in row if isinstance(cell, str | bytes))
        if len(rows.by_key) >= MAX_ROWS or size > MAX_BYTES:
            return Rows(rows.columns, too_large=True)
        rows.by_key[tuple(row[number] for number in key)] = row[1:]
    return rows


def compare(
    database: str, before: Snapshot, after: Snapshot, written: Iterable[str] = ()
) -> list[TableChange]:
    """The tables in which rows differ, or which have come or gone."""
    found: list[TableChange] = []
    for table in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(table), after.get(table)
        change = _change(database, table, old or Rows([]), new or Rows([]))
        if new is None or old is None:
            change["note"] = "The table was dropped." if new is None else "The table was created."
        elif old.too_large or new.too_large:
            change["note"] = TOO_LARGE if table in written else ""
        elif old.columns != new.columns:
            change["note"] = "The table's columns were changed."
        if change["note"] or change["inserted"] or change["deleted"] or change["updated"]:
            found.append(change)
    return found


def _change(database: str, table: str, old: Rows, new: Rows) -> TableChange:
    inserted = [row for key, row in new.by_key.items() if key not in old.by_key]
    deleted = [row for key, row in old.by_key.items() if key not in new.by_key]
    updated = [
        (old.by_key[key], row)
        for key, row in new.by_key.items()
        if key in old.by_key and not _same(old.by_key[key], row)
    ]
    altered = old.columns and new.columns and old.columns != new.columns
    if old.too_large or new.too_large or altered:
        inserted, deleted, updated = [], [], []
    lists = (inserted, deleted, updated)
    return {
        "database": database,
        "table": table,
        "internal": is_internal(table),
        "columns": new.columns or old.columns,
        "inserted": [_shown(row) for row in inserted[:MAX_SHOWN]],
        "deleted": [_shown(row) for row in deleted[:MAX_SHOWN]],
        "updated": [{"before": _shown(a), "after": _shown(b)} for a, b in updated[:MAX_SHOWN]],
        "left_out": sum(max(0, len(rows) - MAX_SHOWN) for rows in lists),
        "note": "",
    }


def _same(old: Row, new: Row) -> bool:
    # 1 == 1.0 == True in Python; in a table they are not the same.
    return old == new and [type(cell) for cell in old] == [type(cell) for cell in new]


def _shown(row: Row) -> list[Any]:
    return [for_json(cell, MAX_CELL) for cell in row]
