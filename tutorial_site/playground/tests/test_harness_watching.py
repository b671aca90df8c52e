"""What is told of each statement: its group, its rows, and the transaction around it."""

import pytest

from ..harness.queries import shape_of
from .harness_programs import get, post
from .interpreters import interpreter

FLASK = """\
import sqlite3

from flask import Flask, render_template_string, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class Writer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(20))
    writer_id = db.Column(db.ForeignKey("writer.id"))
    writer = db.relationship(Writer)


with app.app_context():
    db.create_all()
    for name in ("ada", "bob", "cy"):
        db.session.add(Note(text="by " + name, writer=Writer(name=name)))
    db.session.commit()


@app.get("/all")
def all_notes():
    notes = db.session.scalars(db.select(Note)).all()
    names = "{% for note in notes %}{{ note.writer.name }} {% endfor %}"
    return render_template_string(names, notes=notes)


@app.get("/first")
def first():
    return db.session.scalars(db.select(Note)).first().text


@app.post("/rename")
def rename():
    db.session.execute(db.update(Note).values(text="same"))
    db.session.commit()
    return ""


@app.post("/nested")
def nested():
    with db.session.begin_nested():
        db.session.add(Note(text="inner"))
    db.session.rollback()
    return ""


@app.post("/fails")
def fails():
    db.session.execute(db.text("INSERT INTO nowhere VALUES (1)"))
"""

PLAIN = """\
import sqlite3

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE note (id, text)")


def rows(sql):
    return [row for row in db.execute(sql)]


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/write":
        with db:
            db.executemany("INSERT INTO note VALUES (?, ?)", [(1, "a"), (2, "b")])
    elif path == "/read":
        rows("SELECT * FROM note WHERE id = 1")
        rows("SELECT * FROM note WHERE id = 2")
        db.execute("SELECT * FROM note").fetchone()
        db.execute("SELECT * FROM note")
    elif path == "/undo":
        db.execute("DELETE FROM note")
        db.rollback()
    elif path == "/explicit":
        db.execute("BEGIN")
        db.execute("SAVEPOINT a")
        db.execute("ROLLBACK TO a")
        db.execute("END")
    elif path == "/numbers":
        db.execute("SELECT ?, ?, ?", (2**70, float("inf"), 2**53))
    start_response("200 OK", [])
    return [b""]
"""


@pytest.fixture
def notes(flask):
    return flask(FLASK)


@pytest.fixture
def plain(python):
    trial = python(PLAIN)
    trial.get("/write")
    return trial


def facts(exchange):
    """(first word, group, rows) of each query."""
    return [(q["sql"].split()[0], q["group"], q["rows"]) for q in exchange["queries"]]


def transactions(exchange):
    return [(t["what"], t["before"]) for t in exchange["transactions"]]


def test_one_statement_for_each_row_is_one_group(notes):
    page = notes.get("/all")
    assert facts(page) == [
        ("SELECT", 0, 3),
        ("SELECT", 1, 1),
        ("SELECT", 1, 1),
        ("SELECT", 1, 1),
    ]


def test_rows_are_those_that_were_read_or_changed(notes):
    assert facts(notes.get("/first")) == [("SELECT", 0, 3)]
    assert facts(notes.post("/rename")) == [("UPDATE", 0, 3)]


def test_sqlalchemys_transactions_are_told(notes):
    assert transactions(notes.get("/first")) == [("begin", 0), ("rollback", 1)]
    assert transactions(notes.post("/rename")) == [("begin", 0), ("commit", 1)]
    whats = [what for what, _ in transactions(notes.post("/nested"))]
    assert whats == ["begin", "savepoint", "release", "rollback"]


def test_a_statement_that_fails_is_told_too(notes):
    failed = notes.post("/fails")
    assert facts(failed) == [("INSERT", 0, None)]
    assert failed["error"]["type"] == "OperationalError"


def test_values_do_not_make_a_statement_another_one(plain):
    assert facts(plain.get("/read")) == [
        ("SELECT", 0, 1),
        ("SELECT", 0, 1),
        ("SELECT", 2, 1),
        ("SELECT", 2, None),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT * FROM a WHERE b = 1", "select  * FROM a WHERE b = 22"),
        ("SELECT 'it''s'", "SELECT 'other'"),
        ("SELECT * FROM a WHERE b IN (1, 2)", "SELECT * FROM a WHERE b IN (1,2,3)"),
        ("INSERT INTO a VALUES (?, ?)", "INSERT INTO a VALUES (?, ?), (?, ?)"),
        ("SELECT * FROM a\\nWHERE b = %s", "SELECT * FROM a WHERE b = :b"),
    ],
)
def test_shapes_that_are_equal(one, other):
    one = one.replace("\\n", "\n")
    assert shape_of(one.lower()) == shape_of(other.lower())


def test_shapes_that_are_not(plain):
    assert shape_of("SELECT a1 FROM b") != shape_of("SELECT a2 FROM b")
    assert shape_of("SELECT * FROM a") != shape_of("SELECT * FROM b")


def test_sqlite3_begins_transactions_by_itself_and_that_is_told(plain):
    assert transactions(plain.get("/write")) == [("begin", 0), ("commit", 1)]
    assert transactions(plain.get("/undo")) == [("begin", 0), ("rollback", 1)]
    assert facts(plain.get("/write")) == [("INSERT", 0, 2)]


def test_transactions_that_are_begun_by_hand_are_told_once(plain):
    whats = [what for what, _ in transactions(plain.get("/explicit"))]
    assert whats == ["begin", "savepoint", "rollback to savepoint", "commit"]
    assert plain.get("/explicit")["queries"] == []


def test_numbers_that_json_or_javascript_cannot_hold_are_texts(plain):
    (query,) = plain.get("/numbers")["queries"]
    assert query["params"] == [str(2**70), "inf", str(2**53)]


def test_djangos_statements_have_all_of_it():
    files = {
        "models.py": """\
from django.db import models


class Writer(models.Model):
    name = models.CharField(max_length=20)


class Note(models.Model):
    text = models.CharField(max_length=20)
    writer = models.ForeignKey(Writer, on_delete=models.CASCADE)
""",
        "views.py": """\
from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Note, Writer


@csrf_exempt
@transaction.atomic
def fill(request):
    for name in ("ada", "bob"):
        Note.objects.create(text="note", writer=Writer.objects.create(name=name))
    Note.objects.update(text="same")
    return HttpResponse()


def notes(request):
    return HttpResponse(" ".join(note.writer.name for note in Note.objects.all()))


@csrf_exempt
def undo(request):
    try:
        with transaction.atomic():
            Note.objects.all().delete()
            with transaction.atomic():
                Writer.objects.create(name="cy")
            raise ValueError
    except ValueError:
        return HttpResponse()
""",
    }
    with interpreter() as python:
        python.start("django", files)
        (filled,) = python.call("visit", post("/fill"))["exchanges"]
        assert facts(filled) == [
            ("INSERT", 0, 1),
            ("INSERT", 1, 1),
            ("INSERT", 0, 1),
            ("INSERT", 1, 1),
            ("UPDATE", 4, 2),
        ]
        assert transactions(filled) == [("begin", 0), ("commit", 5)]
        (read,) = python.call("visit", get("/notes"))["exchanges"]
        assert facts(read) == [("SELECT", 0, 2), ("SELECT", 1, 1), ("SELECT", 1, 1)]
        assert read["transactions"] == []
        (undone,) = python.call("visit", post("/undo"))["exchanges"]
        whats = [what for what, _ in transactions(undone)]
        assert whats == ["begin", "savepoint", "release", "rollback"]
        assert undone["changes"] == []
