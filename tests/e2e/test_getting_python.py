"""Python comes over the network, slowly or not at all; apps start one after the other."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.console import Console
from tests.e2e.app_block import AppOnPage
from tests.e2e.conftest import OpenLesson
from tests.e2e.lesson_page import COURSE, LESSON, LessonPage
from tests.site import Site
from tutorial_site.setup.chromium import FLAGS, find_chromium

SNAPSHOT = "**/runtime/snapshot*"
LOST = "net::ERR_"


def assert_says_hello(app: AppOnPage) -> None:
    for side in app.sides:
        expect(side.text).to_have_text("Hello, Ada!")


class TestOnTheWay:
    def test_it_is_told_how_many_of_how_many_mb_have_come(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson()
        slow = lesson.page.context.new_cdp_session(lesson.page)
        line = {"offline": False, "latency": 20, "uploadThroughput": -1}
        slow.send("Network.emulateNetworkConditions", line | {"downloadThroughput": 2_000_000})
        hello = lesson.app("hello")
        hello.run()
        expect(hello.notice).to_have_text(
            re.compile(r"^Fetching Python, Flask and Django: \d+\.\d of 1\d\.\d MB\.")
        )
        expect(hello.notice.get_by_role("progressbar", name="Loading Python")).to_have_attribute(
            "value", re.compile(r"^0\.")
        )
        expect(hello.stop_button).to_be_visible()
        slow.send("Network.emulateNetworkConditions", line | {"downloadThroughput": -1})
        assert_says_hello(hello)
        expect(hello.notice).to_be_hidden()

    def test_stop_ends_the_waiting(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson()
        held: list[Route] = []
        lesson.page.route(SNAPSHOT, lambda route: held.append(route))  # noqa: PLW0108  it marks it
        hello = lesson.app("hello")
        hello.run()
        expect(hello.notice).to_contain_text("Fetching Python")
        hello.stop_button.click()
        expect(hello.notice).to_have_text("Stopped. Run starts it again.")
        for route in held:
            route.continue_()
        hello.run()
        assert_says_hello(hello)


class TestThatCannotCome:
    def test_the_learner_is_told_why_and_retry_works(
        self, open_lesson: OpenLesson, console: Console
    ) -> None:
        console.expect(LOST)
        lesson = open_lesson()
        lesson.page.route(SNAPSHOT, lambda route: route.abort())
        hello = lesson.app("hello")
        hello.run()
        expect(hello.notice).to_contain_text(
            "Python could not be started. The connection to the server was lost."
        )
        expect(hello.stop_button).to_be_hidden()
        hello.retry()  # too early: it still can't come
        expect(hello.notice).to_contain_text("Python could not be started.")
        lesson.page.unroute(SNAPSHOT)
        hello.retry()
        assert_says_hello(hello)
        expect(hello.notice).to_be_hidden()

    def test_a_missing_file_is_told_from_a_lost_connection(
        self, open_lesson: OpenLesson, console: Console
    ) -> None:
        console.expect("404")
        lesson = open_lesson()
        lesson.page.route(SNAPSHOT, lambda route: route.fulfill(status=404))
        hello = lesson.app("hello")
        hello.run()
        expect(hello.notice).to_contain_text("The server answered 404 for a file of the runtime.")

    def test_a_sandbox_that_does_not_open_is_told(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson()
        lesson.page.clock.install()
        lesson.page.route("**/sandbox/runtime/**", lambda route: route.abort())
        hello = lesson.app("hello")
        hello.run()
        expect(hello.run_button).to_have_text("Run again")
        lesson.page.clock.fast_forward("00:30")
        expect(hello.notice).to_contain_text("The sandbox did not open")

    def test_the_code_runs_without_the_editor_and_the_editor_comes_later(
        self, open_lesson: OpenLesson, console: Console
    ) -> None:
        console.expect(LOST)
        lesson = open_lesson()
        editor = re.compile(r"/hashed/editor-")
        lesson.page.route(editor, lambda route: route.abort())
        hello = lesson.app("hello")
        hello.flask.editor.hover()
        expect(hello.notice).to_contain_text("The editor could not be loaded")
        hello.run()
        assert_says_hello(hello)
        lesson.page.unroute(editor)
        hello.run_button.hover()
        hello.flask.editor.hover()
        expect(hello.flask.code).to_contain_text("from flask import Flask")


class TestOffline:
    def test_what_has_come_goes_on_and_progress_is_sent_later(
        self, open_lesson: OpenLesson, console: Console
    ) -> None:
        console.expect(LOST)
        lesson = open_lesson()
        hello, notes = lesson.app("hello"), lesson.app("notes")
        hello.flask.edit("app.py")
        hello.run_and_wait()
        lesson.page.context.set_offline(True)
        hello.flask.replace("app.py", 'f"Hello, ', 'f"Hi, ')
        hello.run()
        expect(hello.flask.text).to_have_text("Hi, Ada!")
        notes.run_and_wait()  # an app that was never near while the site could be reached
        expect(notes.django.page.get_by_role("heading", name="Notes")).to_be_visible()
        with lesson.page.expect_response(re.compile("/progress/")) as sent:
            lesson.page.context.set_offline(False)
        assert sent.value.ok
        lesson.page.goto(COURSE)
        expect(lesson.page.get_by_text("Continue where you left off")).to_be_visible()


class TestSeveralApps:
    def test_the_oldest_makes_room_and_can_be_run_again(self, lesson: LessonPage) -> None:
        hello, notes, forged = (lesson.app(name) for name in ("hello", "notes", "forged"))
        hello.run_and_wait()
        notes.run_and_wait()
        expect(hello.stop_button).to_be_visible()
        forged.run_and_wait()
        expect(hello.stop_button).to_be_hidden()
        expect(hello.notice).to_contain_text("Stopped to make room for another app on this page.")
        expect(hello.flask.text).to_have_text("Hello, Ada!")  # stays to be read
        for app in (notes, forged):
            expect(app.stop_button).to_be_visible()
        hello.run_and_wait()
        assert_says_hello(hello)
        expect(notes.stop_button).to_be_hidden()
        expect(forged.stop_button).to_be_visible()

    def test_two_run_beside_each_other_and_know_nothing_of_each_other(
        self, lesson: LessonPage
    ) -> None:
        notes, forged = lesson.app("notes"), lesson.app("forged")
        notes.run_and_wait()
        forged.run_and_wait()
        expect(forged.flask.page.get_by_role("listitem")).to_have_count(1)
        notes.send("/")
        expect(notes.flask.state).to_have_text("/")
        expect(notes.flask.page.get_by_role("listitem")).to_have_count(0)


class TestLeavingAndComingBack:
    def test_code_is_there_the_bar_is_as_it_was_and_apps_run(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson()
        hello = lesson.app("hello")
        hello.flask.replace("app.py", 'f"Hello, ', 'f"Hi, ')
        hello.run_and_wait()
        hello.method.select_option("POST")
        lesson.page.goto(COURSE)
        lesson.page.go_back()
        expect(hello.method).to_have_value("GET")
        expect(hello.body).to_be_hidden()
        hello.run()
        expect(hello.flask.text).to_have_text("Hi, Ada!")

    @pytest.fixture
    def kept_page(self, browser: Browser, site: Site, console: Console) -> Iterator[Page]:
        """A page of a browser that keeps pages that were left, as browsers do outside of tests."""
        keeping = browser.browser_type.launch(
            executable_path=find_chromium(),
            args=list(FLAGS),
            ignore_default_args=["--disable-back-forward-cache"],
        )
        context = keeping.new_context(base_url=site.url)
        console.watch(context)
        yield context.new_page()
        keeping.close()

    def test_a_page_that_the_browser_kept_goes_on_where_it_was(self, kept_page: Page) -> None:
        kept_page.goto(LESSON)
        hello = LessonPage(kept_page).app("hello")
        hello.run_and_wait()
        kept_page.evaluate("window.kept = true")
        kept_page.goto(COURSE)
        kept_page.go_back(wait_until="commit")  # nothing is loaded, so no load event comes
        assert kept_page.evaluate("window.kept") is True
        # Playwright has lost sight of the frames in a page that was kept: the sides' heads tell.
        for name in ("Bob", "Cy"):
            hello.send(f"/hello/{name}")
            for side in hello.sides:
                expect(side.state).to_have_text(f"/hello/{name}")
                expect(side.status).to_contain_text("200 OK")
        hello.run_and_wait()
        for side in hello.sides:
            expect(side.state).to_have_text("/hello/Cy")


def test_on_a_small_memory_no_spare_is_kept_and_apps_run_as_ever(open_lesson: OpenLesson) -> None:
    lesson = open_lesson()
    lesson.page.add_init_script("Object.defineProperty(navigator, 'deviceMemory', {value: 1})")
    lesson.page.reload()
    hello = lesson.app("hello")
    for _ in range(2):
        hello.run_and_wait()
        assert_says_hello(hello)
    lesson.page.wait_for_timeout(1000)  # a spare would be started after half a second
    assert len(lesson.page.workers) == len(hello.sides)
