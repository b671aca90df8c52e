"""What the harness makes of a Django program's files before it starts them."""

import ast

import pytest

from ..harness.django_shape import Shape, shape_of
from ..harness.django_supplied import settings_text, urls_text, wants_contrib
from ..harness.errors import NoAppFound
from .harness_programs import DJANGO_ADMIN, DJANGO_HELLO, DJANGO_NOTES, DJANGO_PROJECT

MANAGE = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")\n'

# --- what kind of program it is -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "shape"),
    [
        ({"urls.py": ""}, Shape(package="app")),
        ({"views.py": "", "settings.py": ""}, Shape(settings="settings", package="app")),
        ({"apps.py": "class A(AppConfig):\n    name = 'notes'\n"}, Shape(package="notes")),
        ({"urls.py": "", "app.py": ""}, Shape(package="program")),
        ({"urls.py": "", "app.py": "", "program.py": ""}, Shape(package="the_program")),
        ({"one.py": "settings.configure(DEBUG=True)\n"}, Shape(single="one")),
        ({"site1/settings.py": "", "manage.txt": ""}, Shape(settings="site1.settings")),
        ({"manage.py": MANAGE}, Shape(settings="config.settings.local")),
        (
            {"project/manage.py": MANAGE, "x.py": ""},
            Shape(home="project", settings="config.settings.local"),
        ),
        ({"manage.py": "", "site1/settings.py": ""}, Shape(settings="site1.settings")),
        ({"manage.py": "", "conf/settings/__init__.py": ""}, Shape(settings="conf.settings")),
        (
            {"urls.py": "", "notes/__init__.py": "", "notes/models.py": "", "tools/text.py": ""},
            Shape(package="app", apps=("notes",)),
        ),
    ],
)
def test_a_program_is_recognised_by_its_files(files, shape):
    assert shape_of(files) == shape


def test_a_project_is_recognised():
    assert shape_of(DJANGO_PROJECT) == Shape(settings="mysite.settings")


@pytest.mark.parametrize("files", [{"page.html": ""}, {"manage.py": "", "app.py": ""}])
def test_what_is_no_program_is_refused(files):
    with pytest.raises(NoAppFound):
        shape_of(files)


# --- supplied settings --------------------------------------------------------------------------


def test_parts_with_tables_are_left_out_where_nothing_mentions_them():
    assert not wants_contrib(DJANGO_HELLO, "")
    assert not wants_contrib(DJANGO_NOTES, "")
    text = settings_text("app", [], DJANGO_HELLO, contrib=False)
    assert "Nothing in your files mentions users" in text
    assert "django.contrib" not in text


@pytest.mark.parametrize(
    "files",
    [
        DJANGO_ADMIN,
        {"views.py": "from django.contrib import messages"},
        {"views.py": "request.user"},
        {"views.py": "@login_required"},
        {"templates/a.html": "{{ user.username }}"},
        {"views.py": "request.session['a'] = 1"},
        {"notes/admin.py": ""},
    ],
)
def test_whatever_mentions_users_or_sessions_gets_all_that_startproject_switches_on(files):
    assert wants_contrib(files, "")
    text = settings_text("app", [], files, contrib=True)
    for part in ("contrib.admin", "contrib.auth", "SessionMiddleware", "MessageMiddleware"):
        assert part in text


def test_a_superuser_asks_for_users():
    assert wants_contrib(DJANGO_HELLO, "ada/lovelace")


def test_a_word_that_only_looks_like_one_of_them_does_not():
    assert not wants_contrib({"views.py": "superuser_count = author = 1"}, "")


def test_supplied_settings_are_python_and_name_the_apps():
    for contrib in (True, False):
        text = settings_text("app", ["notes", "tags"], DJANGO_HELLO, contrib=contrib)
        assert ast.get_docstring(ast.parse(text))
        for name in ("app", "notes", "tags"):
            assert f'    "{name}",' in text


@pytest.mark.parametrize(
    ("files", "static"),
    [
        ({"static/a.css": ""}, True),
        ({"notes/static/notes/a.css": ""}, True),
        ({"a.html": "{% load static %}"}, True),
        ({"views.py": "static('a.css')"}, True),
        ({"static.py": ""}, False),
    ],
)
def test_static_files_are_served_where_there_are_any(files, static):
    text = settings_text("app", [], files, contrib=False)
    assert ('"django.contrib.staticfiles"' in text) is static


# --- supplied addresses -------------------------------------------------------------------------

VIEWS = """\
def index(request): ...
def note(request, pk): ...
def year(request, year: int, month: str): ...
async def later(request): ...
def _private(request): ...
def no_view(text): ...
class NoteListView(ListView): ...
class Base: ...
"""


def test_each_view_gets_an_address():
    text = urls_text({"views.py": VIEWS}, [], admin=False)
    assert ast.parse(text)
    routes = [line.strip() for line in text.splitlines() if line.startswith("    path(")]
    assert routes == [
        'path("", views.index, name="index"),',
        'path("note/<int:pk>", views.note, name="note"),',
        'path("year/<int:year>/<month>", views.year, name="year"),',
        'path("later", views.later, name="later"),',
        'path("note_list", views.NoteListView.as_view(), name="note_list"),',
    ]


def test_the_only_view_is_the_first_page():
    text = urls_text({"views.py": "def notes(request): ...\n"}, [], admin=False)
    assert 'path("", views.notes, name="notes")' in text


def test_the_admin_and_the_apps_addresses_are_included():
    text = urls_text({"notes/urls.py": "", "tags/models.py": ""}, ["notes", "tags"], admin=True)
    assert 'path("admin/", admin.site.urls)' in text
    assert 'path("", include("notes.urls"))' in text
    assert "tags" not in text
    assert "views" not in text


def test_views_that_do_not_parse_are_left_to_the_import_to_report():
    assert "urlpatterns = [\n]" in urls_text({"views.py": "def ("}, [], admin=False)
