"""Completion and signatures: what is offered where, in code that is half typed."""

import pytest

from ..harness.editor import complete, signature
from .harness_programs import DJANGO_ADMIN, FLASK_NOTES
from .interpreters import interpreter

FLASK = """\
from flask import Flask, current_app, g, redirect, render_template, request, session, url_for
from flask_login import UserMixin, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))
    notes = db.relationship("Note", backref="owner")


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200))
    when = db.Column(db.DateTime)
    user_id = db.Column(db.ForeignKey("user.id"))

    def shout(self, mark="!"):
        "Louder."
        return self.text.upper() + mark


@app.get("/notes/<int:number>")
def notes(number):
    note = db.session.get(Note, number)
    rows = db.session.scalars(db.select(Note).order_by(Note.id)).all()
    for row in rows:
        print(row)
    TYPED
    return render_template("notes.html", notes=rows, first=note)
"""
MODELS = """\
from django.contrib.auth.models import User
from django.db import models


class Tag(models.Model):
    name = models.SlugField()


class Note(models.Model):
    text = models.CharField(max_length=200)
    done = models.BooleanField(default=False)
    when = models.DateTimeField()
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag, related_name="notes")
    parent = models.ForeignKey("self", on_delete=models.CASCADE)

    @property
    def short(self):
        return self.text[:10]
"""
VIEWS = """\
from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from .models import Note, Tag


def index(request):
    note = get_object_or_404(Note, pk=1)
    TYPED
    return render(request, "notes/index.html", {"notes": Note.objects.all(), "title": "All"})


"""
DJANGO = {
    "models.py": MODELS,
    "views.py": VIEWS.replace("TYPED", "pass"),
    "urls.py": "from django.urls import path\nfrom . import views\napp_name = 'notes'\n"
    "urlpatterns = [path('', views.index, name='index')]\n",
    "templates/notes/index.html": "",
    "templates/base.html": "",
    "static/style.css": "",
}


def ask(call, path, text, files, framework, run=None):
    """Ask for the place of the last mark |."""
    before, _, after = text.rpartition("|")
    line = before.count("\n") + 1
    column = len(before.rpartition("\n")[2].encode("utf-16-le", "surrogatepass")) // 2
    given = {"file": path, "text": before + after, "line": line, "column": column}
    return call(run, given | {"files": files, "framework": framework})


def items(path, text, files, framework):
    return ask(complete, path, text, files, framework)["items"]


def labels(path, text, files, framework):
    return [item["label"] for item in items(path, text, files, framework)]


def in_flask(typed, path="app.py"):
    files = {"app.py": FLASK.replace("TYPED", "pass"), "templates/notes.html": ""}
    text = FLASK.replace("TYPED", typed) if path == "app.py" else typed
    return labels(path, text, files, "flask")


def in_django(typed, path="views.py"):
    text = VIEWS.replace("TYPED", typed) if path == "views.py" else typed
    return labels(path, text, DJANGO, "django")


def below_views(typed):
    return labels("views.py", VIEWS.replace("TYPED", "pass") + typed, DJANGO, "django")


# --- Flask ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("request.|", ["args", "cookies", "files", "form"]),
        ("request.fo|", ["form"]),
        ("request.args.ge|", ["get", "getlist"]),
        ("request.args.get('q').upp|", ["upper"]),
        ("session.pe|", ["permanent"]),
        ("g.ge|", ["get"]),
        ("current_app.logger.inf|", ["info"]),
        ("app.config.from_py|", ["from_pyfile"]),
        ("db.session.|", ["add", "commit", "delete", "execute"]),
        ("db.Str|", ["String"]),
        ("db.relat|", ["relationship"]),
        ("note.|", ["id", "owner", "text", "user_id", "when"]),
        ("note.text.stri|", ["strip"]),
        ("note.when.isof|", ["isoformat"]),
        ("note.owner.|", ["id", "name", "notes"]),
        ("note.owner.notes[0].te|", ["text"]),
        ("note.shout().low|", ["lower"]),
        ("row.sh|", ["shout"]),
        ("rows.app|", ["append"]),
        ("Note.query.filter_by(text='x').first().te|", ["text"]),
        ("db.get_or_404(Note, 1).te|", ["text"]),
        ("db.paginate(db.select(Note)).items[0].te|", ["text"]),
        ("db.session.execute(db.select(Note)).scalars().one().te|", ["text"]),
        ("x = [n.te| for n in rows]", ["text"]),
        ("x = [n.| for n in rows]", ["id", "owner", "text"]),
        ("x = f'{note.te|}'", ["text"]),
        ("print(\n        rows[0]\n        .te|\n    )", ["text"]),
        ("if note.te|", ["text"]),
        ("note.te|(", ["text"]),
        ("return redirect(url_for('|", ["notes", "static"]),
        ("return render_template('|", ["notes.html"]),
        ("note = Note(te|", ["text="]),
        ("Note(text='x', |", ["id=", "user_id=", "when="]),
        ("Note.query.filter_by(|", ["id=", "text=", "user_id=", "when="]),
        ("note.shout(|", ["mark="]),
        ("return ren|", ["render_template"]),
        ("rend|", ["render_template"]),
        ("numb|", ["number"]),
        ("wh|", ["when", "while"]),
    ],
)
def test_names_and_attributes_of_a_flask_program(typed, first):
    expected = [one for one in first if one != "when"] if typed == "wh|" else first
    assert in_flask(typed)[: len(expected)] == expected


