"""What the browser tests share: the lesson as learners open it, and patience for Python's start.

Starting the first Python of a page takes seconds; every later one comes at once. So what isn't
about a beginning is tested on one page that stays open (``lesson``, ``hello``, ``notes``; of the
lesson with a bit of everything: ``workbench``) and is put in order after each test. A new learner's
are ``open_lesson(…)``, ``open_workbench(…)`` and ``new_workbench``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PAGES, OpenPage, StartSite
from tests.console import Console
from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LESSON, LessonPage
from tests.site import Site

SECONDS_FOR_PYTHON = 30  # to arrive and start, on a machine that has much else to do
OpenLesson = Callable[..., LessonPage]


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Assertions wait for what they expect; how long is no part of any rule."""
    expect.set_options(timeout=SECONDS_FOR_PYTHON * 1000)
    yield
    expect.set_options(timeout=5000)


@pytest.fixture
def open_lesson(open_page: OpenPage) -> OpenLesson:
    """Open the first lesson as a new learner: ``open_lesson(viewport=…, site=…)``."""

    def open_one(**options: Any) -> LessonPage:
        page: Page = open_page(**options)
        page.goto(LESSON)
        return LessonPage(page)

    return open_one


class OpenTab:
    """A lesson on a page that stays open from test to test."""

    def __init__(self, browser: Browser, site: Site, address: str) -> None:
        self.context = browser.new_context(base_url=site.url)
        self.address = address
        self.lesson: LessonPage | None = None

    def open(self) -> LessonPage:
        if self.lesson is None:
            self.lesson = LessonPage(self.context.new_page())
            self.lesson.page.goto(self.address)
        return self.lesson

    def close(self) -> None:
        """Nobody knows what a failed test has left: the next one gets a new page."""
        if self.lesson:
            self.lesson.page.close()
        self.lesson = None

    def lend(self, console: Console, request: pytest.FixtureRequest) -> Iterator[LessonPage]:
        """The page for one test, which finds it in order."""
        console.watch(self.context)
        lesson = self.open()
        request.node.stash.setdefault(PAGES, []).append(lesson.page)
        failed_before = request.session.testsfailed
        yield lesson
        if request.session.testsfailed > failed_before:
            self.close()
        else:
            lesson.tidy()


@pytest.fixture(scope="session")
def open_tab(browser: Browser, site: Site) -> Iterator[OpenTab]:
    tab = OpenTab(browser, site, LESSON)
    yield tab
    tab.context.close()


@pytest.fixture
def lesson(
    open_tab: OpenTab, console: Console, request: pytest.FixtureRequest
) -> Iterator[LessonPage]:
    yield from open_tab.lend(console, request)


@pytest.fixture
def hello(lesson: LessonPage) -> AppOnPage:
    """The twin that says hello; nothing of it runs, and its code is the lesson's."""
    return lesson.app("hello")


@pytest.fixture
def notes(lesson: LessonPage) -> AppOnPage:
    """The twin that keeps notes; nothing of it runs, and its code is the lesson's."""
    return lesson.app("notes")


WORKBENCH = "/learn/bench/workbench/"


@pytest.fixture(scope="session")
def workbench_site(start_site: StartSite) -> Site:
    """A site whose one lesson has apps with a bit of everything."""
    return start_site(lessons=Path(__file__).parent / "lessons")


@pytest.fixture
def open_workbench(open_page: OpenPage, workbench_site: Site) -> Callable[..., LessonPage]:
    """Open the workbench lesson, or another address of its site, as a new learner."""

    def open_one(address: str = WORKBENCH, **options: Any) -> LessonPage:
        page: Page = open_page(site=workbench_site, **options)
        page.goto(address)
        return LessonPage(page)

    return open_one


@pytest.fixture
def new_workbench(open_workbench: Callable[..., LessonPage]) -> LessonPage:
    """The workbench of a new learner, for what outlasts a page."""
    return open_workbench()


@pytest.fixture(scope="session")
def open_workbench_tab(browser: Browser, workbench_site: Site) -> Iterator[OpenTab]:
    tab = OpenTab(browser, workbench_site, WORKBENCH)
    yield tab
    tab.context.close()


@pytest.fixture
def workbench(
    open_workbench_tab: OpenTab, console: Console, request: pytest.FixtureRequest
) -> Iterator[LessonPage]:
    """The workbench lesson; nothing of it runs, and its code is the lesson's."""
    yield from open_workbench_tab.lend(console, request)


@pytest.fixture(scope="module")
def workbench_tab(browser: Browser, workbench_site: Site) -> Iterator[LessonPage]:
    """The workbench lesson on a page that stays open for a whole module."""
    expect.set_options(timeout=SECONDS_FOR_PYTHON * 1000)
    context = browser.new_context(base_url=workbench_site.url)
    page = context.new_page()
    page.goto(WORKBENCH)
    yield LessonPage(page)
    context.close()
