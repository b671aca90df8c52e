"""Programs that make the mistakes of learners, each view one of them, as small as can be."""

from typing import Any

from .harness_programs import get, post

Files = dict[str, str]

FLASK_VIEWS = """
import sqlite3
import sys
from flask import Flask, abort, redirect, render_template, request, session, url_for
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from wtforms import validators

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///errors.sqlite3"
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20), unique=True, nullable=False)
    notes = db.relationship("Note")


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(20))
    user_id = db.Column(db.ForeignKey("user.id"))


class Late(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Grown(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    grown = db.Column(db.Integer)


with app.app_context():
    @event.listens_for(db.engine, "connect")
    def strict(connection, _):
        connection.execute("PRAGMA foreign_keys = ON")

    User.__table__.create(db.engine)
    Note.__table__.create(db.engine)
    db.session.execute(text("CREATE TABLE grown (id INTEGER PRIMARY KEY)"))
    db.session.add_all([User(name="ada"), User(name="bob")])
    db.session.add_all([Note(text="same", user_id=1), Note(text="same", user_id=1)])
    db.session.commit()
    kept = db.session.get(User, 1)
    db.session.commit()


@app.get("/item/<int:number>")
def item(number):
    abort(404)


@app.get("/template-missing")
def template_missing():
    return render_template("nothing.html")


@app.get("/template-syntax")
def template_syntax():
    return render_template("broken.html")


@app.get("/template-undefined")
def template_undefined():
    return render_template("undefined.html")


@app.get("/url-name")
def url_name():
    return url_for("nothing")


@app.get("/url-arguments")
def url_arguments():
    return url_for("item")


@app.post("/bad-form-key")
def bad_form_key():
    return request.form["text"]


@app.get("/forbidden")
def forbidden():
    abort(403)


@app.get("/view-returns-none")
def view_returns_none():
    pass


@app.get("/view-returns-something-else")
def view_returns_something_else():
    return 42


@app.get("/view-arguments/<name>")
def view_arguments():
    return ""


@app.get("/redirect-loop")
def redirect_loop():
    return redirect("/redirect-loop")


@app.get("/not-json")
def not_json():
    return {"note": Note()}


@app.get("/no-table")
def no_table():
    return str(Late.query.all())


@app.get("/no-column")
def no_column():
    return str(Grown.query.all())


@app.get("/unique")
def unique():
    db.session.add(User(name="ada"))
    db.session.commit()


@app.get("/not-null")
def not_null():
    db.session.add(User())
    db.session.commit()


@app.get("/foreign-key")
def foreign_key():
    db.session.add(Note(user_id=999))
    db.session.commit()


@app.get("/row-missing")
def row_missing():
    return db.session.scalars(db.select(User).filter_by(name="eve")).one().name


@app.get("/rows-many")
def rows_many():
    return db.session.scalars(db.select(Note).filter_by(text="same")).one().text


@app.get("/field-unknown")
def field_unknown():
    return str(Note.query.filter_by(title="x").all())


@app.get("/detached")
def detached():
    return kept.name


@app.get("/rollback-needed")
def rollback_needed():
    db.session.add(User())
    try:
        db.session.flush()
    except IntegrityError:
        pass
    return str(User.query.count())


@app.get("/locked")
def locked():
    other = sqlite3.connect(app.instance_path + "/errors.sqlite3")
    other.execute("BEGIN IMMEDIATE")
    try:
        db.session.execute(text("PRAGMA busy_timeout = 1"))
        db.session.add(User(name="eve"))
        db.session.commit()
    finally:
        other.close()


@app.get("/sql-syntax")
def sql_syntax():
    return str(db.session.execute(text("SELEC name FROM user")))


@app.get("/model-argument")
def model_argument():
    return str(Note(title="x"))


@app.get("/validation")
def validation():
    raise validators.ValidationError("too short")


@app.get("/secret-key")
def secret_key():
    session["name"] = "ada"
    return ""


@app.get("/setup-finished")
def setup_finished():
    app.add_url_rule("/late", "late", lambda: "")
    return ""


@app.get("/unbound-local")
def unbound_local():
    if request.args:
        name = "ada"
    return name


@app.get("/name")
def name():
    return undefined_name


@app.get("/none-attribute")
def none_attribute():
    return db.session.get(User, 999).name


@app.get("/none-used")
def none_used():
    return request.args.get("filter")["name"]


@app.get("/attribute")
def attribute():
    return "text".shout()


@app.get("/key")
def key():
    return {}["name"]


@app.get("/index")
def index():
    return [][0]


def takes_one(one):
    return one


@app.get("/call-arguments")
def call_arguments():
    return takes_one()


@app.get("/number-expected")
def number_expected():
    return str(int("many"))


@app.get("/zero")
def zero():
    return str(1 / 0)


@app.get("/recursion")
def recursion():
    return recursion()


@app.get("/memory")
def memory():
    return str(bytearray(sys.maxsize))
"""
FLASK_PAGES = {
    "templates/broken.html": "{% if x %}",
    "templates/undefined.html": "{{ note.text }}",
    "static/style.css": "",
}

