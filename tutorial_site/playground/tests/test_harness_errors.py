"""What goes wrong in a learner's program, and where they are told to look."""

import pytest

from .harness_programs import FLASK_HELLO, FLASK_NOTES

BROKEN = """\
from flask import Flask, render_template

import tools

app = Flask(__name__)


@app.get("/")
def index():
    return tools.divide(1, 0)


@app.get("/page")
def page():
    return render_template("page.html", numbers=[0])


@app.get("/late")
def late():
    def parts():
        yield "first"
        raise LookupError("in the middle")

    return parts()


@app.get("/out")
def out():
    raise SystemExit(3)


@app.get("/deep")
def deep():
    return deep()


@app.get("/odd")
def odd():
    class Odd(Exception):
        def __str__(self):
            raise RuntimeError

    raise Odd


@app.get("/chain")
def chain():
    try:
        tools.divide(1, 0)
    except ZeroDivisionError as error:
        raise ValueError("no number") from error


@app.get("/none")
def none():
    return None


@app.get("/fine")
def fine():
    return "fine"
"""
TOOLS = """\
def divide(a, b):
    # The innermost line of the learner's:
    return a / b
"""
PAGE = "{% for number in numbers %}\n{{ 1 // number }}\n{% endfor %}\n"


@pytest.fixture
def broken(flask):
    return flask({"app.py": BROKEN, "tools.py": TOOLS, "templates/page.html": PAGE})


# --- starting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "message", "line"),
    [
        ("a = 1\nb = = 2\n", "SyntaxError", "invalid syntax", 2),
        ("a = 1\n  b = 2\n", "IndentationError", "unexpected indent", 2),
        ("def f():\n\tif 1:\n        pass\n", "TabError", "inconsistent use of tabs", 3),
        ("a = 1\n\nimport nowhere_at_all\n", "ModuleNotFoundError", "nowhere_at_all", 3),
        ("\nfrom flask import Flusk\n", "ImportError", "Flusk", 2),
        ("\nprint(nobody)\n", "NameError", "nobody", 2),
        ("import os\n\nraise SystemExit(2)\n", "SystemExit", "2", 3),
        ('import sys\nsys.exit("no key")\n', "SystemExit", "no key", 2),
        ("int('x')\n", "ValueError", "invalid literal", 1),
    ],
)
def test_a_program_that_cannot_start_says_why_and_in_which_line(flask, code, kind, message, line):
    trial = flask(code)
    assert not trial.ok
    assert trial.error["type"] == kind
    assert message in trial.error["message"]
    assert trial.error["where"] == {"file": "app.py", "line": line}


def test_an_error_in_another_file_is_found_there(flask):
    trial = flask({"app.py": BROKEN, "tools.py": "def divide(a, b:\n    return a / b\n"})
    assert trial.error["type"] == "SyntaxError"
    assert trial.error["where"] == {"file": "tools.py", "line": 1}


def test_a_program_that_did_not_start_answers_with_that(flask):
    (exchange,) = flask("1 / 0").visit({"path": "/"})
    assert exchange["response"]["status"] == 0
    assert exchange["error"]["type"] == "NotServing"
    assert "Mend it and run it again" in exchange["error"]["message"]


def test_asking_for_input_says_that_there_is_none(python):
    trial = python('name = input("Who? ")\n')
    assert trial.error["type"] == "EOFError"
    assert 'Give the value in the code, for example: name = "Ada"' in trial.error["message"]
    assert trial.error["where"] == {"file": "main.py", "line": 1}
    assert trial.printed() == "Who? \n"


# --- answering ------------------------------------------------------------------------------


def test_an_exception_in_a_view_is_a_500_that_names_the_learners_innermost_line(broken):
    exchange = broken.get("/")
    assert exchange["response"]["status"] == 500
    error = exchange["error"]
    assert (error["type"], error["message"]) == ("ZeroDivisionError", "division by zero")
    assert error["where"] == {"file": "tools.py", "line": 3}
    own = [(frame["file"], frame["function"], frame["code"]) for frame in error["frames"][-2:]]
    assert own == [
        ("app.py", "index", "return tools.divide(1, 0)"),
        ("tools.py", "divide", "return a / b"),
    ]


