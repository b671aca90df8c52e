"""A browser in the page: its history, windows and cookies, and what apps' own scripts can do."""

import re

import pytest
from playwright.sync_api import expect

from tests.console import Console
from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage
from tests.e2e.workbench import Browser, Inspector


@pytest.fixture
def books(workbench: LessonPage) -> AppOnPage:
    app = workbench.app("books")
    app.run_and_wait()
    return app


@pytest.fixture
def admin(new_workbench: LessonPage) -> AppOnPage:
    """On a page that nothing has had the focus of: its forms want it."""
    app = new_workbench.app("admin")
    app.run()
    expect(app.django.text).to_contain_text("Site administration")
    return app


def test_back_shows_the_page_as_it_was_and_forward_goes_on(books: AppOnPage) -> None:
    browser = Browser(books.flask)
    browser.go("/count.json?why=first")
    expect(books.flask.text).to_contain_text("first")
    browser.back.click()
    expect(books.flask.page.get_by_role("heading", name="Books")).to_be_visible()
    expect(browser.address).to_have_value("/")
    browser.forward.click()
    expect(books.flask.text).to_contain_text("first")
    expect(browser.forward).to_be_disabled()


def test_each_app_has_an_address_of_its_own(books: AppOnPage) -> None:
    Browser(books.flask).go("count.json")
    expect(books.flask.text).to_contain_text('"books":4')
    expect(books.django.page.get_by_role("heading", name="Books")).to_be_visible()


def test_a_second_window_has_cookies_of_its_own(books: AppOnPage) -> None:
    browser = Browser(books.flask)
    visits = books.flask.page.locator("#visits")
    for count in ("1", "2"):
        books.flask.page.get_by_role("button", name="Visit").click()
        expect(visits).to_have_text(count)
    browser.window.click()
    expect(browser.window).to_have_attribute("aria-pressed", "true")
    expect(visits).to_have_text("0")
    browser.window.click()
    expect(visits).to_have_text("2")


def test_the_jar_is_open_to_look_into_and_can_be_emptied(books: AppOnPage) -> None:
    books.flask.page.get_by_role("button", name="Visit").click()
    expect(books.flask.page.locator("#visits")).to_have_text("1")
    inspector = Inspector(books)
    inspector.open("Cookies")
    column = inspector.column("flask")
    expect(column).to_contain_text("signed, not encrypted")
    expect(column).to_contain_text('"visits": 1')
    column.get_by_role("button", name="Clear session").click()
    expect(column).to_contain_text("The jar is empty")
    Browser(books.flask).reload.click()
    expect(books.flask.page.locator("#visits")).to_have_text("0")


def test_an_apps_style_sheet_is_in_its_page(books: AppOnPage) -> None:
    heading = books.flask.page.get_by_role("heading", name="Books")
    expect(heading).to_have_css("color", "rgb(1, 2, 3)")


def test_an_apps_script_fetches_from_the_app(books: AppOnPage) -> None:
    books.flask.page.get_by_role("button", name="Ask").click()
    expect(books.flask.page.locator("#said")).to_have_text('{"asked":"fetch","books":4}')


def test_an_apps_script_reads_the_apps_cookies(books: AppOnPage) -> None:
    books.flask.page.get_by_role("link", name="Cookie").click()
    expect(books.flask.page.locator("#said")).to_have_text("taste=sweet")


def test_a_popup_calls_the_window_that_opened_it_and_closes(books: AppOnPage) -> None:
    books.flask.page.get_by_role("button", name="Open").click()
    expect(books.flask.page.locator("#said")).to_have_text("from the popup")
    frame = books.flask.root.frame_locator("[data-side-preview] iframe")
    expect(frame.locator("dialog")).to_have_count(0)


def test_a_download_is_offered_and_saved_as_it_came(books: AppOnPage) -> None:
    books.flask.page.get_by_role("link", name="Download").click()
    expect(books.flask.console).to_contain_text("list.csv came as a download")
    with books.page.expect_download() as download:
        books.flask.console.get_by_role("button", name="Save it").click()
    assert download.value.suggested_filename == "list.csv"
    assert "A book by Octavia" in download.value.path().read_text()


def test_the_bar_says_whom_the_lesson_has_signed_in(admin: AppOnPage) -> None:
    expect(Browser(admin.django).person).to_have_value("ada")


def test_becoming_somebody_else_takes_one_choice(admin: AppOnPage, console: Console) -> None:
    console.expect("autofocus")
    browser = Browser(admin.django)
    browser.go("/")
    expect(admin.django.text).to_have_text("You are ada.")
    browser.window.click()
    expect(admin.django.page.get_by_role("button", name="Log in")).to_be_visible()
    browser.go("/")
    expect(admin.django.text).to_have_text("You are nobody.")
    browser.person.select_option("ada")
    expect(admin.django.text).to_have_text("You are ada.")
    browser.person.select_option("nobody")
    expect(admin.django.text).to_have_text("You are nobody.")


def test_the_admin_signs_in_with_its_own_form(admin: AppOnPage, console: Console) -> None:
    console.expect("autofocus")
    browser = Browser(admin.django)
    browser.window.click()
    page = admin.django.page
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("lovelace")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()


def test_the_admin_adds_filters_and_deletes_with_its_widgets(admin: AppOnPage) -> None:
    page = admin.django.page
    Browser(admin.django).go("/admin/app/note/add/")
    page.get_by_label("Text").fill("Milk")
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_label("Due")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(admin.django.text).to_contain_text("was added successfully")
    page.get_by_role("link", name="No", exact=True).click()
    expect(page.locator("#result_list").get_by_role("link", name="Milk")).to_be_visible()
    page.get_by_role("link", name="Yes", exact=True).click()
    expect(admin.django.text).to_contain_text("0 notes")
    Browser(admin.django).go("/admin/app/note/1/delete/")
    page.get_by_role("button", name=re.compile("Yes")).click()
    expect(admin.django.text).to_contain_text("was deleted successfully")


def test_the_admin_adds_a_related_row_in_a_popup(admin: AppOnPage) -> None:
    Browser(admin.django).go("/admin/app/note/add/")
    page = admin.django.page
    page.get_by_role("link", name="Add another tag").click()
    popup = admin.django.root.frame_locator("[data-side-preview] iframe").frame_locator(
        "dialog iframe"
    )
    popup.get_by_label("Name").fill("home")
    popup.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Tag")).to_have_text(re.compile("home"))
    expect(page.get_by_label("Tag").locator("option:checked")).to_have_text("home")
