"""Taking the time of a request: what one round says, and when there is no time to tell."""

import pytest

from .harness_programs import DJANGO_HELLO, FLASK_HELLO
from .interpreters import interpreter

COUNTING = """\
import sqlite3

from flask import Flask, abort, request

app = Flask(__name__)
calls = []


@app.get("/count")
def count():
    return str(len(calls))


@app.route("/", methods=["GET", "POST"])
def index():
    calls.append(request.method)
    connection = sqlite3.connect(":memory:")
    for _ in range(int(request.args.get("queries", 0))):
        connection.execute("SELECT 1")
    return "fine"


@app.get("/once")
def once():
    calls.append("once")
    return "fine" if len(calls) == 1 else abort(503)
"""

SLOW = """\
import time

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    time.sleep(0.1)
    return "at last"
"""


@pytest.fixture
def python():
    with interpreter() as one:
        yield one


@pytest.fixture
def counting(python):
    python.start("flask", {"app.py": COUNTING})
    return python


def measure(python, path="/", times=5, **request):
    return python.call("bench", {"request": {"path": path, **request}, "times": times})


@pytest.mark.parametrize(("framework", "files"), [("flask", FLASK_HELLO), ("django", DJANGO_HELLO)])
def test_a_round_says_how_long_one_request_takes_in_either_framework(python, framework, files):
    python.start(framework, files)
    found = measure(python, "/hello/Ada")
    assert found["status"] == 200
    assert found["times"] == 5
    assert found["milliseconds"] > 0
    assert (found["queries"], found["query_milliseconds"]) == (0, 0)


def test_a_request_is_sent_as_often_as_asked_and_once_before(counting):
    measure(counting, times=7)
    assert counting.visit("/count")["response"]["text"] == "8"


def test_statements_of_one_request_are_counted_and_their_time_is_a_part_of_it(counting):
    found = measure(counting, "/?queries=3")
    assert found["queries"] == 3
    assert 0 < found["query_milliseconds"] < found["milliseconds"]


def test_what_is_measured_leaves_no_statement_behind_for_the_next_exchange(counting):
    measure(counting, "/?queries=3")
    assert len(counting.visit("/?queries=2")["queries"]) == 2


def test_a_request_may_be_anything_that_can_be_sent(counting):
    assert measure(counting, method="POST", form={"text": "Milk"})["status"] == 200


def test_a_failure_is_not_measured(counting):
    told = "GET /nowhere is answered 404: the time of a failure says nothing."
    assert told in measure(counting, "/nowhere")["refused"]


def test_what_fails_only_later_is_not_measured_either(counting):
    assert "GET /once is answered 503" in measure(counting, "/once")["refused"]


def test_a_program_that_answers_nothing_has_no_time(python):
    python.start("python", {"main.py": "print('over')"})
    assert "answers no requests" in measure(python)["refused"]


def test_a_slow_request_ends_the_round_early(python):
    python.start("flask", {"app.py": SLOW})
    assert measure(python, times=1000)["times"] < 1000


@pytest.mark.parametrize("times", [0, 1001, "5", None])
def test_how_often_has_bounds(counting, times):
    assert "from 1 to 1000" in measure(counting, times=times)["refused"]
