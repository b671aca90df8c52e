"""Programs and what is done with them: whatever Python runs them, it has to come to the same.

Between them they touch what is done ahead for the browser, or replaced in it: imports, Django's
contrib apps with their tables, password hashes, files, static files, error pages.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .harness_programs import (
    DJANGO_ADMIN,
    DJANGO_HELLO,
    DJANGO_NOTES,
    DJANGO_OWN_USER,
    DJANGO_PROJECT,
    FLASK_HELLO,
    FLASK_NOTES,
    PLAIN_WSGI,
    get,
    post,
    program,
)
from .trial import hidden_fields

FLASK_LOGIN = {
    "app.py": """\
from flask import Flask, flash, redirect, render_template_string, request
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import PasswordField, StringField

app = Flask(__name__)
app.config.update(SECRET_KEY="a secret", SQLALCHEMY_DATABASE_URI="sqlite:///people.sqlite3")
db = SQLAlchemy(app)
login_manager = LoginManager(app)
login_manager.login_view = "login"


class Person(db.Model, UserMixin):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    password: Mapped[str]


class LoginForm(FlaskForm):
    name = StringField()
    password = PasswordField()


@login_manager.user_loader
def load_user(number):
    return db.session.get(Person, int(number))


with app.app_context():
    db.create_all()
    db.session.add(Person(name="ada", password=generate_password_hash("lovelace")))
    db.session.commit()


@app.get("/")
@login_required
def index():
    return render_template_string("{{ get_flashed_messages() }} {{ name }}", name=current_user.name)


@app.route("/login", methods=["GET", "POST"])
def login():
    form = LoginForm()
    if form.validate_on_submit():
        person = db.session.scalar(db.select(Person).filter_by(name=form.name.data))
        if check_password_hash(person.password, form.password.data):
            login_user(person)
            flash("Welcome")
            return redirect("/")
    return render_template_string("<form method=post>{{ form.hidden_tag() }}</form>", form=form)


@app.get("/crash")
def crash():
    return {}["missing"]


@app.post("/upload")
def upload():
    file = request.files["picture"]
    return {"name": file.filename, "bytes": list(file.read())}
"""
}

FLASK_ADMIN = {
    "app.py": """\
from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(SECRET_KEY="a secret", SQLALCHEMY_DATABASE_URI="sqlite:///notes.sqlite3")
db = SQLAlchemy(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200))


admin = Admin(app, name="Desk")
admin.add_view(ModelView(Note, db))

with app.app_context():
    db.create_all()
"""
}

PICTURE = {"name": "picture", "filename": "ü.png", "type": "image/png"}
PICTURE["base64"] = base64.b64encode(bytes(range(256))).decode()


def submit(path: str, **form: str) -> Callable[[str], Any]:
    """A POST of the form on the page that came last, hidden fields included."""
    return lambda page: post(path, **hidden_fields({"response": {"text": page}}), **form)


def as_ada(path: str) -> Any:
    return get(path, **{"as": "ada"})


@dataclass(frozen=True)
class Scenario:
    """A program, and requests or what makes one of the page that came last."""

    framework: str
    files: dict[str, str]
    steps: list[Any] = field(default_factory=list)
    superuser: str = ""


SCENARIOS = {
    "plain": Scenario("python", PLAIN_WSGI, [get("/a")]),
    "flask hello": Scenario("flask", FLASK_HELLO, [get("/hello/Zoë"), get("/nowhere")]),
    "flask notes": Scenario(
        "flask",
        FLASK_NOTES,
        [post("/notes/", text="x"), get("/notes/"), submit("/notes/", text="Milk & eggs")],
    ),
    "flask login": Scenario(
        "flask",
        FLASK_LOGIN,
        [
            get("/"),
            submit("/login", name="ada", password="byron"),
            submit("/login", name="ada", password="lovelace"),
            get("/crash"),
            post("/upload") | {"form": None, "files": [PICTURE]},
        ],
    ),
    "flask admin": Scenario(
        "flask", FLASK_ADMIN, [get("/admin/note/"), post("/admin/note/new/", text="Milk")]
    ),
    "django hello": Scenario(
        "django", DJANGO_HELLO, [get("/hello/Zoë"), get("/nowhere"), post("/hello/Ada")]
    ),
    "django notes": Scenario(
        "django", DJANGO_NOTES, [get("/notes/"), submit("/notes/", text="Milk & eggs")]
    ),
    "django admin": Scenario(
        "django",
        DJANGO_ADMIN,
        [
            get("/admin/"),
            submit("/admin/login/?next=/admin/", username="ada", password="byron"),
            submit("/admin/login/?next=/admin/", username="ada", password="lovelace"),
            get("/admin/app/note/add/"),
            submit("/admin/app/note/add/", text="Milk"),
            get("/admin/auth/user/1/change/"),
            get("/admin/jsi18n/"),
            get("/static/admin/css/base.css"),
            get("/static/style.css"),
            get("/admin/nowhere/"),
        ],
        "ada/lovelace",
    ),
    "django project": Scenario(
        "django",
        DJANGO_PROJECT,
        [get("/notes/"), as_ada("/notes/new/?text=Milk"), as_ada("/admin/notes/note/")],
        "ada/lovelace",
    ),
    "django own user": Scenario(
        "django", DJANGO_OWN_USER, [get("/who"), as_ada("/who")], "ada/lovelace"
    ),
}


def play(scenario: Scenario, python: Any) -> Any:
    """What comes of a scenario, as run_native gives it; ``python`` is asked by its ``call``."""
    wanted = program(scenario.framework, scenario.files, scenario.superuser)
    report = python.call("start", wanted)
    visits, page = [], ""
    for step in scenario.steps:
        visits.append(python.call("visit", step(page) if callable(step) else step))
        page = visits[-1]["exchanges"][-1]["response"]["text"] or ""
    return {"report": report, "visits": visits, "console": python.console, "stopped": ""}
