"""The terminal under an app: its commands are about the files as the learner has them now."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage
from tests.e2e.test_projects import make
from tests.e2e.workbench import Inspector

DONE = "    done = models.BooleanField(default=False)"
ON_THE_FIRST = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("app", "0001_initial")]
"""
TITLE = "    title = models.CharField(max_length=100)"


@pytest.fixture
def books(workbench: LessonPage) -> AppOnPage:
    books = workbench.app("books")
    books.run_and_wait()
    Inspector(books).open("Terminal")
    for side in ("flask", "django"):
        expect(terminal(books, "clear", side=side)).to_be_empty()
    return books


def terminal(books: AppOnPage, *lines: str, side: str = "django"):
    return Inspector(books).type(side, "Terminal of the", *lines)


def test_an_edited_model_becomes_a_migration_and_rows_are_kept(books: AppOnPage) -> None:
    books.django.replace("models.py", TITLE, f"{TITLE}\n{DONE}")
    log = terminal(books, "python manage.py makemigrations")
    expect(log).to_contain_text("started anew with them, its data is kept")
    expect(log).to_contain_text("+ Add field done to book")
    books.send("/")
    expect(books.django.text).to_contain_text("no such column")
    log = terminal(books, "python manage.py migrate")
    expect(log).to_contain_text(re.compile(r"Applying \S+0002_book_done\.\.\. OK"))
    books.send("/")
    expect(books.django.text).to_contain_text("A book by Octavia")


def test_a_migration_is_a_file_of_the_learners_which_outlasts_a_reload(
    workbench: LessonPage, books: AppOnPage
) -> None:
    books.django.replace("models.py", TITLE, f"{TITLE}\n{DONE}")
    expect(terminal(books, "python manage.py makemigrations")).to_contain_text("Add field")
    expect(books.django.tab("migrations/0002_book_done.py")).to_be_visible()
    workbench.page.reload()
    books.django.open("migrations/0002_book_done.py")
    expect(books.django.code).to_contain_text("migrations.AddField")
    books.run_and_wait()
    Inspector(books).open("Terminal")
    log = terminal(books, "python manage.py showmigrations --plan")
    expect(log).to_contain_text(re.compile(r"\[X\]\s+\S+\.0002_book_done"))


def test_an_edit_that_does_not_start_is_told_and_what_ran_goes_on(books: AppOnPage) -> None:
    books.django.replace("models.py", TITLE, TITLE.replace("models", "model"))
    log = terminal(books, "python manage.py check")
    expect(log).to_contain_text("NameError")
    expect(log).to_contain_text("goes on as it was")
    books.send("/")
    expect(books.django.text).to_contain_text("A book by Octavia")


ENDLESS = """\
from flask import Flask

app = Flask(__name__)


@app.get("/endless")
def endless():
    while True:
        pass
"""


def test_a_program_that_is_stopped_while_a_command_waits_stays_stopped(books: AppOnPage) -> None:
    books.flask.write("app.py", ENDLESS)
    books.run_and_wait()
    books.send("/endless")
    books.flask.write("app.py", f"{ENDLESS}# edited")
    log = terminal(books, "flask routes", side="flask")
    expect(log).to_contain_text("Your files have changed")
    books.stop_button.click()
    expect(log).to_contain_text("The app was stopped or run again meanwhile.")
    expect(books.stop_button).to_be_hidden()


def test_an_unchanged_program_is_not_started_anew(books: AppOnPage) -> None:
    log = terminal(books, "python manage.py check")
    expect(log).to_contain_text("no issues")
    expect(log).not_to_contain_text("started anew")


def test_a_stopped_program_is_started_for_a_command(books: AppOnPage) -> None:
    books.stop_button.click()
    expect(books.stop_button).to_be_hidden()
    expect(terminal(books, "flask routes", side="flask")).to_contain_text("/count.json")
    expect(books.notice).to_be_hidden()
    books.send("/static/books.css")
    expect(books.flask.text).to_contain_text("rgb(1, 2, 3)")


def test_the_shell_says_that_it_is_inside_an_older_program(books: AppOnPage) -> None:
    books.flask.replace("app.py", "planted", "sown")
    Inspector(books).open("Python shell")
    log = Inspector(books).type("flask", "Python in the", "1 + 1")
    expect(log).to_contain_text("without your edits")
    expect(log).to_contain_text("2")


def test_what_a_command_failed_of_is_explained(books: AppOnPage) -> None:
    for name in ("left", "right"):
        make(books.django, f"migrations/0002_{name}.py")
        books.django.write(f"migrations/0002_{name}.py", ON_THE_FIRST)
    log = terminal(books, "python manage.py makemigrations")
    expect(log.locator(".failure__lesson")).to_contain_text("Next:")


FAILED = re.compile("OperationalError|Internal Server Error")


def test_the_lesson_on_orms_takes_a_column_through_both_migrations(page: Page) -> None:
    page.goto("/learn/flask-or-django/orm/")
    app = LessonPage(page).app("migrating")
    app.run_and_wait()
    for name, first in (("flask", "flask db upgrade"), ("django", "python manage.py migrate")):
        expect(app.side(name).text).to_contain_text(FAILED)
        terminal(app, first, side=name)
    app.send("/")
    for side in app.sides:
        side.page.get_by_label("Text").fill("Milk")
        side.page.get_by_role("button", name="Add").click()
        expect(side.page.get_by_role("listitem")).to_have_text("Milk")
    pinned = "    pinned = db.Column(db.Boolean)\n"
    app.flask.replace("app.py", "    text = db", f"{pinned}    text = db")
    pinned = "    pinned = models.BooleanField(null=True)\n"
    app.django.replace("models.py", "    text", f"{pinned}    text")
    log = terminal(app, "flask db migrate -m pinned", side="flask")
    expect(log).to_contain_text("_pinned.py ...  done")
    log = terminal(app, "python manage.py makemigrations")
    expect(log).to_contain_text("+ Add field pinned to note")
    app.send("/")
    for side in app.sides:
        expect(side.text).to_contain_text(FAILED)
    expect(app.flask.tab(re.compile("_pinned.py"))).to_be_visible()
    log = terminal(app, "flask db upgrade --sql", "flask db upgrade", side="flask")
    expect(log).to_contain_text("ALTER TABLE note")
    expect(terminal(app, "python manage.py migrate")).to_contain_text("pinned... OK")
    app.send("/")
    for side in app.sides:
        expect(side.page.get_by_role("listitem")).to_have_text("Milk")
    app.run_and_wait()
    for side in app.sides:
        expect(side.page.get_by_role("listitem")).to_have_text("Milk")
