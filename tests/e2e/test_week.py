"""A learner's whole week: a visitor, offline, an account, a second device, a certificate."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, StartSite
from tests.console import Console
from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage
from tests.site import Site
from tutorial_site.progress.tests.cast import BOTH, RIGHT, WRONG, Lessons

LAZY, MORE = "/learn/two/lazy/", "/learn/two/more/"
NAME, PASSWORD = "ada", "correct horse battery"
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def two_lessons(start_site: StartSite, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of two short lessons, whose clock can be moved."""
    return start_site(lessons=Lessons(tmp_path_factory.mktemp("week") / "lessons").folder)


def days_pass(site: Site, days: int) -> None:
    """Move the clock: all that was done was done so much earlier."""
    with closing(sqlite3.connect(site.folder / "db.sqlite3")) as database:
        rows = database.execute("SELECT id, created_at FROM progress_attempt").fetchall()
        for pk, at in rows:
            earlier = datetime.fromisoformat(at) - timedelta(days=days)
            database.execute(
                "UPDATE progress_attempt SET created_at = ? WHERE id = ?",
                [earlier.isoformat(sep=" "), pk],
            )
        database.commit()


def fill_in(page: Page, address: str) -> None:
    """Name and password into a form of accounts, and send it."""
    page.goto(address)
    page.get_by_label("Name").fill(NAME)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form").get_by_role("button").click()
    expect(page.locator(".account-nav")).to_contain_text(NAME)


def vote(page: Page, block: str, word: str) -> None:
    page.locator(f"#{block}").get_by_role("button", name=word, exact=True).click()


def test_a_whole_week(open_page: OpenPage, two_lessons: Site, console: Console) -> None:
    console.expect("ERR_INTERNET_DISCONNECTED|htmx:|404")

    # Monday: a visitor guesses, and answers wrong.
    laptop = open_page(site=two_lessons)
    laptop.goto("/")
    laptop.get_by_role("link", name="Start the first lesson").click()
    vote(laptop, "guess", "Holds")
    expect(laptop.locator("#guess")).to_contain_text("You guess: holds.")
    question = LessonPage(laptop).question("lazy", 1)
    question.answer(WRONG)
    expect(question.result).to_contain_text("Not right yet")

    # The train goes into a tunnel: what is answered there is kept, and graded behind it.
    laptop.context.set_offline(True)
    question.answer(RIGHT)
    expect(question.root).to_contain_text("Not checked yet. Your answer is kept")
    laptop.context.set_offline(False)
    expect(question.result).to_have_text("Right, on try 2.")

    # Tuesday: back, where they left off; with an account nothing is lost.
    days_pass(two_lessons, 1)
    laptop.goto("/")
    expect(laptop.locator(".start a")).to_have_text("Continue where you left off")
    fill_in(laptop, "/account/sign-up/")
    laptop.goto("/progress/")
    expect(laptop.locator(".own__lesson").first).to_contain_text("1 of 4 done")

    # On the phone the rest of the course.
    phone = open_page(site=two_lessons, **PHONE)
    fill_in(phone, f"/account/sign-in/?next={LAZY}")
    expect(LessonPage(phone).question("lazy", 1).result).to_have_text("Right, on try 2.")
    app = AppOnPage(phone, "by-hand")
    app.run()
    expect(app.root.locator(".app__console")).to_contain_text("hello")
    LessonPage(phone).question("lazy", 2).answer(*BOTH)
    expect(LessonPage(phone).question("lazy", 2).result).to_have_text("Right.")
    vote(phone, "decision", "Does not hold")
    expect(phone.locator("#decision")).to_contain_text("You and the instructor agree.")
    phone.goto(MORE)
    vote(phone, "enough-before", "Does not hold")
    LessonPage(phone).question("more", 1).answer("No")
    expect(LessonPage(phone).question("more", 1).result).to_have_text("Right.")
    vote(phone, "enough", "Holds with a catch")
    expect(phone.locator("#enough")).to_contain_text("You and the instructor agree.")

    # Next day: the question that was missed comes back, and is known.
    days_pass(two_lessons, 2)
    laptop.goto("/progress/")
    laptop.get_by_role("link", name="1 question to review").click()
    again = LessonPage(laptop).question_called("When does")
    again.answer(RIGHT)
    expect(laptop.locator("main")).to_contain_text("Right")
    laptop.goto("/progress/")
    expect(laptop.locator(".own__review")).to_contain_text("Nothing to review today")
    expect(laptop.locator(".own__figures")).to_be_visible()

    # Sunday: the certificate, which a stranger checks.
    laptop.get_by_role("link", name="Certificate").click()
    laptop.get_by_label("Your name").fill("Ada Lovelace")
    laptop.get_by_role("button", name="Make the certificate").click()
    expect(laptop.locator(".certificate__name")).to_have_text("Ada Lovelace")
    expect(laptop.get_by_role("button", name="Print it")).to_be_visible()
    stranger = open_page(site=two_lessons)
    stranger.goto(laptop.url)
    expect(stranger.locator(".certificate")).to_contain_text("Two of them")
    expect(stranger.get_by_role("button", name="Withdraw")).to_have_count(0)

    # Everything goes along; then it is deleted, and with it the certificate.
    laptop.goto("/data/")
    with laptop.expect_download() as download:
        laptop.get_by_role("link", name="Download everything").click()
    archive = Path(download.value.path()).read_text(encoding="utf-8")
    assert archive.count('"kind": "answer"') == 4
    assert archive.count('"kind": "review"') == 1
    laptop.goto("/data/delete/")
    laptop.get_by_role("button", name="Delete all that I did").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Deleted")
    kept = "Object.keys(localStorage).filter((key) => /^(reading|outbox|draft)/.test(key))"
    assert laptop.evaluate(kept) == []
    gone = stranger.reload()
    assert gone is not None
    assert gone.status == 404

    # What was taken along can be brought again, by somebody else if they like.
    stranger.goto("/data/")
    stranger.get_by_label("Your archive").set_input_files(
        {"name": "ada.json", "mimeType": "application/json", "buffer": archive.encode()}
    )
    stranger.get_by_role("button", name="Bring it").click()
    expect(stranger).to_have_url(re.compile("/progress/$"))
    expect(stranger.locator(".own__course-facts")).to_contain_text("2 of 2 lessons done")
