"""Marks in the editor: what is found while code is being typed, and in which words."""

import importlib

import pytest

from ..harness.editor import known, lint
from . import harness_programs
from .harness_programs import DJANGO_ADMIN, DJANGO_PROJECT, FLASK_NOTES
from .interpreters import interpreter

PROGRAMS = [name for name in vars(harness_programs) if name.isupper() and name != "NOTES_PAGE"]


def marks(files, framework=""):
    if isinstance(files, str):
        files = {"app.py": files}
    return lint(None, {"files": files, "framework": framework})["marks"]


def only(files, framework=""):
    (mark,) = marks(files, framework)
    return mark


def said(files, framework=""):
    return [(mark["code"], f"{mark['message']} {mark['hint']}") for mark in marks(files, framework)]


def marked(text, mark):
    """The text under a mark of one line."""
    line = text.split("\n")[mark["line"] - 1].encode("utf-16-le")
    return line[mark["column"] * 2 : mark["end_column"] * 2].decode("utf-16-le")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_runs_has_no_marks(name):
    assert marks(getattr(harness_programs, name)) == []


# --- syntax -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def f()\n    pass", "colon is missing"),
        ("print('a", "quotation mark at its beginning"),
        ("x = '''abc", "three quotation marks"),
        ("x = (1,\ny = 2", "This ( is never closed"),
        ("x = [1)", ") closes what was opened by ["),
        ("x = 1)", "a ) too many"),
        ("x = [1 2]", "comma"),
        ("x = a b", "Look for a bracket"),
        ("if x = 1: pass", "write =="),
        ("1 = x", "write =="),
        ("print 'a'", "stands in brackets"),
        ("return 1", "outside of every function"),
        ("break", "outside of every loop"),
        ("x = “a”", "doesn't know: U+201C"),
        ("f(a=1, 2)", "without names first"),
        ("def f(a=1, b): pass", "without defaults first"),
        ("def f(a, a): pass", "Two parameters are called a"),
        ("try:\n    x = 1\ny = 1", "neither an except nor a finally"),
        ("x = 007", "can't begin with 0"),
        ("1abc = 3", "can't begin with a digit"),
        ("else if x:", "elif"),
        ("if a && b: pass", "written: and"),
        ("x++", "x += 1"),
        ("let x = 1", "name = 1"),
        ("class = 2", "word of Python's own"),
        ("x = ", "no value"),
        ("for x of y: pass", "for x in y"),
        ("@app.get('/')\n", "above a def"),
        ("x = 1\0", "NUL"),
        ("x = " + "(" * 500, "nested too deeply"),
    ],
)
def test_what_python_cannot_read_is_put_into_words(code, words):
    (found,) = said(code, "python")
    assert found[0] == "syntax"
    assert words in found[1]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("if x:\nprint(1)", "The 'if' statement on line 1 has nothing in it"),
        ("x = 1\n  y = 2", "opens no block"),
        ("if 1:\n    x = 1\n  y = 1", "no line above it has"),
        ("if 1:\n\tx = 1\n        y = 2\n", "tabs"),
    ],
)
def test_indentation_that_says_nothing_is_marked(code, words):
    (found,) = said(code, "python")
    assert found[0] == "indentation"
    assert words in found[1]


def test_blocks_by_tabs_among_blocks_by_spaces_are_doubtful():
    mark = only("if 1:\n    x = 1\nif 2:\n\ty = 2\n")
    assert (mark["code"], mark["line"], mark["severity"]) == ("mixed-indentation", 4, "warning")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("x = '\\d'", 'r"\\d+"'),
        ("x = 1\nif x is 1: pass", "one and the same object"),
        ("assert (1, 'a')", "always true"),
    ],
)
def test_what_python_doubts_is_a_warning(code, words):
    mark = only(code)
    assert mark["severity"] == "warning"
    assert words in mark["message"] + mark["hint"]


