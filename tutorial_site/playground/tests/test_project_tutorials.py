"""Projects as the frameworks' own tutorials have them, typed in and driven by their commands."""

import re

import pytest

from .project_folders import DJANGO_POLLS, FLASK_FLASKR
from .test_harness_keeping import Learner
from .trial import hidden_fields


@pytest.fixture(scope="module")
def flaskr():
    """The journal, its tables made."""
    learner = Learner("flask", FLASK_FLASKR)
    assert learner.type("flask --app flaskr init-db") == "The database is ready.\n"
    yield learner
    learner.interpreters.close()


@pytest.fixture(scope="module")
def polls():
    """The polls, before any command was typed."""
    learner = Learner("django", DJANGO_POLLS)
    yield learner
    learner.interpreters.close()


def submit(learner, path, **fields):
    """Send the form of a page; the text of what comes."""
    form = {**hidden_fields(learner.python.visit(path)), **fields}
    return learner.post(path, **form)["response"]["text"]


def test_flaskrs_writer_registers_logs_in_and_writes(flaskr):
    assert flaskr.text("/ping") == "pong"
    submit(flaskr, "/auth/register", name="ada", password="x")
    again = submit(flaskr, "/auth/register", name="ada", password="x")
    assert "ada is registered already" in again
    assert "Wrong name" in submit(flaskr, "/auth/login", name="ada", password="y")
    submit(flaskr, "/auth/login", name="ada", password="x")
    submit(flaskr, "/create", title="Engines", body="They compute.")
    assert re.search(r"by ada on \d{4}-\d\d-\d\d", flaskr.text("/"))
    submit(flaskr, "/1/update", title="The engine", body="It computes.")
    assert "The engine" in flaskr.text("/")
    assert flaskr.post("/1/delete")["response"]["status"] == 200
    assert "The engine" not in flaskr.text("/")
    assert flaskr.text("/static/style.css").startswith("html")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("flask --app flaskr routes", "journal.update"),
        ("flask --app flaskr run --debug", "served already"),
        ("flask --app flaskr --help", "init-db"),
        ("flask init-db", "The database is ready."),
        ("python -m unittest", "Ran 2 tests"),
        ("python -m unittest discover -v", "OK"),
        ("pip install -e .", "nothing has to be installed"),
    ],
)
def test_flaskrs_commands_run(flaskr, line, said):
    assert said in flaskr.type(line)
    assert flaskr.terminal.status == 0, flaskr.terminal.text


def test_polls_tables_are_made_as_the_tutorial_makes_them(polls):
    assert "no such table" in polls.text("/polls/")
    assert "Create model Poll" in polls.type("python manage.py makemigrations polls")
    assert "polls/migrations/0001_initial.py" in polls.files
    assert 'CREATE TABLE "polls_poll"' in polls.type("python manage.py sqlmigrate polls 0001")
    assert "Applying polls.0001_initial... OK" in polls.type("python manage.py migrate")
    assert "No polls are open." in polls.text("/polls/")


def test_a_poll_is_made_in_the_shell_and_voted_on(polls):
    code = (
        "from django.utils import timezone\n"
        "p = Poll(asks='What is up?', opened=timezone.now())\np.save()\n"
        "p.option_set.create(text='Not much')\np.option_set.create(text='The sky')\n"
    )
    answer = polls.python.call("shell", {"code": code, "complete": True})
    assert answer["error"] is None
    assert "What is up?" in polls.text("/polls/")
    fields = hidden_fields(polls.python.visit("/polls/1/"))
    assert "Pick one of them" in polls.post("/polls/1/vote/", **fields)["response"]["text"]
    results = polls.post("/polls/1/vote/", option="2", **fields)
    assert "The sky -- 1 vote<" in results["response"]["text"]


def test_polls_tests_run_and_its_superuser_signs_in(polls):
    assert "Ran 5 tests" in polls.type("python manage.py test polls")
    assert polls.terminal.status == 0, polls.terminal.text
    answers = ["admin", "a@example.com", "Tr0ub4dour", "Tr0ub4dour"]
    assert "Superuser created" in polls.type("python manage.py createsuperuser", *answers)
    polls.python.visit("/admin/", **{"as": "admin"})
    page = polls.text("/admin/polls/poll/")
    assert "Polls Administration" in page
    assert "Opened lately?" in page


ITEM = "\n\nclass Item(models.Model):\n    name = models.CharField(max_length=9)\n"


def test_an_app_is_begun_by_startapp(polls):
    polls.type("python manage.py startapp shop")
    assert {"shop/__init__.py", "shop/models.py", "shop/migrations/__init__.py"} <= set(polls.files)
    polls.put("shop/models.py", polls.files["shop/models.py"] + ITEM)
    polls.edit("mysite/settings.py", '"polls.apps', '"shop",\n    "polls.apps')
    assert "Create model Item" in polls.type("python manage.py makemigrations shop")
    assert "shop.0001_initial... OK" in polls.type("python manage.py migrate")


def test_a_project_is_begun_by_startproject(polls):
    polls.type("django-admin startproject another")
    assert {"another/manage.py", "another/another/settings.py"} <= set(polls.files)
