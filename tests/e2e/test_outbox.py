"""What a learner does is kept until the site has it, said truthfully, and saved for them alone."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.conftest import OpenPage, StartSite
from tests.console import Console
from tests.e2e.lesson_page import LESSON, LessonPage
from tests.site import ROOT, Site

RIGHT = "It only ever calls the app with two arguments and sends what comes back"
WRONG = "Django is built on the same WSGI library as Flask"
PASSWORD = "correct horse battery"
WILL_BE_SAVED = "will be saved as soon as the site can be reached"
NewAttempts = Callable[[], list[tuple[str, str, int]]]
RUN = {"course": "flask-or-django", "lesson": "same-app-twice", "block": "hello", "outcome": "ok"}


@pytest.fixture(scope="module")
def own_site(start_site: StartSite) -> Site:
    """A site that specs may stop, and whose database they may look into."""
    return start_site()


@pytest.fixture
def page(open_page: OpenPage, own_site: Site) -> Page:
    page = open_page(site=own_site)
    page.goto(LESSON, wait_until="networkidle")  # what is cut off later is an answer, no script
    return page


def attempts(site: Site, since: int = 0) -> list[tuple[str, str, int]]:
    """Who did what, and how often they had: name ("" for visitors), block, ordinal."""
    query = (
        "SELECT coalesce(username, ''), block, ordinal FROM progress_attempt AS attempt"
        " JOIN progress_learner AS learner ON learner.id = learner_id"
        " LEFT JOIN auth_user AS account ON account.id = user_id"
        " WHERE attempt.id > ? ORDER BY attempt.id"
    )
    with closing(sqlite3.connect(site.folder / "db.sqlite3")) as database:
        return list(database.execute(query, [since]))


@pytest.fixture
def new_attempts(own_site: Site) -> NewAttempts:
    """The attempts since this spec began."""
    with closing(sqlite3.connect(own_site.folder / "db.sqlite3")) as database:
        (last,) = database.execute("SELECT coalesce(max(id), 0) FROM progress_attempt").fetchone()
    return lambda: attempts(own_site, last)


def unsent(page: Page) -> int:
    """How many facts the browser keeps."""
    script = "() => Object.keys(localStorage).filter(key => key.startsWith('outbox:')).length"
    return int(page.evaluate(script))


def sign_up(page: Page, name: str) -> None:
    page.goto(f"/account/sign-up/?next={LESSON}")
    page.get_by_label("Name").fill(name)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form").get_by_role("button").click()
    expect(page.locator(".account-nav")).to_have_text(re.compile(name))


def sign_out(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".account-nav")).to_contain_text("Sign in")


def sign_in(page: Page, name: str) -> None:
    page.goto(f"/account/sign-in/?next={LESSON}")
    page.get_by_label("Name").fill(name)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form").get_by_role("button").click()
    expect(page.locator(".account-nav")).to_have_text(re.compile(name))


class TestAnAnswer:
    def test_given_offline_is_said_to_be_kept_and_graded_on_the_page_when_back(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("ERR_INTERNET_DISCONNECTED|htmx:")
        question = LessonPage(page).question("odd-quiz", 1)
        page.context.set_offline(True)
        question.answer(RIGHT)
        expect(question.root).to_contain_text("Not checked yet. Your answer is kept")
        expect(page.get_by_role("status").filter(has_text=WILL_BE_SAVED)).to_be_visible()
        expect(question.result).to_have_count(0)
        assert new_attempts() == []

        page.context.set_offline(False)
        expect(question.result).to_have_text("Right.")
        expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
        expect(page.get_by_text(WILL_BE_SAVED)).to_have_count(0)
        assert new_attempts() == [("", "odd-quiz", 1)]
        assert unsent(page) == 0

    def test_survives_the_tab_and_says_so_when_the_lesson_is_opened_again(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("500|htmx:")
        page.context.route("**/answers/**", lambda route: route.fulfill(status=500))
        LessonPage(page).question("odd-quiz", 1).answer(WRONG)
        expect(page.get_by_text("Not checked yet.")).to_be_visible()
        context = page.context
        page.close()

        again = context.new_page()
        again.goto(LESSON)
        question = LessonPage(again).question("odd-quiz", 1)
        expect(question.root).to_contain_text("Not checked yet.")
        expect(question.root.get_by_label(WRONG)).to_be_checked()
        context.unroute("**/answers/**")
        expect(question.result).to_be_visible()
        assert new_attempts() == [("", "odd-quiz", 1)]

    def test_is_sent_from_any_page_of_the_site(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("503|htmx:")
        page.route("**/answers/**", lambda route: route.fulfill(status=503))
        LessonPage(page).question("odd-quiz", 1).answer(RIGHT)
        expect(page.get_by_text("Not checked yet.")).to_be_visible()
        page.unroute("**/answers/**")
        with page.expect_response(re.compile("/answers/")):
            page.goto("/")
        expect(page.get_by_text(WILL_BE_SAVED)).to_have_count(0)
        assert new_attempts() == [("", "odd-quiz", 1)]

    def test_changed_while_it_waits_counts_as_it_was_changed(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("ERR_INTERNET_DISCONNECTED|htmx:")
        question = LessonPage(page).question("odd-quiz", 1)
        page.context.set_offline(True)
        question.answer(WRONG)
        expect(question.root).to_contain_text("Not checked yet.")
        question.answer(RIGHT)
        page.context.set_offline(False)
        expect(question.result).to_have_text("Right.")
        assert new_attempts() == [("", "odd-quiz", 1)]

    def test_that_arrived_though_the_reply_was_lost_counts_once(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("ERR_FAILED|htmx:")

        def lose_the_reply(route: Route) -> None:
            route.fetch()
            route.abort()

        page.route("**/answers/**", lose_the_reply, times=2)
        question = LessonPage(page).question("odd-quiz", 1)
        question.answer(RIGHT)
        expect(question.root).to_contain_text("Not checked yet.")
        expect(question.result).to_contain_text("Right")
        assert new_attempts() == [("", "odd-quiz", 1)]

    def test_outlives_a_restart_of_the_site(
        self, page: Page, console: Console, own_site: Site, new_attempts: NewAttempts
    ) -> None:
        console.expect("ERR_CONNECTION_REFUSED|htmx:")
        question = LessonPage(page).question("odd-quiz", 1)
        own_site.kill()
        question.answer(RIGHT)
        expect(question.root).to_contain_text("Not checked yet.")
        own_site.start()
        expect(question.result).to_have_text("Right.")
        assert new_attempts() == [("", "odd-quiz", 1)]

    def test_of_nothing_is_not_kept(self, page: Page, console: Console) -> None:
        console.expect("ERR_INTERNET_DISCONNECTED|htmx:")
        page.context.set_offline(True)
        LessonPage(page).question("odd-quiz", 1).root.get_by_role("button", name="Check").click()
        expect(page.get_by_role("status").filter(has_text="did not reach")).to_be_visible()
        assert unsent(page) == 0

    def test_a_vote_is_kept_as_well(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("ERR_INTERNET_DISCONNECTED|htmx:")
        page.context.set_offline(True)
        page.locator("#guess").get_by_role("button", name="Holds", exact=True).click()
        expect(page.locator("#guess")).to_contain_text("Your answer is kept")
        page.context.set_offline(False)
        expect(page.locator("#guess")).to_contain_text("You guess: holds.")
        assert new_attempts() == [("", "guess", 1)]


class TestWhoseItIs:
    def test_what_waits_for_somebody_who_signed_out_is_not_the_next_ones(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("500|htmx:")
        sign_up(page, "ada")
        page.context.route("**/answers/**", lambda route: route.fulfill(status=500))
        LessonPage(page).question("odd-quiz", 1).answer(RIGHT)
        expect(page.get_by_text("Not checked yet.")).to_be_visible()
        sign_out(page)
        page.context.unroute("**/answers/**")

        sign_up(page, "bob")
        expect(LessonPage(page).question("odd-quiz", 1).root).not_to_contain_text("Not checked")
        page.goto(LESSON)
        assert new_attempts() == []
        assert unsent(page) == 1
        sign_out(page)

        with page.expect_response(re.compile("/answers/")):
            sign_in(page, "ada")
        expect(LessonPage(page).question("odd-quiz", 1).result).to_contain_text("Right")
        assert new_attempts() == [("ada", "odd-quiz", 1)]

    def test_the_next_ones_answer_to_the_same_question_takes_nothing_from_it(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("500|htmx:")
        sign_up(page, "frances")
        page.context.route("**/answers/**", lambda route: route.fulfill(status=500))
        LessonPage(page).question("odd-quiz", 1).answer(RIGHT)
        expect(page.get_by_text("Not checked yet.")).to_be_visible()
        sign_out(page)
        sign_up(page, "grace")
        LessonPage(page).question("odd-quiz", 1).answer(RIGHT)
        expect(page.get_by_text("Not checked yet.")).to_be_visible()
        assert unsent(page) == 2

        page.context.unroute("**/answers/**")
        question = LessonPage(page).question("odd-quiz", 1)
        question.answer(RIGHT)
        expect(question.result).to_contain_text("Right")
        sign_out(page)
        with page.expect_response(re.compile("/answers/")):
            sign_in(page, "frances")
        expect(LessonPage(page).question("odd-quiz", 1).result).to_contain_text("Right")
        assert {name for name, _, _ in new_attempts()} == {"frances", "grace"}
        assert unsent(page) == 0

    def test_a_page_that_is_still_open_as_one_sends_nothing_as_another(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("412|ERR_INTERNET_DISCONNECTED|htmx:")
        sign_up(page, "carol")
        other_tab = page.context.new_page()
        sign_out(other_tab)
        sign_up(other_tab, "dave")
        LessonPage(page).question("odd-quiz", 1).answer(RIGHT)
        expect(page.get_by_role("status").filter(has_text="no longer signed in")).to_be_visible()
        assert new_attempts() == []
        sign_out(other_tab)
        sign_in(other_tab, "carol")
        expect(LessonPage(other_tab).question("odd-quiz", 1).result).to_contain_text("Right")
        assert new_attempts() == [("carol", "odd-quiz", 1)]
        # The first page hears of it, and is hers again.
        expect(page.get_by_text("no longer signed in")).to_have_count(0)
        page.context.set_offline(True)
        LessonPage(page).question("odd-quiz", 1).answer(RIGHT)
        expect(page.get_by_role("status").filter(has_text=WILL_BE_SAVED)).to_be_visible()
        page.context.set_offline(False)
        expect(LessonPage(page).question("odd-quiz", 1).result).to_contain_text("Right")

    def test_a_page_opened_before_signing_in_elsewhere_is_the_learners_still(
        self, page: Page, new_attempts: NewAttempts
    ) -> None:
        sign_up(page.context.new_page(), "erin")
        question = LessonPage(page).question("odd-quiz", 1)
        question.answer(RIGHT)
        expect(question.result).to_have_text("Right.")
        assert new_attempts() == [("erin", "odd-quiz", 1)]


class TestAFact:
    """What scripts record: runs of apps and of exercises' checks. Asked of the module itself."""

    @pytest.fixture(autouse=True)
    def _sources(self, page: Page) -> None:
        def serve(route: Route) -> None:
            path = ROOT / "static" / "js" / route.request.url.partition("/sources/")[2]
            route.fulfill(body=path.read_text(), content_type="text/javascript")

        page.context.route("**/sources/**", serve)

    @staticmethod
    def record(page: Page, fact: dict[str, Any], url: str = "/progress/runs/") -> str:
        return str(
            page.evaluate(
                "async ([url, fact]) => (await import('/sources/site/outbox/outbox.js'))"
                ".record(url, fact)",
                [url, fact],
            )
        )

    def test_is_saved_when_the_site_has_it(self, page: Page, new_attempts: NewAttempts) -> None:
        assert self.record(page, RUN) == "saved"
        assert new_attempts() == [("", "hello", 1)]

    @staticmethod
    def answer(page: Page, status: int) -> None:
        """From now on the site answers facts with this."""
        page.unroute("**/progress/runs/")
        page.route("**/progress/runs/", lambda route: route.fulfill(status=status))

    def test_waits_where_another_time_may_do(self, page: Page, console: Console) -> None:
        console.expect("403|404|408|429|500|502")
        for kept, status in enumerate([403, 404, 408, 429, 500, 502], start=1):
            self.answer(page, status)
            assert self.record(page, RUN) == "waiting", status
            assert unsent(page) == kept, status

    def test_is_given_up_with_a_word_where_no_time_will_do(
        self, page: Page, console: Console
    ) -> None:
        console.expect("400|409|413")
        for status in (400, 409, 413):
            self.answer(page, status)
            assert self.record(page, RUN) == "refused", status
            assert unsent(page) == 0, status

    def test_that_cannot_be_taken_holds_up_no_other(
        self, page: Page, console: Console, new_attempts: NewAttempts
    ) -> None:
        console.expect("404")
        assert self.record(page, RUN | {"lesson": "gone"}) == "waiting"
        assert self.record(page, RUN) == "saved"
        assert new_attempts() == [("", "hello", 1)]

    def test_facts_that_are_told_at_once_are_all_saved_for_one_learner(
        self, page: Page, new_attempts: NewAttempts
    ) -> None:
        outcomes = page.evaluate(
            "async fact => { const { record } = await import('/sources/site/outbox/outbox.js');"
            " const all = Array.from({ length: 12 }, () => record('/progress/runs/', fact));"
            " return Promise.all(all) }",
            RUN,
        )
        assert outcomes == ["saved"] * 12
        assert [ordinal for _, _, ordinal in new_attempts()] == list(range(1, 13))

    def test_of_any_size_is_sent(self, page: Page) -> None:
        bodies: list[str] = []

        def take(route: Route) -> None:
            bodies.append(route.request.post_data or "")
            route.fulfill(status=201, body="{}")

        page.route("**/progress/runs/", take)
        assert self.record(page, {"files": "x" * 200_000}) == "saved"
        assert len(json.loads(bodies[0])["files"]) == 200_000

    def test_that_the_browser_cannot_keep_is_said_to_need_the_page(
        self, page: Page, console: Console
    ) -> None:
        console.expect("500")
        page.add_init_script(
            "Storage.prototype.setItem = () => {"
            " throw new DOMException('full', 'QuotaExceededError') }"
        )
        page.goto(LESSON)
        page.route("**/answers/**", lambda route: route.fulfill(status=500))
        LessonPage(page).question("odd-quiz", 1).answer(RIGHT)
        said = page.get_by_role("status").filter(has_text="leave this page open")
        expect(said).to_be_visible()
        page.unroute("**/answers/**")
        expect(LessonPage(page).question("odd-quiz", 1).result).to_have_text("Right.")

    def test_is_kept_over_by_no_other_tab(self, page: Page, console: Console) -> None:
        console.expect("500")
        context: BrowserContext = page.context
        context.route("**/progress/runs/", lambda route: route.fulfill(status=500))
        other = context.new_page()
        other.goto(LESSON)
        for tab in (page, other, page):
            assert self.record(tab, RUN) == "waiting"
        assert unsent(page) == unsent(other) == 3