# --- Django ---------------------------------------------------------------------------------------

DJANGO_MODELS = """
from django.db import models


class User(models.Model):
    name = models.CharField(max_length=20, unique=True)


class Note(models.Model):
    text = models.CharField(max_length=20)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
"""
DJANGO_VIEWS = """
import sqlite3
import uuid
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import CreateView, ListView
from .models import Note, User


def template_missing(request):
    return render(request, "nothing.html")


def template_syntax(request):
    return render(request, "broken.html")


def url_namespace(request):
    return redirect("shop:index")


def url_name(request):
    return HttpResponse(reverse("nothing"))


def url_arguments(request):
    return HttpResponse(reverse("item"))


def item(request, pk):
    return HttpResponse(get_object_or_404(Note, pk=pk))


def form(request):
    return HttpResponse("sent")


def bad_form_key(request):
    return HttpResponse(request.GET["text"])


@login_required
def needs_login(request):
    return HttpResponse("")


def forbidden(request):
    raise PermissionDenied


class OnlyGet(View):
    def get(self, request):
        return HttpResponse("")


def view_returns_none(request):
    pass


def view_returns_something_else(request):
    return "text"


def view_arguments(request):
    return HttpResponse("")


def view_without_request():
    return HttpResponse("")


def redirect_loop(request):
    return redirect("/redirect-loop")


def not_json(request):
    return JsonResponse({"note": Note()})


def json_safe(request):
    return JsonResponse([1, 2])


def no_table(request):
    class Late(models.Model):
        class Meta:
            app_label = "app"

    return HttpResponse(list(Late.objects.all()))


def no_column(request):
    class Grown(models.Model):
        grown = models.IntegerField()

        class Meta:
            app_label = "app"
            db_table = "app_user"

    return HttpResponse(list(Grown.objects.all()))


def unique(request):
    User.objects.create(name="eve")
    User.objects.create(name="eve")


def not_null(request):
    Note.objects.create(text="x")


def foreign_key(request):
    Note.objects.create(text="x", user_id=999)


def row_missing(request):
    return HttpResponse(User.objects.get(name="nobody"))


def rows_many(request):
    User.objects.bulk_create([User(name="a1"), User(name="a2")])
    return HttpResponse(User.objects.get(name__startswith="a"))


def field_unknown(request):
    return HttpResponse(Note.objects.filter(title="x"))


def rollback_needed(request):
    with transaction.atomic():
        try:
            User.objects.create(name=None)
        except IntegrityError:
            pass
        User.objects.count()


def locked(request):
    connection.ensure_connection()
    connection.cursor().execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(settings.DATABASES["default"]["NAME"])
    other.execute("BEGIN IMMEDIATE")
    try:
        User.objects.create(name="zoe")
    finally:
        other.close()


def sql_syntax(request):
    connection.cursor().execute("SELEC name FROM app_user")


def model_argument(request):
    return HttpResponse(Note(title="x"))


def validation(request):
    User(name="x" * 30).full_clean()


def no_app_label(request):
    return HttpResponse(type("Lost", (models.Model,), {"__module__": "elsewhere.models"}))


def on_delete(request):
    return HttpResponse(models.ForeignKey(User))


class class_incomplete(ListView):
    pass


class form_incomplete(CreateView):
    model = Note


def unbound_local(request):
    if request.GET:
        name = "ada"
    return HttpResponse(name)


def name(request):
    return HttpResponse(undefined_name)


def none_attribute(request):
    return HttpResponse(Note.objects.first().text)


def key(request):
    return HttpResponse(request.META["nothing"])


def number_expected(request):
    return HttpResponse(int("many"))


def recursion(request):
    return recursion(request)


def middleware_missing(request):
    del request.user
    return HttpResponse(request.user)
"""
NAMES = [
    line.split("(")[0].split()[1]
    for line in DJANGO_VIEWS.splitlines()
    if line.startswith(("def ", "class "))
]


