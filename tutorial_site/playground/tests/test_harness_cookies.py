"""Cookies as the inspector shows them: decoded as far as their makers can read them."""

import pytest

from ..harness import inspecting
from ..harness.browser import CookieJar
from ..harness.errors import HarnessError
from .harness_programs import DJANGO_ADMIN, FLASK_HELLO, get, post
from .interpreters import interpreter

FLASK = """\
from flask import Flask, session
from flask_login import LoginManager, UserMixin, login_user

app = Flask(__name__)
app.secret_key = "a secret"
login = LoginManager(app)


class Person(UserMixin):
    id = "ada"


@login.user_loader
def load(name):
    return Person() if name == "ada" else None


@app.get("/")
def index():
    session["basket"] = ["tea", "milk"]
    return "set"


@app.get("/long")
def long():
    session["text"] = "a" * 500
    return "set"


@app.get("/in")
def log_in():
    login_user(Person(), remember=True)
    return "in"


@app.get("/plain")
def plain():
    response = app.make_response("set")
    response.set_cookie("theme", "dark", path="/plain", secure=True, samesite="Lax")
    return response
"""


@pytest.fixture
def shop(flask):
    return flask(FLASK)


def cookie(trial, name):
    return next(one for one in inspecting.cookies(trial.asked, {}) if one["name"] == name)


def test_a_cookie_tells_what_the_program_said_about_it(shop):
    shop.get("/plain")
    assert cookie(shop, "theme") == {
        "name": "theme",
        "value": "dark",
        "path": "/plain",
        "expires": None,
        "httponly": False,
        "secure": True,
        "samesite": "Lax",
        "meaning": None,
    }


def test_flasks_session_can_be_read_by_anybody_and_says_so(shop):
    shop.get("/")
    session = cookie(shop, "session")
    assert session["httponly"] is True
    meaning = session["meaning"]
    assert meaning["kind"] == "flask-session"
    assert meaning["data"] == {"basket": ["tea", "milk"]}
    assert (meaning["signed"], meaning["encrypted"], meaning["valid"]) == (True, False, True)
    assert meaning["note"].startswith("Signed, not encrypted: whoever has the cookie can read this")


def test_a_long_session_is_compressed_and_can_be_read_all_the_same(shop):
    shop.get("/long")
    session = cookie(shop, "session")
    assert session["value"].startswith(".")
    assert session["meaning"]["data"] == {"text": "a" * 500}


def test_a_forged_session_is_read_and_told_to_be_forged(shop):
    shop.get("/")
    browser = shop.asked.browser
    value = browser.jar.value("session")
    browser.jar.set("session", value[:-4] + "AAAA")
    meaning = cookie(shop, "session")["meaning"]
    assert meaning["data"] == {"basket": ["tea", "milk"]}
    assert (meaning["valid"], meaning["note"][:31]) == (False, "The signature is not this progr")


@pytest.mark.parametrize("value", ["", "nonsense", ".x", "eyJ.a.b", "é"])
def test_a_session_that_is_none_is_told_to_be_forged(shop, value):
    shop.asked.browser.jar.set("session", value)
    meaning = cookie(shop, "session")["meaning"]
    assert (meaning["data"], meaning["valid"]) == (None, False)


def test_the_cookie_that_remembers_somebody_tells_whom(shop):
    shop.get("/in")
    remembered = cookie(shop, "remember_token")
    assert remembered["expires"] is not None
    assert remembered["meaning"]["data"] == {"user": "ada"}
    assert remembered["meaning"]["valid"] is True
    shop.asked.browser.jar.set("remember_token", "eve|0123")
    assert cookie(shop, "remember_token")["meaning"]["valid"] is False


def test_cookies_are_cleared_one_by_one_or_all_at_once(shop):
    shop.get("/")
    shop.get("/in")
    left = inspecting.clear_cookies(shop.asked, {"name": "session"})
    assert [one["name"] for one in left] == ["remember_token"]
    assert inspecting.clear_cookies(shop.asked, {}) == []


def test_whoever_was_signed_in_is_signed_in_anew_once_cookies_are_cleared(shop):
    assert shop.visit({"path": "/", "as": "ada"})[-1]["response"]["status"] == 200
    inspecting.clear_cookies(shop.asked, {})
    shop.visit({"path": "/", "as": "ada"})
    assert "_user_id" in cookie(shop, "session")["meaning"]["data"]


