"""Starting Django: from one file to a whole project."""

from pathlib import Path

import django.contrib.auth.migrations as of_auth
import pytest

from .harness_programs import (
    DJANGO_ADMIN,
    DJANGO_HELLO,
    DJANGO_NOTES,
    DJANGO_OWN_USER,
    DJANGO_PROJECT,
    get,
    post,
)
from .trial import header, hidden_fields

VIEWS = """\
from django.http import HttpResponse


def index(request):
    return HttpResponse(__name__)


def add(request, a: int, b: int):
    return HttpResponse(a + b)
"""
SINGLE = """\
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(DEBUG=True, SECRET_KEY="a secret", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])


def index(request):
    return HttpResponse("one file")


urlpatterns = [path("", index)]
application = get_wsgi_application()
"""


def signed_in(path, name="ada"):
    return get(path, **{"as": name})


# --- what is supplied ---------------------------------------------------------------------------


def test_a_lone_urls_py_gets_settings_that_can_be_read(django):
    trial = django(DJANGO_HELLO)
    assert trial.ok
    assert list(trial.report["supplied"]) == ["settings.py"]
    settings = trial.report["supplied"]["settings.py"]
    assert "supplied because your files have none" in settings
    assert 'ROOT_URLCONF = "app.urls"' in settings
    answer = trial.get("/hello/Zoë")
    assert (answer["response"]["status"], answer["response"]["text"]) == (200, "Hello, Zoë!")
    assert header(answer, "X-Frame-Options") == "DENY"


def test_what_has_no_tables_sends_no_query_and_makes_no_database(django):
    trial = django(DJANGO_HELLO)
    assert "django.contrib" not in trial.report["supplied"]["settings.py"].split("MIDDLEWARE")[0]
    assert trial.get("/hello/Ada")["queries"] == []


def test_a_lone_views_py_gets_an_address_for_each_view(django):
    trial = django({"views.py": VIEWS})
    assert sorted(trial.report["supplied"]) == ["settings.py", "urls.py"]
    assert trial.get("/")["response"]["text"] == "app.views"
    assert trial.get("/add/2/3")["response"]["text"] == "5"


def test_models_get_migrations_and_tables(django):
    trial = django(DJANGO_NOTES)
    assert trial.ok, trial.error
    supplied = trial.report["supplied"]
    assert "migrations.CreateModel(" in supplied["migrations/0001_initial.py"]
    assert "migrations/__init__.py" not in supplied  # there is nothing in it to be read
    assert "<li>Milk</li>" in trial.submit("/notes/", text="Milk")["response"]["text"]


def test_no_migration_is_ever_written_into_a_librarys_folder(django):
    (folder,) = of_auth.__path__
    before = sorted(Path(folder).iterdir())
    models = (
        "from django.contrib.auth.models import User\nfrom django.db import models\n\n"
        "User.add_to_class('motto', models.TextField(default=''))\n\n\n"
        "class Note(models.Model):\n    owner = models.ForeignKey(User, models.CASCADE)\n"
    )
    trial = django({"models.py": models, "urls.py": "urlpatterns = []\n"})
    assert sorted(Path(folder).iterdir()) == before
    assert list(trial.report["supplied"]) == ["settings.py", "migrations/0001_initial.py"]


def test_files_import_each_other_in_both_of_the_usual_ways(django):
    urls = DJANGO_NOTES["urls.py"].replace("from .views import", "from views import")
    urls += "import models\nfrom . import models as the_same\nassert models is the_same\n"
    urls += "from app.models import Note\nassert Note is models.Note\n"
    trial = django(DJANGO_NOTES | {"urls.py": urls})
    assert trial.ok, trial.error
    assert trial.get("/notes/")["response"]["status"] == 200


def test_the_folder_is_called_as_its_apps_py_says(django):
    apps = "from django.apps import AppConfig\n\n\nclass Config(AppConfig):\n    name = 'notes'\n"
    trial = django({"views.py": VIEWS, "apps.py": apps})
    assert trial.get("/")["response"]["text"] == "notes.views"
    assert '"notes",' in trial.report["supplied"]["settings.py"]


def test_apps_in_folders_are_installed_and_their_addresses_included(django):
    files = {f"notes/{path}": text for path, text in DJANGO_NOTES.items()}
    trial = django({"notes/__init__.py": "", **files})
    assert trial.ok, trial.error
    assert '"notes",' in trial.report["supplied"]["settings.py"]
    assert 'include("notes.urls")' in trial.report["supplied"]["urls.py"]
    assert "notes/migrations/0001_initial.py" in trial.report["supplied"]
    assert trial.get("/notes/")["response"]["status"] == 200


