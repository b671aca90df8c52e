"""The terminal of a running project: what a line does, what it asks, what it changes."""

import pytest

from .harness_programs import DJANGO_ADMIN, DJANGO_NOTES, DJANGO_PROJECT, FLASK_HELLO
from .interpreters import interpreter

FLASK_COMMANDS = {
    "app.py": """\
import click
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.sqlite3"
db = SQLAlchemy(app)
Migrate(app, db)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200), nullable=False)


@app.cli.command()
@click.argument("text")
def add(text):
    "Add a note."
    db.create_all()
    db.session.add(Note(text=text))
    db.session.commit()
    print("Added. One more?")
    again = click.prompt("Its text")
    if click.confirm("Sure?"):
        db.session.add(Note(text=again))
        db.session.commit()
    click.prompt("Password", hide_input=True)
    print(*[note.text for note in db.session.query(Note)])


@app.get("/")
def index():
    app.logger.warning("asked")
    return "index"
"""
}

DJANGO_COMMANDS = DJANGO_NOTES | {
    "management/__init__.py": "",
    "management/commands/__init__.py": "",
    "management/commands/greet.py": """\
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Greets somebody."

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("--loud", action="store_true", help="with a mark")

    def handle(self, name, loud, **options):
        self.stdout.write(f"Hello, {name}{'!' if loud else ''}")
""",
    "tests.py": """\
from django.test import TestCase

from .models import Note


class NoteTests(TestCase):
    def test_the_list_shows_a_note(self):
        Note.objects.create(text="Eggs")
        self.assertContains(self.client.get("/notes/"), "Eggs")

    def test_that_fails(self):
        self.assertEqual(Note.objects.count(), 7)
""",
    "fixtures/two.json": """\
[{"model": "app.note", "pk": 1, "fields": {"text": "Milk"}},
 {"model": "app.note", "pk": 2, "fields": {"text": "Tea"}}]
""",
}


class Typing:
    """A person at the terminal of a started program."""

    def __init__(self, python):
        self.python = python

    def type(self, line):
        self.answer = self.python.call("terminal", {"line": line})
        return self.text

    def reply(self, answer):
        self.answer = self.python.call("terminal", {"answer": answer})
        return self.text

    @property
    def text(self):
        return "".join(piece["text"] for piece in self.answer["output"])

    @property
    def status(self):
        return self.answer["status"]

    @property
    def asked(self):
        return self.answer["prompt"] and self.answer["prompt"]["text"]

    def complete(self, line):
        found = self.python.call("complete_line", {"line": line, "cursor": len(line)})
        return [item["label"] for item in found["items"]]


@pytest.fixture(scope="module")
def django():
    """A Django project at whose terminal nothing is changed."""
    with interpreter() as python:
        python.start("django", DJANGO_COMMANDS | {"admin.py": DJANGO_ADMIN["admin.py"]}, "ada/x")
        yield Typing(python)


@pytest.fixture(scope="module")
def flask():
    """A Flask app at whose terminal nothing is changed."""
    with interpreter() as python:
        python.start("flask", FLASK_COMMANDS)
        yield Typing(python)


@pytest.fixture
def begin():
    """Start a program and sit down at its terminal: ``begin("django", files)``."""
    opened = []

    def start(framework, files, superuser=""):
        context = interpreter()
        python = context.__enter__()
        opened.append(context)
        python.start(framework, files, superuser)
        return Typing(python)

    yield start
    for context in opened:
        context.__exit__(None, None, None)


# --- looking around ---------------------------------------------------------------------------


def test_help_lists_what_a_program_of_this_framework_knows(django, flask):
    assert "python manage.py NAME" in django.type("help")
    assert "flask NAME" not in django.text
    assert "flask NAME" in flask.type("help")
    assert "manage.py" not in flask.text


def test_files_are_listed_and_shown(django):
    assert django.type("ls").splitlines()[:2] == ["fixtures/", "management/"]
    assert django.type("cat models.py") == DJANGO_NOTES["models.py"]
    assert django.status == 0


