"""What was missed comes back on another day: reviewed with scripts and without, on any screen."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, StartSite
from tests.e2e.lesson_page import COURSE, LESSON, LessonPage
from tests.e2e.test_answering import BECAUSE, RIGHT, WHY, WRONG, WRONG_FEEDBACK
from tests.e2e.test_look import violations
from tests.site import Site

NEXT_DAY = (
    "UPDATE progress_attempt SET created_at = strftime('%Y-%m-%d %H:%M:%f', created_at, '-1 day')"
)


@pytest.fixture(scope="module")
def own_site(start_site: StartSite) -> Site:
    """Its clock is these specs' own: on the site of others it would move theirs."""
    return start_site()


def sleep(site: Site) -> None:
    """A night passes: all that was done on the site is a day longer ago."""
    with closing(sqlite3.connect(site.folder / "db.sqlite3", timeout=20)) as database:
        database.execute(NEXT_DAY)
        database.commit()


def miss_a_question(page: Page) -> None:
    """Without scripts, each step is a page of its own."""
    page.goto(LESSON)
    question = LessonPage(page).question("odd-quiz", 1)
    for choice in (WRONG, RIGHT):
        question.answer(choice)
        expect(question.result).to_contain_text("Not right" if choice == WRONG else "Right")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_missed_question_is_reviewed_the_next_day(
    open_page: OpenPage, own_site: Site, scripts: bool
) -> None:
    page = open_page(site=own_site, java_script_enabled=scripts)
    miss_a_question(page)
    page.goto("/review/")
    expect(page.locator("main")).to_contain_text("Nothing is due. The next question comes back on")

    sleep(own_site)
    page.goto(COURSE)
    page.get_by_role("link", name=re.compile("Review.*1.*due")).first.click()
    question = LessonPage(page).question_called(WHY)
    expect(question.root).not_to_contain_text(BECAUSE)

    question.answer(WRONG)
    expect(question.root).to_contain_text(WRONG_FEEDBACK)
    expect(page.locator("#review-moves")).to_contain_text("Done for today")
    question.answer(RIGHT)
    expect(question.result).to_have_text("Right, on try 2.")
    expect(question.root).to_contain_text(BECAUSE)
    expect(page.locator(".review-nav:visible")).to_have_count(0)

    page.get_by_role("link", name="Done for today").click()
    expect(page.locator("main")).to_contain_text("Nothing is due.")
    page.goto(LESSON)
    expect(LessonPage(page).question("odd-quiz", 1).result).to_have_text("Right, on try 2.")


def test_review_is_turned_off_and_on_again(open_page: OpenPage, own_site: Site) -> None:
    page = open_page(site=own_site)
    miss_a_question(page)
    sleep(own_site)
    page.goto("/review/?skip=1")
    page.get_by_role("button", name="Turn review off").click()
    expect(page.locator("main")).to_contain_text("You have turned review off.")
    expect(page.locator(".review-nav")).to_have_count(0)
    page.get_by_role("button", name="Turn review on").click()
    expect(LessonPage(page).question_called(WHY).root).to_be_visible()


def test_the_head_of_a_page_has_room_for_what_is_due(open_page: OpenPage, own_site: Site) -> None:
    page = open_page(site=own_site)
    miss_a_question(page)
    sleep(own_site)
    for path in ("/review/", COURSE, LESSON):
        page.goto(path)
        for width in (320, 360, 1600):
            page.set_viewport_size({"width": width, "height": 740})
            expect(page.locator(".review-nav")).to_be_visible()
            wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wider) <= 0, (path, width)
            switch = page.locator(".theme-switch").bounding_box()
            assert switch is not None
            assert switch["x"] + switch["width"] <= width, (path, width)


def test_axe_finds_nothing_wrong_with_a_review(open_page: OpenPage, own_site: Site) -> None:
    page = open_page(site=own_site, bypass_csp=True, reduced_motion="reduce")
    miss_a_question(page)
    page.goto("/review/")
    assert violations(page) == []
    sleep(own_site)
    page.goto("/review/")
    assert violations(page) == []
    LessonPage(page).question_called(WHY).answer(WRONG)
    expect(page.locator("#review-moves")).to_contain_text("Done for today")
    assert violations(page) == []
