"""Which of the learner's lines an exchange ran."""

import sys
from typing import Any

import pytest

from ..harness.errors import Paths
from ..harness.lines import Lines, lines_of
from .harness_programs import get

PROGRAM = {
    "app.py": """\
from flask import Flask, request

from helpers import double

app = Flask(__name__)


@app.get("/")
def index():
    if "n" not in request.args:
        return "no number"
    return double(int(request.args["n"]))


@app.get("/loop")
def loop():
    total = 0
    for n in range(30_000):
        total += n
    return str(total)


@app.get("/deep")
def deep(n=0):
    return deep(n + 1)
""",
    "helpers.py": """\
def double(n):
    return str(n * 2)


def triple(n):
    return str(n * 3)
""",
}


@pytest.fixture
def numbers(flask):
    return flask(PROGRAM)


def test_the_lines_that_ran_are_told_by_file(numbers):
    assert numbers.get("/")["lines"] == {"app.py": [10, 11]}
    assert numbers.get("/?n=4")["lines"] == {"app.py": [10, 12], "helpers.py": [2]}


def test_what_runs_again_is_told_again(numbers):
    for _ in range(3):
        assert numbers.get("/?n=4")["lines"] == {"app.py": [10, 12], "helpers.py": [2]}


def test_a_loop_is_told_once(numbers):
    assert numbers.get("/loop")["lines"] == {"app.py": [17, 18, 19, 20]}
    assert numbers.get("/")["lines"] == {"app.py": [10, 11]}


def test_an_endless_recursion_ends_in_the_learners_own_line(numbers):
    deep = numbers.get("/deep")
    assert deep["error"]["type"] == "RecursionError"
    assert deep["error"]["where"] == {"file": "app.py", "line": 25}
    assert deep["lines"]["app.py"] == [25]
    assert numbers.get("/")["lines"] == {"app.py": [10, 11]}


def test_templates_and_libraries_have_no_lines(flask):
    trial = flask(
        {
            "app.py": "from flask import Flask, render_template\n\napp = Flask(__name__)\n\n\n"
            '@app.get("/")\ndef index():\n    return render_template("a.html")\n',
            "templates/a.html": "{{ 1 }}\n{{ 2 }}",
        }
    )
    assert trial.get("/")["lines"] == {"app.py": [8]}


def test_a_plain_program_has_them_too(python):
    trial = python(
        "def application(environ, start_response):\n"
        '    start_response("200 OK", [])\n'
        '    return [b"plain"]\n'
    )
    assert trial.get("/")["lines"] == {"main.py": [2, 3]}


def test_a_tracer_of_somebody_elses_is_left_alone(numbers):
    mine = sys.gettrace()

    def tracer(*_):
        return None

    sys.settrace(tracer)
    try:
        numbers.visit(get("/"))
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(mine)


class Monitoring:
    """``sys.monitoring`` of Python 3.12, as far as it is used: this Python may be older."""

    DISABLE = object()

    class events:  # noqa: N801  # as it is called there
        LINE = 1

    def __init__(self):
        self.tools = {4: "a debugger"}
        self.watched = []
        self.heard = None
        self.restarts = 0

    def get_tool(self, tool):
        return self.tools.get(tool)

    def use_tool_id(self, tool, name):
        self.tools[tool] = name

    def free_tool_id(self, tool):
        del self.tools[tool]

    def register_callback(self, tool, event, callback):
        self.heard = callback

    def set_local_events(self, tool, code, events):
        self.watched.append(code.co_name)

    def restart_events(self):
        self.restarts += 1


@pytest.fixture
def monitoring(monkeypatch):
    stand_in = Monitoring()
    monkeypatch.setattr(sys, "monitoring", stand_in, raising=False)
    return stand_in


def test_with_monitoring_only_the_learners_code_is_watched(monitoring, tmp_path):
    undo: list[Any] = []
    lines = lines_of(undo, Paths(tmp_path))
    assert isinstance(lines, Lines)
    code = compile(
        "def f():\n    def g():\n        return 1\n    return g\n", f"{tmp_path}/a.py", "exec"
    )
    lines.watch(code)
    assert monitoring.watched == ["<module>", "f", "g"]
    assert monitoring.tools == {4: "a debugger", 3: "Side by Side"}
    while undo:
        undo.pop()()
    assert monitoring.tools == {4: "a debugger"}
    assert monitoring.heard is None


def test_with_monitoring_a_flood_of_lines_is_switched_off_until_the_next_exchange(
    monitoring, tmp_path
):
    lines = lines_of([], Paths(tmp_path))
    code = compile("x = 1", f"{tmp_path}/a.py", "exec")
    assert monitoring.heard(code, 1) is monitoring.DISABLE  # nothing is asked for yet
    lines.begin()
    assert monitoring.restarts == 1
    answers = [monitoring.heard(code, 1) for _ in range(20_001)]
    assert answers[0] is None
    assert answers[-1] is monitoring.DISABLE
    assert lines.end() == {"a.py": [1]}
    lines.begin()
    assert monitoring.restarts == 2
    assert lines.end() == {}
