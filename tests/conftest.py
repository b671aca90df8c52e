"""The stage of the browser tests: the site, a browser, pages that report their errors.

- ``site``: the site as learners get it (DEBUG off, granian), with the repository's lessons and an
  empty database, one for the whole run. ``start_site(lessons=…, debug=True)`` starts another.
- ``page``: a fresh learner's page on it; relative addresses work: ``page.goto("/")``.
  ``open_page(java_script_enabled=False)`` opens further ones, with any of Playwright's options
  for a context; each is a learner of its own.
- ``console``: errors in the browser's console fail a test unless it expects them.

A test that uses a page is marked ``browser``; a failing one leaves a picture in test-results/.
"""

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.console import Console
from tests.postgresql import Cluster, running_postgresql
from tests.site import ROOT, Site
from tutorial_site.setup import SetupError
from tutorial_site.setup.chromium import FLAGS, find_chromium

RESULTS = ROOT / "test-results"
TESTS = Path(__file__).resolve().parent
FOLDER_MARKS = {"e2e": "browser", "content": "content", "hostile": "hostile"}

StartSite = Callable[..., Site]
OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if TESTS in item.path.parents:
            folder = item.path.relative_to(TESTS).parts[0]
            if folder in FOLDER_MARKS:
                item.add_marker(FOLDER_MARKS[folder])
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


# --- the site -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def start_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartSite]:
    """Start a site: ``start_site(lessons=folder, debug=True)``. All are stopped at the end."""
    sites: list[Site] = []
    migrated = tmp_path_factory.mktemp("database") / "db.sqlite3"

    def start(*, lessons: Path = ROOT / "lessons", debug: bool = False) -> Site:
        site = Site(tmp_path_factory.mktemp("site"), lessons, debug=debug)
        if migrated.exists():
            shutil.copy(migrated, site.folder)
        else:
            site.manage("migrate", "--no-input")
            shutil.copy(site.folder / migrated.name, migrated)
        sites.append(site)
        site.start()
        return site

    yield start
    for site in sites:
        site.stop()


@pytest.fixture(scope="session")
def site(start_site: StartSite) -> Site:
    return start_site()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL of our own: ``postgresql.make_database("name")`` gives a DATABASE_URL."""
    try:
        with running_postgresql() as cluster:
            yield cluster
    except SetupError as error:
        pytest.fail(str(error), pytrace=False)


# --- the browser ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        chromium = find_chromium()
    except SetupError as error:
        pytest.fail(str(error), pytrace=False)
    # Playwright keeps an event loop in this thread, where Django would then refuse its database
    # to tests that have nothing to do with it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def console() -> Console:
    return Console()


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, browser: Browser, console: Console
) -> Iterator[OpenPage]:
    """Open a page as a new learner, with any of Playwright's options for a context."""
    contexts: list[BrowserContext] = []
    pages: list[Page] = request.node.stash.setdefault(PAGES, [])

    def open_one(*, site: Site | None = None, **options: Any) -> Page:
        served = site or request.getfixturevalue("site")
        context = browser.new_context(base_url=served.url, **options)
        contexts.append(context)
        console.watch(context)
        context.on("page", lambda page: pages.append(page))  # noqa: PLW0108  it marks handlers
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


# --- failing --------------------------------------------------------------------------------

PAGES = pytest.StashKey[list[Page]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test for what its pages complained about, when it has passed otherwise."""
    yield
    console = getattr(item, "funcargs", {}).get("console")
    if isinstance(console, Console) and (complaints := console.complaints()):
        pytest.fail("In the browser's console:\n" + "\n".join(complaints), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" and report.failed and (pages := item.stash.get(PAGES, [])):
        report.sections.append(("left in test-results/", "\n".join(_leave_pictures(item, pages))))
    return report


def _leave_pictures(item: pytest.Item, pages: list[Page]) -> list[str]:
    """A picture of each page, its HTML, and what the console and the server said."""
    RESULTS.mkdir(exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", item.nodeid).strip("-")[-150:]
    left = []
    for number, page in enumerate(pages, start=1):
        try:
            page.screenshot(path=RESULTS / f"{name}-{number}.png", timeout=5000)
            (RESULTS / f"{name}-{number}.html").write_text(page.content(), encoding="utf-8")
        except Exception as error:  # a page that is gone must not hide the failure
            left.append(f"no picture of page {number}: {error}")
        else:
            left.append(f"{name}-{number}.png")
    funcargs = getattr(item, "funcargs", {})
    if isinstance(console := funcargs.get("console"), Console) and console.lines:
        left += ["the console:", *console.lines[-30:]]
    if isinstance(served := funcargs.get("site"), Site):
        left += ["the server:", *served.logged().splitlines()[-15:]]
    return left
