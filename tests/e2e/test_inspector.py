"""What the inspector shows of an app that has run: each tab answers one question."""

import re

import pytest
from playwright.sync_api import expect

from tests.console import Console
from tests.e2e.app_block import AppOnPage
from tests.e2e.conftest import OpenLesson
from tests.e2e.lesson_page import LessonPage
from tests.e2e.workbench import Inspector


@pytest.fixture(scope="module")
def ran(workbench_tab: LessonPage) -> AppOnPage:
    """The books app, which has run once and stays up: looking changes nothing."""
    app = workbench_tab.app("books")
    app.run_and_wait()
    return app


@pytest.fixture
def inspector(ran: AppOnPage) -> Inspector:
    return Inspector(ran)


def test_response_shows_what_went_over_the_wire(inspector: Inspector) -> None:
    inspector.open("Response")
    for framework in ("flask", "django"):
        column = inspector.column(framework)
        expect(column).to_contain_text("HTTP/1.1 200 OK")
        expect(column).to_contain_text("GET / HTTP/1.1")
        expect(column).to_contain_text("<h1>Books</h1>")


def test_each_exchange_can_be_looked_at_again(inspector: Inspector) -> None:
    inspector.open("Response")
    column = inspector.column("flask")
    column.get_by_role("button", name=re.compile("seed")).click()
    expect(column).to_contain_text("planted")
    column.get_by_role("button", name=re.compile("GET +. +200")).click()
    expect(column).to_contain_text("<h1>Books</h1>")


def test_sql_shows_each_statement_and_says_when_one_comes_again_and_again(
    inspector: Inspector,
) -> None:
    inspector.open("SQL")
    for framework, place in (("flask", "templates/books.html"), ("django", "templates/books.html")):
        column = inspector.column(framework)
        expect(column).to_contain_text("5 statements · 2 different")
        warning = column.locator(".sql__warning")
        expect(warning).to_contain_text("The same statement 4 times")
        expect(warning).to_contain_text(place)


def test_a_statement_leads_to_the_line_that_caused_it(ran: AppOnPage, inspector: Inspector) -> None:
    inspector.open("SQL")
    statement = inspector.column("flask").locator(".sql__statement").first
    statement.get_by_role("button", name=re.compile(r"app.py, line \d+")).click()
    expect(ran.flask.tab("app.py")).to_have_attribute("aria-selected", "true")
    expect(ran.flask.editor.locator(".cm-activeLine")).to_contain_text("db.select(Book)")


def test_database_shows_tables_rows_and_what_an_exchange_changed(inspector: Inspector) -> None:
    inspector.open("Database")
    column = inspector.column("flask")
    column.get_by_role("button", name=re.compile("^author")).click()
    expect(column.locator(".grid").last).to_contain_text("Octavia")
    column.get_by_text("How it was made").click()
    expect(column).to_contain_text("CREATE TABLE author")
    column.get_by_role("button", name=re.compile("seed")).click()
    expect(column.locator(".changes")).to_have_count(2)
    expect(column.locator(".changes").first).to_contain_text("4 added")


def test_the_sql_prompt_reads_and_writes(inspector: Inspector) -> None:
    inspector.open("Database")
    said = inspector.type("django", "SQL for", "SELECT count(*) AS n FROM app_author")
    expect(said).to_contain_text("n")
    expect(said).to_contain_text("1 row")
    said = inspector.type(
        "django",
        "SQL for",
        "UPDATE app_author SET name = 'Le Guin' WHERE name = 'Ursula'",
        "SELECT name FROM app_author WHERE name LIKE 'Le%'",
    )
    expect(said).to_contain_text("Le Guin")
    expect(inspector.type("django", "SQL for", "SELECT FROM")).to_contain_text("syntax error")


def test_trace_shows_the_path_through_each_framework(inspector: Inspector) -> None:
    inspector.open("Trace")
    flask, django = inspector.column("flask"), inspector.column("django")
    for column in (flask, django):
        column.get_by_role("button", name=re.compile("GET +. +200")).click()
    for column in (flask, django):
        expect(column.locator(".trace__stop").first).to_be_visible()
        expect(column.locator(".is-view")).to_contain_text("books")
        expect(column.locator(".is-template").first).to_contain_text("books.html")
    expect(django.locator(".is-middleware").first).to_be_visible()
    django.locator(".is-routing summary").click()
    expect(django.locator(".is-routing")).to_contain_text("seed")


