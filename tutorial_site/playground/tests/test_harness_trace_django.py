"""The path of a request through Django, step by step."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from .harness_programs import get, post
from .traces import outcomes, step, subtree, tree

SHOP = {
    "models.py": """\
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


class Item(models.Model):
    name = models.CharField(max_length=20)


@receiver(post_save, sender=Item)
def greet(sender, instance, **kwargs):
    pass
""",
    "views.py": """\
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import ListView

from .models import Item


def index(request):
    items = Item.objects.order_by("id")
    return render(request, "index.html", {"items": items, "title": "Shop", "count": len(items)})


def item(request, number):
    return HttpResponse(get_object_or_404(Item, pk=number).name)


class Items(ListView):
    model = Item
    template_name = "index.html"


class Basket(View):
    def get(self, request):
        return JsonResponse({"items": []})


@csrf_exempt
def new(request):
    with transaction.atomic():
        Item.objects.create(name="Tea")
    return TemplateResponse(request, "item.html", {"item": "Tea"})


def broken(request):
    raise ValueError("broken")


def nothing(request):
    pass
""",
    "urls.py": """\
from django.urls import include, path, re_path

from . import views

shop = [
    path("", views.index, name="index"),
    path("<int:number>/", views.item, name="item"),
    re_path(r"^list/$", views.Items.as_view(), name="list"),
]
urlpatterns = [
    path("basket/", views.Basket.as_view()),
    path("shop/", include((shop, "shop"))),
    path("new/", views.new),
    path("broken/", views.broken),
    path("nothing/", views.nothing),
]
""",
    "middleware.py": """\
class Doorman:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.guest = "you"
        response = self.get_response(request)
        response["X-Door"] = "shut"
        return response

    def process_template_response(self, request, response):
        response.context_data["door"] = "open"
        return response

    def process_exception(self, request, exception):
        if "quiet" in request.GET:
            from django.http import HttpResponse

            return HttpResponse("Nothing happened")


def only_friends(get_response):
    from django.http import HttpResponse

    def middleware(request):
        if "foe" in request.GET:
            return HttpResponse("No", status=403)
        return get_response(request)

    return middleware
""",
    "settings.py": """\
from pathlib import Path

SECRET_KEY = "a secret"
DEBUG = True
INSTALLED_APPS = ["app"]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "app.middleware.Doorman",
    "app.middleware.only_friends",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "app.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(__file__).resolve().parent / "db.sqlite3",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
