"""What an exchange changed in the databases."""

import pytest

from ..harness import inspecting
from ..harness.changes import MAX_ROWS
from .harness_programs import DJANGO_ADMIN, FLASK_NOTES, get, post
from .interpreters import interpreter

APP = """\
import sqlite3

from flask import Flask, request

app = Flask(__name__)
PLACES = {"file": sqlite3.connect("notes.db"), "memory": sqlite3.connect(":memory:")}
for db in PLACES.values():
    db.executescript(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, text, n);"
        "CREATE TABLE pair (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID;"
        "INSERT INTO note (text, n) VALUES ('tea', 1), ('milk', 2)"
    )


@app.post("/<place>")
def run(place):
    with PLACES[place] as db:
        db.executescript(request.form["sql"])
    return "done"


@app.post("/<place>/undone")
def undone(place):
    db = PLACES[place]
    db.execute(request.form["sql"])
    db.rollback()
    return "undone"
"""


@pytest.fixture
def notes(flask):
    return flask(APP)


@pytest.fixture(params=["file", "memory"])
def place(request):
    return request.param


def changes(trial, place, sql):
    return trial.post(f"/{place}", sql=sql)["changes"]


def test_inserted_deleted_and_updated_rows_are_told(notes, place):
    (change,) = changes(
        notes,
        place,
        "INSERT INTO note (text) VALUES ('jam'); DELETE FROM note WHERE id = 1;"
        "UPDATE note SET n = 3 WHERE id = 2",
    )
    assert (change["table"], change["columns"]) == ("note", ["id", "text", "n"])
    assert change["inserted"] == [[3, "jam", None]]
    assert change["deleted"] == [[1, "tea", 1]]
    assert change["updated"] == [{"before": [2, "milk", 2], "after": [2, "milk", 3]}]
    assert (change["note"], change["left_out"], change["internal"]) == ("", 0, False)


def test_each_exchange_tells_its_own_changes(notes, place):
    changes(notes, place, "INSERT INTO note (text) VALUES ('jam')")
    (change,) = changes(notes, place, "INSERT INTO note (text) VALUES ('salt')")
    assert change["inserted"] == [[4, "salt", None]]
    assert changes(notes, place, "SELECT 1") == []


def test_what_was_undone_is_no_change(notes, place):
    exchange = notes.post(f"/{place}/undone", sql="DELETE FROM note")
    assert exchange["changes"] == []
    assert [t["what"] for t in exchange["transactions"]] == ["begin", "rollback"]


def test_a_changed_type_is_a_change(notes, place):
    (change,) = changes(notes, place, "UPDATE note SET n = 1.0 WHERE id = 1")
    assert change["updated"] == [{"before": [1, "tea", 1], "after": [1, "tea", 1.0]}]


def test_rows_without_rowid_are_known_by_their_key(notes, place):
    changes(notes, place, "INSERT INTO pair VALUES (1, 2), (1, 3)")
    (change,) = changes(notes, place, "DELETE FROM pair WHERE b = 2")
    assert (change["deleted"], change["inserted"]) == ([[1, 2]], [])


def test_a_created_a_changed_and_a_dropped_table_are_told(notes, place):
    (created,) = changes(notes, place, "CREATE TABLE more (a); INSERT INTO more VALUES (1)")
    assert (created["table"], created["note"]) == ("more", "The table was created.")
    assert created["inserted"] == [[1]]
    (altered,) = changes(notes, place, "ALTER TABLE more ADD COLUMN b")
    assert altered["note"] == "The table's columns were changed."
    assert altered["columns"] == ["a", "b"]
    (dropped,) = changes(notes, place, "DROP TABLE more")
    assert (dropped["note"], dropped["deleted"]) == ("The table was dropped.", [[1, None]])


def test_many_changed_rows_are_counted(notes, place):
    many = "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i LIMIT 70)"
    (change,) = changes(notes, place, f"INSERT INTO note (n) {many} SELECT n FROM i")
    assert (len(change["inserted"]), change["left_out"]) == (50, 20)


def test_a_large_table_is_named_when_it_was_written_to(notes, place):
    many = f"WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i LIMIT {MAX_ROWS})"
    changes(notes, place, f"INSERT INTO note (n) {many} SELECT n FROM i")
    (change,) = changes(notes, place, "UPDATE note SET n = 0")
    assert change["note"].startswith("This table is too large to be compared: more than 500 rows")
    assert (change["inserted"], change["updated"]) == ([], [])
    assert [c["table"] for c in changes(notes, place, "INSERT INTO pair VALUES (1, 1)")] == ["pair"]


def test_long_cells_are_cut(notes, place):
    (change,) = changes(notes, place, "INSERT INTO note (text) VALUES (printf('%.*c', 400, 'x'))")
    assert change["inserted"][0][1] == "x" * 300 + "… (400 characters)"


def test_what_happened_between_exchanges_is_none_of_the_next_one(notes, place):
    run = notes.asked
    names = {"file": "notes.db", "memory": ":memory:"}
    text = "INSERT INTO note (text) VALUES ('typed')"
    inspecting.sql(run, {"database": names[place], "text": text})
    (change,) = changes(notes, place, "INSERT INTO note (text) VALUES ('sent')")
    assert change["inserted"] == [[4, "sent", None]]


def test_without_a_trace_the_next_exchange_does_not_tell_it(notes, place):
    form = {"sql": "INSERT INTO note (text) VALUES ('quiet')"}
    notes.visit({**post(f"/{place}", **form), "trace": False})
    assert (
        changes(notes, place, "SELECT 1; UPDATE note SET n = 9 WHERE id = 1")[0]["inserted"] == []
    )


def test_sqlalchemys_database_in_memory_is_compared(flask):
    code = FLASK_NOTES["app.py"].replace("sqlite:///notes.sqlite3", "sqlite://")
    trial = flask({**FLASK_NOTES, "app.py": code})
    page = trial.get("/notes/")
    token = page["response"]["text"].split('value="')[1].split('"')[0]
    added = trial.visit(post("/notes/", text="Milk", csrf_token=token))[0]
    assert [(c["table"], c["inserted"]) for c in added["changes"]] == [("note", [[1, "Milk"]])]
    assert trial.visit(get("/notes/"))[0]["changes"] == []


def test_djangos_own_tables_are_told_apart():
    with interpreter() as python:
        python.start("django", DJANGO_ADMIN, "ada/lovelace")
        form = {"text": "Milk", "_save": "Save"}
        page = python.visit("/admin/app/note/add/", **{"as": "ada"})
        token = page["response"]["text"].split('csrfmiddlewaretoken" value="')[1].split('"')[0]
        added = python.call(
            "visit",
            {
                "method": "POST",
                "path": "/admin/app/note/add/",
                "form": {**form, "csrfmiddlewaretoken": token},
            },
        )["exchanges"][0]
        told = {change["table"]: change["internal"] for change in added["changes"]}
        assert told == {"app_note": False, "django_admin_log": True}