@pytest.mark.parametrize(
    "typed", ["# request.|", "x = 1.|5", "x = 'request.|'", "unknown.|", "def x|"]
)
def test_nothing_is_offered_where_nothing_is_known(typed):
    assert in_flask(typed) == []


def test_a_name_that_is_not_imported_yet_brings_its_import():
    text = FLASK.replace("TYPED", "jsonif|")
    (item,) = items("app.py", text, {}, "flask")
    assert (item["label"], item["import"]) == ("jsonify", "from flask import jsonify")


def test_a_class_of_another_file_brings_its_import():
    files = {"models.py": "class Invoice:\n    pass\n"}
    (item,) = items("app.py", "x = Invo|", files, "flask")
    assert item["import"] == "from models import Invoice"


def test_an_item_says_what_it_is():
    found = {
        item["label"]: item
        for item in items("app.py", FLASK.replace("TYPED", "note.|"), {}, "flask")
    }
    assert (found["text"]["kind"], found["text"]["detail"]) == ("field", "String(200)")
    shout = found["shout"]
    assert (shout["kind"], shout["detail"], shout["documentation"]) == (
        "method",
        "(mark='!')",
        "Louder.",
    )


# --- imports ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("from flask import Fl|", ["Flask"]),
        ("from flask import Flask, re|", ["request", "redirect", "render_template"]),
        ("from flask import (\n    Flask,\n    req|\n)", ["request"]),
        ("from flask.js|", ["json"]),
        ("import flask_log|", ["flask_login"]),
        ("from django.shor|", ["shortcuts"]),
        ("from mod|", ["models"]),
        ("from models import |", ["db", "Note"]),
        ("from shop import |", ["views"]),
        ("from shop.|", ["views"]),
    ],
)
def test_imports_are_completed(line, first):
    files = {"models.py": "db = 1\nclass Note: pass\n", "shop/__init__.py": "", "shop/views.py": ""}
    assert labels("app.py", line, files, "flask")[: len(first)] == first


def test_relative_imports_are_completed():
    files = {"shop/__init__.py": "", "shop/views.py": "", "shop/carts.py": "class Cart: pass\n"}
    assert labels("shop/views.py", "from . import |", files, "flask") == ["carts", "views"]
    assert labels("shop/views.py", "from .ca|", files, "flask") == ["carts"]
    assert labels("shop/views.py", "from .carts import |", files, "flask") == ["Cart"]


