"""Votes and what becomes of them: the reason, how others decided, the scoreboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage
from tests.e2e.lesson_page import COURSE, LESSON
from tests.e2e.test_look import violations

REASON = "The header lists differ more than I thought."
OTHERS = 5


def decide(page: Page, word: str, reason: str = "") -> None:
    page.goto(LESSON)
    form = page.locator(".verdict-after form").first
    if reason:
        form.get_by_role("textbox").fill(reason)
    form.get_by_role("button", name=word, exact=True).click()
    expect(page.locator(".verdict-after")).to_contain_text("The instructor’s verdict")


def guess(page: Page, word: str) -> None:
    page.goto(LESSON)
    page.locator(".verdict-before").get_by_role("button", name=word, exact=True).click()
    expect(page.locator(".verdict-before")).to_contain_text("You guess")


def fits(page: Page) -> bool:
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


@pytest.mark.parametrize("scripts", [True, False])
def test_what_changed_ones_mind_stands_on_the_scoreboard(
    open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts)
    guess(page, "Holds")
    decide(page, "Holds with a catch", REASON)
    expect(page.locator(".verdict-why-said")).to_have_text(REASON)
    page.goto(COURSE)
    board = page.locator(".scoreboard")
    expect(board).to_contain_text("changed your mind about 1")
    expect(board.locator(".board-reason")).to_contain_text(REASON)
    expect(board.get_by_role("img").first).to_have_accessible_name(
        "You guessed: holds, you decided: holds with a catch, "
        "the instructor’s verdict: holds with a catch."
    )
    board.get_by_text("The same as a table").click()
    row = board.get_by_role("row").filter(has_text=REASON)
    expect(row.get_by_role("cell").first).to_have_text("Holds")


def test_votes_of_all_and_the_scoreboard_can_be_read_by_everybody(open_page: OpenPage) -> None:
    for _ in range(OTHERS):
        decide(open_page(java_script_enabled=False), "Does not hold")
    page = open_page(bypass_csp=True, reduced_motion="reduce")
    guess(page, "Does not hold")
    decide(page, "Holds", REASON)
    tally = page.locator(".tally")
    expect(tally).to_contain_text("learners decided")
    expect(tally.get_by_role("row").filter(has_text="you")).to_contain_text("Holds")
    assert violations(page) == []
    page.goto(COURSE)
    page.get_by_text("The same as a table").click()
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == []
        assert fits(page)
