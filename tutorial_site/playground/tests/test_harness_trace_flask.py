"""The path of a request through Flask, step by step."""

import textwrap

import pytest

from .harness_programs import get, post
from .traces import outcomes, step, subtree, tree

SHOP = {
    "app.py": """\
from flask import Blueprint, Flask, abort, g, redirect, render_template, session, url_for
from flask.views import MethodView
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(SECRET_KEY="a secret", SQLALCHEMY_DATABASE_URI="sqlite://")
db = SQLAlchemy(app)


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))


with app.app_context():
    db.create_all()
    db.session.add_all([Item(name="Tea"), Item(name="Milk")])
    db.session.commit()

shop = Blueprint("shop", __name__, url_prefix="/shop")


@app.before_request
def count():
    g.count = 1


@app.after_request
def stamp(response):
    response.headers["X-Stamp"] = "yes"
    return response


@app.teardown_request
def tidy(error):
    pass


@app.context_processor
def prices():
    return {"price": 3}


@shop.before_request
def only_open():
    if "closed" in session:
        return "Closed", 503


@shop.get("/")
def index():
    items = db.session.scalars(db.select(Item)).all()
    return render_template("index.html", items=items, title="Shop")


@shop.get("/<int:number>")
def item(number):
    return db.get_or_404(Item, number).name


@shop.get("/close")
def close():
    session["closed"] = True
    return redirect(url_for(".index"))


class Basket(MethodView):
    def get(self):
        return {"items": []}


app.add_url_rule("/basket/", view_func=Basket.as_view("basket"))
app.register_blueprint(shop)


@app.errorhandler(404)
def lost(error):
    return "Lost", 404


@app.get("/broken")
def broken():
    raise ValueError("broken")
""",
    "templates/base.html": "<title>{% block title %}{% endblock %}</title>\n"
    "{% block main %}{% endblock %}",
    "templates/index.html": """\
{% extends "base.html" %}
{% from "macros.html" import shout %}
{% block title %}{{ title }}{% endblock %}
{% block main %}
{% for item in items %}{% include "item.html" %}{% endfor %}{{ shout(price) }}
{% endblock %}
""",
    "templates/item.html": "<li>{{ item.name }}</li>",
    "templates/macros.html": "{% macro shout(text) %}{{ text }}!{% endmacro %}",
}


def expected(text):
    return textwrap.dedent(text).strip("\n")


@pytest.fixture
def shop(flask):
    return flask(SHOP)


def test_a_page_is_told_from_the_session_to_the_teardown(shop):
    page = shop.get("/shop/")
    assert "<li>Tea</li><li>Milk</li>3!" in page["response"]["text"]
    assert tree(page) == expected(
        """
        wsgi flask.app.Flask
          hook the session is opened
          routing /shop/
          hook app.count (app.py:24)
          hook app.only_open (app.py:45)
          view app.index (app.py:51)
            query BEGIN (app.py:52)
            query SELECT item.id, item.name FROM (app.py:52)
            hook app.prices (app.py:40)
            template index.html (templates/index.html:1)
              template macros.html (templates/macros.html:1)
              template base.html (templates/base.html:1)
                template item.html (templates/item.html:1)
                template item.html (templates/item.html:1)
          response make_response
          hook app.stamp (app.py:29)
          hook the session is saved
          hook app.tidy (app.py:35)
          hook flask_sqlalchemy.extension.SQLAlchemy._teardown_session
            query ROLLBACK
        """
    )


def test_steps_say_when_they_began_and_how_long_they_took(shop):
    steps = shop.get("/shop/")["trace"]
    assert steps[0]["at"] <= steps[1]["at"] <= steps[-1]["at"]
    inner = [s for s in steps if s["depth"] == 1]
    assert sum(s["milliseconds"] for s in inner) <= steps[0]["milliseconds"]


def test_a_template_tells_its_role_its_parents_and_what_it_was_given(shop):
    page = shop.get("/shop/")
    outer = step(page, "template", "index.html")["detail"]
    assert (outer["role"], outer["by"], outer["parents"]) == ("rendered", None, ["base.html"])
    assert outer["context"] == {"items": "[<Item 1>, <Item 2>]", "title": "'Shop'"}
    assert outer["from_processors"] == ["price"]
    roles = {s["name"]: s["detail"]["role"] for s in page["trace"] if s["kind"] == "template"}
    assert roles == {
        "index.html": "rendered",
        "base.html": "extended",
        "item.html": "included",
        "macros.html": "imported",
    }


def test_rules_are_told_in_the_order_in_which_they_win(shop):
    assert outcomes(shop.get("/shop/2")) == [
        ("/basket/", "no match"),
        ("/shop/", "no match"),
        ("/shop/close", "no match"),
        ("/broken", "no match"),
        ("/shop/<int:number>", "matched"),
    ]


def test_the_rule_that_matched_tells_its_arguments_and_its_line(shop):
    detail = step(shop.get("/shop/2"), "routing")["detail"]
    assert (detail["route"], detail["url_name"]) == ("/shop/<int:number>", "shop.item")
    assert detail["kwargs"] == {"number": "2"}
    assert detail["blueprints"] == ["shop"]
    rule = detail["rules"][-1]
    assert rule["converters"] == {"number": "int"}
    assert rule["leads_to"] == "app.item"
    # Rules of a blueprint are made where it is registered.
    assert rule["where"] == {"file": "app.py", "line": 73}
    assert detail["rules_not_reached"] == 1


def test_a_missing_slash_is_a_redirect_of_the_router(shop):
    first, second = shop.visit(get("/basket"))
    assert outcomes(first)[-1] == ("/basket/", "redirect")
    assert step(first, "routing")["detail"]["failed"] == "RequestRedirect"
    assert outcomes(second)[-1] == ("/basket/", "matched")


