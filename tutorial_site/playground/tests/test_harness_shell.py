"""The Python shell inside a running program."""

import pytest

from .harness_programs import DJANGO_ADMIN, DJANGO_NOTES, FLASK_NOTES, PLAIN_WSGI
from .interpreters import interpreter


class Shell:
    """A person at the shell of a started program."""

    def __init__(self, python):
        self.python = python

    def run(self, code, **more):
        self.answer = self.python.call("shell", {"code": code, **more})
        return "".join(piece["text"] for piece in self.answer["output"])

    @property
    def sql(self):
        return [query["sql"] for query in self.answer["queries"]]


@pytest.fixture
def begin():
    """Start a program and look into it: ``begin("flask", files)``."""
    opened = []

    def start(framework, files, superuser=""):
        context = interpreter()
        opened.append(context)
        python = context.__enter__()
        python.start(framework, files, superuser)
        return Shell(python)

    yield start
    for context in opened:
        context.__exit__(None, None, None)


# --- any program ------------------------------------------------------------------------------


def test_the_value_of_a_last_expression_is_shown_and_names_are_kept(begin):
    shell = begin("python", PLAIN_WSGI)
    assert shell.run("x = 40\nprint('set')") == "set\n"
    assert shell.run("x + 2") == "42\n"
    assert shell.answer["output"] == [{"stream": "value", "text": "42\n"}]
    assert shell.run("_ * 2; None") == ""
    assert shell.run("_ * 2") == "84\n"


def test_output_comes_in_the_order_in_which_it_was_made(begin):
    shell = begin("python", PLAIN_WSGI)
    assert shell.run("print('first')\n'then'") == "first\n'then'\n"
    assert shell.python.emitted[-2:] == shell.answer["output"]


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):",
        "def f(x):\n    return x",
        "for i in range(3):",
        "(1 +",
        "x = '''a",
        "@f",
        "if 1:\n",
    ],
)
def test_code_that_could_go_on_is_waited_for(begin, code):
    shell = begin("python", PLAIN_WSGI)
    assert shell.run(code) == ""
    assert shell.answer["more"]


def test_an_empty_line_ends_a_block_and_a_page_can_insist(begin):
    shell = begin("python", PLAIN_WSGI)
    shell.run("def double(x):\n    return x * 2\n")
    assert not shell.answer["more"]
    assert shell.run("for i in (1, 2):\n    print(double(i))", complete=True) == "2\n4\n"
    assert shell.run("[\n  1,\n  2]") == "[1, 2]\n"


def test_an_error_shows_the_learners_lines_only(begin):
    shell = begin("python", PLAIN_WSGI)
    shell.run("def f():\n    return 1 / 0\n")
    assert shell.run("f()") == (
        "Traceback (most recent call last):\n"
        '  File "<shell 2>", line 1, in <module>\n'
        "    f()\n"
        '  File "<shell 1>", line 2, in f\n'
        "    return 1 / 0\n"
        "           ~~^~~\n"
        "ZeroDivisionError: division by zero\n"
    )
    assert shell.answer["error"]["type"] == "ZeroDivisionError"


def test_what_cannot_be_read_is_a_syntax_error_at_once(begin):
    shell = begin("python", PLAIN_WSGI)
    assert "SyntaxError" in shell.run("x = = 1")
    assert not shell.answer["more"]
    assert shell.answer["error"]["type"] == "SyntaxError"


def test_the_shell_outlives_exit_and_can_be_emptied(begin):
    shell = begin("python", PLAIN_WSGI)
    assert "waits for your next line" in shell.run("x = 1\nexit()")
    assert shell.run("x") == "1\n"
    assert "NameError" in shell.run("x", reset=True)


def test_a_value_without_end_is_cut(begin):
    shell = begin("python", PLAIN_WSGI)
    assert shell.run("'x' * 100_000").endswith("… (100,002 characters)\n")


# --- Django -----------------------------------------------------------------------------------


def test_models_are_there_as_in_manage_py_shell(begin):
    shell = begin("django", DJANGO_ADMIN, "ada/lovelace")
    assert shell.run("User.objects.get().username") == "'ada'\n"
    assert {"Note", "User", "Permission"} <= set(shell.answer["names"])
    shell.run("1")
    assert shell.answer["names"] == []


def test_what_is_saved_is_seen_by_the_app_and_sql_is_told(begin):
    shell = begin("django", DJANGO_NOTES)
    shell.run("note = Note.objects.create(text='Milk')")
    assert shell.sql == ['INSERT INTO "app_note" ("text") VALUES (%s) RETURNING "app_note"."id"']
    assert "Milk" in shell.python.visit("/notes/")["response"]["text"]
    assert shell.run("Note.objects.all()") == "<QuerySet [<Note: Milk>]>\n"
    assert len(shell.sql) == 1
    assert shell.run("note") == "<Note: Milk>\n"
    assert shell.sql == []


def test_a_file_that_code_writes_is_told(begin):
    shell = begin("django", DJANGO_NOTES)
    shell.run("open('notes.txt', 'w').write('Milk')")
    assert shell.answer["files_changed"] == {"notes.txt": "Milk"}


# --- Flask ------------------------------------------------------------------------------------


def test_the_app_its_database_and_models_are_there(begin):
    shell = begin("flask", FLASK_NOTES)
    assert shell.run("app.name, url_for").endswith("NameError: name 'url_for' is not defined\n")
    assert {"app", "db", "g", "Note"} <= set(shell.answer["names"])
    assert shell.run("from flask import current_app; current_app.name") == "'app'\n"


def test_objects_of_the_session_last_from_one_line_to_the_next(begin):
    shell = begin("flask", FLASK_NOTES)
    shell.run("note = Note(text='Milk'); db.session.add(note); db.session.commit()")
    assert shell.run("note.text") == "'Milk'\n"
    assert "Milk" in shell.python.visit("/notes/")["response"]["text"]
    shell.run("note.text = 'Eggs'")
    shell.run("db.session.commit()")
    assert any(sql.startswith("UPDATE note") for sql in shell.sql)
    assert "Eggs" in shell.python.visit("/notes/")["response"]["text"]


def test_what_is_written_and_not_committed_is_pointed_out(begin):
    shell = begin("flask", FLASK_NOTES)
    shell.run("note = Note(text='Milk'); db.session.add(note)")
    assert "commit() keeps it" in shell.run("db.session.flush()")
    assert "commit() keeps it" not in shell.run("db.session.rollback()")
    assert shell.run("db.session.scalars(db.select(Note)).all()") == "[]\n"


def test_the_apps_requests_know_nothing_of_the_shells_context(begin):
    files = {
        "app.py": """\
from flask import Flask, g

app = Flask(__name__)


@app.get("/")
def index():
    return str(g.get("mark", "none"))
"""
    }
    shell = begin("flask", files)
    shell.run("g.mark = 'shell'")
    assert shell.python.visit("/")["response"]["text"] == "none"
    assert shell.run("g.mark") == "'shell'\n"


def test_a_program_that_did_not_start_has_no_shell():
    with interpreter() as python:
        python.call("start", {"framework": "flask", "files": {"app.py": "import nothing_here"}})
        assert "didn't start" in python.call("shell", {"code": "1"})["refused"]
