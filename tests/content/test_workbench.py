"""Terminal, shell, editor and errors in the browser's Python: as natively, and before a start."""

import pytest

from tutorial_site.playground.tests import async_programs
from tutorial_site.playground.tests import teaching_programs as programs
from tutorial_site.playground.tests.harness_programs import DJANGO_ADMIN, FLASK_NOTES

SECONDS = 60.0
MIGRATED = {
    "app.py": FLASK_NOTES["app.py"]
    .replace("CSRFProtect(app)", "from flask_migrate import Migrate\nMigrate(app, db)")
    .replace("db.create_all()", "pass")
}


def text(answer):
    return "".join(piece["text"] for piece in answer["output"])


@pytest.fixture
def python(browser_pythons):
    with browser_pythons.interpreter(SECONDS) as python:
        yield python


def start(python, framework, files, superuser=""):
    program = {"framework": framework, "files": files, "superuser": superuser}
    report = python.call("start", program)
    assert report["ok"], report["error"]["text"]


# --- terminal and shell -------------------------------------------------------------------------


def test_djangos_commands_run_and_ask(python):
    start(python, "django", DJANGO_ADMIN, "ada/lovelace")

    def run(**given):
        return python.call("terminal", given)

    made = run(line="python manage.py makemigrations app --empty -n more")
    assert "migrations/0002_more.py" in made["files_changed"]
    assert "Applying app.0002_more... OK" in text(run(line="python manage.py migrate"))
    assert "Ran 0 tests" in text(run(line="python manage.py test"))
    assert "polls/models.py" in run(line="python manage.py startapp polls")["files_changed"]
    run(line="python manage.py createsuperuser")
    for answer in ("bob", "bob@example.com", "engines!", "engines!"):
        last = run(answer=answer)
    assert text(last) == "Superuser created successfully.\n"
    assert "Flask-Migrate" in text(run(line="pip list"))


def test_flasks_commands_run_and_alembics_files_are_readable(python):
    start(python, "flask", MIGRATED)

    def run(line):
        return python.call("terminal", {"line": line})

    assert "notes     GET, POST  /notes/" in text(run("flask routes"))
    assert "def run_migrations_online" in run("flask db init")["files_changed"]["migrations/env.py"]
    run("flask db migrate -m first")
    assert "(head), first" in text(run("flask db upgrade && flask db history"))


def test_the_shell_shows_values_and_completes(python):
    start(python, "django", DJANGO_ADMIN, "ada/lovelace")
    assert text(python.call("shell", {"code": "User.objects.get().username"})) == "'ada'\n"
    offered = python.call("complete_shell", {"code": "Note.objects.fi"})["items"]
    assert [item["label"] for item in offered][:2] == ["filter", "first"]


# --- editor -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("framework", "code", "first"),
    [
        ("flask", "from flask import request\nrequest.", "args"),
        ("flask", "from flask_sqlalchemy import SQLAlchemy\nSQLAlchemy().session.", "add"),
        ("flask", "import flask_migr", "flask_migrate"),
        ("django", "from django.contrib.auth.models import User\nUser.objects.fi", "filter"),
        ("django", "from django.contrib import admin\nadmin.site.regis", "register"),
        ("django", "from django.db import models\nmodels.Char", "CharField"),
    ],
)
def test_an_interpreter_with_nothing_started_completes(python, framework, code, first):
    lines = code.split("\n")
    given = {"file": "a.py", "text": code, "line": len(lines), "column": len(lines[-1])}
    found = python.call("complete", given | {"files": {}, "framework": framework})
    assert found["items"][0]["label"] == first


def test_signatures_are_known_without_annotations(python):
    code = "from django.db import models\nmodels.CharField(max_length="
    given = {"file": "models.py", "text": code, "line": 2, "column": 28, "files": {}}
    shown = python.call("signature", given)["signature"]
    assert shown["parameters"][shown["active"]]["name"] == "max_length"


def test_marks_come_before_a_start_and_do_not_hinder_it(python):
    broken = {"templates/notes.html": "{% if x %}", "tools.py": "import flask_migrate\nx ="}
    files = DJANGO_ADMIN | broken
    marks = python.call("lint", {"files": files})["marks"]
    assert [(mark["file"], mark["code"]) for mark in marks] == [
        ("templates/notes.html", "template-syntax"),
        ("tools.py", "syntax"),
    ]
    start(python, "django", DJANGO_ADMIN, "ada/lovelace")


# --- errors that teach --------------------------------------------------------------------------


@pytest.mark.parametrize("framework", ["flask", "django"])
def test_views_that_fail_teach_the_same(python, framework):
    flask_files = {"app.py": programs.FLASK_VIEWS, **programs.FLASK_PAGES}
    files = flask_files if framework == "flask" else programs.django_error_views()
    start(python, framework, files, "ada/lovelace" if framework == "django" else "")
    cases = programs.FLASK_CASES if framework == "flask" else programs.DJANGO_CASES
    taught = []
    for request, _ in cases:
        exchange = python.call("visit", request)["exchanges"][-1]
        lesson = exchange["error"]["teaching"] if exchange["error"] else exchange["teaching"]
        taught.append(lesson and lesson["id"])
    assert taught == [name for _, name in cases]


STARTS = [
    *(("flask", name, files) for name, files in programs.FLASK_STARTS.items()),
    *(("django", name, files) for name, files in programs.DJANGO_STARTS.items()),
    *(("python", name, programs.plain(name)) for name in programs.PLAIN if name != "redirect-loop"),
]


@pytest.mark.parametrize(("framework", "name", "files"), STARTS)
def test_programs_that_do_not_start_teach_the_same(python, framework, name, files):
    report = python.call("start", {"framework": framework, "files": files})
    assert report["error"]["teaching"]["id"] == name


# --- async --------------------------------------------------------------------------------------


def test_async_views_of_flask_answer(python):
    start(python, "flask", async_programs.FLASK_ASYNC)
    async_programs.judge_flask(lambda path: visited(python, path))


def test_async_views_of_django_answer(python):
    start(python, "django", async_programs.DJANGO_ASYNC)
    async_programs.judge_django(lambda path: visited(python, path))


def test_a_plain_program_runs_coroutines(python):
    program = {"framework": "python", "files": async_programs.PLAIN_ASYNC}
    report = python.call("start", program)
    assert text({"output": report["console"]}) == "first\nsecond\ndone\n"


def visited(python, path):
    return python.call("visit", {"path": path})["exchanges"][-1]
