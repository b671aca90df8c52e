"""Starting Flask: which file and which object are the application."""

import pytest

from .harness_programs import FLASK_HELLO, FLASK_NOTES, get
from .trial import header

FACTORY = """\
from flask import Flask


def create_app(greeting="Hello"):
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: greeting)
    return app
"""
ONE_LINE = "from flask import Flask\n{name} = Flask(__name__)\n@{name}.get('/')\ndef index():\n"
ONE_LINE += "    return __name__\n"


def app_called(name):
    return ONE_LINE.format(name=name)


def test_a_program_that_starts_says_so_and_answers(flask):
    trial = flask(FLASK_HELLO)
    assert (trial.ok, trial.error, trial.report["serves"]) == (True, None, True)
    assert trial.report["supplied"] == {}
    answer = trial.get("/hello/Zoë")
    assert (answer["response"]["status"], answer["response"]["reason"]) == (200, "OK")
    assert answer["response"]["text"] == "Hello, Zoë!"


@pytest.mark.parametrize("name", ["app", "application", "server"])
def test_the_application_is_app_or_application_or_the_only_one(flask, name):
    assert flask(app_called(name)).get("/")["response"]["text"] == "app"


def test_app_wins_over_another_application(flask):
    other = app_called("other").replace("return __name__", "return 'other'")
    assert flask(app_called("app") + other).get("/")["response"]["text"] == "app"


@pytest.mark.parametrize("name", ["create_app", "make_app"])
def test_a_factory_makes_the_application(flask, name):
    trial = flask(FACTORY.replace("create_app", name))
    assert trial.get("/")["response"]["text"] == "Hello"


def test_what_wraps_the_application_is_served(flask):
    wrapped = FLASK_HELLO["app.py"] + (
        "def shout(environ, start_response):\n"
        "    return [part.upper() for part in wrapped(environ, start_response)]\n"
        "wrapped, app = app, shout\n"
    )
    assert flask(wrapped).get("/hello/Ada")["response"]["text"] == "HELLO, ADA!"


@pytest.mark.parametrize("file", ["app.py", "wsgi.py", "main.py", "notes.py"])
def test_the_usual_files_or_the_only_one_hold_the_application(flask, file):
    assert flask({file: app_called("app")}).get("/")["response"]["text"] == file[:-3]


def test_of_several_files_the_one_that_makes_an_application_is_taken(flask):
    trial = flask({"notes.py": app_called("app"), "tools.py": "VALUE = 1\n"})
    assert trial.get("/")["response"]["text"] == "notes"


def test_a_package_may_hold_the_application(flask):
    trial = flask(
        {
            "notes/__init__.py": FACTORY.replace("return app", "").rstrip()
            + "\n    from .views import register\n    register(app)\n    return app\n",
            "notes/views.py": "def register(app):\n    @app.get('/in')\n    def inside():\n"
            "        return 'inside'\n",
        }
    )
    assert trial.get("/in")["response"]["text"] == "inside"


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"app.py": "VALUE = 1\n"}, "app.py holds no Flask app. Make one: app = Flask(__name__)"),
        ({"app.py": app_called("one") + app_called("two")}, "several apps, one, two"),
        ({"a.py": app_called("app"), "b.py": app_called("app")}, "Which of a.py, b.py"),
        ({"app.html": "<p>"}, "There is no Python file"),
        ({"app.py": FACTORY.replace('="Hello"', "")}, "give every parameter a default"),
        ({"app.py": FACTORY.replace("    return app\n", "")}, "is `return app` missing?"),
    ],
)
def test_a_program_without_one_application_says_what_to_do(flask, files, complaint):
    trial = flask(files)
    assert not trial.ok
    assert trial.error["type"] == "NoAppFound"
    assert complaint in trial.error["message"]