def test_a_window_has_cookies_of_its_own(shop):
    shop.visit(get("/"))
    shop.visit({**get("/plain"), "window": "other"})
    assert [one["name"] for one in inspecting.cookies(shop.asked, {"window": "main"})] == [
        "session"
    ]
    assert [one["name"] for one in inspecting.cookies(shop.asked, {"window": "other"})] == ["theme"]


def test_an_argument_that_is_no_object_is_refused(shop):
    with pytest.raises(HarnessError, match="is an object"):
        inspecting.cookies(shop.asked, [1])


def test_djangos_session_stands_on_the_server_and_can_be_looked_up_there():
    with interpreter() as python:
        python.start("django", DJANGO_ADMIN, "ada/lovelace")
        python.visit("/admin/", **{"as": "ada"})
        by_name = {one["name"]: one for one in python.call("cookies", {})}
        meaning = by_name["sessionid"]["meaning"]
        assert meaning["kind"] == "django-session"
        assert meaning["data"]["_auth_user_id"] == "1"
        assert (meaning["signed"], meaning["valid"]) == (False, True)
        assert "in the table django_session" in meaning["note"]


def test_a_session_that_the_server_has_forgotten_is_told():
    with interpreter() as python:
        python.start("django", DJANGO_ADMIN, "ada/lovelace")
        python.visit("/admin/", **{"as": "ada"})
        python.call("sql", {"database": "default", "text": "DELETE FROM django_session"})
        (session,) = [c for c in python.call("cookies", {}) if c["name"] == "sessionid"]
        assert (session["meaning"]["data"], session["meaning"]["valid"]) == ({}, False)
        assert session["meaning"]["note"].startswith("The server has no session of this key")


def test_djangos_other_cookies_are_told_as_what_they_are():
    views = (
        "from django.contrib import messages\nfrom django.http import HttpResponse\n"
        "from django.middleware.csrf import get_token\n\n\n"
        "def index(request):\n    get_token(request)\n    messages.info(request, 'Hello')\n"
        "    return HttpResponse()\n"
    )
    with interpreter() as python:
        python.start("django", {"views.py": views})
        python.call("visit", post("/"))
        python.visit("/")
        by_name = {one["name"]: one["meaning"] for one in python.call("cookies", {})}
        assert by_name["csrftoken"]["kind"] == "csrf-token"
        assert by_name["messages"]["data"] == ["Hello"]
        assert (by_name["messages"]["signed"], by_name["messages"]["valid"]) == (True, True)


def test_sessions_in_signed_cookies_are_read_from_the_cookie():
    settings = """\
SECRET_KEY = "a secret"
INSTALLED_APPS = ["django.contrib.sessions"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
ROOT_URLCONF = "app.urls"
DEBUG = True
"""
    urls = """\
from django.http import HttpResponse
from django.urls import path


def index(request):
    request.session["basket"] = ["tea"]
    return HttpResponse()


urlpatterns = [path("", index)]
"""
    with interpreter() as python:
        python.start("django", {"settings.py": settings, "urls.py": urls})
        python.visit("/")
        (session,) = python.call("cookies", {})
        assert session["meaning"]["data"] == {"basket": ["tea"]}
        assert (session["meaning"]["signed"], session["meaning"]["valid"]) == (True, True)


def test_a_script_of_the_page_sets_and_deletes_cookies():
    with interpreter() as python:
        python.start("flask", FLASK_HELLO)
        python.call("set_cookie", {"text": "taste=sweet; max-age=60", "path": "/shop/list?page=2"})
        (cookie,) = python.call("cookies", {"window": "main"})
        assert (cookie["name"], cookie["value"], cookie["path"]) == ("taste", "sweet", "/shop")
        sent = dict(python.visit("/shop/list")["request"]["headers"])
        assert sent["Cookie"] == "taste=sweet"
        assert "Cookie" not in dict(python.visit("/hello/Ada")["request"]["headers"])
        gone = {"text": "taste=; max-age=0", "path": "/shop/list"}
        assert python.call("set_cookie", gone) == []


def test_a_script_neither_makes_nor_replaces_an_httponly_cookie():
    jar = CookieJar()
    jar.take("session=1; HttpOnly; Path=/", "/")
    jar.write("session=2; path=/", "/")
    jar.write("other=1; httponly", "/")
    assert jar.header("/") == "session=1"
