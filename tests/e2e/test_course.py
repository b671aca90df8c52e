"""The whole course as somebody walks it who skips to the end."""

import re

from playwright.sync_api import Page, expect

from tests.conftest import OpenPage
from tests.e2e.lesson_page import COURSE

DECISION = "Holds with a catch"
LAST = f"{COURSE}choose/"  # where the scoreboard stands


def lessons(page: Page) -> list[str]:
    """The addresses of the lessons, as the course's page lists them."""
    page.goto(COURSE)
    links = page.locator(".docket__name a").all()
    return [str(link.get_attribute("href")) for link in links]


def vote(page: Page, when: str, word: str) -> None:
    verdict = page.locator(f".verdict-{when}").first
    verdict.get_by_role("button", name=word, exact=True).click()
    expect(verdict.locator("[data-phase]")).to_have_attribute("data-phase", "given")


def test_who_skips_to_the_end_finds_the_board_waiting_for_them(open_page: OpenPage) -> None:
    page = open_page()
    first, *others = lessons(page)
    page.goto(first)
    for address in others:
        page.locator("a[rel=next]").last.click()
        expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    page.goto(LAST)
    board = page.locator(".board-sum")
    expect(board).to_contain_text(f"You have decided none of the {len(others) + 1} claims yet")
    vote(page, "after", DECISION)
    page.reload()
    expect(board).to_contain_text("You have decided 1 of")
