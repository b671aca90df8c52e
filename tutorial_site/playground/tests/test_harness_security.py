"""Flask-Security: registration, log-in, roles, without a network and without libraries in C."""

import re

import pytest

from .harness_programs import get
from .interpreters import interpreter

DESK = """\
from flask import Flask, render_template_string
from flask_security import (
    Security,
    SQLAlchemyUserDatastore,
    auth_required,
    hash_password,
    roles_required,
)
from flask_security.models import fsqla_v3 as fsqla
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(
    SECRET_KEY="a secret",
    SECURITY_PASSWORD_SALT="a pinch of it",
    SECURITY_PASSWORD_HASH="pbkdf2_sha256",  # the default needs argon2, which is written in C
    SECURITY_REGISTERABLE=True,
    SECURITY_SEND_REGISTER_EMAIL=False,
    SQLALCHEMY_DATABASE_URI="sqlite:///people.sqlite3",
)
db = SQLAlchemy(app)
fsqla.FsModels.set_db_info(db)


class Role(db.Model, fsqla.FsRoleMixin):
    pass


class User(db.Model, fsqla.FsUserMixin):
    pass


app.security = Security(app, SQLAlchemyUserDatastore(db, User, Role))

with app.app_context():
    db.create_all()
    people = app.security.datastore
    people.find_or_create_role(name="editor")
    people.create_user(
        email="ada@example.com", password=hash_password("lovelace-1815"), roles=["editor"]
    )
    people.create_user(email="bob@example.com", password=hash_password("builder-1815"))
    db.session.commit()


@app.get("/")
@auth_required()
def home():
    return render_template_string("Hello, {{ current_user.email }}!")


@app.get("/desk")
@roles_required("editor")
def desk():
    return "The desk"
"""


class Desk:
    """The program, started; its forms are filled in as on its pages."""

    def __init__(self, python):
        self.python = python
        python.start("flask", {"app.py": DESK})

    def get(self, path, **more):
        return self.python.call("visit", {**get(path), **more})["exchanges"][-1]["response"]

    def submit(self, path, **fields):
        page = self.get(path)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page["text"] or "")
        form = {**fields, **({"csrf_token": token[1]} if token else {})}
        request = {"method": "POST", "path": path, "form": form}
        return self.python.call("visit", request)["exchanges"][-1]["response"]


@pytest.fixture
def desk():
    with interpreter() as python:
        yield Desk(python)


def test_somebody_logs_in_with_their_password(desk):
    wrong = desk.submit("/login", email="ada@example.com", password="guess")
    assert "Invalid" in wrong["text"] or "not" in wrong["text"]
    desk.submit("/login", email="ada@example.com", password="lovelace-1815")
    assert desk.get("/")["text"] == "Hello, ada@example.com!"
    assert desk.get("/desk")["text"] == "The desk"


def test_somebody_registers_though_no_server_can_be_asked_for_their_address(desk):
    word = "cyrus-the-first"
    desk.submit("/register", email="cy@example.org", password=word, password_confirm=word)
    assert desk.get("/")["text"] == "Hello, cy@example.org!"
    assert desk.get("/desk")["status"] == 403


def test_as_signs_in_whoever_is_named(desk):
    assert desk.get("/", **{"as": "bob@example.com"})["text"] == "Hello, bob@example.com!"
    assert desk.get("/desk")["status"] == 403
    assert desk.get("/desk", **{"as": "ada@example.com"})["text"] == "The desk"


def test_what_needs_somebody_sends_to_the_log_in(desk):
    assert "<title>Login</title>" in " ".join(desk.get("/")["text"].split())