def test_folders_can_be_walked_through_and_not_left(django):
    assert django.type("cd management/commands && pwd && ls") == (
        "~/app/management/commands\n__init__.py\ngreet.py\n"
    )
    assert django.answer["folder"] == "management/commands"
    assert "outside of the project" in django.type("cd ../../../..")
    django.type("cd")
    assert django.answer["folder"] == ""


@pytest.mark.parametrize("line", ["cat", "cat no.py", "cat templates", "cat /etc/passwd", "ls no"])
def test_what_cannot_be_shown_is_said_in_a_line(django, line):
    assert django.type(line).count("\n") == 1
    assert django.status == 1


def test_clear_is_for_the_page_to_do(django):
    django.type("clear")
    assert (django.answer["action"], django.text) == ("clear", "")


def test_what_a_command_prints_is_passed_on_as_it_comes(begin):
    terminal = begin("flask", FLASK_HELLO)
    terminal.type("pwd")
    assert terminal.answer["output"] == [{"stream": "stdout", "text": "~/program\n"}]
    assert terminal.python.emitted[-1:] == terminal.answer["output"]


# --- lines ------------------------------------------------------------------------------------


def test_commands_are_joined_as_in_a_shell(flask):
    assert flask.type("cat no.py && pwd ; ls").endswith("app.py\n")
    assert "~" not in flask.text
    assert "~" in flask.type("cat no.py || pwd")
    assert (flask.type("# a note to myself"), flask.status) == ("", 0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ls | cat", "no pipes"),
        ("ls > files.txt", "can't be put into a file"),
        ("python app.py &", "no background"),
        ("print(1)", "quotes"),
        ("cat 'app.py", "never closed"),
        ("ls &&", "missing"),
        ("ls " + "x" * 10_001, "too long"),
    ],
)
def test_what_this_shell_cannot_do_is_said(flask, line, why):
    assert why in flask.type(line)
    assert flask.status == 2


def test_variables_are_set_for_one_command_or_for_all_that_follow(begin):
    terminal = begin("flask", FLASK_HELLO)
    show = "python -c \"import os; print(os.environ.get('A'), os.environ.get('B'))\""
    assert terminal.type(f"A=1 {show}") == "1 None\n"
    terminal.type("B='2 and 3'")
    assert terminal.type(show) == "None 2 and 3\n"


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("pyton app.py", "Did you mean: python"),
        ("ruotes", "Did you mean: flask routes"),
        ("routes", "flask routes"),
        ("app.py", "python app.py"),
        ("git status", "no whole computer"),
        ("rm app.py", "beside the editor"),
        ("sqlite3 notes.sqlite3", "The tab Database"),
        ("manage.py migrate", "This is a Flask app"),
        ("frobnicate", "help lists"),
    ],
)
def test_an_unknown_command_gets_advice(flask, line, advice):
    assert advice in flask.type(line)
    assert flask.status == 127


def test_the_other_frameworks_command_is_told_apart(django):
    assert "Try: python manage.py help" in django.type("flask routes")
    assert "python manage.py migrate" in django.type("migrate")


# --- python and pip ---------------------------------------------------------------------------


def test_python_runs_a_file_with_arguments(begin):
    script = "import sys\nprint(__name__, sys.argv)\nraise SystemExit('done')\n"
    terminal = begin("flask", FLASK_HELLO | {"tools/script.py": script})
    assert terminal.type("python tools/script.py a 'b c'") == (
        "__main__ ['tools/script.py', 'a', 'b c']\ndone\n"
    )
    assert terminal.status == 1


def test_a_file_that_starts_a_server_is_told_that_none_is_needed(begin):
    terminal = begin("flask", FLASK_HELLO)
    assert "starts no server here" in terminal.type("python app.py")
    assert terminal.status == 0


