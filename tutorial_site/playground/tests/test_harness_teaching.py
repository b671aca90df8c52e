"""Errors that teach: every entry of the table is met by a real program, and says what is true."""

import dataclasses
import re
from pathlib import Path

import pytest

from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.store import Store

from ..blocks import teaching_links
from ..harness import start
from ..harness.teaching import ENTRIES, sections
from ..harness.teaching.entry import Facts, _fill
from . import teaching_programs as programs
from .harness_programs import FLASK_NOTES, get, post, program
from .interpreters import interpreter
from .test_harness_security import DESK

LESSONS = Path(__file__).resolve().parents[3] / "lessons" / "flask-or-django"
FRAMEWORKS = ("flask", "django", "python")
# What needs a set-up of its own has a test of its own.
ALONE = {
    "flask": "csrf bad-form-key disallowed-host no-user-loader not-signed-in "
    "extension-not-registered migrations-conflict migration-missing hash-library",
    "django": "database-engine",
    "python": "redirect-loop",
}


def learnt(framework, lesson):
    """What was taught; all of it is filled in."""
    if lesson is None:
        return None
    words = [lesson[name] for name in ("title", "meaning", "cause", "mend")]
    assert all(words), lesson
    assert not re.search(r"\{\d\}|\{\w+\}|``", " ".join([*words, lesson["other"]])), lesson
    return lesson["id"]


class Site:
    """A started program that is asked for its errors."""

    def __init__(self, framework, visit):
        self.framework = framework
        self.visit = visit

    def lesson(self, request):
        exchange = self.visit(request)["exchanges"][-1]
        error = exchange["error"]
        return error["teaching"] if error else exchange["teaching"]

    def taught(self, request):
        return learnt(self.framework, self.lesson(request))


@pytest.fixture(scope="module")
def flask():
    files = {"app.py": programs.FLASK_VIEWS, **programs.FLASK_PAGES}
    with interpreter() as python:
        python.start("flask", files)
        yield Site("flask", lambda request: python.call("visit", request))


@pytest.fixture(scope="module")
def django():
    with interpreter() as python:
        python.start("django", programs.django_error_views(), "ada/lovelace")
        yield Site("django", lambda request: python.call("visit", request))


def started(framework, files):
    """What a program teaches that doesn't start."""
    with interpreter() as python:
        report = python.call("start", {"framework": framework, "files": files})
        assert not report["ok"]
        return learnt(framework, report["error"]["teaching"])


# --- views that fail --------------------------------------------------------------------------


@pytest.mark.parametrize("name", programs.FLASK_NAMES)
def test_a_flask_view_that_fails_teaches(flask, name):
    assert flask.taught(get(f"/{name}")) == name


@pytest.mark.parametrize("name", programs.DJANGO_NAMES)
def test_a_django_view_that_fails_teaches(django, name):
    assert django.taught(get(f"/{name}")) == name


@pytest.mark.parametrize(("request_", "name"), programs.FLASK_ANSWERS)
def test_an_answer_of_flask_that_is_an_error_teaches(flask, request_, name):
    assert flask.taught(request_) == name


@pytest.mark.parametrize(("request_", "name"), programs.DJANGO_ANSWERS)
def test_an_answer_of_django_that_is_an_error_teaches(django, request_, name):
    assert django.taught(request_) == name


def test_a_route_is_named_once_and_the_empty_one_can_be_seen():
    facts = Facts("django", routes=("", "admin/", "admin/"))
    assert _fill("{routes}", (), facts) == ' There are `""`, `admin/`.'


def test_a_404_names_the_routes_that_there_are(flask, django):
    assert "`/template-missing`" in flask.lesson(get("/nowhere"))["meaning"]
    assert "`item/<int:pk>`" in django.lesson(get("/nowhere"))["meaning"]


