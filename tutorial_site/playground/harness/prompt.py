"""The SQL prompt: statements typed by the learner, each with its rows, its time or its mistake."""

import re
import sqlite3
import time
from typing import Any

from .databases import Databases, Source, connect, quiet
from .errors import HarnessError
from .shapes_inspector import SQLAnswer, SQLError, StatementResult
from .tables import MAX_CELL, MAX_ROWS
from .values import for_json

MAX_TEXT = 20_000  # characters
MAX_STATEMENTS = 100
MAX_SECONDS = 5.0
BEGINS = re.compile(r"\s*(BEGIN|SAVEPOINT)\b", re.IGNORECASE)
CHECK_EVERY = 20_000  # SQLite instructions, between looks at the clock
LEFT_OPEN = "Your transaction was still open at the end and has been rolled back: add COMMIT."
SHARED = (
    "This database is in memory, so these statements ran on the program's own connection: what it "
    "has not committed yet is visible, and may be committed, too."
)
LOCKED = (
    "the program is in the middle of a transaction and holds the file; commit or roll back there."
)


class CannotRun(HarnessError):
    """What was typed can't be run at all."""


def run_sql(databases: Databases, wanted: dict[str, Any]) -> SQLAnswer:
    """Run ``{database, text}``: one or more statements, up to the first that fails."""
    source = databases.named(wanted.get("database"))
    text = str(wanted.get("text") or "")
    if len(text) > MAX_TEXT:
        raise CannotRun(f"{len(text):,} characters are too many for the prompt: {MAX_TEXT:,}.")
    statements = split(text)
    if not statements:
        raise CannotRun("There is no statement: type one, such as SELECT * FROM a_table;")
    if len(statements) > MAX_STATEMENTS:
        raise CannotRun(f"{len(statements)} statements are too many at once: {MAX_STATEMENTS}.")
    try:
        session = Session(source)
    except sqlite3.Error as exc:
        raise CannotRun(f"{source.name} can't be opened just now: {exc}.") from exc
    try:
        results = session.run(statements, text)
    finally:
        note = session.close()
    return {"results": results, "note": note}


def split(text: str) -> list[tuple[int, str]]:
    """(offset, statement) of each statement, by SQLite's own idea of where one ends."""
    found: list[tuple[int, str]] = []
    start = 0
    for match in re.finditer(";", text):
        candidate = text[start : match.end()]
        if sqlite3.complete_statement(candidate):
            found.append((start, candidate))
            start = match.end()
    found.append((start, text[start:]))
    return [_stripped(offset, part) for offset, part in found if _says_something(part)]


def _says_something(text: str) -> bool:
    """Whether there is more than comments, spaces and semicolons."""
    return bool(re.sub(r"--[^\n]*|/\*.*?(\*/|$)|[\s;]", "", text, flags=re.DOTALL))


def _stripped(offset: int, text: str) -> tuple[int, str]:
    stripped = text.lstrip()
    return offset + len(text) - len(stripped), stripped.rstrip()


class Session:
    """A connection of the prompt's own, or the program's where the database lives in that."""

    def __init__(self, source: Source) -> None:
        self.own = connect(source.path, write=True) if source.path else None
        connection = self.own or source.connection
        assert connection is not None
        self.connection = connection
        self.was_open = connection.in_transaction
        self.began = False  # by a BEGIN that was typed
        if self.own:
            self.own.execute("PRAGMA foreign_keys = ON")
        self.deadline = time.perf_counter() + MAX_SECONDS
        connection.set_progress_handler(self._too_late, CHECK_EVERY)

    def _too_late(self) -> bool:
        return time.perf_counter() > self.deadline

    def run(self, statements: list[tuple[int, str]], text: str) -> list[StatementResult]:
        """Run them in order, up to the first mistake."""
        results: list[StatementResult] = []
        for offset, sql in statements:
            results.append(self._one(sql, offset, text))
            if results[-1]["error"]:
                break
        return results

    def _one(self, sql: str, offset: int, text: str) -> StatementResult:
        cursor = quiet(self.connection)
        self.began = self.began or bool(BEGINS.match(sql))
        begin = time.perf_counter()
        columns: list[str] = []
        rows: list[tuple[Any, ...]] = []
        error: SQLError | None = None
        try:
            cursor.execute(sql)
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchmany(MAX_ROWS + 1) if columns else []
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as exc:
            error = self._explained(exc, sql, offset, text)
        elapsed = time.perf_counter() - begin
        count = cursor.rowcount
        cursor.close()
        return {
            "sql": sql[:MAX_TEXT],
            "columns": columns,
            "rows": [[for_json(cell, MAX_CELL) for cell in row] for row in rows[:MAX_ROWS]],
            "more": len(rows) > MAX_ROWS,
            "rowcount": count if count >= 0 and not columns else None,
            "milliseconds": round(elapsed * 1000, 3),
            "error": error,
        }

    def _explained(self, exc: Exception, sql: str, offset: int, text: str) -> SQLError:
        message = str(exc)
        if message == "interrupted":
            message = f"stopped after {MAX_SECONDS:g} seconds: does it ever end? Add a LIMIT."
        elif "locked" in message:
            message = f"{message}: {LOCKED}"
        at = offset + self._position(message, sql)
        line = text.count("\n", 0, at) + 1
        return {
            "message": message,
            "offset": at,
            "line": line,
            "column": at - (text.rfind("\n", 0, at) + 1) + 1,
        }

    def _position(self, message: str, sql: str) -> int:
        """Where in a statement the mistake is, as far as SQLite's message tells; else its start."""
        near = re.match(r'near "(.+?)": syntax error', message, re.DOTALL)
        if near:
            return self._first_failing(near[1], sql)
        if message.startswith("incomplete input"):
            return len(sql)
        named = re.search(
            r"(?:no such (?:table|column|function|index|view|savepoint|collation sequence)"
            r"|ambiguous column name|unrecognized token|already exists): ?\"?(.+?)\"?$"
            r"|has no column named (.+)$",
            message,
        )
        name = ((named[1] or named[2]) if named else "").rpartition(".")[2]
        return max(0, sql.lower().find(name.lower())) if name else 0

    def _first_failing(self, token: str, sql: str) -> int:
        """The first place of a token up to which the statement already fails in this way."""
        places = [match.start() for match in re.finditer(re.escape(token), sql)]
        for place in places:
            try:
                quiet(self.connection).execute(f"EXPLAIN {sql[: place + len(token)]}")
            except sqlite3.Error as exc:
                if str(exc).startswith(f'near "{token}"'):
                    return place
        return places[0] if places else 0

    def close(self) -> str:
        """End what was begun; a note on what the learner should know about it."""
        self.connection.set_progress_handler(None, CHECK_EVERY)
        left_open = self.connection.in_transaction and not self.was_open
        rolled_back = left_open and (self.own is not None or self.began)
        if rolled_back:
            self.connection.rollback()
        elif left_open:  # Python began it by itself, as it does before a change
            self.connection.commit()
        if self.own:
            self.own.close()
        notes = [LEFT_OPEN if rolled_back else "", "" if self.own else SHARED]
        return " ".join(filter(None, notes))
