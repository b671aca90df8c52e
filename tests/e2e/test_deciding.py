"""A learner weighs a project of their own, by mouse, by keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage
from tests.e2e.lesson_page import COURSE

LESSON = f"{COURSE}choose/"
STAFF, SERVICE = "People who don’t write code", re.compile("^One small service")


class DecisionOnPage:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("#own-project")
        self.summary = self.root.locator(".decision-summary")

    def choose(self, text: str | re.Pattern[str]) -> None:
        self.root.locator("label").filter(has_text=text).click()

    def group(self, question: str) -> Locator:
        return self.root.get_by_role("group", name=question)


@pytest.fixture
def decision(open_page: OpenPage) -> DecisionOnPage:
    page = open_page()
    page.goto(LESSON)
    return DecisionOnPage(page)


def test_every_answer_is_weighed_at_once(decision: DecisionOnPage) -> None:
    decision.choose(STAFF)
    expect(decision.summary).to_contain_text("lean to Django, 3 to 0")
    decision.choose(SERVICE)
    expect(decision.summary).to_contain_text("lean to Django, 3 to 2")
    matters = decision.group("What is it?").get_by_label("Does it matter here?")
    matters.select_option("Twice as much")
    expect(decision.summary).to_contain_text("lean to Flask, 4 to 3")
    expect(decision.root.get_by_role("region", name="Flask")).to_contain_text("+4")


def test_the_outcome_is_read_out(decision: DecisionOnPage) -> None:
    decision.choose(STAFF)
    expect(decision.root.get_by_role("status")).to_contain_text("lean to Django")


def test_the_keyboard_keeps_its_place(decision: DecisionOnPage) -> None:
    first = decision.group("Who keeps it up to date?").get_by_role("radio").first
    first.focus()
    decision.page.keyboard.press("Space")
    expect(decision.summary).to_contain_text("lean to Django, 1 to 0")
    expect(first).to_be_focused()
    decision.page.keyboard.press("ArrowDown")
    expect(decision.summary).to_contain_text("None of your answers counts")


def test_a_reload_keeps_the_answers_and_starting_again_drops_them(
    decision: DecisionOnPage,
) -> None:
    decision.choose(STAFF)
    expect(decision.summary).to_contain_text("3 to 0")
    expect(decision.page).to_have_url(re.compile(r"\?own-project-\w+=\w+#own-project$"))
    decision.page.reload()
    expect(decision.summary).to_contain_text("3 to 0")
    expect(decision.root.get_by_role("radio", name=STAFF)).to_be_checked()
    decision.root.get_by_role("link", name="Start again").click()
    expect(decision.summary).to_have_text("Nothing is answered yet.")


def test_without_scripts_a_page_of_its_own_shows_the_outcome(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(LESSON)
    decision = DecisionOnPage(page)
    decision.choose(STAFF)
    decision.root.get_by_role("button", name="Weigh my answers").click()
    expect(page).to_have_url(re.compile(r"/decisions/.*#own-project-result$"))
    expect(decision.summary).to_contain_text("lean to Django, 3 to 0")
    expect(decision.summary).to_be_in_viewport()
