"""Hostile programs and pages in a real browser: each ends in a message, the lesson goes on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.conftest import StartSite
from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage
from tests.hostile.pages import PAGES
from tests.hostile.programs import PROGRAMS, view

BENCH = Path(__file__).parents[1] / "e2e" / "lessons"
ADDRESS = "/learn/bench/workbench/"
PATIENCE = 40_000  # ms: a program may take ten seconds, and the machine has much else to do
FINE = view("return 'fine'")


class Bystander:
    """The lesson around a hostile app, and what would show that it was harmed."""

    def __init__(self, app: AppOnPage) -> None:
        self.app = app
        self.dialogs: list[str] = []
        self.windows: list[str] = []
        app.page.on("dialog", self._dismiss)
        app.page.context.on("page", self._opened)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _opened(self, page: Page) -> None:
        self.windows.append(page.url)

    def run(self, program: str) -> None:
        self.app.flask.write("app.py", program)
        self.app.run()

    def assert_unharmed(self) -> None:
        """The page is where it was, has shown nothing of its own, and runs the next program."""
        page = self.app.page
        assert page.url.endswith(ADDRESS)
        assert (self.dialogs, self.windows) == ([], [])
        assert page.title().startswith("Workbench")
        self.run(FINE)
        expect(self.app.flask.text).to_have_text("fine", timeout=PATIENCE)


@pytest.fixture(scope="module")
def bystander(browser: Browser, start_site: StartSite) -> Iterator[Bystander]:
    context = browser.new_context(base_url=start_site(lessons=BENCH).url)
    page = context.new_page()
    page.goto(ADDRESS)
    yield Bystander(LessonPage(page).app("own-flask"))
    context.close()


def test_there_are_at_least_sixty() -> None:
    assert len(PROGRAMS) >= 60
    assert len(PAGES) >= 30


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_hostile_program_ends_in_a_clear_message(bystander: Bystander, name: str) -> None:
    program, ends = PROGRAMS[name]
    bystander.run(program)
    side = bystander.app.flask.root
    told = side.locator("[data-side-console], [data-side-status], [data-side-state]")
    expect(told.filter(has_text=re.compile(ends)).first).to_be_visible(timeout=PATIENCE)
    bystander.assert_unharmed()


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_harms_nobody(bystander: Bystander, name: str) -> None:
    bystander.run(view(f"return {'<p>here</p>' + PAGES[name]!r}"))
    expect(bystander.app.flask.status).to_contain_text("200 OK", timeout=PATIENCE)
    expect(bystander.app.flask.text).to_contain_text("here", timeout=PATIENCE)
    bystander.assert_unharmed()
