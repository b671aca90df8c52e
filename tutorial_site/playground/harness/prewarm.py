"""What doesn't depend on a learner's files, done ahead, before a snapshot is taken.

Afterwards nothing is open or under way (no file, connection, thread, folder), and a program can't
tell that it happened: Django in particular is put back to where it was after being imported.
"""

import gc
import importlib
import linecache
import logging
from typing import Any

from .checks import Checks
from .errors import BadProgram
from .run import Run, start
from .stand_ins import install

HARNESS = "__main__ django_app flask_app native plain prewarm remote".split()
FLASK = (
    "flask_sqlalchemy flask_login flask_wtf flask_wtf.file wtforms.validators "
    "sqlalchemy.dialects.sqlite sqlalchemy.orm werkzeug.security "
    "werkzeug.middleware.dispatcher werkzeug.middleware.proxy_fix werkzeug.serving flask.cli "
    "flask.testing flask.views wsgiref.simple_server"
).split()
# The name of the program and its loggers: no learner's module is called that.
NAME = "side_by_side_prewarm"
FLASK_PROGRAM = f"""
from flask import Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import StringField, validators

app = Flask(__name__)
app.config.update(SECRET_KEY="prewarm", SQLALCHEMY_DATABASE_URI="sqlite://")
db = SQLAlchemy(app)
CSRFProtect(app)
manager = LoginManager(app)


class {NAME}(db.Model, UserMixin):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200), nullable=False)


class Form(FlaskForm):
    text = StringField(validators=[validators.DataRequired(), validators.Length(max=200)])


@manager.user_loader
def load_user(number):
    return db.session.get({NAME}, number)


@app.route("/", methods=["GET", "POST"])
def index():
    db.create_all()
    db.session.add({NAME}(text="Milk"))
    db.session.commit()
    rows = db.session.scalars(db.select({NAME}).order_by({NAME}.id)).all()
    login_user(rows[0])
    flash("Added")
    session["n"] = 1
    form = Form()
    form.validate_on_submit()
    return render_template("page.html", rows=rows, form=form)


@app.get("/json/<int:number>")
@login_required
def as_json(number):
    return {{"number": number, "url": url_for("index", _external=True)}}


@app.get("/away")
def away():
    return redirect(url_for("as_json", number=1))


@app.get("/missing")
def missing():
    abort(404)


@app.get("/broken")
def broken():
    raise ValueError("broken")


@app.get("/end")
def end():
    db.session.remove()
    db.engine.dispose()
    return ""
"""
FLASK_PAGES = {
    "templates/base.html": "<title>{% block title %}{% endblock %}</title>"
    "{% block body %}{% endblock %}",
    "templates/page.html": (
        "{% extends 'base.html' %}{% block body %}{% for m in get_flashed_messages() %}{{ m }}"
        "{% endfor %}<form method=post>{{ form.csrf_token }}{{ form.text() }}</form>"
        "{% for row in rows %}<li>{{ row.text|upper }}{% else %}None{% endfor %}{% endblock %}"
    ),
    "static/style.css": "body { color: black }",
}


CHECK = '''
def test_it(browser):
    """It holds."""
    browser.get("/")
    assert browser.submit(text="Eggs").heading == rows("select 1")
'''


def prewarm(framework: str) -> None:
    """Warm up for programs of one framework ("flask", "django" or "python").

    To be called before anything of a learner's is run; for several frameworks in any order.
    """
    install()
    for module in HARNESS:
        importlib.import_module(f".{module}", __package__)
    if framework == "flask":
        _flask()
    elif framework == "django":
        from .django_prewarm import prewarm_django

        prewarm_django()
    elif framework == "python":
        _exercise(start({"framework": "python", "files": {"main.py": "print(1)"}}, _nobody), [])
    else:
        raise BadProgram(f"{framework!r} can't be warmed up: flask, django or python.")
    linecache.clearcache()
    gc.collect()


def _nobody(output: object) -> None:
    """Hears of output and does nothing."""


def _flask() -> None:
    for module in FLASK:
        importlib.import_module(module)
    files = {f"{NAME}.py": FLASK_PROGRAM, **FLASK_PAGES}
    run = start({"framework": "flask", "files": files}, _nobody)
    paths = ["/", "/json/1", "/away", "/missing", "/broken", "/static/style.css", "/none", "/end"]
    visits: list[Any] = [{"path": path} for path in paths]
    visits.insert(1, {"method": "POST", "path": "/", "form": {"text": "Eggs"}})
    _exercise(run, visits)
    # A check that fails, so that all that tells of it is imported: the compiler of checks, HTML.
    Checks({"program": {"framework": "flask", "files": files}, "checks": CHECK}, _nobody).run(
        "test_it"
    )
    for name in [name for name in logging.root.manager.loggerDict if name.startswith(NAME)]:
        del logging.root.manager.loggerDict[name]


def _exercise(run: Run, visits: list[Any]) -> None:
    """Send requests and close the run; what it was for stays in the interpreter."""
    try:
        if not run.report["ok"]:
            raise RuntimeError(f"The warm-up failed: {run.report['error']}")
        for request in visits:
            run.visit(request)
    finally:
        run.close()