""",
    "templates/base.html": "<title>{% block title %}{% endblock %}</title>\n"
    "{% block main %}{% endblock %}",
    "templates/index.html": """\
{% extends "base.html" %}
{% block title %}{{ title }}{% endblock %}
{% block main %}
{% for item in items %}{% include "item.html" %}{% endfor %}
{% endblock %}
""",
    "templates/item.html": "<li>{{ item.name }}</li>",
}


def expected(text):
    return textwrap.dedent(text).strip("\n")


@pytest.fixture(scope="module")
def shop(kept_django):
    trial = kept_django(SHOP)
    trial.visit(post("/new/"))
    trial.visit(post("/new/"))
    return trial


def test_a_page_is_told_from_the_outermost_middleware_to_the_response(shop):
    assert tree(shop.get("/shop/")) == expected(
        """
        wsgi django.core.handlers.wsgi.WSGIHandler
          middleware django.middleware.common.CommonMiddleware
            middleware app.middleware.Doorman (middleware.py:5)
              middleware app.middleware.only_friends (middleware.py:25)
                middleware django.middleware.csrf.CsrfViewMiddleware
                  routing /shop/
                  middleware django.middleware.csrf.CsrfViewMiddleware.process_view
                  view app.views.index (views.py:12)
                    query SELECT "app_item"."id", "app_item"."name" FROM (views.py:14)
                    template index.html (templates/index.html:1)
                      template base.html (templates/base.html:1)
                        template item.html (templates/item.html:1)
                        template item.html (templates/item.html:1)
          response HttpResponse
        """
    )


def test_a_middleware_tells_what_it_adds_to_request_and_response(shop):
    page = shop.get("/shop/")
    doorman = step(page, "middleware", "Doorman")["detail"]
    assert (doorman["passed_on"], doorman["status"]) == (True, 200)
    assert doorman["sets"] == ["guest"]
    assert doorman["adds"] == {"X-Door": "shut"}
    common = step(page, "middleware", "CommonMiddleware")["detail"]
    assert list(common["adds"]) == ["Content-Length"]
    assert step(page, "response")["detail"]["headers"]["X-Door"] == "shut"


def test_a_middleware_that_answers_itself_ends_the_path(shop):
    refused = shop.get("/shop/?foe")
    assert refused["response"]["status"] == 403
    assert step(refused, "middleware", "only_friends")["detail"]["passed_on"] is False
    assert step(refused, "middleware", "Doorman")["detail"]["passed_on"] is True
    assert not any(s["kind"] in ("routing", "view") for s in refused["trace"])


def test_a_template_tells_its_role_its_parents_and_what_it_was_given(shop):
    page = shop.get("/shop/")
    outer = step(page, "template", "index.html")["detail"]
    assert (outer["role"], outer["by"], outer["parents"]) == ("rendered", None, ["base.html"])
    assert outer["context"] == {
        "items": "<QuerySet of Item, 2 rows>",
        "title": "'Shop'",
        "count": "2",
    }
    assert outer["from_processors"] == ["csrf_token", "request"]
    roles = {s["name"]: s["detail"]["role"] for s in page["trace"] if s["kind"] == "template"}
    assert roles == {"index.html": "rendered", "base.html": "extended", "item.html": "included"}


def test_looking_at_the_context_runs_no_query(shop):
    page = shop.get("/shop/list/")
    detail = step(page, "template", "index.html")["detail"]
    assert detail["context"]["object_list"] == "<QuerySet of Item, not evaluated>"
    assert page["queries"] == []


def test_patterns_are_told_in_the_order_in_which_they_were_tried(shop):
    assert outcomes(shop.get("/shop/2/")) == [
        ("basket/", "no match"),
        ("shop/", "no match"),
        ("shop/<int:number>/", "matched"),
    ]
    assert outcomes(shop.get("/shop/none/"))[-1] == ("nothing/", "no match")


def test_the_pattern_that_matched_tells_its_arguments_and_its_line(shop):
    detail = step(shop.get("/shop/2/"), "routing")["detail"]
    assert (detail["route"], detail["url_name"]) == ("shop/<int:number>/", "shop:item")
    assert (detail["view"], detail["kwargs"]) == ("app.views.item", {"number": "2"})
    rule = detail["rules"][-1]
    assert rule["converters"] == {"number": "int"}
    assert (rule["name"], rule["within"]) == ("shop:item", ["shop/"])
    assert rule["where"] == {"file": "urls.py", "line": 7}


def test_an_include_and_a_regular_expression_are_told_as_what_they_are(shop):
    rules = step(shop.get("/new/"), "routing")["detail"]["rules"]
    assert [(rule["pattern"], rule["kind"]) for rule in rules] == [
        ("basket/", "path"),
        ("shop/", "include"),
        ("new/", "path"),
    ]
    listed = step(shop.get("/shop/list/"), "routing")["detail"]["rules"][-1]
    assert (listed["pattern"], listed["kind"]) == ("shop/^list/$", "re_path")
    assert listed["leads_to"] == "app.views.Items"


def test_a_class_based_view_hands_on_to_its_method(shop):
    assert subtree(shop.get("/basket/"), "as_view()") == expected(
        """
        view app.views.Basket.as_view() (views.py:26)
          view Basket.get (views.py:27)
        """
    )
    inherited = step(shop.get("/shop/list/"), "view", "Items.get")["detail"]
    assert inherited["defined_in"] == "django.views.generic.list.BaseListView.get"


def test_a_method_that_a_view_lacks_is_told(shop):
    refused = shop.visit({"method": "PUT", "path": "/basket/", "headers": {"X-CSRFToken": "none"}})
    assert step(refused[0], "middleware", "process_view")["detail"]["answered"] is True
    assert refused[0]["response"]["status"] == 403
    options = shop.visit({"method": "TRACE", "path": "/basket/"})[0]
    assert options["response"]["status"] == 405
    assert step(options, "view", "http_method_not_allowed")["detail"]["allowed"] is False


def test_statements_transactions_and_signals_stand_where_they_happen(shop):
    created = shop.visit(post("/new/"))[0]
    assert subtree(created, "views.new") == expected(
        """
        view app.views.new (views.py:32)
          query BEGIN (views.py:33)
          query INSERT INTO "app_item" ("name") (views.py:34)
          hook post_save: app.models.greet (models.py:11)
          query COMMIT (views.py:33)
        """
    )
    assert step(created, "hook")["detail"] == {"hook": "signal", "sender": "Item"}


def test_a_template_response_is_rendered_after_the_view(shop):
    created = shop.visit(post("/new/"))[0]
    names = [(s["kind"], s["name"]) for s in created["trace"]]
    hook = ("middleware", "app.middleware.Doorman.process_template_response")
    assert names.index(("view", "app.views.new")) < names.index(hook)
    assert names.index(hook) < names.index(("template", "item.html"))
    assert step(created, "template")["detail"]["context"]["door"] == "'open'"


def test_a_page_that_is_not_there_tells_what_became_of_the_exception(shop):
    lost = shop.get("/shop/99/")
    assert step(lost, "view", "item")["detail"]["raised"].startswith("Http404: No Item matches")
    becomes = step(lost, "hook", "Http404 becomes a response")["detail"]
    assert (becomes["exception"], becomes["status"]) == ("Http404", 404)
    unknown = shop.get("/unknown/")
    assert step(unknown, "routing")["detail"]["raised"] == "Resolver404"


def test_an_exception_is_told_where_it_passes(shop):
    broken = shop.get("/broken/")
    assert step(broken, "view", "broken")["detail"]["raised"] == "ValueError: broken"
    assert step(broken, "middleware", "process_exception")["detail"]["answered"] is False
    assert broken["trace"][0]["detail"]["status"] == 500
    # Django's debug page shows the learner's code, and nothing of the tracing around it.
    assert "/harness/" not in broken["response"]["text"]
    quiet = shop.get("/broken/?quiet")
    assert quiet["response"]["text"] == "Nothing happened"
    assert step(quiet, "middleware", "process_exception")["detail"]["answered"] is True


def test_a_view_that_returns_nothing_is_named_by_django_as_ever(shop):
    nothing = shop.get("/nothing/")
    assert "The view app.views.nothing didn't return an HttpResponse" in nothing["error"]["message"]
    assert step(nothing, "view", "nothing")["detail"]["returned"] == "NoneType"


def test_forms_and_their_dozens_of_templates_are_one_step(django):
    page = django(
        {
            "views.py": "from django import forms\nfrom django.shortcuts import render\n\n\n"
            "class Form(forms.Form):\n    name = forms.CharField()\n    age = forms.CharField()\n"
            '\n\ndef index(request):\n    return render(request, "f.html", {"form": Form()})\n',
            "templates/f.html": "{{ form }}",
        }
    ).get("/")
    templates = [s["name"] for s in page["trace"] if s["kind"] == "template"]
    assert templates == ["f.html", "django/forms/div.html"]
    assert step(page, "template", "f.html")["detail"]["context"] == {"form": "<Form>"}


def test_static_files_are_served_past_the_middleware(django):
    page = django({"urls.py": "urlpatterns = []\n", "static/style.css": "p {}"}).get(
        "/static/style.css"
    )
    assert tree(page) == expected(
        """
        wsgi django.contrib.staticfiles.handlers.StaticFilesHandler
          view django.contrib.staticfiles.views.serve
        """
    )
    assert step(page, "view")["detail"]["path"] == "style.css"


LEFT_BEHIND = """
import sys

from harness import start

from django.core.handlers import base, exception
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.dispatch import Signal
from django.template.base import Template
from django.urls import resolvers
from django.views import View

OWNERS = [base, base.BaseHandler, exception, Signal, Template, View, BaseDatabaseWrapper]
OWNERS += [SQLiteCursorWrapper, resolvers.URLPattern, resolvers.URLResolver]


def held():
    return [{name: value for name, value in vars(owner).items()} for owner in OWNERS]


def changed(before):
    return sum(
        old.get(name) is not value
        for owner, old in zip(OWNERS, before)
        for name, value in vars(owner).items()
        if not name.startswith("__") or name == "__init__"
    )


before = held()
run = start({"framework": "django", "files": {"urls.py": "urlpatterns = []"}}, print)
run.visit({"path": "/"})
assert changed(before) > 10
run.close()
assert changed(before) == 0
"""


def test_nothing_of_it_stays_behind_when_the_program_is_closed():
    folder = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", LEFT_BEHIND], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_trace_nothing_but_sql_is_recorded(shop):
    (page,) = shop.visit(get("/shop/", trace=False))
    assert page["trace"] is None
    assert (page["lines"], page["changes"]) == ({}, [])
    assert len(page["queries"]) == 1
