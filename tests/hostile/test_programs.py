"""Hostile programs and pages in a real browser: each ends in a message, the lesson goes on."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.conftest import StartSite
from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage
from tests.hostile.pages import PAGES
from tests.hostile.programs import HEAD, PROGRAMS, view

BENCH = Path(__file__).parents[1] / "e2e" / "lessons"
ADDRESS = "/learn/bench/workbench/"
PATIENCE = 40_000  # ms: a program may take ten seconds, and the machine has much else to do
FINE = view("return 'fine'")
SHOWN = {"fine": "fine"} | {name: f"<p>here</p>{page}" for name, page in PAGES.items()}
# All have the same address, one after the other: they ask for it again, and send forms there.
HAS_PAGES = f"""\
{HEAD}
PAGES = {SHOWN!r}
SHOWN = ["fine"]

@app.get("/show/<name>")
def show(name):
    SHOWN[:] = [name]
    return redirect("/")

@app.get("/")
def index():
    return PAGES[SHOWN[0]]
"""


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
        self.app.path.fill("/")
        self.app.run()

    def assert_unharmed(self) -> None:
        """The page is where it was, answers, and has shown nothing of its own."""
        page = self.app.page
        assert page.url.endswith(ADDRESS)
        assert (self.dialogs, self.windows) == ([], [])
        assert page.title().startswith("Workbench")

    def assert_runs_the_next(self) -> None:
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
    # Once it is over, nothing is left of what an earlier one said. The next test runs the next one.
    expect(bystander.app.root).to_have_attribute("aria-busy", "false", timeout=PATIENCE)
    side = bystander.app.flask.root
    told = side.locator("[data-side-console], [data-side-status], [data-side-state]")
    expect(told.filter(has_text=re.compile(ends)).first).to_be_visible(timeout=PATIENCE)
    bystander.assert_unharmed()
    if name.startswith("harness: "):  # may have spoilt another run, and the message of that one
        bystander.assert_runs_the_next()


@pytest.fixture(scope="module")
def beside_pages(bystander: Bystander) -> Bystander:
    bystander.run(HAS_PAGES)
    expect(bystander.app.flask.text).to_have_text("fine", timeout=PATIENCE)
    return bystander


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_harms_nobody(beside_pages: Bystander, name: str) -> None:
    app = beside_pages.app
    app.send(f"/show/{quote(name)}")
    expect(app.flask.text).to_contain_text("here", timeout=PATIENCE)
    expect(app.flask.status).to_contain_text("200 OK")
    beside_pages.assert_unharmed()
    app.send("/show/fine")
    expect(app.flask.text).to_have_text("fine", timeout=PATIENCE)
    beside_pages.assert_unharmed()


def test_after_all_of_them_a_program_runs_as_ever(bystander: Bystander) -> None:
    bystander.assert_runs_the_next()
    bystander.assert_unharmed()
