"""The code of an app as a project: files come and go, nothing is lost, and it can be handed on."""

import json
import re
import zipfile
from io import BytesIO

import pytest
from playwright.sync_api import expect

from tests.e2e.app_block import AppOnPage, SideOnPage
from tests.e2e.conftest import WORKBENCH
from tests.e2e.lesson_page import LessonPage


@pytest.fixture
def books(workbench: LessonPage) -> AppOnPage:
    return workbench.app("books")


def tree(side: SideOnPage):
    side.root.get_by_role("button", name="All files").click()
    return side.root.get_by_role("group", name="All files")


def menu(app: AppOnPage, name: str) -> None:
    app.root.locator("[data-app-menu] summary").click()
    app.root.get_by_role("button", name=name).click()


def make(side: SideOnPage, path: str) -> None:
    files = tree(side)
    files.get_by_role("button", name="New file").click()
    files.get_by_label("Path of the new file").fill(path)
    files.get_by_label("Path of the new file").press("Enter")
    side.root.get_by_role("button", name="All files").click()


def test_a_new_file_can_be_imported(books: AppOnPage) -> None:
    make(books.flask, "words/hello.py")
    books.flask.write("words/hello.py", "GREETING = 'From a file of my own'\n")
    books.flask.replace(
        "app.py", 'return "planted"', "from words.hello import GREETING; return GREETING"
    )
    books.run_and_wait()
    books.send("/seed")
    expect(books.flask.text).to_have_text("From a file of my own")


@pytest.mark.parametrize("path", ["../up.py", "/root.py", "a//b.py", "app.py", "templates"])
def test_a_path_that_cannot_be_is_refused_with_a_reason(books: AppOnPage, path: str) -> None:
    files = tree(books.flask)
    files.get_by_role("button", name="New file").click()
    files.get_by_label("Path of the new file").fill(path)
    files.get_by_label("Path of the new file").press("Enter")
    expect(files.get_by_role("alert")).to_have_text(re.compile(r"\w"))
    expect(books.flask.root.get_by_role("tab")).to_have_count(3)


def test_a_file_is_renamed_deleted_and_brought_back(books: AppOnPage) -> None:
    make(books.flask, "notes.txt")
    files = tree(books.flask)
    files.get_by_role("button", name="Rename notes.txt").click()
    files.get_by_label("New path of notes.txt").fill("docs/notes.txt")
    files.get_by_label("New path of notes.txt").press("Enter")
    expect(books.flask.tab("docs/notes.txt")).to_be_visible()
    expect(books.flask.tab(re.compile("^notes.txt"))).to_have_count(0)
    files.get_by_role("button", name="Delete docs/notes.txt").click()
    expect(books.flask.tab("docs/notes.txt")).to_have_count(0)
    books.undo()
    expect(books.flask.tab("docs/notes.txt")).to_be_visible()


def test_code_outlasts_a_reload_files_of_ones_own_included(new_workbench: LessonPage) -> None:
    books = new_workbench.app("books")
    make(books.flask, "mine.py")
    books.flask.write("mine.py", "x = 1\n")
    new_workbench.page.reload()
    books.flask.open("mine.py")
    expect(books.flask.code).to_have_text("x = 1")


def test_reset_keeps_an_earlier_version_that_can_be_brought_back(
    new_workbench: LessonPage,
) -> None:
    books = new_workbench.app("books")
    books.flask.replace("app.py", "planted", "sown")
    books.reset_button.click()
    expect(books.flask.code).to_contain_text("planted")
    menu(books, "Earlier versions")
    books.page.get_by_role("button", name=re.compile("before Reset")).click()
    books.page.get_by_role("button", name="Bring this version back").click()
    books.flask.open("app.py")
    assert "sown" in books.flask.lines()


