"""Plain Python: run to its end, and served if it leaves an application behind."""

import pytest

from .harness_programs import PLAIN_WSGI

BROKEN_WSGI = """\
def application(environ, start_response):
    {body}
"""


def test_a_program_runs_as_main_and_what_it_prints_is_its_result(python):
    trial = python("print(__name__, __file__.rsplit('/')[-1])\n")
    assert trial.ok
    assert trial.printed() == "__main__ main.py\n"
    assert trial.report["serves"] is False


def test_a_program_that_serves_nothing_says_so_when_asked(python):
    (exchange,) = python("x = 1\n").visit({"path": "/"})
    assert exchange["response"]["status"] == 0
    assert exchange["error"]["message"] == (
        "The program answers no requests: it holds no application."
    )


def test_an_application_left_behind_is_served(python):
    trial = python(PLAIN_WSGI)
    assert trial.report["serves"] is True
    assert trial.printed() == "Serving on port 8000\n"
    assert "serve_forever() starts no server here" in trial.printed("log")
    assert trial.get("/a/b")["response"]["text"] == "You asked for /a/b"


@pytest.mark.parametrize(
    "ending",
    [
        "server.serve_forever()\n    after = 1\n    assert after\n",
        "server.handle_request()\n",
        "print(server.server_port)\n",
    ],
)
def test_a_server_of_wsgiref_never_waits(python, ending):
    code = PLAIN_WSGI["main.py"].replace("server.serve_forever()\n", ending)
    assert python(code).ok


def test_what_is_handed_to_a_server_is_served_whatever_its_name(python):
    trial = python(
        "from werkzeug.serving import run_simple\n"
        "from werkzeug.wrappers import Request, Response\n"
        "@Request.application\n"
        "def hello(request):\n"
        "    return Response(f'Hello, {request.args.get(\"name\")}')\n"
        "run_simple('localhost', 4000, hello)\n"
    )
    assert trial.get("/?name=Ada")["response"]["text"] == "Hello, Ada"


def test_a_class_is_served_only_as_an_object(python):
    trial = python("class app:\n    pass\n")
    assert trial.report["serves"] is False


@pytest.mark.parametrize("ending", ["", "raise SystemExit", "import sys; sys.exit(0)"])
def test_ending_by_itself_is_no_error(python, ending):
    trial = python(f"print('done')\n{ending}\n")
    assert (trial.ok, trial.printed()) == (True, "done\n")


def test_the_only_python_file_needs_no_usual_name(python):
    trial = python({"hello.py": "print('Ada')", "names.txt": "Bob"})
    assert trial.printed() == "Ada\n"


def test_main_may_import_the_other_files(python):
    trial = python({"main.py": "from tools import name\nprint(name)\n", "tools.py": "name = 'Ada'"})
    assert trial.printed() == "Ada\n"


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"a.py": "", "b.py": ""}, "Which of a.py, b.py is to run? Call it main.py."),
        ({"notes.txt": ""}, "put the program into main.py"),
    ],
)
def test_files_without_a_program_say_what_to_do(python, files, complaint):
    trial = python(files)
    assert trial.error["type"] == "NoAppFound"
    assert complaint in trial.error["message"]


@pytest.mark.parametrize(
    ("body", "complaint", "line"),
    [
        ("return [b'Hello']", "never called start_response", None),
        ("start_response('200 OK', []); return 'Hello'", "returned a str", None),
        ("start_response(200, []); return [b'']", 'such as "200 OK"', 2),
        ("start_response('200 OK', {}); return [b'']", "must be a list of pairs", 2),
        ("start_response('200 OK', [('X', 1)]); return []", "numbers have to be turned", 2),
        ("return [environ['NOTHING']]", "NOTHING", 2),
    ],
)
def test_an_application_that_breaks_the_rules_is_told_how_and_where(python, body, complaint, line):
    exchange = python(BROKEN_WSGI.format(body=body)).get("/")
    assert exchange["response"]["status"] == 500
    assert complaint in exchange["error"]["message"]
    assert exchange["error"]["where"] == (line and {"file": "main.py", "line": line})