def test_an_exception_is_shown_from_the_learners_line(begin):
    terminal = begin("flask", FLASK_HELLO | {"script.py": "x = 1\nprint(x / 0)\n"})
    assert terminal.type("python script.py") == (
        "Traceback (most recent call last):\n"
        '  File "script.py", line 2, in <module>\n'
        "    print(x / 0)\n"
        "          ~~^~~\n"
        "ZeroDivisionError: division by zero\n"
    )
    assert terminal.answer["error"]["where"] == {"file": "script.py", "line": 2}
    assert terminal.status == 1


def test_python_alone_opens_the_shell(flask, django):
    for terminal, line in ((flask, "python"), (flask, "flask shell"), (django, "manage.py shell")):
        terminal.type(line)
        assert terminal.answer["action"] == "shell"


def test_modules_that_have_no_place_here_say_why(flask):
    assert "No environment is needed" in flask.type("python -m venv .venv")
    assert "no module nonsense" in flask.type("python -m nonsense")
    assert flask.status == 1


def test_pip_knows_the_packages_and_installs_none(flask):
    assert "Flask-SQLAlchemy" in flask.type("pip list")
    assert "Requires: flask, sqlalchemy\n" in flask.type("pip show flask_sqlalchemy")
    assert "is there already" in flask.type("python -m pip install Flask>=3".replace(">", "="))
    assert "no network" in flask.type("pip install requests")
    assert flask.status == 1


# --- Django -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("python manage.py check", "System check identified no issues"),
        ("./manage.py check", "System check identified no issues"),
        ("django-admin check", "System check identified no issues"),
        ("python -m django check", "System check identified no issues"),
        ("python manage.py showmigrations app", "[X] 0001_initial"),
        ("python manage.py sqlmigrate app 0001", 'CREATE TABLE "app_note"'),
        ("python manage.py makemigrations", "No changes detected"),
        ("python manage.py shell -c 'print(Note.objects.count() + 40)'", "40\n"),
        ("python manage.py greet Ada --loud", "Hello, Ada!"),
        ("python manage.py help greet", "--loud"),
        ("python manage.py greet --help", "--loud"),
        ("python manage.py", "createsuperuser"),
        ("python manage.py --version", "5.2"),
        ("python manage.py dumpdata auth.user", '"username": "ada"'),
        ("python manage.py runserver", "served already"),
    ],
)
def test_management_commands_run(django, line, said):
    assert said in django.type(line)
    assert django.status == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("python manage.py migrat", "Did you mean migrate?"),
        ("python manage.py greet", "arguments are required: name"),
        ("python manage.py sqlmigrate app 9", "CommandError"),
        ("python manage.py collectstatic", "STATIC_ROOT"),
        ("python manage.py dbshell", "The tab Database"),
        ("python manage.py makemessages", "gettext"),
        ("python manage.py test --parallel 2", "no further processes"),
        ("python -m unittest", "python manage.py test"),
    ],
)
def test_management_commands_fail_with_words(django, line, said):
    assert said in django.type(line)
    assert "Traceback" not in django.text
    assert django.status != 0


def test_a_new_migration_is_told_as_a_file_and_can_be_applied(begin):
    terminal = begin("django", DJANGO_NOTES)
    terminal.type("python manage.py makemigrations app --empty --name more")
    assert list(terminal.answer["files_changed"]) == [
        "migrations/0001_initial.py",  # supplied until now, and what the new one builds on
        "migrations/0002_more.py",
        "migrations/__init__.py",
    ]
    assert "('app', '0001_initial')" in terminal.answer["files_changed"]["migrations/0002_more.py"]
    assert "Applying app.0002_more... OK" in terminal.type("python manage.py migrate")
    assert terminal.answer["files_changed"] == {}
    assert "Unapplying app.0002_more... OK" in terminal.type("python manage.py migrate app 0001")