def test_a_wrong_method_is_told_from_a_wrong_path(shop):
    refused = shop.visit(post("/shop/2"))[0]
    assert refused["response"]["status"] == 405
    assert ("/shop/<int:number>", "method not allowed") in outcomes(refused)
    detail = step(refused, "routing")["detail"]
    assert (detail["failed"], detail["status"]) == ("MethodNotAllowed", 405)
    assert detail["allowed"] == ["GET", "HEAD", "OPTIONS"]


def test_a_page_that_is_not_there_goes_through_the_error_handler(shop):
    lost = shop.get("/nothing")
    assert step(lost, "routing")["detail"]["failed"] == "NotFound"
    assert subtree(lost, "becomes a response") == expected(
        """
        hook NotFound becomes a response
          hook app.lost (app.py:77)
        """
    )
    assert step(lost, "hook", "becomes a response")["detail"]["exception"] == "NotFound"


def test_what_answers_before_the_view_stops_the_request_there(shop):
    closed = shop.visit(get("/shop/close"))[1]
    assert closed["response"]["status"] == 503
    assert step(closed, "hook", "only_open")["detail"]["answered"] is True
    assert not any(s["kind"] == "view" for s in closed["trace"])


def test_a_method_view_hands_on_to_its_method(shop):
    page = shop.get("/basket/")
    assert subtree(page, "as_view()") == expected(
        """
        view app.Basket.as_view() (app.py:67)
          view app.Basket.get (app.py:68)
        """
    )
    assert step(page, "view", "Basket.get")["detail"]["returned"] == "dict"
    assert step(page, "response")["detail"]["made_from"] == "dict"


def test_hooks_tell_what_they_add(shop):
    stamp = step(shop.get("/shop/"), "hook", "stamp")["detail"]
    assert (stamp["hook"], stamp["adds"]) == ("after_request", {"X-Stamp": "yes"})


def test_the_session_tells_whether_its_cookie_came_and_went(shop):
    first, second = shop.visit(get("/shop/close"))
    assert step(first, "hook", "opened")["detail"]["sent"] is False
    saved = step(first, "hook", "saved")["detail"]
    assert (saved["set_cookie"], saved["keys"]) == (True, ["closed"])
    opened = step(second, "hook", "opened")["detail"]
    assert (opened["sent"], opened["keys"]) == (True, ["closed"])
    assert step(second, "hook", "saved")["detail"]["set_cookie"] is False


def test_an_exception_is_told_where_it_passes(shop):
    broken = shop.get("/broken")
    assert step(broken, "view", "broken")["detail"]["raised"] == "ValueError: broken"
    assert step(broken, "hook", "ValueError becomes a response")["detail"]["raised"]
    assert broken["trace"][0]["detail"]["status"] == 500
    assert not any("flask_trace" in frame["file"] for frame in broken["error"]["frames"])


def test_a_wsgi_middleware_is_a_step_of_its_own(flask):
    page = flask(
        """\
from flask import Flask

app = Flask(__name__)


class Loud:
    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        return self.inner(environ, start_response)


app.wsgi_app = Loud(app.wsgi_app)


@app.get("/")
def index():
    return "quiet"
"""
    ).get("/")
    assert tree(page).startswith(
        "wsgi flask.app.Flask\n  middleware app.Loud (app.py:10)\n    hook the session is opened"
    )


def test_without_a_trace_nothing_but_sql_is_recorded(shop):
    page = shop.get("/shop/", trace=False)
    assert page["trace"] is None
    assert (page["lines"], page["changes"]) == ({}, [])
    assert len(page["queries"]) == 1


def test_a_long_trace_is_cut_and_the_rest_counted(flask):
    page = flask(
        {
            "app.py": "from flask import Flask, render_template\n\napp = Flask(__name__)\n\n\n"
            '@app.get("/")\ndef index():\n    return render_template("all.html")\n',
            "templates/all.html": '{% for n in range(600) %}{% include "one.html" %}{% endfor %}',
            "templates/one.html": "1",
        }
    ).get("/")
    assert page["response"]["text"] == "1" * 600
    assert len(page["trace"]) == 400
    assert page["trace_left_out"] > 200


def test_streamed_templates_are_told_as_they_are_sent(flask):
    page = flask(
        {
            "app.py": "from flask import Flask, stream_template\n\napp = Flask(__name__)\n\n\n"
            '@app.get("/")\ndef index():\n    return stream_template("all.html", n=2)\n',
            "templates/all.html": '{% extends "base.html" %}{% block a %}{{ n }}{% endblock %}',
            "templates/base.html": "<p>{% block a %}{% endblock %}</p>",
        }
    ).get("/")
    assert page["response"]["text"] == "<p>2</p>"
    assert step(page, "response")["detail"]["streaming"] is True
    assert step(page, "template", "all.html")["detail"]["context"] == {"n": "2"}
    assert [s["depth"] for s in page["trace"] if s["kind"] == "template"] == [1, 2]


def test_nothing_of_it_stays_behind_when_the_program_is_closed(here):
    from flask import Flask
    from jinja2 import Template
    from werkzeug.routing import Rule

    places: list[tuple[type, str]] = [(Flask, "ensure_sync"), (Flask, "__call__")]
    places += [(Rule, "__init__"), (Template, "_from_namespace"), (Template, "make_module")]
    before = [vars(owner)[name] for owner, name in places]
    trial = here({"framework": "flask", "files": SHOP})
    assert [vars(owner)[name] for owner, name in places] != before
    trial.asked.close()
    assert [vars(owner)[name] for owner, name in places] == before