def test_a_mark_stands_under_what_it_is_about_counted_as_javascript_does():
    code = "x = '😀'; y = prnt('é')"
    mark = only(code)
    assert marked(code, mark) == "prnt"
    code = "x = '😀' + “a”"
    assert marked(code, only(code)) == "“"


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("framework", "name", "hint"),
    [
        ("flask", "render_template", "from flask import render_template"),
        ("flask", "request", "from flask import request"),
        ("flask", "Flask", "from flask import Flask"),
        ("flask", "login_required", "from flask_login import login_required"),
        ("flask", "datetime", "import datetime"),
        ("django", "render", "from django.shortcuts import render"),
        ("django", "path", "from django.urls import path"),
        ("django", "login_required", "from django.contrib.auth.decorators import login_required"),
        ("django", "models", "from django.db import models"),
        ("django", "timezone", "from django.utils import timezone"),
        ("python", "json", "import json"),
        ("flask", "true", "Write True"),
        ("flask", "prnt", "Did you mean print?"),
        ("flask", "self", "def method(self, …)"),
    ],
)
def test_a_name_that_is_bound_nowhere_gets_advice(framework, name, hint):
    assert hint in only({"app.py": f"x = {name}\n"}, framework)["hint"]


def test_a_class_of_another_file_is_imported_from_there():
    files = FLASK_NOTES | {"tools.py": "print(Note)\n"}
    assert only(files)["hint"] == "Add above: from app import Note"


def test_pythons_scopes_are_kept():
    code = """\
import os.path
from os.path import *
import xml.etree.ElementTree as tree
x = [n for n in range(3) if n]
y = {k: v for k, v in {}.items()}
print(join, tree, os, [m := 1 for _ in x], m)


class A:
    size = 1
    both: int
    doubled = size * 2

    def f(self, *args, size=size, **options):
        def inner():
            nonlocal args
            args = ()
            return __class__, options, later
        return inner, (lambda q, *, r=1: q + r)


def g():
    global made
    made = 1


later = made
for i in x:
    pass
print(i, __name__, __file__)
with open("f") as (first, second), open("g") as third:
    print(first, second, third)
try:
    import nothing_here
    print(perhaps)
except (ImportError, NameError) as exc:
    print(exc)
match x:
    case {"a": found, **rest}:
        print(found, rest)
    case [one, *others] | A(size=one, both=others) as whole:
        print(one, others, whole)
async def h():
    async with a_lock() as lock:
        return [z async for z in lock]
def a_lock(): return y
del i
"""
    assert marks(code, "python") == []


def test_names_of_a_class_are_not_seen_by_its_methods():
    code = "class A:\n    size = 1\n    def f(self):\n        return size\n"
    assert only(code)["line"] == 4


def test_a_star_of_which_nothing_is_known_forgives_all_names():
    assert [code for code, _ in said("from nothing_here import *\nprint(anything)")] == [
        "no-module"
    ]


@pytest.mark.parametrize("table", [known.FLASK, known.PYTHON])
def test_imports_that_are_advised_work(table):
    for line in table.values():
        exec(line, {})


def test_imports_that_are_advised_for_django_work_in_a_project():
    files = DJANGO_ADMIN | {"tools.py": "\n".join(sorted(set(known.DJANGO.values())))}
    with interpreter() as python:
        python.start("django", files, "ada/lovelace")
        assert python.call("shell", {"code": "import tools"})["error"] is None


def test_what_is_advised_for_old_names_exists():
    for advice in known.MOVED.values():
        if advice.startswith("from"):
            _, module, _, name = advice.split()
            assert hasattr(importlib.import_module(module), name), advice


# --- imports ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("import flaskk", "Did you mean flask?"),
        ("import os.pathh", "Did you mean os.path?"),
        ("import requests", "isn't installed here"),
        ("import helpers", "it has to be helpers.py"),
        ("from flask import Flaks", "Did you mean Flask?"),
        ("from flask import Markup", "from markupsafe import Markup"),
        ("from wtforms import TextField", "from wtforms import StringField"),
        ("from django.core.urlresolvers import reverse", "from django.urls import reverse"),
        ("from django.conf.urls import url", "from django.urls import re_path"),
        ("from django.shortcuts import rendr", "Did you mean render?"),
        ("from . import tools", "lies in no package"),
        ("from .models import Note", "Write: from models import Note"),
    ],
)
def test_what_cannot_be_imported_is_marked(line, words):
    (found,) = said({"app.py": f"{line}\n"}, "flask")
    assert words in found[1]