def test_whoever_writes_settings_gets_none(django):
    trial = django(DJANGO_OWN_USER, superuser="ada/lovelace")
    assert trial.ok, trial.error
    assert list(trial.report["supplied"]) == ["migrations/0001_initial.py"]
    assert trial.get("/who")["response"]["text"] == "AnonymousUser AnonymousUser True"
    assert trial.visit(signed_in("/who"))[-1]["response"]["text"] == "Person ada True"


def test_a_single_file_that_configures_itself_runs_as_it_is(django):
    trial = django({"app.py": SINGLE})
    assert trial.ok, trial.error
    assert trial.report["supplied"] == {}
    assert trial.get("/")["response"]["text"] == "one file"


# --- the admin, and who may use it --------------------------------------------------------------


@pytest.fixture(scope="module")
def admin(kept_django):
    return kept_django(DJANGO_ADMIN, superuser="ada/lovelace")


def test_the_superuser_can_log_in_with_the_password_that_was_given(admin):
    form = admin.get("/admin/login/")
    fields = hidden_fields(form) | {"username": "ada", "password": "lovelace"}
    login, page = admin.visit(post("/admin/login/?next=/admin/", **fields))
    assert (login["response"]["status"], login["redirected_to"]) == (302, "/admin/")
    assert page["response"]["status"] == 200
    assert "Welcome," in page["response"]["text"]


def test_a_wrong_password_is_refused(admin):
    fields = hidden_fields(admin.get("/admin/login/"))
    page = admin.post("/admin/login/", **fields, username="ada", password="byron")
    assert "Please enter the correct username and password" in page["response"]["text"]


def test_a_registered_model_is_in_the_admin_and_can_be_added_to(admin):
    form = admin.visit(signed_in("/admin/app/note/add/"))[-1]
    fields = hidden_fields(form) | {"text": "Milk"}
    page = admin.post("/admin/app/note/add/", **fields)
    assert page["request"]["path"] == "/admin/app/note/"
    assert "was added successfully" in page["response"]["text"]


def test_static_files_of_the_program_and_of_the_admin_are_served(admin):
    own = admin.get("/static/style.css")["response"]
    assert (own["text"], own["type"]) == ("body { color: teal }", "text/css")
    assert admin.get("/static/admin/css/base.css")["response"]["status"] == 200
    assert admin.get("/static/none.css")["response"]["status"] == 404


def test_somebody_unknown_cannot_be_signed_in(admin):
    (exchange,) = admin.visit(signed_in("/admin/", "eve"))
    assert exchange["response"]["status"] == 0
    assert exchange["error"]["message"] == "There is no user 'eve'. There are ada."


def test_nobody_can_be_signed_in_where_there_are_no_users(django):
    (exchange,) = django(DJANGO_HELLO).visit(signed_in("/hello/Ada"))
    assert "django.contrib.auth and django.contrib.sessions" in exchange["error"]["message"]


def test_a_superuser_needs_a_program_with_users(django):
    files = {"settings.py": 'SECRET_KEY = "s"\nROOT_URLCONF = "urls"\n', **DJANGO_HELLO}
    trial = django(files, superuser="ada/lovelace")
    assert trial.error["type"] == "CannotMakeSuperuser"
    assert "django.contrib.auth is not in INSTALLED_APPS" in trial.error["message"]


# --- a project ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(kept_django):
    return kept_django(DJANGO_PROJECT, superuser="ada/lovelace")


def test_a_project_runs_as_it_is(project):
    assert project.ok, project.error
    assert project.report["supplied"] == {}


def test_its_migrations_are_applied_and_data_of_theirs_is_there(project):
    page = project.visit(signed_in("/admin/"))[-1]
    assert page["response"]["status"] == 200
    assert "Notes" in page["response"]["text"]


def test_whoever_must_log_in_is_sent_there_first(django):
    trial = django(DJANGO_PROJECT)
    first, second = trial.visit(get("/notes/"))
    assert first["redirected_to"] == "/admin/login/?next=/notes/"
    assert "Log in" in second["response"]["text"]


def test_messages_templates_and_static_addresses_work(project):
    page = project.visit(signed_in("/notes/new/?text=Milk"))[-1]["response"]["text"]
    assert "ada:<b>Note added</b>" in page
    assert "<li>Milk</li>" in page
    assert 'href="/static/notes/notes.css"' in page
    assert project.get("/static/notes/notes.css")["response"]["text"] == "li { color: green }"


def test_a_project_may_stand_in_a_folder(django):
    files = {f"project/{path}": text for path, text in DJANGO_PROJECT.items()}
    files["project/mysite/settings.py"] += "\nDEBUG = False\nALLOWED_HOSTS = ['localhost']\n"
    trial = django({"README.md": "# Notes", **files})
    assert trial.ok, trial.error
    assert trial.get("/notes/")["request"]["path"] == "/admin/login/"


