"""A whole Django project, used as people use it: two apps, templates, forms, signals, middleware of
its own, migrations, commands, and its admin with all that a browser does there."""

import re

import pytest

from .harness_programs import get
from .interpreters import interpreter
from .project_folders import DJANGO_LIBRARY
from .traces import outcomes, step, subtree
from .trial import header, hidden_fields


class Library:
    """The project, started, with Ada as its superuser."""

    def __init__(self, python):
        self.python = python
        python.start("django", DJANGO_LIBRARY, "ada/lovelace")

    def visit(self, request, **more):
        return self.python.call("visit", {**request, **more})["exchanges"]

    def get(self, path, **more):
        return self.visit(get(path), **more)[-1]

    def press(self, page, path, **fields):
        """Send a form of a page that is open, with the token that stands in it; all exchanges."""
        form = {**hidden_fields(page), **fields}
        return self.visit({"method": "POST", "path": path, "form": form})

    def rows(self, sql):
        answer = self.python.call("sql", {"database": "default", "text": sql})
        return answer["results"][0]["rows"]

    def command(self, line):
        output = self.python.call("terminal", {"line": line})["output"]
        return "".join(piece["text"] for piece in output)


def text(exchange):
    return exchange["response"]["text"]


def status(exchange):
    return exchange["response"]["status"]


@pytest.fixture
def library():
    with interpreter() as python:
        yield Library(python)


def test_its_migrations_make_and_fill_its_tables(library):
    assert library.rows("SELECT count(*) FROM books_book") == [[4]]
    (database,) = library.python.call("database")
    own = [table["name"] for table in database["tables"] if not table["internal"]]
    assert own == [
        *("books_author", "books_subject", "books_book", "books_book_subjects"),
        *("loans_entry", "loans_loan"),
    ]


def test_a_visitor_looks_around(library):
    front = library.get("/")
    assert '<a href="/book/4/">Emma</a>, Jane Austen (J15)' in text(front)
    assert header(front, "X-Library") == "open"
    assert "Middlemarch" in text(library.get("/subject/marriage/"))
    assert "Books of 1818" in text(library.get("/year/1818/"))
    assert status(library.get("/year/1700/")) == 404
    assert "Frankenstein" in text(library.get("/?q=frank"))


def test_its_static_files_are_served_from_the_project_and_from_its_apps(library):
    front = library.get("/")
    for path in ("/static/library.css", "/static/books/shelf.svg"):
        assert path in text(front)
        assert status(library.get(path)) == 200
    assert library.get("/static/books/shelf.svg")["response"]["type"] == "image/svg+xml"


def test_somebody_logs_in_borrows_and_returns(library):
    login = library.visit(get("/loans/"))[-1]
    assert login["request"]["path"] == "/accounts/login/"
    inside = library.press(
        login, "/accounts/login/?next=/loans/", username="ada", password="lovelace"
    )
    assert inside[-1]["request"]["path"] == "/loans/"
    _, mine = library.press(library.get("/book/1/"), "/loans/borrow/1/")
    assert "Frankenstein is yours for four weeks." in text(mine)
    assert "1 on loan" in text(mine)
    back = library.press(mine, "/loans/1/return/")[-1]
    assert "None." in text(back)
    out = library.press(back, "/accounts/logout/")[-1]
    assert "Log in" in text(out)


def test_what_a_loan_changes_is_told(library):
    page = library.get("/book/1/", **{"as": "ada"})
    sent = library.press(page, "/loans/borrow/1/")[0]
    changes = {change["table"]: change for change in sent["changes"]}
    (copies,) = changes["books_book"]["updated"]
    assert (copies["before"][3], copies["after"][3]) == (1, 0)
    assert len(changes["loans_loan"]["inserted"]) == 1
    assert changes["loans_entry"]["inserted"][0][1] == "ada borrowed Frankenstein"
    assert [t["what"] for t in sent["transactions"]] == ["begin", "commit"]
    assert subtree(sent, "loans.signals.write_journal").splitlines()[0] == (
        "hook post_save: loans.signals.write_journal (loans/signals.py:8)"
    )


