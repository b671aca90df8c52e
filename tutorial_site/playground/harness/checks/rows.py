"""The program's database from outside: what is committed there, whoever wrote it.

Read through a connection of its own, so that neither the program's transactions nor its counting of
queries know of it. Names in braces stand for tables: ``rows("select text from {note}")`` reads
``note`` in a Flask program and ``app_note`` in a Django one.
"""

import re
import sqlite3.dbapi2 as sqlite  # by this name nobody watches: see queries.watch_sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from ..errors import HarnessError
from ..run import Run

SQLITE_FILE = b"SQLite format 3\0"
PATIENCE = 1.0  # seconds to wait for a program that keeps its database locked


class NoRows(HarnessError):
    """The rows that a check asks for can't be had."""


class Database:
    """The functions that checks are given."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @property
    def functions(self) -> dict[str, Callable[..., Any]]:
        return {"rows": self.rows, "tables": self.tables, "execute": self.execute}

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """What a SELECT gives: a tuple for each row; of a single column its values."""
        with closing(self._open()) as database:
            found = self._done(database, sql, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in found]

    def execute(self, sql: str, *values: Any) -> int:
        """Change rows, behind the program's back; how many."""
        with closing(self._open()) as database:
            changed = self._done(database, sql, values).rowcount
            database.commit()
        self.run.observer.changes.stale = True
        return changed

    def tables(self) -> list[str]:
        """The names of all tables but SQLite's own."""
        with closing(self._open()) as database:
            return _tables(database)

    def _done(self, database: sqlite.Connection, sql: str, values: Any) -> sqlite.Cursor:
        known = _tables(database)
        text = re.sub(r"\{(\w+)\}", lambda name: f'"{_table(name[1], known)}"', sql)
        try:
            return database.execute(text, values)
        except sqlite.Error as error:
            raise NoRows(f"{error}: {sql[:200]}") from None

    def _open(self) -> sqlite.Connection:
        paths = self._files()
        if not paths:
            raise NoRows(
                "The program keeps no SQLite database in its folder, so it has no rows to look at."
            )
        # With several, the one that is written to: the program's own, which comes last.
        return sqlite.connect(paths[-1], timeout=PATIENCE)

    def _files(self) -> list[Path]:
        root = self.run.project.root if self.run.project else None
        files = [path for path in root.rglob("*") if path.is_file()] if root else []
        databases = [path for path in files if _is_database(path)]
        return sorted(databases, key=lambda path: path.stat().st_mtime_ns)


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE_FILE)) == SQLITE_FILE


def _tables(database: sqlite.Connection) -> list[str]:
    sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    return sorted(name for (name,) in database.execute(sql))


def _table(name: str, known: list[str]) -> str:
    """The table called ``name``, with or without an app's label before it."""
    for fits in (
        [each for each in known if each.lower() == name.lower()],
        [each for each in known if each.lower().endswith(f"_{name.lower()}")],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise NoRows(f"{{{name}}} could be {' or '.join(fits)}: name the table in full.")
    there = ", ".join(known) or "none at all"
    raise NoRows(f"There is no table for {{{name}}}. Tables: {there}.")