def _route(name: str) -> str:
    call = ".as_view()" if name.endswith("_incomplete") else ""
    return f'    path("{name.replace("_", "-")}", views.{name}{call}),\n'


ROUTED = [name for name in NAMES if name not in ("item", "OnlyGet", "view_arguments")]
DJANGO_ROUTES = "".join(_route(name) for name in ROUTED)
DJANGO_URLS = f"""
from django.contrib import admin
from django.urls import include, path
from . import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("item/<int:pk>", views.item, name="item"),
    path("view-arguments/<name>", views.view_arguments),
    path("method-not-allowed", views.OnlyGet.as_view()),
    path("slashed/", views.form),
{DJANGO_ROUTES}]
"""
DJANGO_PAGES = {"templates/broken.html": "{% if x %}", "static/style.css": ""}


def django_error_views() -> Files:
    """The Django program in which each view fails in its own way."""
    python = {"models.py": DJANGO_MODELS, "views.py": DJANGO_VIEWS, "urls.py": DJANGO_URLS}
    return python | DJANGO_PAGES


# --- what each view teaches -----------------------------------------------------------------------

FLASK_NAMES = """
    template-missing template-syntax template-undefined url-name url-arguments forbidden
    view-returns-none view-returns-something-else redirect-loop not-json no-table no-column unique
    not-null foreign-key row-missing rows-many field-unknown detached rollback-needed locked
    sql-syntax model-argument validation secret-key setup-finished unbound-local name none-attribute
    none-used attribute key index call-arguments number-expected zero recursion memory
    """.split()
DJANGO_NAMES = """
    template-missing template-syntax url-namespace url-name url-arguments forbidden
    view-returns-none view-returns-something-else redirect-loop not-json json-safe no-table
    no-column unique not-null foreign-key row-missing rows-many field-unknown rollback-needed locked
    sql-syntax model-argument validation no-app-label on-delete class-incomplete unbound-local name
    none-attribute key number-expected recursion middleware-missing
    """.split()
FLASK_ANSWERS: list[tuple[Any, str]] = [
    (get("/nowhere"), "not-found"),
    (get("/item/7"), "not-found-by-view"),
    (get("/static/nothing.css"), "static-missing"),
    (post("/name"), "method-not-allowed"),
    (post("/bad-form-key"), "bad-request"),
    (get("/view-arguments/ada"), "view-arguments"),
]
DJANGO_ANSWERS: list[tuple[Any, str | None]] = [
    (get("/nowhere"), "not-found"),
    (get("/item/7"), "not-found-by-view"),
    (get("/static/nothing.css"), "static-missing"),
    ({"method": "OPTIONS", "path": "/method-not-allowed"}, None),
    ({"method": "TRACE", "path": "/method-not-allowed"}, "method-not-allowed"),
    (post("/form"), "csrf"),
    (get("/bad-form-key"), "bad-form-key"),
    (get("/needs-login"), "login-page-missing"),
    (post("/slashed"), "append-slash"),
    (get("/form-incomplete"), "class-incomplete"),
    (get("/view-arguments/ada"), "view-arguments"),
    (get("/view-without-request"), "view-arguments"),
    (get("/", headers={"Host": "evil.example"}), "disallowed-host"),
]
Cases = list[tuple[Any, str | None]]
FLASK_CASES: Cases = [*((get(f"/{name}"), name) for name in FLASK_NAMES), *FLASK_ANSWERS]
DJANGO_CASES: Cases = [*((get(f"/{name}"), name) for name in DJANGO_NAMES), *DJANGO_ANSWERS]