def test_makemigrations_asks_whether_a_field_was_renamed(begin):
    files = {
        path: text.replace("text=", "body=").replace("text = models", "body = models")
        for path, text in DJANGO_PROJECT.items()
    }
    files["notes/admin.py"] = ""
    terminal = begin("django", files)
    said = terminal.type("python manage.py makemigrations")
    assert said == "Was note.text renamed to note.body (a CharField)? [y/N] "
    assert terminal.asked == ""  # a question there is, and it has been printed
    terminal.reply("y")
    assert any("RenameField" in text for text in terminal.answer["files_changed"].values())


def test_the_test_runner_uses_a_database_of_its_own(begin):
    terminal = begin("django", DJANGO_COMMANDS)
    said = terminal.type("python manage.py test")
    assert "Ran 2 tests" in said
    assert "AssertionError: 0 != 7" in said
    assert terminal.status == 1
    assert "Eggs" not in terminal.python.visit("/notes/")["response"]["text"]


def test_fixtures_are_loaded_and_dumped(begin):
    terminal = begin("django", DJANGO_COMMANDS)
    assert "Installed 2 object(s)" in terminal.type("python manage.py loaddata two")
    assert "Tea" in terminal.python.visit("/notes/")["response"]["text"]
    terminal.type("python manage.py dumpdata app -o notes.json")
    assert '"Tea"' in terminal.answer["files_changed"]["notes.json"]


def test_a_superuser_is_asked_for_field_by_field(begin):
    terminal = begin("django", DJANGO_ADMIN, "ada/lovelace")
    terminal.type("python manage.py createsuperuser")
    assert terminal.asked.startswith("Username")
    terminal.reply("ada")
    assert "already taken" in terminal.text
    terminal.reply("bob")
    assert terminal.text == ""  # what was said before isn't said again
    terminal.reply("bob@example.com")
    assert terminal.answer["prompt"] == {"text": "Password: ", "secret": True}
    terminal.reply("engines!")
    terminal.reply("engines!")
    assert terminal.asked is None
    assert terminal.text == "Superuser created successfully.\n"
    assert terminal.python.visit("/admin/", **{"as": "bob"})["response"]["status"] == 200


def test_a_superuser_is_made_without_questions(begin):
    terminal = begin("django", DJANGO_ADMIN, "ada/lovelace")
    terminal.type(
        "DJANGO_SUPERUSER_PASSWORD=engines! python manage.py createsuperuser --noinput "
        "--username bob --email bob@example.com"
    )
    assert terminal.text == "Superuser created successfully.\n"


def test_a_question_can_be_cancelled(begin):
    terminal = begin("django", DJANGO_ADMIN, "ada/lovelace")
    terminal.type("python manage.py createsuperuser")
    terminal.answer = terminal.python.call("terminal", {"cancel": True})
    assert (terminal.asked, terminal.status) == (None, 130)
    assert "Nothing was asked" in terminal.reply("bob")


def test_a_program_without_usable_files_has_no_terminal():
    with interpreter() as python:
        python.call("start", {"framework": "flask", "files": {"/etc/app.py": ""}})
        assert "no files" in python.call("terminal", {"line": "ls"})["refused"]


def test_a_project_that_did_not_start_runs_no_command_and_says_so(begin):
    with interpreter() as python:
        files = DJANGO_NOTES | {"urls.py": "import nothing_here\n"}
        report = python.call("start", {"framework": "django", "files": files})
        assert not report["ok"]
        terminal = Typing(python)
        assert "No module named 'nothing_here'" in terminal.type("python manage.py check")
        assert terminal.type("ls").endswith("views.py\n")


# --- Flask ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("flask routes", "index     GET      /"),
        ("python -m flask routes", "index     GET      /"),
        ("flask --app app:app --debug routes", "index     GET      /"),
        ("flask run --port 8000", "served already"),
        ("flask --help", "Add a note."),
        ("flask --version", "Flask 3.1"),
    ],
)
def test_flask_commands_run(flask, line, said):
    assert said in flask.type(line)
    assert flask.status == 0