@pytest.mark.parametrize(
    "line",
    [
        "import flask.json.tag",
        "from flask import json, Flask",
        "import sqlalchemy.dialects.postgresql",
        "from collections.abc import Mapping",
        "from importlib import metadata, resources",
        "try:\n    import simplejson\nexcept ImportError:\n    simplejson = None",
    ],
)
def test_what_can_be_imported_is_not_marked(line):
    assert marks({"app.py": f"{line}\n"}, "flask") == []


def test_own_modules_are_looked_into():
    files = {
        "app.py": "from models import Nota\nimport model\nfrom shop import views\nviews.indx\n",
        "models.py": "class Note:\n    pass\n",
        "shop/__init__.py": "",
        "shop/views.py": "from ..models import Note\nfrom . import carts\ndef index(): pass\n",
    }
    assert [mark["hint"] for mark in marks(files, "flask")] == [
        "Did you mean Note?",
        "Did you mean models?",
        "Did you mean index?",
        "Write: from models import Note",
        "",
    ]


def test_a_small_django_program_imports_its_files_both_ways():
    files = {
        "models.py": "from django.db import models\nclass Note(models.Model): pass\n",
        "views.py": "from .models import Note\nfrom models import Note as Same\n",
        "urls.py": "from . import views\nfrom app.views import Note\nfrom app import vews\n",
    }
    assert [mark["hint"] for mark in marks(files, "django")] == ["Did you mean views?"]


# --- Flask ------------------------------------------------------------------------------------

FLASK = "from flask import Flask, abort\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("view", "code", "words"),
    [
        ('@app.get("hello")\ndef hello(): return ""', "leading-slash", 'Write "/hello"'),
        ('@app.get("/a/<int:id>")\ndef a(): return ""', "view-arguments", "no parameter id"),
        ('@app.get("/b")\ndef b(x): return ""', "view-arguments", "Put <x> into the route"),
        ('@app.route("/c", methods="POST")\ndef c(): return ""', "methods-as-text", "['POST']"),
        ('@app.get("/d")\ndef d():\n    print("x")', "answers-nothing", "Write return"),
        (
            '@app.get("/e")\ndef e(): return ""\n@app.get("/f")\ndef e(): return ""',
            "repeated-endpoint",
            "a view e already, in line 4",
        ),
    ],
)
def test_a_flask_view_that_would_fail_is_marked(view, code, words):
    (found,) = said(FLASK + view, "flask")
    assert found[0] == code
    assert words in found[1]


@pytest.mark.parametrize(
    "view",
    [
        '@app.get("/<x>", defaults={"y": 1})\ndef a(x, y, z=2): return x',
        '@app.get("/a/<x>")\ndef a(**all): return all',
        '@app.get("/a")\ndef a(): abort(404)',
        '@app.get("/a")\ndef a():\n    raise KeyError',
        '@app.get("/a")\ndef a():\n    yield "part"',
        '@app.get("/a")\n@app.get("/b")\ndef a(): return ""',
        '@app.get("/a", endpoint="b")\ndef a(): return ""\n@app.get("/b")\ndef a(): return ""',
        '@app.get("/a")\ndef a():\n    """Not written yet."""',
    ],
)
def test_a_flask_view_that_works_is_not_marked(view):
    assert marks(FLASK + view, "flask") == []


# --- Django -----------------------------------------------------------------------------------

VIEWS = """\
from django.http import HttpResponse
from django.views import View

def index(request): return HttpResponse()
def detail(request, pk): return HttpResponse()
def silent(request): HttpResponse()
def no_request(pk): return HttpResponse()
class List(View): pass
"""


