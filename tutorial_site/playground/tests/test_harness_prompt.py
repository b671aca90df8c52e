"""The SQL prompt: what is typed is run, and what is wrong with it is shown."""

import pytest

from ..harness import inspecting, prompt
from ..harness.errors import HarnessError
from .harness_programs import get

APP = """\
import sqlite3

from flask import Flask

app = Flask(__name__)
kept = sqlite3.connect(":memory:")
kept.execute("CREATE TABLE note (text)")
on_disk = sqlite3.connect("notes.db", timeout=0)
on_disk.executescript(
    "CREATE TABLE writer (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
    "CREATE TABLE note (text TEXT NOT NULL, by INTEGER REFERENCES writer)"
)


@app.get("/begin")
def begin():
    on_disk.execute("INSERT INTO note VALUES ('not committed', NULL)")
    kept.execute("INSERT INTO note VALUES ('not committed')")
    return "open"


@app.get("/")
def index():
    return str(on_disk.execute("SELECT text FROM note").fetchall())
"""


@pytest.fixture
def run(flask):
    return flask(APP).asked


@pytest.fixture
def type_in(run):
    """Type statements; all that comes of them."""

    def answer(text, database="notes.db"):
        return inspecting.sql(run, {"database": database, "text": text})

    return answer


@pytest.fixture
def mistake(type_in):
    """Type statements of which the last is wrong; what is said about it."""

    def answer(text):
        return type_in(text)["results"][-1]["error"]

    return answer


def test_statements_are_run_one_after_the_other(type_in):
    answer = type_in("INSERT INTO note VALUES ('a', NULL), ('b', NULL);\nSELECT text FROM note;")
    first, second = answer["results"]
    assert (first["rowcount"], first["rows"], first["error"]) == (2, [], None)
    assert (second["columns"], second["rows"]) == (["text"], [["a"], ["b"]])
    assert (second["rowcount"], second["more"]) == (None, False)
    assert second["milliseconds"] > 0
    assert answer["note"] == ""


def test_what_was_changed_is_seen_by_the_program(type_in, run):
    type_in("INSERT INTO note VALUES ('typed', NULL)")
    exchange = run.visit(get("/"))["exchanges"][0]
    assert exchange["response"]["text"] == "[('typed',)]"
    assert exchange["changes"] == []  # nothing that the exchange itself did


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1; ; SELECT 2;", ["SELECT 1;", "SELECT 2;"]),
        ("-- a; comment\nSELECT ';'; /* b; */", ["-- a; comment\nSELECT ';';"]),
        (
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END; SELECT 1",
            [
                "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END;",
                "SELECT 1",
            ],
        ),
        ("SELECT 'open", ["SELECT 'open"]),
    ],
)
def test_a_statement_ends_where_sqlite_says_so(text, statements):
    assert [statement for _, statement in prompt.split(text)] == statements


def test_the_first_mistake_ends_it(type_in):
    answer = type_in("SELECT 1; SELEC 2; INSERT INTO note VALUES ('never', NULL)")
    assert len(answer["results"]) == 2
    assert type_in("SELECT * FROM note")["results"][0]["rows"] == []


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("SELEC 1", 'near "SELEC": syntax error', (1, 1)),
        ("SELECT 1;\nSELECT *\nFORM note", "no such column: note", None),
        ("SELECT 1;\nSELECT text FROM FROM note", 'near "FROM": syntax error', (2, 18)),
        ("SELECT text,\n  FROM note", 'near "FROM": syntax error', (2, 3)),
        ("SELECT nmae FROM writer", "no such column: nmae", (1, 8)),
        ("SELECT 1;\nSELECT * FROM notes", "no such table: notes", (2, 15)),
        ("SELECT text FROM note WHERE", "incomplete input", (1, 28)),
        ("INSERT INTO note (txt) VALUES (1)", "table note has no column named txt", (1, 19)),
        ("SELECT twice(1)", "no such function: twice", (1, 8)),
        ("INSERT INTO note VALUES (NULL, NULL)", "NOT NULL constraint failed: note.text", (1, 1)),
        ("INSERT INTO note VALUES ('a', 7)", "FOREIGN KEY constraint failed", (1, 1)),
    ],
)
def test_a_mistake_is_told_with_its_place(mistake, text, message, place):
    error = mistake(text)
    if place is None:  # SQLite takes FORM for a name; all that counts is that it is no crash
        assert error["message"]
    else:
        assert error["message"] == message
        assert (error["line"], error["column"]) == place


def test_an_open_transaction_is_rolled_back_and_told(type_in):
    answer = type_in("BEGIN; INSERT INTO note VALUES ('lost', NULL); SELECT count(*) FROM note")
    assert answer["results"][-1]["rows"] == [[1]]
    assert "still open at the end and has been rolled back: add COMMIT" in answer["note"]
    assert type_in("SELECT count(*) FROM note")["results"][0]["rows"] == [[0]]


def test_a_transaction_that_is_committed_stays(type_in):
    assert type_in("BEGIN; INSERT INTO note VALUES ('kept', NULL); COMMIT")["note"] == ""
    assert type_in("SELECT count(*) FROM note")["results"][0]["rows"] == [[1]]


def test_many_rows_are_cut(type_in):
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    (result,) = type_in(many)["results"]
    assert len(result["rows"]) == 500
    assert result["more"] is True


def test_a_statement_without_end_is_stopped(mistake, monkeypatch):
    monkeypatch.setattr(prompt, "MAX_SECONDS", 0.05)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    assert mistake(endless)["message"].startswith("stopped after 0.05 seconds: does it ever end?")


def test_a_database_that_the_program_keeps_locked_says_so(run, mistake):
    run.visit(get("/begin"))
    error = mistake("INSERT INTO note VALUES ('a', NULL)")
    assert error["message"].startswith("database is locked: the program is in the middle of a")


def test_in_memory_the_programs_own_connection_is_used_and_left_as_it_was(run, type_in):
    run.visit(get("/begin"))
    answer = type_in("SELECT text FROM note", ":memory:")
    assert answer["results"][0]["rows"] == [["not committed"]]
    assert "on the program's own connection" in answer["note"]
    assert run.recorder.databases.named(":memory:").connection.in_transaction


def test_in_memory_a_change_is_committed_and_an_open_transaction_is_not(type_in):
    type_in("INSERT INTO note VALUES ('kept')", ":memory:")
    answer = type_in("BEGIN; INSERT INTO note VALUES ('lost')", ":memory:")
    assert "has been rolled back" in answer["note"]
    assert type_in("SELECT text FROM note", ":memory:")["results"][0]["rows"] == [["kept"]]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "There is no statement: type one"),
        (" ;; -- nothing\n", "There is no statement"),
        ("x" * 20_001, "20,001 characters are too many"),
        ("SELECT 1;" * 101, "101 statements are too many at once"),
    ],
)
def test_what_cannot_be_run_at_all_is_refused(type_in, text, complaint):
    with pytest.raises(HarnessError, match=complaint):
        type_in(text)


def test_two_statements_in_one_and_missing_values_are_mistakes_not_crashes(mistake):
    assert "binding" in mistake("SELECT ?")["message"]
    assert mistake("SELECT '\ud800'")["message"]


def test_it_can_change_the_schema(type_in):
    type_in("CREATE TABLE more (a); ALTER TABLE more ADD COLUMN b; INSERT INTO more VALUES (1, 2)")
    assert type_in("SELECT * FROM more")["results"][0]["columns"] == ["a", "b"]
