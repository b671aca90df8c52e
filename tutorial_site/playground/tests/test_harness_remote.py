"""What the page's worker calls: one function of strings."""

import json

import pytest

from ..harness import remote
from .harness_programs import DJANGO_HELLO, FLASK_HELLO, PLAIN_WSGI
from .interpreters import Interpreter, interpreter


@pytest.fixture
def python():
    with interpreter() as one:
        yield one


def test_a_program_is_started_once_and_visited_as_often_as_wanted(python):
    python.start("flask", FLASK_HELLO)
    assert python.visit("/hello/Ada")["response"]["text"] == "Hello, Ada!"
    assert python.visit("/hello/Bob")["response"]["text"] == "Hello, Bob!"
    with pytest.raises(ValueError, match="A program is started already: a second one needs a new"):
        python.start("flask", FLASK_HELLO)


def test_nothing_can_be_asked_before_the_start(python):
    with pytest.raises(ValueError, match="Nothing is started yet: call start before visit"):
        python.visit("/")


def test_a_call_that_does_not_exist_is_told_with_those_that_do(python):
    with pytest.raises(ValueError, match=r"There is no call 'dance': use start, .*visit"):
        python.call("dance")


def test_what_is_refused_says_why(python):
    python.start("python", {"main.py": "print('over')"})
    assert python.call("sql", {"database": "none", "text": "SELECT 1"}) == {
        "refused": "There is no database 'none'. The program has opened none yet."
    }


@pytest.mark.parametrize("argument", [None, {}, {"window": None}])
def test_arguments_may_be_left_out(python, argument):
    python.start("flask", FLASK_HELLO)
    assert python.call("cookies", argument) == []
    assert python.call("database", argument) == []


@pytest.mark.parametrize(
    ("framework", "files"),
    [("flask", FLASK_HELLO), ("django", DJANGO_HELLO), ("python", PLAIN_WSGI)],
)
@pytest.mark.parametrize("name", ["cookies", "clear_cookies", "database", "table", "sql"])
def test_every_call_of_the_inspector_answers_for_every_framework(python, framework, files, name):
    python.start(framework, files)
    answer = python.call(name, {"database": "default", "table": "none", "text": "SELECT 1"})
    assert isinstance(answer, list | dict)


def test_answers_are_json_that_javascript_can_read(python: Interpreter):
    code = (
        "import sqlite3\ndb = sqlite3.connect(':memory:')\n"
        "db.execute('CREATE TABLE t AS SELECT 9e999 AS a, 9007199254740993 AS b')\n"
        "def application(environ, start_response):\n"
        "    db.execute('SELECT ?', (float('nan'),))\n"
        "    start_response('200 OK', [])\n    return [b'']\n"
    )
    python.start("python", {"main.py": code})

    def refuse(name):
        raise AssertionError(f"{name} is no JSON")

    exchange = python.visit("/")
    page = python.call("table", {"database": ":memory:", "table": "t"})
    assert page["rows"] == [["inf", "9007199254740993"]]
    json.loads(json.dumps([exchange, page]), parse_constant=refuse)


def test_the_calls_are_a_table():
    assert {"visit", "cookies", "clear_cookies", "database", "table", "sql"} <= set(remote.CALLS)
