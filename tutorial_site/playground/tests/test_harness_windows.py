"""Several browser windows on one program."""

import pytest

from .harness_programs import get, post
from .interpreters import interpreter

PEOPLE = """\
from flask import Flask, redirect, request, session
from flask_login import LoginManager, UserMixin, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(SECRET_KEY="a secret", SQLALCHEMY_DATABASE_URI="sqlite://")
db = SQLAlchemy(app)
login = LoginManager(app)


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(20))
    email = db.Column(db.String(40))


@login.user_loader
def load(number):
    return db.session.get(User, int(number))


with app.app_context():
    db.create_all()
    db.session.add(User(username="ada", email="ada@example.com"))
    db.session.add(User(username="bob", email="bob@example.com"))
    db.session.commit()


@app.get("/")
def who():
    session["visits"] = session.get("visits", 0) + 1
    name = current_user.username if current_user.is_authenticated else "nobody"
    return f"{name} {session['visits']}"


@app.post("/from")
def come_from():
    return redirect("/referer")


@app.get("/page")
def page():
    return "<p>page</p>"


@app.post("/referer")
def referer():
    return request.headers["Referer"]
"""


@pytest.fixture
def people(flask):
    return flask(PEOPLE)


def text(trial, request, **more):
    return trial.visit({**request, **more})[-1]["response"]["text"]


def test_each_window_has_its_own_cookies(people):
    assert text(people, get("/")) == "nobody 1"
    assert text(people, get("/"), window="other") == "nobody 1"
    assert text(people, get("/")) == "nobody 2"
    assert text(people, get("/"), window="main") == "nobody 3"


def test_each_window_has_its_own_page(people):
    people.visit({**get("/page"), "window": "other"})
    assert text(people, post("/referer"), window="other") == "http://localhost/page"
    assert text(people, post("/referer")) == "http://localhost/"


def test_two_people_are_signed_in_at_once(people):
    assert text(people, get("/"), **{"as": "ada"}) == "ada 1"
    assert text(people, get("/"), window="other", **{"as": "bob"}) == "bob 1"
    assert text(people, get("/")) == "ada 2"
    assert text(people, get("/"), window="other") == "bob 2"


@pytest.mark.parametrize("name", ["bob", "bob@example.com"])
def test_somebody_is_found_by_any_of_their_names(people, name):
    assert text(people, get("/"), **{"as": name}) == "bob 1"


def test_the_exchange_tells_its_window(people):
    (here,), (there,) = people.visit(get("/")), people.visit({**get("/"), "window": "other"})
    assert (here["window"], there["window"]) == ("main", "other")


@pytest.mark.parametrize("name", ["x" * 61, "a\nb"])
def test_a_name_that_is_none_is_refused(people, name):
    (exchange,) = people.visit({**get("/"), "window": name})
    assert exchange["response"]["status"] == 0
    assert "is no name for a window" in exchange["error"]["message"]


def test_windows_are_counted(people):
    for number in range(20):
        people.visit({**get("/"), "window": f"number {number}"})
    (exchange,) = people.visit({**get("/"), "window": "one more"})
    assert exchange["error"]["message"] == "20 windows are open: use one of them."


def test_people_of_a_loader_that_takes_numbers_are_found_by_name(flask):
    trial = flask(
        """\
from flask import Flask
from flask_login import LoginManager, UserMixin, current_user

app = Flask(__name__)
app.secret_key = "a secret"
login = LoginManager(app)


class User(UserMixin):
    def __init__(self, id, name):
        self.id, self.name = id, name


USERS = {1: User(1, "ada"), 2: User(2, "bob")}


@login.user_loader
def load(number):
    return USERS.get(int(number))


@app.get("/")
def index():
    return current_user.name
"""
    )
    assert text(trial, get("/"), **{"as": "bob"}) == "bob"
    (exchange,) = trial.visit({**get("/"), "as": "eve"})
    assert exchange["error"]["message"] == "There is no user 'eve'. There are ada, bob."


def test_in_django_too_each_window_has_its_own_session():
    views = (
        "from django.http import HttpResponse\n\n\n"
        "def index(request):\n    return HttpResponse(str(request.user))\n"
    )
    with interpreter() as python:
        python.start("django", {"views.py": views}, "ada/lovelace")
        assert python.visit("/", **{"as": "ada"})["response"]["text"] == "ada"
        assert python.visit("/", window="other")["response"]["text"] == "AnonymousUser"
        assert python.visit("/")["response"]["text"] == "ada"