def test_the_path_through_the_project_is_told(library):
    page = library.get("/book/1/", **{"as": "ada"})
    assert outcomes(page) == [
        ("admin/", "no match"),
        ("accounts/", "no match"),
        ("loans/", "no match"),
        ("", "no match"),
        ("^year/(?P<year>[0-9]{4})/$", "no match"),
        ("subject/<slug:name>/", "no match"),
        ("book/<int:pk>/", "matched"),
    ]
    own = step(page, "middleware", "opening_hours")
    assert own["where"] == {"file": "library/middleware.py", "line": 7}
    assert own["detail"]["sets"] == ["is_open"]
    view = step(page, "view", "as_view()")
    assert view["where"] == {"file": "books/views.py", "line": 20}
    # A generic view's query belongs to the view, not to the middleware around it.
    assert page["queries"][0]["where"] == view["where"]
    closed = library.get("/", headers={"X-Hour": "night"})
    assert status(closed) == 503
    assert step(closed, "middleware", "opening_hours")["detail"]["passed_on"] is False


def test_one_query_for_each_book_is_seen(library):
    queries = library.get("/")["queries"]
    groups = [query["group"] for query in queries]
    repeated = max(set(groups), key=groups.count)
    assert groups.count(repeated) == 4
    where = {(q["where"]["file"], q["where"]["line"]) for q in queries if q["group"] == repeated}
    assert where == {("books/templates/books/book_list.html", 8)}


def test_a_download_has_its_name(library):
    library.press(library.get("/book/1/", **{"as": "ada"}), "/loans/borrow/1/")
    loans = library.get("/loans/mine.txt")
    assert loans["response"]["download"] == "my loans.txt"
    assert text(loans) == "Frankenstein\n"


def test_forms_say_what_is_wrong_and_permissions_are_kept(library):
    assert library.visit(get("/book/new/"))[-1]["request"]["path"] == "/accounts/login/"
    page = library.get("/book/new/", **{"as": "ada"})
    late = library.press(page, "/book/new/", title="To come", author="1", year="9999")[-1]
    assert "This year is yet to come." in text(late)
    saved = library.press(page, "/book/new/", title="Persuasion", author="1", year="1817")
    assert (status(saved[0]), saved[-1]["request"]["path"]) == (302, "/book/5/")
    assert "Persuasion is on the shelf." in text(saved[-1])


# --- the admin --------------------------------------------------------------------------------


def test_the_admin_lets_in_whoever_logs_in(library):
    login = library.visit(get("/admin/"))[-1]
    assert login["request"]["path"] == "/admin/login/"
    wrong = library.press(login, "/admin/login/?next=/admin/", username="ada", password="guess")
    assert "Please enter the correct username and password" in text(wrong[-1])
    right = library.press(
        wrong[-1], "/admin/login/?next=/admin/", username="ada", password="lovelace"
    )
    assert "The library&#x27;s desk" in text(right[-1])
    assert right[-1]["request"]["path"] == "/admin/"


def test_the_admin_lists_searches_and_filters(library):
    listed = library.get("/admin/books/book/", **{"as": "ada"})
    assert "4 books" in text(listed)
    found = library.get("/admin/books/book/?q=shelley")
    assert "2 results" in text(found)
    about = library.get("/admin/books/book/?subjects__id__exact=3")
    assert "Emma" in text(about)
    assert "Frankenstein" not in text(about)
    assert "0 loans" in text(library.get("/admin/loans/loan/?taken__year=2020"))