def test_a_changed_lesson_asks_what_to_do_with_a_draft(new_workbench: LessonPage) -> None:
    books, page = new_workbench.app("books"), new_workbench.page
    books.flask.replace("app.py", "planted", "sown")
    name = next(
        key
        for key in page.evaluate("() => Object.keys(localStorage)")
        if key.startswith("draft:") and key.endswith("/books/flask")
    )
    draft = json.loads(page.evaluate("name => localStorage.getItem(name)", name))
    page.evaluate(
        "([name, draft]) => localStorage.setItem(name, draft)",
        [name, json.dumps(draft | {"digest": "of the lesson as it was"})],
    )
    page.reload()
    expect(books.notice).to_contain_text("The lesson's code has changed since")
    books.notice.get_by_role("button", name="Compare and merge").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("sown")
    dialog.get_by_role("button", name="Take the right side").click()
    page.reload()
    expect(books.notice).to_be_hidden()
    books.flask.open("app.py")
    assert "sown" in books.flask.lines()


def test_a_shared_link_shows_code_and_runs_nothing(
    new_workbench: LessonPage, open_workbench
) -> None:
    books, page = new_workbench.app("books"), new_workbench.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    books.flask.replace("app.py", "planted", "somebody's word")
    menu(books, "Copy a link")
    expect(books.notice).to_contain_text("copied")
    link = page.evaluate("() => navigator.clipboard.readText()")
    reader = open_workbench(link)
    theirs = reader.app("books")
    expect(theirs.notice).to_contain_text("Read it before you run it")
    assert "#" not in reader.page.url
    theirs.notice.get_by_role("button", name="Show it").click()
    theirs.flask.open("app.py")
    expect(theirs.flask.code).to_contain_text("somebody's word")
    expect(theirs.stop_button).to_be_hidden()
    expect(theirs.flask.status).to_have_text("")


@pytest.mark.parametrize("fragment", ["#code=nonsense", "#code=", "#code=AAAA"])
def test_a_broken_link_says_so_and_changes_nothing(open_workbench, fragment: str) -> None:
    reader = open_workbench(f"/learn/bench/workbench/{fragment}")
    expect(reader.page.locator("[data-app-notice]").first).to_contain_text("incomplete")


def test_a_project_is_downloaded_as_a_zip_with_what_the_learner_wrote(books: AppOnPage) -> None:
    books.django.replace("urls.py", "planted", "sown")
    with books.page.expect_download() as download:
        menu(books, "Download the Django project")
    assert download.value.suggested_filename == "books-django.zip"
    archive = zipfile.ZipFile(BytesIO(download.value.path().read_bytes()))
    names = [name.split("/", 1)[-1] for name in archive.namelist()]
    assert {"manage.py", "requirements.txt"} <= set(names)
    texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith("urls.py")]
    assert any("sown" in text for text in texts)


def enter(lesson: LessonPage, door: str, name: str = "ada-of-two-devices") -> None:
    """Sign up, or in, and go back to the lesson."""
    page = lesson.page
    page.goto(f"/account/{door}/?next={WORKBENCH}")
    page.get_by_label("Name").fill(name)
    for field in page.locator("input[type=password]").all():
        field.fill("a machine that weaves algebra")
    page.locator("main form").get_by_role("button").click()
    expect(page.locator(".account-nav")).to_contain_text(name)


def leave(lesson: LessonPage) -> None:
    """Sign out, and go back to the lesson."""
    lesson.page.goto("/account/")
    lesson.page.get_by_role("button", name="Sign out").click()
    expect(lesson.page.locator(".account-nav")).to_contain_text("Sign in")
    lesson.page.goto(WORKBENCH)


def test_code_of_whoever_signed_in_is_on_their_other_devices(open_workbench) -> None:
    first = open_workbench()
    enter(first, "sign-up")
    with first.page.expect_response(lambda answer: answer.request.method == "POST"):
        first.app("books").flask.replace("app.py", "planted", "sown on one device")
    second = open_workbench()
    enter(second, "sign-in")
    books = second.app("books")
    books.flask.open("app.py")
    expect(books.flask.code).to_contain_text("sown on one device")