@pytest.mark.parametrize(
    ("route", "code", "words"),
    [
        ('path("/a", views.index)', "leading-slash", 'Write "a"'),
        ('path("a", views.index())', "view-called", "Leave out the brackets"),
        ('path("a", views.detail)', "view-arguments", "parameter pk stands nowhere"),
        ('path("<int:id>/<pk>", views.detail)', "view-arguments", "no parameter id"),
        ('path("<pk>", views.no_request)', "view-arguments", "has no parameter pk"),
        ('re_path("(?P<n>x)", views.index)', "view-arguments", "no parameter n"),
        ('path("a", views.List)', "class-as-view", "as_view()"),
        ('path("a", views.idex)', "no-name", "Did you mean index?"),
        ('path("a", "views.index")', "view-as-text", "views.index"),
        ('path("a", include("pols.urls"))', "no-module", "no module pols.urls"),
    ],
)
def test_a_route_that_would_fail_is_marked(route, code, words):
    imports = "from django.urls import include, path, re_path\nfrom . import views\n"
    urls = f"{imports}urlpatterns = [{route}]\n"
    views = VIEWS.replace("def silent(request): HttpResponse()\n", "")
    (found,) = said({"urls.py": urls, "views.py": views}, "django")
    assert found[0] == code
    assert words in found[1]


def test_a_view_that_returns_nothing_is_marked():
    assert [code for code, _ in said({"views.py": VIEWS}, "django")] == ["answers-nothing"]


def test_an_app_that_does_not_exist_is_marked_in_the_settings():
    settings = DJANGO_PROJECT["mysite/settings.py"].replace('"tags"', '"tag"')
    mark = only(DJANGO_PROJECT | {"mysite/settings.py": settings})
    assert (mark["file"], mark["hint"]) == ("mysite/settings.py", "Did you mean tags?")


# --- templates --------------------------------------------------------------------------------


DJANGO_TEMPLATES = "django.template.backends.django.DjangoTemplates"


def template(text, framework):
    code = {"flask": "from flask import Flask\n", "django": "from django.db import models\n"}
    return said({"app.py": code[framework], "templates/page.html": text}, framework)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% block a %}\n{% if x %}\n{% endblock %}", "This {% if %} is never closed"),
        ("{% for x in y %}", "This {% for %} is never closed"),
        ("{% endif %}", "nothing is open"),
        ("{% bloc a %}", "Did you mean block?"),
        ("{{ x }", "A value is closed by }}"),
        ("{{ x|uper }}", "Did you mean upper?"),
        ("{{ }}", "no expression"),
        ("{# abc", "never closed"),
        ("{% url 'index' %}", "{{ url_for('endpoint') }}"),
        ("{% csrf_token %}", "csrf_token()"),
        ("{% for x in y %}{% empty %}{% endfor %}", "{% else %}"),
        ("{% extends 'nothing.html' %}", "no template nothing.html"),
    ],
)
def test_a_mistake_in_a_jinja_template_is_put_into_words(text, words):
    (found,) = template(text, "flask")
    assert words in found[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% if x %}\n", "This {% if %} is never closed"),
        ("{% block a %}{% if x %}{% endblock %}", "What is open wants {% endif %}"),
        ("{% endif %}", "nothing is open"),
        ("{% csrf_tokn %}", "Did you mean csrf_token?"),
        ("{% static 'a.css' %}", "{% load static %}"),
        ("{% load nothing %}", "templatetags/nothing.py"),
        ("{{ x|uper }}", "Did you mean upper?"),
        ("{{ x.all() }}", "calls by itself what can be called: x.all"),
        ("{{ url_for('index') }}", "{% url 'name' %}"),
        ("{{ x['a'] }}", "without [ ]"),
        ("{{ x + 1 }}", "computes nothing"),
        ("{% if x = 1 %}{% endif %}", "write =="),
        ("{% if (a or b) and c %}{% endif %}", "no brackets"),
        ("{% set x = 1 %}", "{% with name=value %}"),
        ("{{ x }}{% extends 'page.html' %}", "before every other tag"),
        ("{% include 'nothing.html' %}", "no template nothing.html"),
        ("{{ }}", "nothing between"),
    ],
)
def test_a_mistake_in_a_django_template_is_put_into_words(text, words):
    (found,) = template(text, "django")
    assert words in found[1]