def test_the_admin_adds_changes_and_deletes(library):
    page = library.get("/admin/books/author/add/", **{"as": "ada"})
    rows = {
        **{f"books-{name}_FORMS": value for name, value in NUMBERS.items()},
        "books-0-title": "Jane Eyre",
        "books-0-year": "1847",
        "books-0-copies": "2",
    }
    added = library.press(page, "/admin/books/author/add/", name="Charlotte Brontë", **rows)
    assert "Charlotte Brontë" in text(added[-1])
    assert "was added successfully" in text(added[-1])
    assert library.rows("SELECT copies FROM books_book WHERE title = 'Jane Eyre'") == [[2]]
    change = library.get("/admin/books/book/5/change/")
    fields = {"title": "Jane Eyre!", "author": "4", "year": "1847", "copies": "3"}
    changed = library.press(change, "/admin/books/book/5/change/", **fields)
    assert "was changed successfully" in text(changed[-1])
    sure = library.get("/admin/books/book/5/delete/")
    assert "Are you sure" in text(sure)
    gone = library.press(sure, "/admin/books/book/5/delete/", post="yes")
    assert "was deleted successfully" in text(gone[-1])
    assert library.rows("SELECT count(*) FROM books_book") == [[4]]


NUMBERS = {"TOTAL": "1", "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "1000"}


def test_the_admin_runs_actions_and_edits_in_the_list(library):
    page = library.get("/admin/books/book/", **{"as": "ada"})
    acted = library.press(
        page, "/admin/books/book/", action="keep_in", _selected_action=["1", "2"], index="0"
    )
    assert "2 kept in." in text(acted[-1])
    forms = {"TOTAL": "4", "INITIAL": "4", "MIN_NUM": "0", "MAX_NUM": "1000"}
    ids = re.findall(r'name="form-(\d)-id" value="(\d+)"', text(page))
    fields = {f"form-{name}_FORMS": value for name, value in forms.items()}
    fields |= {f"form-{number}-id": key for number, key in ids}
    fields |= {f"form-{number}-copies": "7" for number, _ in ids}
    saved = library.press(page, "/admin/books/book/", **fields, _save="Save")
    assert "4 books were changed successfully" in text(saved[-1])
    assert library.rows("SELECT DISTINCT copies FROM books_book") == [[7]]


def test_the_admins_scripts_and_styles_are_there(library):
    pages = [
        library.get(path, **{"as": "ada"})
        for path in ("/admin/", "/admin/books/book/", "/admin/books/book/1/change/")
    ]
    found = {path for page in pages for path in re.findall(r'="(/static/admin/[^"]+)"', text(page))}
    assert "/static/admin/js/vendor/select2/select2.full.js" in found
    missing = [path for path in sorted(found) if status(library.get(path)) not in (200, 404)]
    assert missing == []
    lost = [path for path in sorted(found) if status(library.get(path)) == 404]
    assert lost == []
    assert "django.catalog" in text(library.get("/admin/jsi18n/"))


def test_the_admins_widgets_get_their_answers(library):
    address = "/admin/autocomplete/?term=eliot&app_label=books&model_name=book&field_name=author"
    answer = library.get(address, **{"as": "ada"})
    assert '"text": "George Eliot"' in text(answer)
    popup = library.get("/admin/books/subject/add/?_to_field=id&_popup=1")
    added = library.press(popup, "/admin/books/subject/add/", name="travel", _popup="1")[-1]
    assert "popup_response" in text(added)


def test_what_the_admin_may_not_do_it_does_not_offer(library):
    page = library.get("/admin/loans/entry/", **{"as": "ada"})
    assert "Add entry" not in text(page)
    assert status(library.get("/admin/loans/entry/add/")) == 403


# --- commands ---------------------------------------------------------------------------------


def test_its_commands_work_in_the_terminal(library):
    assert library.command("python manage.py overdue --count") == "0\n"
    assert "[X] 0002_first_books" in library.command("python manage.py showmigrations books")
    assert "No changes detected" in library.command("python manage.py makemigrations --check")
    assert "OK" in library.command("python manage.py test")