def test_compare_sets_the_two_answers_beside_each_other(inspector: Inspector) -> None:
    inspector.open("Compare")
    table = inspector.root.get_by_role("table", name="What both answered")
    expect(table.get_by_role("row").filter(has_text="Status")).to_contain_text("200 OK")
    frame = table.get_by_role("row").filter(has_text="X-Frame-Options differs")
    expect(frame).to_contain_text("DENY")
    expect(inspector.root.locator(".difference .cm-changedLine").first).to_be_visible()


def test_the_shell_runs_python_inside_the_app(inspector: Inspector) -> None:
    inspector.open("Python shell")
    said = inspector.type("django", "Python in", "Book.objects.count()")
    expect(said).to_contain_text(">>> Book.objects.count()")
    expect(said.locator(".is-value")).to_have_text(re.compile("4"))
    expect(said).to_contain_text("SELECT COUNT(*)")
    expect(inspector.type("flask", "Python in", "1 / 0")).to_contain_text("ZeroDivisionError")


def test_a_block_is_typed_over_several_lines(inspector: Inspector) -> None:
    inspector.open("Python shell")
    box = inspector.column("flask").get_by_role("textbox", name=re.compile("Python in"))
    box.fill("for n in range(2):")
    box.press("Enter")
    expect(box).to_have_value("for n in range(2):\n")
    box.press_sequentially("    print('line', n)")
    box.press("Enter")
    box.press("Enter")
    said = inspector.column("flask").get_by_role("log").filter(visible=True)
    expect(said).to_contain_text("line 1")


def test_the_terminal_knows_the_frameworks_commands(inspector: Inspector) -> None:
    inspector.open("Terminal")
    expect(inspector.type("flask", "Terminal", "flask routes")).to_contain_text("/count.json")
    expect(inspector.type("django", "Terminal", "python manage.py check")).to_contain_text(
        "no issues"
    )
    expect(inspector.type("flask", "Terminal", "flask rutes")).to_contain_text("routes")


def test_the_terminal_completes_and_remembers(inspector: Inspector) -> None:
    inspector.open("Terminal")
    box = inspector.column("django").get_by_role("textbox", name=re.compile("Terminal"))
    box.fill("python manage.py showm")
    box.press("Tab")
    expect(box).to_have_value("python manage.py showmigrations ")
    box.press("Enter")
    expect(box).to_have_value("")
    box.press("ArrowUp")
    expect(box).to_have_value("python manage.py showmigrations ")


def test_a_file_that_a_command_made_is_one_of_the_projects(
    ran: AppOnPage, inspector: Inspector
) -> None:
    inspector.open("Terminal")
    inspector.type("django", "Terminal", "python manage.py makemigrations --empty app -n extra")
    expect(ran.django.tab(re.compile("extra.py"))).to_be_visible()


def test_an_open_tab_closes_by_the_same_button(inspector: Inspector) -> None:
    inspector.open("Cookies")
    expect(inspector.column("flask")).to_be_visible()
    inspector.root.get_by_role("button", name="Cookies", exact=True).click()
    expect(inspector.column("flask")).to_be_hidden()


def test_a_tab_that_could_not_be_loaded_says_so_and_comes_on_asking_again(
    open_workbench: OpenLesson, console: Console
) -> None:
    console.expect("ERR_INTERNET_DISCONNECTED")
    lesson = open_workbench()
    app = lesson.app("books")
    app.run_and_wait()
    lesson.page.context.set_offline(True)
    inspector = Inspector(app)
    inspector.open("Trace")
    expect(app.root.get_by_role("alert")).to_contain_text("could not be loaded")
    lesson.page.context.set_offline(False)
    app.root.get_by_role("button", name="Try again").click()
    expect(inspector.column("flask").locator(".is-trace")).to_contain_text("SQL")
    expect(app.root.get_by_role("alert")).to_have_count(0)
