"""The SQLite databases of a program: found through whoever opened them, read on the side.

A file is read over a connection of our own, so nothing of the program's is disturbed. A database in
memory exists for its connection alone: there the program's own connection is asked, with cursors
that nobody records.
"""

import contextlib
import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .errors import HarnessError, Paths

HEADER = b"SQLite format 3\0"
PATIENCE = 0.2  # seconds; nobody else can give a lock back while we wait
Found = list["Source"]


class NoSuchDatabase(HarnessError):
    """A database, table or column that isn't there was asked for."""


@dataclass(frozen=True, eq=False)
class Source:
    """One database: a file, or the connection that keeps it in memory.

    ``label`` says whose it is: a Django alias, an engine's URL, the call that opened it.
    """

    name: str
    label: str
    path: Path | None = None
    connection: sqlite3.Connection | None = None

    def key(self) -> object:
        """Equal for the same database, however it was found."""
        return str(self.path) if self.path else id(self.connection)


class Databases:
    """Knows who opens databases; ``finders`` are asked for them, those of a framework first."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.root: Path | None = None  # the program's folder
        self.finders: list[Callable[[], Found]] = []
        self.opened: list[Opened] = []

    def note(self, connection: sqlite3.Connection, label: str) -> None:
        """A connection was opened. What it keeps in memory can be read for as long as it lives."""
        path = _path_of(connection)
        label = label.replace(f"{self.paths.root}/", "")
        if path is None:
            if any(one.refer and one.refer() is connection for one in self.opened):
                return
            # A connection of a class written in C can't be referred to weakly; ours can.
            with contextlib.suppress(TypeError):
                self.opened.append(Opened(label, None, weakref.ref(connection)))
        elif not any(one.path == path for one in self.opened):
            self.opened.append(Opened(label, path))

    def sources(self, *, unopened: bool = False) -> Found:
        """All that can be read now, each once; with ``unopened`` also files nobody has opened."""
        found: dict[object, Source] = {}
        names: dict[str, int] = {}
        files = self._files(self.root) if unopened and self.root else []
        for source in [*self._candidates(), *files]:
            if source.key() in found or not _readable(source):
                continue
            count = names[source.name] = names.get(source.name, 0) + 1
            name = source.name if count == 1 else f"{source.name} {count}"
            found[source.key()] = Source(name, source.label, source.path, source.connection)
        return list(found.values())

    def _candidates(self) -> Iterator[Source]:
        for finder in self.finders:
            yield from finder()
        self.opened = [one for one in self.opened if one.path or (one.refer and one.refer())]
        for one in self.opened:
            if one.path:
                yield Source(self.paths.short(str(one.path)), one.label, one.path)
            elif one.refer:
                yield Source(":memory:", one.label, None, one.refer())

    def _files(self, root: Path) -> Found:
        """Databases in the program's folder."""
        found = (path for path in sorted(root.rglob("*")) if path.is_file() and is_database(path))
        return [Source(self.paths.short(str(path)), "a file", path) for path in found]

    def named(self, name: object) -> Source:
        """The database of a name; raises NoSuchDatabase."""
        sources = self.sources(unopened=True)
        for source in sources:
            if source.name == name:
                return source
        names = ", ".join(source.name for source in sources)
        raise NoSuchDatabase(
            f"There is no database {str(name)[:60]!r}. "
            + (f"There is {names}." if names else "The program has opened none yet.")
        )


@dataclass
class Opened:
    """A connection that was seen: of a file only the path is kept, of one in memory a reference."""

    label: str
    path: Path | None
    refer: Callable[[], Any] | None = None


def _path_of(connection: sqlite3.Connection) -> Path | None:
    """The file of a connection, None if its database is in memory."""
    for _, name, file in quiet(connection).execute("PRAGMA database_list"):
        if name == "main":
            return Path(file) if file else None
    return None


def _readable(source: Source) -> bool:
    if source.path:
        return source.path.is_file()
    try:
        source.connection.total_changes  # type: ignore[union-attr]  # noqa: B018
    except (sqlite3.Error, AttributeError):  # closed, or of another thread
        return False
    return True


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database."""
    try:
        with path.open("rb") as file:
            return file.read(len(HEADER)) == HEADER
    except OSError:
        return False


def quiet(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor whose statements no recorder sees, with rows as plain tuples."""
    cursor = sqlite3.Cursor(connection)
    cursor.row_factory = None
    return cursor


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """A connection of our own, past what records the program's."""
    address = f"file:{quote(str(path))}?mode={'rw' if write else 'ro'}"
    return sqlite3.dbapi2.connect(address, PATIENCE, uri=True, isolation_level=None)


class Reading:
    """A context with a cursor for reading a source: ``with Reading(source) as cursor:``."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __enter__(self) -> sqlite3.Cursor:
        self.own = connect(self.source.path) if self.source.path else None
        connection = self.own or self.source.connection
        assert connection is not None
        # Text that is no UTF-8 must not hide a table: that of our own connections only.
        if self.own:
            self.own.text_factory = lambda raw: raw.decode("utf-8", "replace")
        return quiet(connection)

    def __exit__(self, *_: object) -> None:
        if self.own:
            self.own.close()


def quoted(name: str) -> str:
    """An identifier as SQL takes it, whatever it is."""
    return '"' + name.replace('"', '""') + '"'


def django_databases() -> Found:
    """Those of Django's settings, by alias."""
    from django.db import connections

    found = []
    for alias in connections:
        settings = connections[alias].settings_dict
        if settings.get("ENGINE") != "django.db.backends.sqlite3":
            continue
        name = str(settings["NAME"])
        label = f'DATABASES["{alias}"]'
        if not name.startswith((":memory:", "file:")):
            found.append(Source(alias, label, Path(os.path.abspath(name))))  # noqa: PTH100
        elif (held := connections[alias].connection) is not None:
            found.append(Source(alias, label, None, held))
    return found