# --- Django -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("request.|", ["FILES", "GET", "headers", "method", "path", "POST", "session", "user"]),
        ("request.GET.ge|", ["get", "getlist"]),
        ("request.user.is_|", ["is_authenticated", "is_active"]),
        ("Note.obj|", ["objects"]),
        ("Note.objects.fil|", ["filter"]),
        ("Note.objects.filter(te|", ["text="]),
        ("Note.objects.filter(text__ico|", ["text__icontains="]),
        ("Note.objects.filter(parent__te|", ["parent__text="]),
        ("Note.objects.filter(owner__us|", ["owner__username="]),
        ("Note.objects.exclude(done=True).ord|", ["order_by"]),
        ("Note.objects.filter(done=True).first().te|", ["text"]),
        ("Note.objects.order_by('-wh|", ["when"]),
        ("note.|", ["done", "id", "owner", "owner_id", "parent", "parent_id", "pk"]),
        ("note.sho|", ["short"]),
        ("note.short.upp|", ["upper"]),
        ("note.owner.user|", ["username"]),
        ("note.tags.al|", ["all"]),
        ("note.tags.first().na|", ["name"]),
        ("note.parent.parent.te|", ["text"]),
        ("Tag.objects.get(pk=1).notes.first().te|", ["text"]),
        ("for n in Note.objects.all():\n        n.te|", ["text"]),
        ("return redirect('|", ["notes:index"]),
        ("return render(request, '|", ["base.html", "notes/index.html"]),
        ("login_re|", ["login_required"]),
    ],
)
def test_names_and_attributes_of_a_django_program(typed, first):
    assert in_django(typed)[: len(first)] == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("class Notes(ListView):\n    tem|", ["template_name"]),
        ("class Notes(ListView):\n    def get_q|", ["get_queryset"]),
        ("class Notes(ListView):\n    def get_queryset(self):\n        self.request.us|", ["user"]),
        (
            "class Notes(ListView):\n    def get_queryset(self):\n        super().get_qu|",
            ["get_queryset"],
        ),
        ("class F(forms.Form):\n    name = forms.Char|", ["CharField"]),
        ("class F(forms.Form):\n    name = forms.CharField(requ|", ["required="]),
        ("class F(forms.ModelForm):\n    class Meta:\n        mo|", ["model"]),
        ("class F(forms.Form):\n    pass\nF().cleaned_data.ge|", ["get"]),
        ("class A:\n    def a(self):\n        self.b = self.|", ["a", "b"]),
    ],
)
def test_bodies_of_classes_know_their_bases(typed, first):
    assert below_views(typed)[: len(first)] == first


@pytest.mark.parametrize(
    ("line", "typed", "first"),
    [
        ("from . import views", "views.ind|", "index"),
        ("from django.db import models", "models.Char|", "CharField"),
        ("from django.db import models", "class A(models.Model):\n    def __st|", "__str__"),
        ("from django.conf import settings", "settings.DEB|", "DEBUG"),
    ],
)
def test_djangos_own_files_are_helped_along(line, typed, first):
    assert in_django(f"{line}\n{typed}", "tools.py")[0] == first


# --- templates --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("{% bl|", ["block"]),
        ("{% if x %}{% end|", ["endif"]),
        ("{{ no|", ["notes"]),
        ("{{ title|up|", ["upper"]),
        ("{% for note in notes %}{{ note.te|", ["text"]),
        ("{% for note in notes %}{{ note.owner.user|", ["username"]),
        ("{% for note in notes %}{{ forloop.cou|", ["counter", "counter0"]),
        ("{% url '|", ["notes:index"]),
        ("{% extends 'ba|", ["base.html"]),
        ("{% load static %}{% static '|", ["style.css"]),
        ("{{ request.user.is_au|", ["is_authenticated"]),
        ("plain text |", []),
    ],
)
def test_django_templates_are_completed(text, first):
    assert in_django(text, "templates/notes/index.html")[: len(first) or None] == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("{% mac|", ["macro"]),
        ("{{ fir|", ["first"]),
        ("{{ first.te|", ["text"]),
        ("{% for n in notes %}{{ n.owner.na|", ["name"]),
        ("{{ loop.ind|", ["index", "index0"]),
        ("{{ url_for('no|", ["notes"]),
        ("{{ x|toj|", ["tojson"]),
        ("{{ current_user.na|", ["name"]),
    ],
)
def test_jinja_templates_are_completed(text, first):
    assert in_flask(text, "templates/notes.html")[: len(first)] == first


# --- broken code ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "around",
    [
        "def broken(:\n    pass\n",
        "x = (1,\n",
        "if x\n    y = 1\n",
        "class A\n",
        "  odd = 1\n",
        "'''never closed?'''\nfor\n",
        "def empty():\n",
    ],
)
def test_mistakes_elsewhere_in_the_file_are_no_obstacle(around):
    text = f"from flask import request\n{around}\ndef view():\n    request.fo|\n\n\ndef after(:\n"
    assert labels("app.py", text, {}, "flask")[:1] == ["form"]


def test_other_files_may_be_broken_too():
    files = {"models.py": "class Note:\n    def f(self:\n", "templates/a.html": "{% if"}
    assert labels("app.py", "from models import |", files, "flask") == []


def test_positions_are_counted_as_javascript_does():
    text = "from flask import request\nx = '😀'; request.fo|"
    found = ask(complete, "app.py", text, {}, "flask")
    start = len("from flask import request\nx = '😀'; request.".encode("utf-16-le")) // 2
    assert (found["from"], found["to"]) == (start, start + 2)


@pytest.mark.parametrize("text", ["|", "\ud800.|", "x" * 5000 + ".|", "(" * 2000 + "a.|", "\0.|"])
def test_text_of_any_kind_is_taken(text):
    assert isinstance(labels("app.py", text, {}, "flask"), list)
    assert ask(signature, "app.py", text, {}, "flask")["signature"] is None