# --- programs that don't start --------------------------------------------------------------------

APP = "from flask import Flask, request, session, url_for, Blueprint\napp = Flask(__name__)\n"
DB = APP + "from flask_sqlalchemy import SQLAlchemy\n"
URI = 'app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"\ndb = SQLAlchemy(app)\n'
CIRCLE = {
    "app.py": "from flask import Flask\nimport models\napp = Flask(__name__)\ndb = 1\n",
    "models.py": "from app import db\n",
}
SHARED = {"circular-import": CIRCLE}

FLASK_STARTS: dict[str, Files] = {
    "outside-app-context": {"app.py": DB + URI + "db.create_all()\n"},
    "outside-request-context": {"app.py": APP + "request.args\n"},
    "no-server-name": {"app.py": APP + "with app.app_context():\n    url_for('static')\n"},
    "endpoint-twice": {
        "app.py": APP + "for path in ('/a', '/b'):\n    @app.get(path)\n    def same(): return ''\n"
    },
    "blueprint-twice": {
        "app.py": APP + "for _ in (1, 2):\n    app.register_blueprint(Blueprint('b', __name__))\n"
    },
    "route-without-slash": {"app.py": APP + "@app.get('hello')\ndef hello(): return ''\n"},
    "database-address": {"app.py": DB + "db = SQLAlchemy(app)\n"},
    "relation-broken": {
        "app.py": DB + URI + "class User(db.Model):\n"
        "    id = db.Column(db.Integer, primary_key=True)\n    notes = db.relationship('Note')\n"
        "class Note(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\nUser()\n"
    },
    "circular-import": CIRCLE,
    "relative-import": {"app.py": "from .models import Note\n", "models.py": "Note = 1\n"},
    "module-missing": {"app.py": "import nothing_here\n"},
    "name-missing-in-module": {"app.py": "from flask import Flaskk\n"},
    "indentation": {"app.py": "def f():\nreturn 1\n"},
    "syntax": {"app.py": "def f(:\n    pass\n"},
}

SETTINGS = """
SECRET_KEY = "x"
DEBUG = True
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "app"]
ROOT_URLCONF = "app.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
"""
EMPTY_URLS = "urlpatterns = []\n"
MIGRATION = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [DEPENDENCIES]
    operations = []
