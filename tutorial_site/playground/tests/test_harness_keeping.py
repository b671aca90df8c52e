"""An edited program is started anew at its terminal: its data, cookies and folder are kept."""

import contextlib

import pytest

from .harness_programs import DJANGO_NOTES, FLASK_NOTES
from .interpreters import interpreter
from .test_harness_terminal import FLASK_COMMANDS, Typing


class Learner:
    """Somebody who edits a project and types commands; each edit is a new start, data kept."""

    def __init__(self, framework, files, **more):
        self.framework, self.files, self.more = framework, dict(files), more
        self.interpreters = contextlib.ExitStack()
        self.begin(None)

    def begin(self, kept):
        self.python = self.interpreters.enter_context(interpreter())
        program = {"framework": self.framework, "files": self.files, "kept": kept, **self.more}
        self.report = self.python.call("start", program)
        assert self.report["ok"], self.report["error"]["text"]
        self.terminal = Typing(self.python)

    def edit(self, path, old, new):
        assert old in self.files[path]
        self.put(path, self.files[path].replace(old, new))

    def put(self, path, text):
        if text is None:
            del self.files[path]
        else:
            self.files[path] = text
        self.begin(self.python.call("keep", {"files": self.files}))

    def type(self, line, *answers):
        said = self.terminal.type(line)
        for answer in answers:
            said = self.terminal.reply(answer)
        for path, text in self.terminal.answer["files_changed"].items():
            if text is None:
                self.files.pop(path, None)
            else:
                self.files[path] = text
        return said

    def post(self, path, **form):
        return self.python.visit(path, method="POST", form=form)

    def text(self, path):
        return self.python.visit(path)["response"]["text"]


@pytest.fixture
def learner():
    opened = []

    def sit_down(framework, files, **more):
        opened.append(Learner(framework, files, **more))
        return opened[-1]

    yield sit_down
    for one in opened:
        one.interpreters.close()


OLD_FIELD = "    text = models.CharField(max_length=200)\n"
NEW_FIELD = OLD_FIELD + "    done = models.BooleanField(default=False)\n"
WITHOUT_CSRF = "from django.views.decorators.csrf import csrf_exempt\n" + DJANGO_NOTES[
    "views.py"
].replace("def notes", "@csrf_exempt\ndef notes")
OPEN_NOTES = DJANGO_NOTES | {"views.py": WITHOUT_CSRF}
IN_DATABASE = """\
import sqlite3, sys
with sqlite3.connect("instance/notes.sqlite3") as database:
    print(database.execute(sys.argv[1]).fetchall())
"""
WRITING = """\
from pathlib import Path
from flask import Flask
app = Flask(__name__)

@app.get("/")
def index():
    Path("a.txt").write_text("program")
    Path("b.bin").write_bytes(b"\\x00")
    return "ok"
"""
NOTHING_KEPT = [{"files": 1}, {"files": {"../a": ""}, "supplied": {}, "windows": {}}]


def test_rows_are_kept_over_an_edit(learner):
    ada = learner("django", OPEN_NOTES)
    ada.post("/notes/", text="Milk")
    ada.edit("models.py", "return self.text", "return self.text.upper()")
    assert "Milk" in ada.text("/notes/")
    assert ada.type("python manage.py shell -c 'print(Note.objects.get())'").endswith("MILK\n")


def test_a_changed_model_becomes_a_migration_which_is_then_applied(learner):
    ada = learner("django", OPEN_NOTES)
    ada.post("/notes/", text="Milk")
    ada.edit("models.py", OLD_FIELD, NEW_FIELD)
    assert "no such column" in ada.text("/notes/")
    assert "+ Add field done to note" in ada.type("python manage.py makemigrations")
    made = [path for path in ada.files if path.startswith("migrations/")]
    assert sorted(made) == [
        "migrations/0001_initial.py",
        "migrations/0002_note_done.py",
        "migrations/__init__.py",
    ]
    assert "[ ] 0002_note_done" in ada.type("python manage.py showmigrations")
    assert 'RENAME TO "app_note"' in ada.type("python manage.py sqlmigrate app 0002")
    assert "Applying app.0002_note_done... OK" in ada.type("python manage.py migrate")
    assert "Milk" in ada.text("/notes/")


def test_what_makemigrations_asks_is_answered(learner):
    ada = learner("django", DJANGO_NOTES)
    ada.edit("models.py", OLD_FIELD, OLD_FIELD + "    due = models.DateField()\n")
    ada.type("python manage.py makemigrations", "1", "timezone.now")
    assert "migrations/0002_note_due.py" in ada.files
    assert "0002_note_due... OK" in ada.type("python manage.py migrate")


