"""SQL as it was sent: each statement once, with its parameters and the line that sent it."""

import datetime
import sqlite3

import pytest

from ..harness.queries import MAX_QUERIES, plain_params
from .harness_programs import DJANGO_NOTES, FLASK_NOTES

PLAIN_SQL = """\
import sqlite3

from flask import Flask

app = Flask(__name__)
connection = sqlite3.connect("notes.sqlite3")
connection.execute("CREATE TABLE note (text TEXT, seen TIMESTAMP)")
connection.commit()


@app.get("/")
def index():
    with connection:
        connection.execute("INSERT INTO note (text) VALUES (?)", ["Milk"])
        connection.executemany("INSERT INTO note (text) VALUES (?)", [["Eggs"], ["Tea"]])
    cursor = connection.cursor()
    cursor.execute("SELECT text FROM note WHERE text = :text", {"text": "Milk"})
    return cursor.fetchone()[0]


@app.get("/script")
def script():
    connection.executescript("DELETE FROM note; SELECT 1;")
    return ""


@app.get("/many/<int:count>")
def many(count):
    for number in range(count):
        connection.execute("SELECT ?", [number])
    return ""


@app.get("/none")
def none():
    return ""
"""


def line_of(code, text):
    return code.splitlines().index(text) + 1


def statements(exchange):
    return [query["sql"].split()[0] for query in exchange["queries"]]


def test_sqlalchemys_statements_are_recorded_with_parameters_and_line(flask):
    trial = flask(FLASK_NOTES)
    exchange = trial.get("/notes/")
    (query,) = exchange["queries"]
    assert query["sql"].startswith("SELECT note.id, note.text \nFROM note ORDER BY note.id")
    code = FLASK_NOTES["app.py"]
    place = line_of(code, "    found = db.session.scalars(db.select(Note).order_by(Note.id)).all()")
    assert query["where"] == {"file": "app.py", "line": place}
    assert query["params"] == []
    assert query["milliseconds"] >= 0


def test_parameters_of_an_insert_are_told(flask):
    trial = flask(FLASK_NOTES)
    form = trial.submit("/notes/", text="Milk")
    assert statements(form) == ["SELECT"]
    page = trial.get("/notes/")
    token = page["response"]["text"].split('value="')[1].split('"')[0]
    insert, _ = trial.visit(
        {"method": "POST", "path": "/notes/", "form": {"text": "Eggs", "csrf_token": token}}
    )
    (query,) = insert["queries"]
    assert query["sql"] == "INSERT INTO note (text) VALUES (?)"
    assert query["params"] == ["Eggs"]


@pytest.fixture(scope="module")
def django_notes(kept_django):
    return kept_django(DJANGO_NOTES)


def test_djangos_statements_are_recorded_with_parameters_and_line(django_notes):
    (query,) = django_notes.get("/notes/")["queries"]
    assert query["sql"].startswith('SELECT "app_note"."id", "app_note"."text" FROM "app_note"')
    # The template's loop is where it is sent: the view only described it.
    assert query["where"] == {"file": "templates/notes.html", "line": 2}


def test_what_opens_and_closes_a_transaction_is_not_counted(django_notes):
    page = django_notes.submit("/notes/", text="Milk")
    assert statements(page) == ["SELECT"]
    assert "<li>Milk</li>" in page["response"]["text"]


def test_plain_sqlite3_is_recorded_too(flask):
    exchange = flask(PLAIN_SQL).get("/")
    assert exchange["response"]["text"] == "Milk"
    assert [(query["sql"].split()[0], query["params"]) for query in exchange["queries"]] == [
        ("INSERT", ["Milk"]),
        ("INSERT", [["Eggs"], ["Tea"]]),
        ("SELECT", {"text": "Milk"}),
    ]
    assert {query["where"]["line"] for query in exchange["queries"]} == {14, 15, 17}


def test_a_script_is_one_statement(flask):
    (query,) = flask(PLAIN_SQL).get("/script")["queries"]
    assert query["sql"] == "DELETE FROM note; SELECT 1;"


def test_each_exchange_has_its_own_queries(flask):
    trial = flask(PLAIN_SQL)
    trial.get("/")
    assert trial.get("/none")["queries"] == []


def test_beyond_the_first_two_thousand_statements_are_only_counted(flask):
    exchange = flask(PLAIN_SQL).get(f"/many/{MAX_QUERIES + 7}")
    assert (len(exchange["queries"]), exchange["queries_left_out"]) == (MAX_QUERIES, 7)


def test_closing_the_run_gives_sqlite3_back(flask, here):
    connect = sqlite3.connect
    trial = flask(PLAIN_SQL)
    assert sqlite3.connect is not connect
    trial.asked.close()
    assert sqlite3.connect is connect


def test_a_watched_connection_is_still_a_connection_of_sqlite3(python):
    trial = python(
        "import sqlite3\n"
        "connection = sqlite3.connect(':memory:')\n"
        "assert isinstance(connection, sqlite3.Connection)\n"
        "cursor = connection.execute('SELECT 1 AS one')\n"
        "assert isinstance(cursor, sqlite3.Cursor)\n"
        "print(cursor.fetchall(), cursor.description[0][0], type(connection))\n"
    )
    assert trial.printed() == "[(1,)] one <class 'sqlite3.Connection'>\n"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (None, None),
        (("a", 1, 1.5, True), ["a", 1, 1.5, True]),
        ({"a": {"b": [1]}}, {"a": {"b": [1]}}),
        (b"\x00", "b'\\x00'"),
        (datetime.date(2024, 2, 29), "datetime.date(2024, 2, 29)"),
        ("x" * 2000, "x" * 1000),
        (list(range(200)), list(range(100))),
    ],
)
def test_parameters_become_json_of_bounded_size(given, shown):
    assert plain_params(given) == shown
