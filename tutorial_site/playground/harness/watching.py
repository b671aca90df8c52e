"""Hears of SQL as it is executed by Django, SQLAlchemy and plain ``sqlite3``, each once."""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from .cursors import Counting, connection_class, disguised
from .patches import replace
from .queries import FIRST_WORD, Recorder

Listeners = list[tuple[str, Callable[..., None]]]


def watch_django(recorder: Recorder, undo: list[Callable[[], None]]) -> None:
    """Record the statements of every Django connection, whichever alias or thread opens it."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.signals import connection_created
    from django.db.backends.sqlite3.base import SQLiteCursorWrapper

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        __traceback_hide__ = True  # from Django's debug page
        begin = time.perf_counter()
        cursor = context["cursor"].cursor
        affected = -1
        try:
            result = execute(sql, params, many, context)
            affected = cursor.rowcount if cursor.description is None else -1
            return result
        finally:
            query = recorder.query(str(sql), params, time.perf_counter() - begin, affected)
            if isinstance(cursor, SQLiteCursorWrapper):
                vars(cursor)["counted"] = query

    def connected(connection: Any, **_: Any) -> None:
        if watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(watch)

    connection_created.connect(connected, weak=False)
    undo.append(lambda: _forget(connection_created, connected))
    for method, what in (("_commit", "commit"), ("_rollback", "rollback")):
        replace(undo, BaseDatabaseWrapper, method, _ending(recorder, what))
    for name in ("fetchone", "fetchmany", "fetchall", "__next__"):
        replace(undo, SQLiteCursorWrapper, name, _counting(name))


def _forget(signal: Any, receiver: Callable[..., None]) -> None:
    signal.disconnect(receiver)


def _counting(name: str) -> Callable[[Any], Any]:
    return lambda _original: vars(Counting)[name]


def _ending(recorder: Recorder, what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def end(connection: Any) -> Any:
            __traceback_hide__ = True
            if getattr(connection.connection, "in_transaction", False):
                recorder.transaction(what)
            return original(connection)

        return end

    return make


def has_sqlalchemy() -> bool:
    """Whether SQLAlchemy is imported by now."""
    return "sqlalchemy.engine" in sys.modules


def watch_sqlalchemy(recorder: Recorder) -> Callable[[], None]:
    """Record the statements of every SQLAlchemy engine; returns what undoes it."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    pairs = [*_connections(recorder), *_statements(recorder), *_transactions(recorder)]
    for name, listener in pairs:
        event.listen(Engine, name, listener)

    def stop() -> None:
        for name, listener in pairs:
            event.remove(Engine, name, listener)

    return stop


def _connections(recorder: Recorder) -> Listeners:
    factory = connection_class()

    def connecting(dialect: Any, _record: Any, _arguments: Any, options: Any) -> None:
        if dialect.driver == "pysqlite":
            options.setdefault("factory", factory)

    def connected(connection: Any) -> None:
        raw = connection.connection.dbapi_connection
        if isinstance(raw, sqlite3.Connection):
            url = connection.engine.url.render_as_string(hide_password=True)
            recorder.databases.note(raw, f"SQLAlchemy engine {url}")

    return [("do_connect", connecting), ("engine_connect", connected)]


def _statements(recorder: Recorder) -> Listeners:
    def before(connection: Any, cursor: Any, sql: str, params: Any, context: Any, _: bool) -> None:
        connection.info.setdefault("side_by_side", []).append(time.perf_counter())

    def after(connection: Any, cursor: Any, sql: str, params: Any, context: Any, _: bool) -> None:
        begin = connection.info["side_by_side"].pop()
        affected = cursor.rowcount if cursor.description is None else -1
        query = recorder.query(sql, params, time.perf_counter() - begin, affected)
        if isinstance(cursor, Counting):
            cursor.counted = query

    def failed(context: Any) -> None:
        begins = context.connection.info.get("side_by_side") if context.connection else None
        if begins and context.statement:
            recorder.query(
                context.statement, context.parameters, time.perf_counter() - begins.pop()
            )

    return [
        ("before_cursor_execute", before),
        ("after_cursor_execute", after),
        ("handle_error", failed),
    ]


def _transactions(recorder: Recorder) -> Listeners:
    def ending(what: str) -> Callable[..., None]:
        return lambda *_: recorder.transaction(what)

    # Savepoints are statements, and heard of as such.
    return [(what, ending(what)) for what in ("begin", "commit", "rollback")]


def watch_sqlite3(recorder: Recorder) -> Callable[[], None]:
    """Record what goes through ``sqlite3.connect``; returns what undoes it.

    Django and SQLAlchemy connect by ``sqlite3.dbapi2``, so nothing is counted twice.
    """
    connect = sqlite3.connect
    factory = _recording_connection(recorder)

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:
        if len(args) < 6:  # the sixth is a factory of the program's own
            options.setdefault("factory", factory)
        connection: sqlite3.Connection = connect(*args, **options)
        recorder.databases.note(connection, "sqlite3.connect()")
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]

    def stop() -> None:
        sqlite3.connect = connect

    return stop


def _recording_cursor(recorder: Recorder) -> type:
    class Cursor(Counting):
        def execute(self, sql: str, parameters: Any = (), /) -> "Cursor":
            return self._timed(super().execute, sql, parameters)

        def executemany(self, sql: str, parameters: Iterable[Any], /) -> "Cursor":
            return self._timed(super().executemany, sql, parameters)

        def executescript(self, sql: str, /) -> "Cursor":
            return self._timed(super().executescript, sql)

        def _timed(self, execute: Callable[..., Any], sql: str, *parameters: Any) -> "Cursor":
            outside = not self.connection.in_transaction
            begin = time.perf_counter()
            try:
                execute(sql, *parameters)
            finally:
                took = time.perf_counter() - begin
                shown = parameters[0] if parameters else ()
                if outside and self.connection.in_transaction and not _begins(sql):
                    recorder.transaction("begin")  # which Python did by itself
                self.counted = recorder.query(sql, shown, took, self._affected())
            return self

        def _affected(self) -> int:
            return self.rowcount if self.description is None else -1

    return disguised(Cursor, sqlite3.Cursor)


def _begins(sql: str) -> bool:
    word = FIRST_WORD.match(sql)
    return bool(word) and word[1].upper() in ("BEGIN", "SAVEPOINT")  # type: ignore[index]


def _recording_connection(recorder: Recorder) -> type:
    cursor_class = _recording_cursor(recorder)

    class Connection(connection_class(cursor_class)):  # type: ignore[misc]
        # The original's shortcuts make a cursor without asking ``cursor`` for it.
        def execute(self, *arguments: Any) -> Any:
            return self.cursor().execute(*arguments)

        def executemany(self, *arguments: Any) -> Any:
            return self.cursor().executemany(*arguments)

        def executescript(self, *arguments: Any) -> Any:
            return self.cursor().executescript(*arguments)

        def commit(self) -> None:
            self._ending("commit")
            super().commit()

        def rollback(self) -> None:
            self._ending("rollback")
            super().rollback()

        def __exit__(self, *exception: object) -> Any:
            self._ending("commit" if exception[0] is None else "rollback")
            return super().__exit__(*exception)

        def _ending(self, what: str) -> None:
            if self.in_transaction:
                recorder.transaction(what)

    return disguised(Connection, sqlite3.Connection)