"""


def migrations(*dependencies: str) -> Files:
    """A program of which each migration depends on what is given for it."""
    files = {"models.py": DJANGO_MODELS, "urls.py": EMPTY_URLS, "migrations/__init__.py": ""}
    for number, one in enumerate(dependencies, 1):
        files[f"migrations/000{number}_m.py"] = MIGRATION.replace("DEPENDENCIES", one)
    return files


DJANGO_STARTS: dict[str, Files] = {
    "registry-not-ready": {
        "settings.py": SETTINGS.replace(
            "SECRET_KEY", "import django.contrib.auth.models\nSECRET_KEY"
        ),
        "urls.py": EMPTY_URLS,
        "__init__.py": "",
        "apps.py": "",
    },
    "checks-failed": {
        "models.py": DJANGO_MODELS,
        "admin.py": "from django.contrib import admin\nfrom .models import Note\n"
        "@admin.register(Note)\nclass A(admin.ModelAdmin):\n    list_display = ['nothing']\n",
    },
    "migrations-conflict": migrations("", '("app", "0001_m")', '("app", "0001_m")'),
    "migration-missing": migrations('("app", "0000_gone")'),
    "secret-key": {
        "settings.py": SETTINGS.replace('"x"', '""'),
        "urls.py": f"from django.core import signing\nsigning.dumps(1)\n{EMPTY_URLS}",
    },
    "settings-not-configured": {
        "main.py": "from django.conf import settings\nsettings.DEBUG\nsettings.configure()\n"
    },
    "urlconf-empty": {"urls.py": "url_patterns = []\n"},
    "include-namespace": {
        "urls.py": "from django.urls import include, path\n"
        "urlpatterns = [path('', include('shop.urls', namespace='shop'))]\n",
        "shop/__init__.py": "",
        "shop/urls.py": EMPTY_URLS,
    },
    "app-label-twice": {
        "settings.py": SETTINGS.replace('"app"]', '"app", "auth"]'),
        "urls.py": EMPTY_URLS,
        "auth/__init__.py": "",
    },
    "improperly-configured": {
        "settings.py": SETTINGS.replace("django.db.backends.sqlite3", "django.db.backends.nothing"),
        "models.py": DJANGO_MODELS,
        "urls.py": EMPTY_URLS,
    },
    "circular-import": {
        "urls.py": "from .views import index\nurlpatterns = []\nname = 1\n",
        "views.py": "from .urls import name\nindex = 1\n",
    },
    "relative-import": {"urls.py": "from ..nothing import x\n"},
    "module-missing": {"urls.py": "import nothing_here\n"},
}

PLAIN: dict[str, str] = {
    "no-table": "import sqlite3\nsqlite3.connect(':memory:').execute('SELECT * FROM note')\n",
    "no-column": "import sqlite3\nc = sqlite3.connect(':memory:')\n"
    "c.execute('CREATE TABLE note (id)')\nc.execute('SELECT text FROM note')\n",
    "unique": "import sqlite3\nc = sqlite3.connect(':memory:')\n"
    "c.execute('CREATE TABLE note (id UNIQUE)')\n"
    "c.executemany('INSERT INTO note VALUES (?)', [(1,), (1,)])\n",
    "not-null": "import sqlite3\nc = sqlite3.connect(':memory:')\n"
    "c.execute('CREATE TABLE note (id NOT NULL)')\nc.execute('INSERT INTO note VALUES (NULL)')\n",
    "foreign-key": "import sqlite3\nc = sqlite3.connect(':memory:')\n"
    "c.execute('PRAGMA foreign_keys = ON')\n"
    "c.execute('CREATE TABLE a (id INTEGER PRIMARY KEY)')\n"
    "c.execute('CREATE TABLE b (a REFERENCES a)')\nc.execute('INSERT INTO b VALUES (9)')\n",
    "locked": "import sqlite3\none = sqlite3.connect('a.db')\none.execute('CREATE TABLE a (id)')\n"
    "one.execute('BEGIN IMMEDIATE')\n"
    "sqlite3.connect('a.db', timeout=0).execute('INSERT INTO a VALUES (1)')\n",
    "sql-syntax": "import sqlite3\nsqlite3.connect(':memory:').execute('SELEC 1')\n",
    "sql-bindings": "import sqlite3\nsqlite3.connect(':memory:').execute('SELECT ?', ('Milk'))\n",
    "redirect-loop": "def app(environ, start):\n"
    "    start('302 Found', [('Location', '/')])\n    return []\n",
    "not-json": "import json\njson.dumps({1, 2})\n",
    "relative-import": "from .models import Note\n",
    "module-missing": "import nothing_here\n",
    "circular-import": "import a\n",
    "name": "print(undefined_name)\n",
    "none-attribute": "print(None.text)\n",
    "key": "print({}['name'])\n",
    "number-expected": "print(int('many'))\n",
    "recursion": "def f():\n    return f()\nf()\n",
    "name-missing-in-module": "from json import load_s\n",
    "indentation": "if True:\nprint(1)\n",
    "syntax": "print(1\n",
    "unbound-local": "def f():\n    print(x)\n    x = 1\nf()\n",
    "none-used": "print(None + 1)\n",
    "attribute": "print('text'.shout())\n",
    "index": "print([][0])\n",
    "call-arguments": "def f(x): pass\nf()\n",
    "zero": "print(1 / 0)\n",
    "memory": "import sys\nprint(bytearray(sys.maxsize))\n",
}
PLAIN_MORE: dict[str, Files] = {
    "circular-import": {"a.py": "from b import y\nx = 1\n", "b.py": "from a import x\ny = 1\n"},
}


def plain(name: str) -> dict[str, Any]:
    """A plain program that makes one mistake."""
    return {"main.py": PLAIN[name]} | PLAIN_MORE.get(name, {})