def test_a_traceback_shows_no_path_of_the_machine_and_no_line_of_the_harness(broken):
    error = broken.get("/")["error"]
    assert error["text"].startswith("Traceback (most recent call last):\n")
    assert 'File "app.py", line 10, in index' in error["text"]
    assert 'File "flask/app.py"' in error["text"]
    assert 'File "/' not in error["text"]
    assert "harness" not in error["text"]
    files = {frame["file"] for frame in error["frames"]}
    assert files == {"flask/app.py", "app.py", "tools.py"}
    assert {frame["file"] for frame in error["frames"] if frame["own"]} == {"app.py", "tools.py"}


def test_an_exception_in_a_template_names_the_templates_line(broken):
    error = broken.get("/page")["error"]
    assert error["where"] == {"file": "templates/page.html", "line": 2}


def test_a_template_that_does_not_parse_is_named(flask):
    files = {"app.py": BROKEN, "tools.py": TOOLS, "templates/page.html": "\n{% for %}\n"}
    error = flask(files).get("/page")["error"]
    assert error["type"] == "TemplateSyntaxError"
    assert error["where"] == {"file": "templates/page.html", "line": 2}


def test_a_missing_template_points_at_the_view(flask):
    error = flask({"app.py": BROKEN, "tools.py": TOOLS}).get("/page")["error"]
    assert (error["type"], error["message"]) == ("TemplateNotFound", "page.html")
    assert error["where"] == {"file": "app.py", "line": 15}


def test_an_exception_half_way_through_the_body_is_one_too(broken):
    exchange = broken.get("/late")
    assert exchange["response"]["status"] == 500
    assert exchange["error"]["message"] == "in the middle"
    assert exchange["error"]["where"] == {"file": "app.py", "line": 22}


def test_sys_exit_in_a_view_ends_the_exchange_and_not_the_program(broken):
    exchange = broken.get("/out")
    assert (exchange["response"]["status"], exchange["error"]["type"]) == (500, "SystemExit")
    assert broken.get("/fine")["response"]["text"] == "fine"


def test_of_an_endless_recursion_the_ends_are_told(broken):
    error = broken.get("/deep")["error"]
    assert error["type"] == "RecursionError"
    assert error["where"] == {"file": "app.py", "line": 34}
    assert len(error["frames"]) == 60
    assert error["frames"][0]["file"] == "flask/app.py"


def test_an_exception_that_cannot_be_printed_does_no_harm(broken):
    error = broken.get("/odd")["error"]
    assert error["type"] == "Odd"
    assert error["message"] == "<the message of this Odd can't be shown>"
    assert error["where"] == {"file": "app.py", "line": 43}


def test_what_caused_an_exception_is_in_the_text(broken):
    error = broken.get("/chain")["error"]
    assert error["where"] == {"file": "app.py", "line": 51}
    assert "ZeroDivisionError: division by zero" in error["text"]
    assert "The above exception was the direct cause" in error["text"]
    assert "harness" not in error["text"]


def test_a_view_that_returns_nothing_is_told_so_though_no_line_of_it_failed(broken):
    exchange = broken.get("/none")
    assert exchange["response"]["status"] == 500
    assert "did not return a valid response" in exchange["error"]["message"]
    assert exchange["error"]["where"] is None


def test_a_404_is_an_answer_and_no_error(flask):
    exchange = flask(FLASK_HELLO).get("/elsewhere")
    assert (exchange["response"]["status"], exchange["error"]) == (404, None)


def test_after_an_error_the_next_answer_is_clean(broken):
    broken.get("/")
    exchange = broken.get("/fine")
    assert (exchange["response"]["status"], exchange["error"]) == (200, None)


def test_an_error_in_sql_names_the_line_that_sent_it(flask):
    code = FLASK_NOTES["app.py"] + (
        '\n\n@app.get("/wrong")\ndef wrong():\n'
        '    return str(db.session.execute(db.text("SELECT * FROM nowhere")))\n'
    )
    exchange = flask(FLASK_NOTES | {"app.py": code}).get("/wrong")
    line = code.splitlines().index(
        '    return str(db.session.execute(db.text("SELECT * FROM nowhere")))'
    )
    assert exchange["error"]["type"] == "OperationalError"
    assert exchange["error"]["where"] == {"file": "app.py", "line": line + 1}
    (query,) = exchange["queries"]
    assert query["sql"] == "SELECT * FROM nowhere"
