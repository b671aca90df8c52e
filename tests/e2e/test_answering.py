"""A learner guesses, answers, decides, and finds it again later; with scripts and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage
from tests.e2e.conftest import OpenLesson
from tests.e2e.lesson_page import COURSE, LESSON, LessonPage
from tests.site import ROOT

WHY = "A server that runs a Flask app today can run a Django app tomorrow"
WRONG = "Django is built on the same WSGI library as Flask"
WRONG_FEEDBACK = "Flask stands on Werkzeug; Django has its own code for this."
RIGHT = "It only ever calls the app with two arguments and sends what comes back"
RIGHT_FEEDBACK = "Anything that can be called that way will do"
BECAUSE = "WSGI is a calling convention."


def case_of(page: Page) -> Locator:
    """The lesson's entry in the docket, on the course page."""
    return page.locator(".docket__case").filter(has_text="The same app, twice")


class TestAQuestion:
    def test_answered_wrong_then_right_says_why_each_time(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson()
        question = lesson.question("odd-quiz", 1)
        expect(question.root).to_contain_text(WHY)
        question.answer(WRONG)
        expect(question.root).to_contain_text(WRONG_FEEDBACK)
        expect(question.root).not_to_contain_text(RIGHT_FEEDBACK)
        expect(question.root).not_to_contain_text(BECAUSE)
        question.answer(RIGHT)
        expect(question.result).to_have_text("Right, on try 2.")
        expect(question.root).to_contain_text(RIGHT_FEEDBACK)
        expect(question.root).to_contain_text(BECAUSE)
        assert lesson.page.url.endswith(LESSON)  # nothing was loaded anew

    def test_of_several_right_choices_wants_all_of_them(self, open_lesson: OpenLesson) -> None:
        question = open_lesson().question("odd-quiz", 2)
        question.answer("GET /greet")
        expect(question.result).to_be_visible()
        expect(question.result).not_to_contain_text("Right")
        question.answer("GET /greet", "HEAD /greet")
        expect(question.result).to_contain_text("Right")

    def test_without_a_choice_is_asked_again(self, open_lesson: OpenLesson) -> None:
        question = open_lesson().question("odd-quiz", 1)
        question.root.get_by_role("button", name="Check").click()
        expect(question.root.get_by_role("alert")).to_be_visible()
        expect(question.result).to_have_count(0)


class TestProgress:
    def test_is_found_again_after_a_reload_and_on_the_course_page(
        self, open_lesson: OpenLesson
    ) -> None:
        lesson = open_lesson()
        page = lesson.page
        page.locator("#guess").get_by_role("button", name="Holds", exact=True).click()
        expect(page.locator("#guess")).to_contain_text("You guess: holds.")
        lesson.question("odd-quiz", 1).answer(RIGHT)
        expect(lesson.question("odd-quiz", 1).result).to_contain_text("Right")
        with page.expect_response(re.compile("/progress/")):
            lesson.app("hello").run()
        page.reload()
        expect(lesson.question("odd-quiz", 1).result).to_contain_text("Right")
        expect(page.locator("#guess")).to_contain_text("You guess: holds.")
        expect(page.locator(".lesson__meta")).to_contain_text(re.compile(r"\d+ of \d+ done"))
        page.goto(COURSE)
        expect(case_of(page)).to_contain_text("You guessed: holds")
        resume = page.get_by_role("link", name="Continue where you left off")
        resume.click()
        expect(page).to_have_url(re.compile(LESSON))

    def test_of_one_learner_is_not_anothers(
        self, open_lesson: OpenLesson, open_page: OpenPage
    ) -> None:
        question = open_lesson().question("odd-quiz", 1)
        question.answer(RIGHT)
        expect(question.result).to_contain_text("Right")
        somebody_else = LessonPage(open_page())
        somebody_else.page.goto(LESSON)
        expect(somebody_else.question("odd-quiz", 1).result).to_have_count(0)

    def test_a_verdict_is_compared_with_the_instructors(self, open_lesson: OpenLesson) -> None:
        page = open_lesson().page
        page.locator("#guess").get_by_role("button", name="Does not hold").click()
        expect(page.locator("#guess")).to_contain_text("You guess: does not hold.")
        verdict = page.locator("#verdict")
        expect(verdict).not_to_contain_text("The instructor’s verdict")
        verdict.get_by_role("button", name="Holds with a catch").click()
        expect(verdict).to_contain_text("You and the instructor agree.")
        expect(verdict).to_contain_text("your guess was “does not hold”")
        page.goto(COURSE)
        expect(case_of(page)).to_contain_text("You decided: holds with a catch")


class TestWithoutScripts:
    @pytest.fixture
    def page(self, open_page: OpenPage) -> Page:
        page = open_page(java_script_enabled=False)
        page.goto(LESSON)
        return page

    def test_the_lesson_can_be_read_all_of_it(self, page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text("The same app, twice")
        hello, notes = page.locator("#hello"), page.locator("#notes")
        expect(hello.locator("noscript p")).to_be_visible()
        for block in (hello, notes):
            for code in block.locator("pre[data-source]").all():
                expect(code).to_be_visible()
        expect(hello.get_by_role("button")).to_have_count(0)
        for heading in page.locator(".prose h2[id]").all():
            expect(heading).to_be_visible()

    def test_a_question_is_answered_and_kept(self, page: Page) -> None:
        lesson = LessonPage(page)
        lesson.question("odd-quiz", 1).answer(WRONG)
        expect(page.locator("body")).to_contain_text(WRONG_FEEDBACK)
        question = LessonPage(page).question_called(WHY)
        question.answer(RIGHT)
        expect(page.locator("body")).to_contain_text(BECAUSE)
        page.goto(LESSON)
        expect(lesson.question("odd-quiz", 1).result).to_contain_text("Right, on try 2.")

    def test_a_verdict_is_given_and_shown_on_the_course_page(self, page: Page) -> None:
        page.locator("#verdict").get_by_role("button", name="Holds with a catch").click()
        expect(page.locator("body")).to_contain_text("You and the instructor agree.")
        page.goto(COURSE)
        expect(case_of(page)).to_contain_text("You decided: holds with a catch")
        expect(page.get_by_role("link", name="Continue where you left off")).to_be_visible()


class TestTheKey:
    """What is right, and why, is on the page once a question is answered, and not before."""

    @staticmethod
    def secrets() -> list[str]:
        """The feedback and reasons of every quiz, as the instructor typed them."""
        folder = ROOT / "lessons" / "flask-or-django" / "01-same-app-twice"
        text = Path(folder / "lesson.md").read_text()
        quizzes = re.findall(r"^/// quiz$.*?^///$", text, re.DOTALL | re.MULTILINE)
        lines = [line.strip() for quiz in quizzes for line in quiz.splitlines()]
        told = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
        because = [line.removeprefix("Because: ") for line in lines if line.startswith("Because:")]
        # The longest stretch without markup: that is the same in the page's source.
        return [max(re.split(r"[`*\[\]']", each), key=len).strip() for each in told + because]

    def test_is_nowhere_in_the_pages_source_before_the_answer(self, page: Page) -> None:
        page.goto(LESSON)
        source = page.request.get(LESSON).text() + page.content()
        secrets = self.secrets()
        assert len(secrets) > 20
        assert [each for each in secrets if each in source] == []
        assert "misconception" not in source

    def test_of_one_question_does_not_come_with_the_answer_to_another(
        self, open_lesson: OpenLesson
    ) -> None:
        lesson = open_lesson()
        question = lesson.question("odd-quiz", 1)
        question.answer(RIGHT)
        expect(question.root).to_contain_text(BECAUSE)
        answered = question.root.inner_text()
        told = [each for each in self.secrets() if each in lesson.page.content()]
        assert told
        assert [each for each in told if each not in answered] == []
