"""SQL as it is executed: Django's, SQLAlchemy's, and that of plain ``sqlite3``, each once."""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from .errors import ExceptionInfo, Paths, caused_here
from .shapes import Query

MAX_QUERIES = 2000
MAX_SQL = 20_000  # characters
MAX_PARAM = 1000  # characters
MAX_PARAMS = 100
# What opens and closes transactions is no question to the database; counting it would make the
# same work look different in Django (which sends BEGIN) and SQLAlchemy (whose driver does).
TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Recorder:
    """What happened since the last ``reset``: queries, and the exception nobody handled."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.reset()

    def reset(self) -> None:
        """Start over, for the next exchange."""
        self.queries: list[Query] = []
        self.left_out = 0
        self.exception: BaseException | None = None

    def query(self, sql: str, params: Any, seconds: float) -> None:
        """Note one executed statement."""
        if sql.lstrip()[:9].upper().startswith(TRANSACTIONS):
            return
        if len(self.queries) >= MAX_QUERIES:
            self.left_out += 1
            return
        self.queries.append(
            {
                "sql": sql[:MAX_SQL],
                "params": plain_params(params),
                "milliseconds": round(seconds * 1000, 3),
                "where": caused_here(self.paths),
            }
        )

    def failed(self, *_: Any, **info: Any) -> None:
        """Receiver of the frameworks' signal that a request ended in an exception."""
        caught: ExceptionInfo | tuple[None, None, None] = sys.exc_info()
        self.exception = info.get("exception") or caught[1] or self.exception


def plain_params(params: Any, depth: int = 0) -> Any:
    """Parameters as JSON can hold them."""
    if params is None or isinstance(params, bool | int | float):
        return params
    if isinstance(params, str):
        return params[:MAX_PARAM]
    if isinstance(params, dict) and depth < 3:
        return {str(k): plain_params(v, depth + 1) for k, v in list(params.items())[:MAX_PARAMS]}
    if isinstance(params, list | tuple) and depth < 3:
        return [plain_params(value, depth + 1) for value in params[:MAX_PARAMS]]
    return repr(params)[:MAX_PARAM]


def watch_django(recorder: Recorder) -> None:
    """Record the statements of every Django connection, whichever alias or thread opens it."""
    from django.db.backends.signals import connection_created

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            recorder.query(str(sql), params, time.perf_counter() - begin)

    def connected(connection: Any, **_: Any) -> None:
        if watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(watch)

    connection_created.connect(connected, weak=False)


def has_sqlalchemy() -> bool:
    """Whether the program has imported SQLAlchemy by now."""
    return "sqlalchemy.engine" in sys.modules


def watch_sqlalchemy(recorder: Recorder) -> Callable[[], None]:
    """Record the statements of every SQLAlchemy engine; returns what undoes it."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    def before(connection: Any, cursor: Any, sql: str, params: Any, context: Any, _: bool) -> None:
        connection.info.setdefault("side_by_side", []).append(time.perf_counter())

    def after(connection: Any, cursor: Any, sql: str, params: Any, context: Any, _: bool) -> None:
        begin = connection.info["side_by_side"].pop()
        recorder.query(sql, params, time.perf_counter() - begin)

    def failed(context: Any) -> None:
        begins = context.connection.info.get("side_by_side") if context.connection else None
        if begins and context.statement:
            recorder.query(
                context.statement, context.parameters, time.perf_counter() - begins.pop()
            )

    pairs: list[tuple[str, Any]] = [
        ("before_cursor_execute", before),
        ("after_cursor_execute", after),
        ("handle_error", failed),
    ]
    for name, listener in pairs:
        event.listen(Engine, name, listener)

    def stop() -> None:
        for name, listener in pairs:
            event.remove(Engine, name, listener)

    return stop


def watch_sqlite3(recorder: Recorder) -> Callable[[], None]:
    """Record what goes through ``sqlite3.connect``; returns what undoes it.

    Django and SQLAlchemy connect by ``sqlite3.dbapi2``, so nothing is counted twice.
    """
    connect = sqlite3.connect
    cursor = _disguised(_cursor_class(recorder), sqlite3.Cursor)
    factory = _disguised(_connection_class(cursor), sqlite3.Connection)

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:
        if len(args) < 6:  # the sixth is a factory of the program's own
            options.setdefault("factory", factory)
        connection: sqlite3.Connection = connect(*args, **options)
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]

    def stop() -> None:
        sqlite3.connect = connect

    return stop


def _cursor_class(recorder: Recorder) -> type:
    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = (), /) -> "Cursor":
            return self._timed(super().execute, sql, parameters)

        def executemany(self, sql: str, parameters: Iterable[Any], /) -> "Cursor":
            return self._timed(super().executemany, sql, parameters)

        def executescript(self, sql: str, /) -> "Cursor":
            return self._timed(super().executescript, sql)

        def _timed(self, execute: Callable[..., Any], sql: str, *parameters: Any) -> "Cursor":
            begin = time.perf_counter()
            try:
                execute(sql, *parameters)
            finally:
                shown = parameters[0] if parameters else ()
                recorder.query(sql, shown, time.perf_counter() - begin)
            return self

    return Cursor


def _connection_class(cursor_class: type) -> type:
    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = cursor_class) -> Any:
            return super().cursor(factory)

        # The original's shortcuts make a cursor without asking ``cursor`` for it.
        def execute(self, *arguments: Any) -> Any:
            return self.cursor().execute(*arguments)

        def executemany(self, *arguments: Any) -> Any:
            return self.cursor().executemany(*arguments)

        def executescript(self, *arguments: Any) -> Any:
            return self.cursor().executescript(*arguments)

    return Connection


def _disguised(stand_in: type, original: type) -> type:
    """A stand-in that prints itself as what it stands in for."""
    stand_in.__module__, stand_in.__qualname__ = original.__module__, original.__qualname__
    return stand_in