def test_a_lesson_is_about_this_error(flask, django):
    title = flask.lesson(get("/template-missing"))["title"]
    assert title == "The template nothing.html isn't found"
    assert "`title`" in django.lesson(get("/field-unknown"))["meaning"]
    assert "`grown`" in flask.lesson(get("/no-column"))["meaning"]
    assert flask.lesson(get("/unique"))["title"] == "name is taken"
    assert "Note" in django.lesson(get("/not-json"))["title"]


def test_a_page_that_is_fine_teaches_nothing(django):
    assert django.lesson(get("/admin/", window="admin", **{"as": "ada"})) is None


# --- programs that need a set-up of their own ---------------------------------------------------


@pytest.fixture
def app():
    """Start a Flask program that works: its code after ``app = Flask(…)``."""
    runs = []

    def begin(code):
        run = start(program("flask", {"app.py": programs.APP + code}), lambda output: None)
        assert run.report["ok"], run.report["error"]
        runs.append(run)
        return Site("flask", run.visit)

    yield begin
    for run in runs:
        run.close()


def test_a_form_without_its_token_teaches(app):
    protected = "from flask_wtf import CSRFProtect\napp.secret_key = 'x'\nCSRFProtect(app)\n"
    page = "@app.post('/')\ndef index(): return ''\n"
    assert app(protected + page).taught(post("/")) == "csrf"
    without_key = app(protected.replace("app.secret_key = 'x'", "") + page)
    assert without_key.taught(post("/")) == "secret-key"


def test_a_missing_field_is_named_in_debug(app):
    page = "app.debug = True\n@app.post('/')\ndef index(): return request.form['text']\n"
    site = app(page)
    assert site.taught(post("/")) == "bad-form-key"
    assert site.lesson(post("/"))["title"] == "The request has no field text"


def test_a_host_that_is_not_trusted_teaches(app):
    code = "app.config['TRUSTED_HOSTS'] = ['example.com']\n@app.get('/')\ndef index(): return ''\n"
    assert app(code).taught(get("/")) == "disallowed-host"


def test_a_page_for_people_who_are_signed_in_teaches(app):
    code = """
from flask_login import LoginManager, current_user, login_required
app.secret_key = "x"
manager = LoginManager(app)
@app.get("/")
@login_required
def index(): return ""
@app.get("/who")
def who():
    session["_user_id"] = "1"
    return str(current_user.is_authenticated)
"""
    assert app(code).taught(get("/who")) == "no-user-loader"
    loader = "@manager.user_loader\ndef load(number): return None\n"
    assert app(code + loader).taught(get("/")) == "not-signed-in"


def test_an_extension_that_does_not_know_the_app_teaches(app):
    code = """
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
@app.get("/")
def index(): return str(db.session.execute(db.text("SELECT 1")))
"""
    assert app(code).taught(get("/")) == "extension-not-registered"


def test_a_database_that_is_not_set_up_teaches():
    settings = programs.SETTINGS.split("DATABASES")[0].replace(
        '"django.contrib.contenttypes", "django.contrib.auth", ', ""
    )
    urls = """
from django.db import connection
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse(connection.cursor()))]
"""
    with interpreter() as python:
        python.start("django", {"settings.py": settings, "urls.py": urls})
        assert (
            Site("django", lambda r: python.call("visit", r)).taught(get("/")) == "database-engine"
        )


@pytest.mark.parametrize("name", programs.FLASK_STARTS)
def test_a_flask_program_that_does_not_start_teaches(name):
    assert started("flask", programs.FLASK_STARTS[name]) == name


@pytest.mark.parametrize("name", programs.DJANGO_STARTS)
def test_a_django_program_that_does_not_start_teaches(name):
    assert started("django", programs.DJANGO_STARTS[name]) == name


@pytest.mark.parametrize("name", [name for name in programs.PLAIN if name != "redirect-loop"])
def test_a_plain_program_that_fails_teaches(name):
    assert started("python", programs.plain(name)) == name


def test_a_plain_application_that_redirects_for_ever_teaches():
    run = start(program("python", programs.plain("redirect-loop")), lambda output: None)
    assert Site("python", run.visit).taught(get("/")) == "redirect-loop"
    run.close()