def test_a_new_run_applies_the_migrations_that_were_made(learner):
    ada = learner("django", OPEN_NOTES)
    ada.edit("models.py", OLD_FIELD, NEW_FIELD)
    ada.type("python manage.py makemigrations")
    ada.begin(None)
    ada.post("/notes/", text="Tea")
    assert "Tea" in ada.text("/notes/")
    assert "No changes detected" in ada.type("python manage.py makemigrations")


def test_a_migration_that_is_deleted_is_gone(learner):
    ada = learner("django", DJANGO_NOTES)
    ada.edit("models.py", OLD_FIELD, NEW_FIELD)
    ada.type("python manage.py makemigrations")
    ada.put("migrations/0002_note_done.py", None)
    assert "0002" not in ada.type("python manage.py showmigrations app")
    ada.type("python manage.py makemigrations -n again")
    assert "migrations/0002_again.py" in ada.files


def test_supplied_migrations_stay_on_view(learner):
    ada = learner("django", DJANGO_NOTES)
    ada.edit("models.py", "return self.text", "return 'a note'")
    assert "migrations/0001_initial.py" in ada.report["supplied"]
    assert "No changes detected" in ada.type("python manage.py makemigrations")


def test_whoever_has_a_folder_for_migrations_makes_them(learner):
    ada = learner("django", DJANGO_NOTES | {"migrations/__init__.py": ""})
    assert "no such table" in ada.text("/notes/")
    assert "Create model Note" in ada.type("python manage.py makemigrations")
    ada.type("python manage.py migrate")
    assert ada.python.visit("/notes/")["response"]["status"] == 200


def test_by_hand_nothing_is_made_and_nothing_applied(learner):
    ada = learner("django", DJANGO_NOTES, by_hand=True, superuser="ada/lovelace")
    told = "".join(piece["text"] for piece in ada.python.emitted)
    assert "unapplied migration(s)" in told
    assert "no such table" in ada.text("/notes/")
    assert "migrations/0001_initial.py" in ada.type("python manage.py makemigrations")
    ada.type("python manage.py migrate")
    ada.begin(ada.python.call("keep", {"files": ada.files}))
    assert ada.type("python manage.py shell -c 'print(User.objects.get())'").endswith("ada\n")


def test_flask_migrate_compares_with_the_database_that_is_there(learner):
    bob = learner("flask", FLASK_COMMANDS | {"ask.py": IN_DATABASE})
    bob.type("flask db init")
    assert "migrations/env.py" in bob.files
    bob.type("flask db migrate -m notes")
    bob.type("flask db upgrade")
    bob.type("python ask.py 'insert into note (text) values (1)'")
    bob.edit("app.py", "text = db.Column", "done = db.Column(db.Boolean)\n    text = db.Column")
    bob.type("flask db migrate -m done")
    made = [path for path in bob.files if path.startswith("migrations/versions/")]
    assert len(made) == 2
    assert "add_column" in "".join(bob.files[path] for path in made)
    bob.type("flask db upgrade")
    assert bob.type("python ask.py 'select text, done from note'") == "[('1', None)]\n"


def test_cookies_and_who_is_signed_in_are_kept(learner):
    ada = learner("django", DJANGO_NOTES, superuser="ada/lovelace")
    ada.python.visit("/notes/", **{"as": "ada", "window": "second"})
    ada.edit("models.py", "return self.text", "return 'a note'")
    names = [cookie["name"] for cookie in ada.python.call("cookies", {"window": "second"})]
    assert "sessionid" in names
    assert ada.python.call("cookies", {"window": "main"}) == []


def test_the_terminal_stays_where_it_was(learner):
    bob = learner("flask", FLASK_NOTES)
    bob.type("cd templates && NAME=Bob")
    bob.edit("app.py", "a secret", "another secret")
    assert bob.type("pwd").endswith("/templates\n")
    assert bob.type("python -c 'import os; print(os.environ[\"NAME\"])'") == "Bob\n"


def test_what_the_program_wrote_into_a_file_stays_unless_the_learner_wrote_it_too(learner):
    bob = learner("flask", {"app.py": WRITING, "a.txt": "lesson"})
    bob.text("/")
    bob.edit("app.py", '"ok"', '"fine"')
    assert bob.type("cat a.txt") == "program\n"
    assert "b.bin" in bob.type("ls")
    bob.put("a.txt", "learner")
    assert bob.type("cat a.txt") == "learner\n"


@pytest.mark.parametrize("kept", NOTHING_KEPT)
def test_what_was_not_kept_here_is_refused(kept):
    with interpreter() as python:
        program = {"framework": "flask", "files": FLASK_NOTES, "kept": kept}
        assert python.call("start", program)["error"]["type"] == "BadProgram"