def test_at_most_a_hundred_items_come():
    assert len(in_flask("|")) == 100


# --- signatures -------------------------------------------------------------------------------


def call_at(path, text, files, framework):
    found = ask(signature, path, text, files, framework)["signature"]
    if found is None:
        return None
    active = found["active"]
    return found["label"], None if active is None else found["parameters"][active]["name"]


@pytest.mark.parametrize(
    ("typed", "begins", "active"),
    [
        ("redirect(|", "redirect(location, code=302", "location"),
        ("redirect('/', |", "redirect(location, code=302", "code"),
        ("redirect('/', Response=|", "redirect(location", "Response"),
        ("url_for('notes', number=|", "url_for(endpoint", "**values"),
        ("Flask(|", "Flask(import_name", "import_name"),
        ("app.route('/', |", "route(rule, methods", "methods"),
        ("db.Column(db.String, |", "Column(name=None, type=None", "type"),
        ("note.shout(|", "shout(mark='!')", "mark"),
        ("Note(|", "Note(id=…, text=…", "id"),
        ("notes(|", "notes(number)", "number"),
        ("print(notes(1, |", "notes(number)", None),
        ("', '.join(|", "join(iterable", "iterable"),
    ],
)
def test_the_signature_of_a_call_in_flask(typed, begins, active):
    found = call_at("app.py", FLASK.replace("TYPED", typed), {}, "flask")
    assert found is not None
    assert found[0].startswith(begins)
    assert found[1] == active


@pytest.mark.parametrize(
    ("line", "typed", "begins", "active"),
    [
        ("from django.urls import path", "path('', 1, name=|", "path(route, view", "name"),
        (
            "from django.db import models",
            "models.CharField(max_length=|",
            "CharField(",
            "max_length",
        ),
        (
            "from django.db import models",
            "models.ForeignKey(A, |",
            "ForeignKey(to, on",
            "on_delete",
        ),
        ("from .models import Note", "Note.objects.create(|", "create(text=…", "text"),
        ("from django import forms", "forms.CharField(label=|", "CharField(", "label"),
    ],
)
def test_the_signature_of_a_call_in_django(line, typed, begins, active):
    found = call_at("tools.py", f"{line}\n{typed}", DJANGO, "django")
    assert found is not None
    assert found[0].startswith(begins)
    assert found[1] == active


@pytest.mark.parametrize(
    "text", ["x = (|", "def f(a, |", "class A(|", "# f(|", "f = 'f(|", "unknown(|"]
)
def test_there_is_no_signature_where_nothing_is_called(text):
    assert call_at("app.py", text, {}, "flask") is None


# --- interpreters -----------------------------------------------------------------------------


def test_a_spare_interpreter_helps_before_anything_is_started():
    with interpreter() as python:
        given = {"file": "app.py", "text": "from flask import request\nrequest.fo", "line": 2}
        found = python.call("complete", given | {"column": 10, "files": {}, "framework": "flask"})
        assert found["items"][0]["label"] == "form"
        python.start("flask", FLASK_NOTES)
        given = {"file": "app.py", "text": "redirect(", "line": 1, "column": 9}
        assert python.call("signature", given)["signature"] is None  # nothing imports it


def test_the_running_program_is_known():
    with interpreter() as python:
        python.start("django", DJANGO_ADMIN, "ada/lovelace")
        text = "from django.contrib import admin\nclass A(admin.ModelAdmin):\n    list_d"
        given = {"file": "admin.py", "text": text, "line": 3, "column": 10}
        assert python.call("complete", given)["items"][0]["label"] == "list_display"
        given = {"file": "views.py", "text": "from .models import No", "line": 1, "column": 22}
        assert [i["label"] for i in python.call("complete", given)["items"]] == ["Note"]


def test_the_shell_completes_from_its_objects():
    with interpreter() as python:
        python.start("django", DJANGO_ADMIN, "ada/lovelace")

        def offered(code):
            return [i["label"] for i in python.call("complete_shell", {"code": code})["items"]]

        python.call("shell", {"code": "user = User.objects.get(); note = Note(text='x'); size = 3"})
        assert offered("siz") == ["size"]
        assert offered("user.user")[0] == "username"
        assert offered("user.is_au")[0] == "is_authenticated"
        assert offered("Note.objects.fi")[:2] == ["filter", "first"]
        assert offered("Note.objects.first().te")[0] == "text"
        assert offered("note.te")[0] == "text"
        assert offered("x = 'note.") == []