@pytest.mark.parametrize(
    ("framework", "text"),
    [
        ("flask", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}{% raw %}{{ x( }}{% endraw %}"),
        ("flask", "{% set x = [1] %}{{ x[0]|tojson }}{% call m() %}{% endcall %}{# {% if #}"),
        ("django", "{% load i18n static %}{% trans 'a' %}{% now 'Y' %}{% lorem %}{{ x|date:'Y' }}"),
        ("django", "{% comment %}{% foo %}{% endcomment %}{% verbatim %}{{ x( }}{% endverbatim %}"),
        ("django", "{% load humanize %}{{ x|intcomma }}{% for k, v in x.items %}{% endfor %}"),
    ],
)
def test_a_template_that_works_is_not_marked(framework, text):
    assert template(text, framework) == []


def test_filters_and_tags_of_ones_own_are_known():
    flask = {
        "app.py": FLASK + "@app.template_filter()\ndef shout(text): return text\n"
        "@app.template_filter('quiet')\ndef _(text): return text\n",
        "templates/page.html": "{{ x|shout }}{{ x|quiet }}{{ x|loud }}",
    }
    assert [mark["message"] for mark in marks(flask, "flask")] == ["There is no filter loud."]
    tags = """\
from django import template
register = template.Library()
@register.filter
def shout(text): return text
@register.simple_tag
def hello(name): return name
@register.simple_block_tag
def box(content): return content
"""
    page = "{% load own %}{{ x|shout }}{% hello x %}{% box %}a{% endbox %}{% nothing %}"
    django = {"templatetags/own.py": tags, "templates/page.html": page}
    assert [mark["message"] for mark in marks(django, "django")] == ["Django has no tag nothing."]


def test_jinja_in_django_is_read_as_jinja():
    jinja = '{"BACKEND": "django.template.backends.jinja2.Jinja2"}'
    both = f'TEMPLATES = [{jinja}, {{"BACKEND": "{DJANGO_TEMPLATES}"}}]'
    page = {"templates/page.html": "{{ url_for('index') }}{{ 1 + 2 }}"}
    assert marks({"settings.py": f"TEMPLATES = [{jinja}]"} | page, "django") == []
    assert marks({"settings.py": both} | page, "django") == []
    assert marks({"settings.py": both, "templates/page.html": "{% if %}"}, "django") != []


# --- everything else --------------------------------------------------------------------------


def test_a_fixture_that_is_no_json_is_marked():
    (found,) = said({"app.py": "", "fixtures/a.json": '[\n {"a": 1,}\n]'}, "django")
    assert "after the last pair comes no comma" in found[1]


def test_marks_of_all_files_come_in_order_and_have_an_end():
    files = {f"f{n:03}.py": "print(x, y)\n" for n in range(150)}
    found = marks(files, "python")
    assert len(found) == 200
    assert [(m["file"], m["column"]) for m in found] == sorted(
        (m["file"], m["column"]) for m in found
    )


@pytest.mark.parametrize(
    "text", ["\ud800", "x" * 200_001, "(" * 100_000, "{" * 5000, "\r\n\x0c\x0b"]
)
def test_text_of_any_kind_is_taken(text):
    files = {"a.py": text, "templates/a.html": text, "b.json": text}
    for framework in ("flask", "django", "python"):
        assert isinstance(marks(files, framework), list)


def test_an_interpreter_that_has_linted_can_still_start_a_program():
    with interpreter() as python:
        page = {"templates/notes.html": "{% load static %}{{ x( }}{% endif %}"}
        given = {"files": DJANGO_ADMIN | page, "framework": "django"}
        assert python.call("lint", given)["marks"][0]["code"] == "template-syntax"
        python.start("django", DJANGO_ADMIN, "ada/lovelace")
        assert python.visit("/admin/", **{"as": "ada"})["response"]["status"] == 200
        assert python.call("lint", given)["marks"][0]["code"] == "template-syntax"