# --- what goes wrong ----------------------------------------------------------------------------

FAULTY = """\
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path


def crash(request):
    numbers = []
    return HttpResponse(numbers[0])


def page(request):
    return render(request, "page.html", {"divide": lambda: 1 / 0})


def nothing(request):
    pass


def denied(request):
    raise PermissionDenied


urlpatterns = [path(view.__name__, view) for view in (crash, page, nothing, denied)]
"""
FAULTY_PAGE = "<p>\n{{ divide }}\n"


@pytest.fixture(scope="module")
def faulty(kept_django):
    return kept_django({"urls.py": FAULTY, "templates/page.html": FAULTY_PAGE})


def test_an_exception_in_a_view_names_the_learners_line(faulty):
    exchange = faulty.get("/crash")
    assert exchange["response"]["status"] == 500
    assert exchange["error"]["type"] == "IndexError"
    assert exchange["error"]["where"] == {"file": "urls.py", "line": 9}
    assert 'File "urls.py", line 9, in crash' in exchange["error"]["text"]
    assert 'File "/' not in exchange["error"]["text"]


def test_an_exception_below_a_template_names_the_innermost_of_both(faulty):
    error = faulty.get("/page")["error"]
    assert error["type"] == "ZeroDivisionError"
    assert error["where"] == {"file": "urls.py", "line": 13}  # the lambda, below the template


def test_a_view_that_returns_nothing_is_told_so(faulty):
    error = faulty.get("/nothing")["error"]
    assert "didn't return an HttpResponse object. It returned None" in error["message"]


def test_a_refusal_is_an_answer_and_no_error(faulty):
    exchange = faulty.get("/denied")
    assert (exchange["response"]["status"], exchange["error"]) == (403, None)


def test_a_post_without_a_token_is_refused(faulty):
    exchange = faulty.post("/crash", text="x")
    assert (exchange["response"]["status"], exchange["error"]) == (403, None)
    assert "CSRF verification failed" in exchange["response"]["text"]


@pytest.mark.parametrize(
    ("files", "kind", "message", "where"),
    [
        ({"urls.py": "urlpatterns = [\n"}, "SyntaxError", "never closed", ("urls.py", 1)),
        ({"urls.py": "import nowhere\n"}, "ModuleNotFoundError", "nowhere", ("urls.py", 1)),
        (
            {"models.py": "from django.db import models\n\n\nlength = b\n"},
            "NameError",
            "'b'",
            ("models.py", 4),
        ),
        ({"urls.py": "import sys\n\nsys.exit(1)\n"}, "SystemExit", "1", ("urls.py", 3)),
        (
            {"urls.py": "urlpatterns = []\n", "settings.py": "INSTALLED_APPS = ['nowhere']\n"},
            "ModuleNotFoundError",
            "nowhere",
            None,
        ),
        (
            {"urls.py": "urlpatterns = []\n", "settings.py": "\nDEBUG = yes\n"},
            "NameError",
            "yes",
            ("settings.py", 2),
        ),
        ({"page.html": "<p>"}, "NoAppFound", "put a view into views.py", None),
        ({"manage.py": "print(1)\n"}, "NoAppFound", "manage.py should say so", None),
    ],
)
def test_a_program_that_cannot_start_says_why(django, files, kind, message, where):
    trial = django(files)
    assert not trial.ok
    assert trial.error["type"] == kind
    assert message in trial.error["message"]
    place = trial.error["where"]
    assert (place and (place["file"], place["line"])) == where


def test_what_djangos_checks_find_stops_the_program(django):
    models = DJANGO_NOTES["models.py"] + "\n    class Meta:\n        ordering = ['nobody']\n"
    trial = django(DJANGO_NOTES | {"models.py": models})
    assert trial.error["type"] == "SystemCheckError"
    assert "'ordering' refers to the nonexistent field" in trial.error["message"]


def test_what_they_warn_of_is_printed(django):
    urls = DJANGO_HELLO["urls.py"].replace('path("hello', 'path("/hello')
    trial = django({"urls.py": urls})
    assert trial.ok
    assert "has a route beginning with a '/'" in trial.printed("stderr")


def test_starting_a_server_is_only_noted(django):
    trial = django(
        {"app.py": SINGLE + "from django.core.management import call_command\n"
         "call_command('runserver', '--noreload')\n"}
    )  # fmt: skip
    assert trial.ok, trial.error
    assert "runserver starts no server here" in trial.printed("log")
    assert trial.get("/")["response"]["text"] == "one file"