def test_an_unknown_flask_command_gets_advice(flask):
    assert "Did you mean: flask routes" in flask.type("flask route")
    assert flask.status == 2


def test_flask_migrate_makes_and_applies_migrations(begin):
    terminal = begin("flask", FLASK_COMMANDS)
    terminal.type("flask db init")
    assert "migrations/env.py" in terminal.answer["files_changed"]
    assert "Detected added table 'note'" in terminal.type("flask db migrate -m first")
    (path,) = terminal.answer["files_changed"]
    assert path.endswith("_first.py")
    assert "Running upgrade" in terminal.type("flask db upgrade")
    assert "(head), first" in terminal.type("flask db history")


def test_the_apps_log_goes_on_after_a_command_that_configures_logging(begin):
    terminal = begin("flask", FLASK_COMMANDS)
    terminal.type("flask db init && flask db migrate")
    terminal.python.emitted.clear()
    terminal.python.visit("/")
    assert "asked" in "".join(piece["text"] for piece in terminal.python.emitted)


@pytest.mark.parametrize("address", ["sqlite:///notes.sqlite3", "sqlite://"])
def test_what_a_command_did_before_it_asked_is_done_once(begin, address):
    code = FLASK_COMMANDS["app.py"].replace("sqlite:///notes.sqlite3", address)
    terminal = begin("flask", {"app.py": code})
    assert terminal.type("flask add Milk") == "Added. One more?\n"
    assert terminal.asked == "Its text: "
    assert terminal.reply("Eggs") == ""
    assert terminal.asked == "Sure? [y/N]: "
    terminal.reply("y")
    assert terminal.answer["prompt"] == {"text": "Password: ", "secret": True}
    assert terminal.reply("x") == "Milk Eggs\n"


def test_input_is_asked_for_and_given(begin):
    script = "print('Hi', end=' ')\nname = input('Who? ')\nage = input()\nprint(name, age)\n"
    terminal = begin("flask", FLASK_HELLO | {"script.py": script})
    assert terminal.type("python script.py") == "Hi "
    assert terminal.asked == "Who? "
    assert terminal.reply("Ada") == ""
    assert terminal.reply("36") == "Ada 36\n"


# --- completion -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("py", ["python"]),
        ("python ma", ["manage.py", "management/"]),
        ("python manage.py gr", ["greet"]),
        ("python manage.py greet --lo", ["--loud"]),
        ("python manage.py migrate ap", ["app"]),
        ("python manage.py migrate app ", ["0001_initial", "zero"]),
        ("python manage.py migrate -v ", ["0", "1", "2", "3"]),
        ("python manage.py dumpdata app.", ["app.Note"]),
        ("python manage.py loaddata fix", ["fixtures/"]),
        ("python -m django showm", ["showmigrations"]),
        ("A=1 python -m dj", ["django"]),
        ("ls && cat management/c", ["management/commands/"]),
        ("cd t", ["templates/"]),
        ("pip show flask_sql", ["Flask-SQLAlchemy"]),
        ("pip show Flask-SQL", ["Flask-SQLAlchemy"]),
        ("nonsense ", []),
    ],
)
def test_a_line_of_a_django_project_is_completed(django, line, first):
    assert django.complete(line) == first


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("fl", ["flask"]),
        ("flask ", ["add", "db", "routes", "run", "shell"]),
        ("flask db mig", ["migrate"]),
        ("flask db migrate --mes", ["--message"]),
        ("flask routes --sort d", ["domain"]),
        ("python manage.py mig", []),
    ],
)
def test_a_line_of_a_flask_app_is_completed(flask, line, first):
    assert flask.complete(line) == first


def test_a_candidate_says_what_it_is_and_which_letters_it_replaces(django):
    found = django.python.call("complete_line", {"line": "python manage.py gre Ada", "cursor": 20})
    assert (found["start"], found["end"]) == (17, 20)
    assert found["items"] == [{"label": "greet", "kind": "command", "detail": ""}]