# --- commands ---------------------------------------------------------------------------------


def test_a_command_that_says_itself_why_it_failed_teaches():
    migrate = "from flask_migrate import Migrate\nMigrate(app, db)\n"
    code = FLASK_NOTES["app.py"] + migrate
    with interpreter() as python:
        python.start("flask", FLASK_NOTES | {"app.py": code})

        def run(line):
            return python.call("terminal", {"line": line})

        run("flask db init && flask db revision -m a && flask db upgrade")
        run("flask db revision -m b --head base --splice")
        answer = run("flask db upgrade")
        assert learnt("flask", answer["teaching"]) == "migrations-conflict"
        assert learnt("flask", run("flask db upgrade abc123")["teaching"]) == "migration-missing"
        assert run("flask routes")["teaching"] is None
        assert run("python -c '1/0'")["error"]["teaching"]["id"] == "zero"


def test_failed_checks_teach_in_the_terminal_too():
    files = programs.DJANGO_STARTS["checks-failed"]
    with interpreter() as python:
        python.call("start", {"framework": "django", "files": files})
        answer = python.call("terminal", {"line": "python manage.py check"})
        assert learnt("django", answer["teaching"]) == "checks-failed"


# --- the table --------------------------------------------------------------------------------


def test_every_entry_is_met_in_every_framework_that_it_speaks_to():
    met: dict[str, set[str | None]] = {
        "flask": {*(name for _, name in programs.FLASK_CASES), *programs.FLASK_STARTS},
        "django": {*(name for _, name in programs.DJANGO_CASES), *programs.DJANGO_STARTS},
        "python": set(programs.PLAIN),
    }
    for framework in FRAMEWORKS:
        spoken = {entry.id for entry in ENTRIES if f"{framework}.cause" in entry.words}
        assert spoken - met[framework] - set(ALONE[framework].split()) == set()


def test_ids_and_texts_are_there_once():
    ids = [entry.id for entry in ENTRIES]
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) >= 30
    for entry in ENTRIES:
        assert set(entry.words) <= {
            f"{framework}.{what}"
            for framework in FRAMEWORKS
            for what in ("meaning", "cause", "mend", "other")
        }


def test_flask_securitys_default_hash_says_what_to_set(here):
    begun = here(program("flask", {"app.py": DESK.replace("SECURITY_PASSWORD_HASH", "OTHER")}))
    error = begun.report["error"]
    assert learnt("flask", error["teaching"]) == "hash-library"
    assert "argon2" in error["teaching"]["meaning"]


@pytest.fixture
def course(tmp_path):
    """The course as it is, drafts too."""
    store = Store(LESSONS.parent, Cache(tmp_path), drafts=True, interval=0.0)
    yield store.library().course(LESSONS.name)
    store.close()


def test_every_section_is_one_of_the_course(course):
    there = [f"{lesson.slug}#{each.id}" for lesson in course.lessons for each in lesson.sections]
    named = {entry.section for entry in ENTRIES} - {sections.NONE}
    assert named - set(there) == set(), f"name some of {there} in teaching/sections.py"


def test_the_page_links_to_the_sections_that_there_are_and_to_no_other(course):
    links = teaching_links(course)
    assert links["orm#when-does-it-ask"] == "/learn/flask-or-django/orm/#when-does-it-ask"
    assert set(links) == {entry.section for entry in ENTRIES} - {sections.NONE}
    without = dataclasses.replace(course, lessons=course.lessons[:1])
    assert {place.partition("#")[0] for place in teaching_links(without)} == {"same-app-twice"}


def test_frames_say_whose_code_they_are(flask):
    frames = flask.visit(get("/not-json"))["exchanges"][-1]["error"]["frames"]
    libraries = {frame["library"] for frame in frames}
    assert {"flask", "python"} <= libraries
    frames = flask.visit(get("/zero"))["exchanges"][-1]["error"]["frames"]
    assert [(frame["own"], frame["library"]) for frame in frames][-1] == (True, "")