def test_a_database_lives_as_long_as_the_run(flask):
    trial = flask(FLASK_NOTES)
    assert "<li>Milk</li>" in trial.submit("/notes/", text="Milk")["response"]["text"]
    assert "<li>Milk</li>" in trial.get("/notes/")["response"]["text"]
    again = flask(FLASK_NOTES)
    assert "<li>" not in again.get("/notes/")["response"]["text"]


def test_templates_and_static_files_are_found(flask):
    style = "body { color: teal }"
    trial = flask(FLASK_HELLO | {"static/style.css": style})
    answer = trial.get("/static/style.css")
    assert (answer["response"]["text"], answer["response"]["type"]) == (style, "text/css")


def test_starting_a_server_is_only_noted(flask):
    trial = flask(FLASK_HELLO["app.py"].replace('if __name__ == "__main__":', "if True:"))
    assert trial.ok
    assert "app.run() starts no server here" in trial.printed("log")
    assert trial.get("/hello/Ada")["response"]["status"] == 200


# --- signing in -----------------------------------------------------------------------------

PEOPLE = """\
from flask import Flask
from flask_login import LoginManager, UserMixin, current_user, login_required, logout_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config.update(SECRET_KEY="a secret", SQLALCHEMY_DATABASE_URI="sqlite:///people.sqlite3")
db = SQLAlchemy(app)
manager = LoginManager(app)


class Person(db.Model, UserMixin):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(80))


@manager.user_loader
def load_user(number):
    return db.session.get(Person, int(number))


with app.app_context():
    db.create_all()
    db.session.add_all([Person(username="ada"), Person(username="bob")])
    db.session.commit()


@app.get("/")
@login_required
def index():
    return current_user.username


@app.get("/out")
def out():
    logout_user()
    return "gone"
"""


def signed_in(name, path="/"):
    return get(path, **{"as": name})


def test_as_signs_in_whoever_has_that_name_and_they_stay_signed_in(flask):
    trial = flask(PEOPLE)
    assert trial.get("/")["response"]["status"] == 401
    assert trial.visit(signed_in("ada"))[-1]["response"]["text"] == "ada"
    assert trial.get("/")["response"]["text"] == "ada"
    assert trial.visit(signed_in("bob"))[-1]["response"]["text"] == "bob"


def test_whoever_signed_out_is_signed_in_again_by_as(flask):
    trial = flask(PEOPLE)
    trial.visit(signed_in("ada"))
    trial.get("/out")
    assert trial.get("/")["response"]["status"] == 401
    assert trial.visit(signed_in("ada"))[-1]["response"]["text"] == "ada"


def test_a_user_loader_that_takes_names_is_asked_too(flask):
    by_name = """\
from flask import Flask
from flask_login import LoginManager, UserMixin, current_user
app = Flask(__name__)
app.secret_key = "a secret"
manager = LoginManager(app)

class Person(UserMixin):
    def __init__(self, name):
        self.id = name

@manager.user_loader
def load_user(name):
    return Person(name) if name in ("ada", "bob") else None

@app.get("/")
def index():
    return str(current_user.get_id())
"""
    assert flask(by_name).visit(signed_in("bob"))[-1]["response"]["text"] == "bob"


@pytest.mark.parametrize(
    ("files", "name", "complaint"),
    [
        (PEOPLE, "eve", "There is no user 'eve'. There are ada, bob."),
        (FLASK_HELLO, "ada", "doesn't use Flask-Login"),
    ],
)
def test_somebody_unknown_cannot_be_signed_in(flask, files, name, complaint):
    (exchange,) = flask(files).visit(signed_in(name))
    assert exchange["response"]["status"] == 0
    assert complaint in exchange["error"]["message"]
    assert complaint in exchange["response"]["text"]


def test_signing_in_is_not_counted_as_the_programs_query(flask):
    trial = flask(PEOPLE)
    (exchange,) = trial.visit(signed_in("ada"))
    assert len(exchange["queries"]) == 1  # the user loader, for the view
    assert header(exchange, "Content-Type") == "text/html; charset=utf-8"
