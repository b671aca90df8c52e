"""One process, one run after the other: nothing of a run is there in the next."""

import logging
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import threading
import warnings
from pathlib import Path

import pytest

from ..harness import start
from .harness_programs import (
    DJANGO_HELLO,
    DJANGO_NOTES,
    DJANGO_OWN_USER,
    FLASK_NOTES,
    PLAIN_WSGI,
    get,
    program,
)

SPREADING = """\
import logging
import os
import sys
import warnings
from pathlib import Path

import helper_of_mine

os.environ["LEFT"] = "1"
os.environ.pop("HOME", None)
warnings.simplefilter("ignore")
logging.basicConfig(level=logging.DEBUG, force=True)
logging.getLogger("left").setLevel(logging.ERROR)
logging.getLogger("werkzeug").addHandler(logging.StreamHandler())

Path("left.txt").write_text("left")
os.chdir("/")
sys.path.append("/nowhere")
"""


@pytest.fixture
def state(tmp_path, monkeypatch):
    """What a run could leave behind, as a function that takes stock."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # no other process writes there

    def take():
        return {
            "modules": set(sys.modules),
            "path": list(sys.path),
            "finders": list(sys.meta_path),
            "folder": Path.cwd(),
            "bytecode": sys.dont_write_bytecode,
            "streams": (sys.stdout, sys.stderr, sys.stdin),
            "main": sys.modules["__main__"],
            "connect": sqlite3.connect,
            "files": list(tmp_path.iterdir()),
            "threads": threading.active_count(),
            "environment": dict(os.environ),
            "warnings": list(warnings.filters),
            "handlers": list(logging.root.handlers),
            "levels": [logging.getLogger(name).level for name in ("", "left", "werkzeug")],
            "werkzeug": list(logging.getLogger("werkzeug").handlers),
        }

    return take


def assert_same(before, after):
    for name, was in before.items():
        assert after[name] == was, name


@pytest.mark.parametrize(
    "program",
    [
        ("flask", FLASK_NOTES),
        ("flask", {"app.py": "from flask import Flask\nimport gone\n"}),
        ("flask", {"app.py": "def broken(:\n"}),
        ("python", PLAIN_WSGI),
        ("python", {"main.py": SPREADING, "helper_of_mine.py": "x = 1\n"}),
    ],
    ids=["flask", "flask that fails", "flask that doesn't parse", "plain", "plain that spreads"],
)
def test_after_a_run_the_process_is_as_it_was(flask, python, state, program):
    framework, files = program
    begin = {"flask": flask, "python": python}[framework]
    _once(begin, files)  # libraries stay imported, which is no trace of the program
    before = state()
    _once(begin, files)
    assert_same(before, state())


def _once(begin, files):
    trial = begin(files)
    trial.visit(get("/notes/"))
    trial.asked.close()


def test_closing_twice_does_no_harm(python, state):
    _once(python, PLAIN_WSGI)
    before = state()
    trial = python(PLAIN_WSGI)
    trial.asked.close()
    trial.asked.close()
    assert_same(before, state())


def test_a_run_that_was_left_open_is_closed_by_the_next(flask):
    first = flask(FLASK_NOTES)
    folder = first.asked.project.folder
    assert folder.is_dir()
    second = flask(FLASK_NOTES)
    assert not folder.exists()
    (exchange,) = first.visit(get("/notes/"))
    assert exchange["error"]["type"] == "NotServing"
    assert second.get("/notes/")["response"]["status"] == 200


def test_a_module_of_the_same_name_is_the_next_programs_own(python):
    for value in ("one", "two"):
        files = {"main.py": "import tools\nprint(tools.VALUE)\n", "tools.py": f"VALUE = {value!r}"}
        assert python(files).printed() == f"{value}\n"


RULES = """\
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event, text

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///rules.db"
db = SQLAlchemy(app)
{listener}

@app.get("/")
def rules():
    return str(db.session.scalar(text("PRAGMA foreign_keys")))
"""
LISTENER = """
@event.listens_for(Engine, "connect")
def enforce(connection, _):
    connection.execute("PRAGMA foreign_keys = ON")
"""


def rules(flask, listener=""):
    return flask(RULES.format(listener=listener)).get("/")["response"]["text"]


def test_what_one_program_tells_every_engine_the_next_one_is_spared(flask):
    assert [rules(flask), rules(flask, LISTENER), rules(flask)] == ["0", "1", "0"]


def test_a_listener_that_the_program_itself_removed_is_no_trouble(flask):
    assert rules(flask, LISTENER + '\nevent.remove(Engine, "connect", enforce)\n') == "0"
    assert rules(flask) == "0"


def test_code_that_was_edited_is_run_as_it_is_now(python):
    # Within one second, and of the same length: a cache that goes by time and size would fail.
    for value in ("aaa", "bbb", "ccc"):
        assert python(f"print({value!r})").printed() == f"{value}\n"
        importing = {"main.py": "from tools import VALUE\nprint(VALUE)\n"}
        files = importing | {"tools.py": f"VALUE = {value!r}"}
        assert python(files).printed() == f"{value}\n"


# --- Django, which keeps nearly everything for the whole process --------------------------------

DJANGO_CACHING = {
    "urls.py": "from django.core.cache import cache\n\ncache.set('left', 1)\nurlpatterns = []\n"
}
DJANGO_PROGRAMS = [DJANGO_NOTES, DJANGO_OWN_USER, DJANGO_HELLO, DJANGO_CACHING]


def test_django_is_as_it_was_and_the_next_program_starts_afresh():
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=_start_one_after_the_other, args=(theirs,))
    process.start()
    theirs.close()
    starts, (before, *afterwards) = ours.recv()
    process.join()
    assert starts == [(True, "")] * (2 * len(DJANGO_PROGRAMS))
    assert afterwards == [before] * len(starts)
    assert (before["configured"], before["ready"], before["modules"]) == (False, False, [])


def _start_one_after_the_other(channel):
    """In a process of its own: each program twice, as one must not mind itself either."""
    starts, stocks = [], [_stock_of_django()]
    for files in DJANGO_PROGRAMS * 2:
        run = start(program("django", files), lambda output: None)
        error = run.report["error"]
        starts.append((run.report["ok"], error["text"] if error else ""))
        run.close()
        stocks.append(_stock_of_django())
    channel.send((starts, stocks))


def _stock_of_django():
    from django.apps import apps
    from django.conf import settings
    from django.core.cache.backends import locmem

    own = {"app", "models", "views", "urls", "settings", "migrations"}
    return {
        "configured": settings.configured,
        "ready": apps.ready,
        "apps": sorted(apps.app_configs),
        "cached": {name: list(kept) for name, kept in vars(locmem)["_caches"].items()},
        "environment": dict(os.environ),
        "modules": [name for name in sys.modules if name.split(".")[0] in own],
    }