def test_code_of_one_account_is_not_the_next_ones_on_the_same_browser(open_workbench) -> None:
    shared = open_workbench()
    enter(shared, "sign-up", "grace")
    flask = shared.app("books").flask
    with shared.page.expect_response(lambda answer: answer.request.method == "POST"):
        flask.replace("app.py", "planted", "sown by grace")
    leave(shared)
    flask.open("app.py")
    expect(flask.root).to_contain_text("planted")
    enter(shared, "sign-up", "linus")
    flask.open("app.py")
    expect(flask.root).to_contain_text("planted")
    expect(flask.root).not_to_contain_text("grace")
    leave(shared)
    enter(shared, "sign-in", "grace")
    flask.open("app.py")
    expect(flask.code).to_contain_text("sown by grace")


def test_code_written_before_signing_up_becomes_the_accounts(open_workbench) -> None:
    lesson = open_workbench()
    flask = lesson.app("books").flask
    flask.replace("app.py", "planted", "sown by a visitor")
    enter(lesson, "sign-up", "barbara")
    flask.open("app.py")
    expect(flask.code).to_contain_text("sown by a visitor")
    leave(lesson)
    flask.open("app.py")
    expect(flask.root).to_contain_text("planted")


def test_a_mistake_is_marked_as_it_is_typed(new_workbench: LessonPage) -> None:
    books = new_workbench.app("books")
    books.run_and_wait()
    books.flask.write("app.py", "def broken(:\n    pass\n")
    expect(books.flask.editor.locator(".cm-lintRange-error")).to_be_visible()


def test_names_of_the_framework_are_completed(new_workbench: LessonPage) -> None:
    books = new_workbench.app("books")
    books.run_and_wait()
    books.django.write("urls.py", "from django.shortcuts import rend")
    books.page.keyboard.press("Control+Space")
    completion = books.django.editor.locator(".cm-tooltip-autocomplete")
    expect(completion.get_by_text("render", exact=True)).to_be_visible()


def test_a_picked_name_brings_its_import(new_workbench: LessonPage) -> None:
    books = new_workbench.app("books")
    books.run_and_wait()
    books.flask.write("app.py", "from flask import Flask\n\napp = Flask(__name__)\nx = jsonif")
    completion = books.flask.editor.locator(".cm-tooltip-autocomplete")
    books.page.keyboard.press("Control+Space")
    completion.get_by_text("jsonify", exact=True).click()
    expect(books.flask.code).to_contain_text("x = jsonify")
    assert books.flask.lines().startswith("from flask import Flask, jsonify\n\napp")
    books.page.keyboard.type("(a=1)")
    assert books.flask.lines().endswith("x = jsonify(a=1)")


def test_an_import_from_another_module_stands_below_those_that_are_there(
    new_workbench: LessonPage,
) -> None:
    books = new_workbench.app("books")
    books.run_and_wait()
    code = '"""Words."""\n\nimport json\n\n\nx = render_templa'
    books.flask.write("app.py", code)
    books.page.keyboard.press("Control+Space")
    completion = books.flask.editor.locator(".cm-tooltip-autocomplete")
    completion.get_by_text("render_template", exact=True).click()
    expect(books.flask.code).to_contain_text("from flask import render_template")
    assert books.flask.lines().startswith(
        '"""Words."""\n\nimport json\nfrom flask import render_template\n\n\nx = render_template'
    )


def test_the_signature_of_a_call_is_shown_with_the_argument_that_is_next(
    new_workbench: LessonPage,
) -> None:
    books = new_workbench.app("books")
    books.run_and_wait()
    books.flask.write("app.py", "from flask import url_for\n\nx = url_for")
    books.page.keyboard.type("(")
    signature = books.flask.editor.locator(".cm-signature")
    expect(signature).to_contain_text("endpoint")
    expect(signature.locator("b")).to_contain_text("endpoint")
    books.page.keyboard.press("Escape")
    expect(signature).to_be_hidden()


def test_code_can_be_made_larger_and_stays_so(new_workbench: LessonPage) -> None:
    books = new_workbench.app("books")
    size = "() => getComputedStyle(document.querySelector('[data-side-editor]')).fontSize"
    before = new_workbench.page.evaluate(size)
    menu(books, "Larger code")
    larger = new_workbench.page.evaluate(size)
    assert float(larger[:-2]) > float(before[:-2])
    new_workbench.page.reload()
    assert new_workbench.page.evaluate(size) == larger
