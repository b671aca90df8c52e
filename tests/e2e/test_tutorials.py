"""The projects of the frameworks' own tutorials, pasted in file by file, driven as one would."""

import re
from collections.abc import Mapping

from playwright.sync_api import FrameLocator, expect

from tests.console import Console
from tests.e2e.app_block import AppOnPage, SideOnPage
from tests.e2e.lesson_page import LessonPage
from tests.e2e.workbench import Browser, Inspector
from tutorial_site.playground.tests.project_folders import DJANGO_POLLS, FLASK_FLASKR


def paste(side: SideOnPage, files: Mapping[str, str], *, instead_of: str) -> None:
    """Make each file in the tree, and paste its text; at last delete the lesson's only file."""
    side.root.get_by_role("button", name="All files").click()
    tree = side.root.get_by_role("group", name="All files")
    for path, text in files.items():
        tree.get_by_role("button", name="New file").click()
        tree.get_by_label("Path of the new file").fill(path)
        tree.get_by_label("Path of the new file").press("Enter")
        expect(side.tab(path)).to_have_attribute("aria-selected", "true")
        if text:
            side.code.click()
            side.app.page.keyboard.insert_text(text)
    tree.get_by_role("button", name=f"Delete {instead_of}", exact=True).click()
    side.root.get_by_role("button", name="All files").click()


def type_in(app: AppOnPage, framework: str, line: str, *answers: str):
    inspector = Inspector(app)
    inspector.open("Terminal")
    return inspector.type(framework, "Terminal of the", line, *answers)


def fill(page: FrameLocator, button: str, **fields: str) -> None:
    for label, text in fields.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name=button).click()


def test_flaskr_is_pasted_in_and_written_with(new_workbench: LessonPage) -> None:
    app = new_workbench.app("own-flask")
    flaskr = app.flask
    paste(flaskr, FLASK_FLASKR, instead_of="app.py")
    app.run_and_wait()
    expect(flaskr.console).to_contain_text("no such table")
    log = type_in(app, "flask", "flask --app flaskr init-db")
    expect(log).to_contain_text("The database is ready.")
    app.send("/auth/register")
    expect(flaskr.page.locator("nav h1")).to_have_css("color", "rgb(55, 120, 155)")
    fill(flaskr.page, "Register", Name="ada", Password="lovelace")
    expect(Browser(flaskr).address).to_have_value("/auth/login")
    fill(flaskr.page, "Log In", Name="ada", Password="lovelace")
    expect(Browser(flaskr).address).to_have_value("/")
    flaskr.page.get_by_role("link", name="New").click()
    fill(flaskr.page, "Save", Title="Engines", Body="They compute.")
    expect(flaskr.page.get_by_role("article")).to_contain_text(re.compile(r"by ada on \d{4}"))
    flaskr.page.get_by_role("link", name="Edit").click()
    expect(flaskr.page.get_by_role("button", name="Delete")).to_be_visible()
    fill(flaskr.page, "Save", Title="The engine")
    expect(flaskr.page.get_by_role("heading", name="The engine")).to_be_visible()
    log = type_in(app, "flask", "python -m unittest")
    expect(log).to_contain_text("Ran 2 tests")
    expect(log).to_contain_text("OK")


def test_polls_is_pasted_in_made_by_its_commands_and_voted_in(
    new_workbench: LessonPage, console: Console
) -> None:
    console.expect("autofocus")  # the form to log in wants the focus, the lesson keeps it
    app = new_workbench.app("own-django")
    polls = app.django
    paste(polls, DJANGO_POLLS, instead_of="urls.py")
    app.run_and_wait()
    log = type_in(app, "django", "python manage.py makemigrations polls")
    expect(log).to_contain_text("+ Create model Poll")
    log = type_in(app, "django", "python manage.py migrate")
    expect(log).to_contain_text("Applying polls.0001_initial... OK")
    log = type_in(app, "django", "python manage.py createsuperuser")
    expect(log).to_contain_text("createsuperuser")
    for answer in ("admin", "admin@example.com", "Tr0ub4dour", "Tr0ub4dour"):
        type_in(app, "django", answer)
    expect(log).to_contain_text("Superuser created successfully.")
    app.send("/admin/")
    page = polls.page
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("Tr0ub4dour")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Polls Administration")).to_be_visible()
    page.get_by_role("link", name="Polls", exact=True).last.click()
    page.get_by_role("link", name="Add poll").last.click()
    page.get_by_label("What it asks").fill("What is up?")
    page.get_by_text("Dates").click()
    page.get_by_role("link", name="Today").click()
    page.get_by_role("link", name="Now").click()
    page.locator("#id_option_set-0-text").fill("The sky")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    app.send("/polls/")
    expect(page.get_by_role("link", name="What is up?")).to_have_css("color", "rgb(0, 128, 0)")
    page.get_by_role("link", name="What is up?").click()
    page.get_by_role("button", name="Vote").click()
    expect(page.locator("body")).to_contain_text("Pick one of them")
    page.get_by_label("The sky").check()
    page.get_by_role("button", name="Vote").click()
    expect(page.locator("body")).to_contain_text("The sky -- 1 vote")
    log = type_in(app, "django", "python manage.py test polls")
    expect(log).to_contain_text("Ran 5 tests")
    expect(log).to_contain_text("OK")
