"""An exercise from the first failed check to the solution."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.console import Console
from tests.e2e.lesson_page import LessonPage


class ExerciseOnPage:
    def __init__(self, lesson: LessonPage) -> None:
        self.lesson = lesson
        self.root = lesson.page.locator("[data-exercise]").first
        self.root.scroll_into_view_if_needed()  # it begins when it comes near
        self.app = lesson.app(str(self.root.locator("[data-app]").get_attribute("id")))
        self.state = self.root.locator("[data-exercise-state]")
        self.hints = self.root.locator("[data-exercise-hints] li")
        self.said = self.root.locator("[data-exercise-results]")

    def check(self, framework: str) -> None:
        self.root.get_by_role("button", name=f"Check {framework}").click()
        expect(self.said).to_contain_text(re.compile("pass|fail"))

    def outcomes(self) -> list[str | None]:
        return [
            item.get_attribute("data-outcome") for item in self.root.locator("[data-check]").all()
        ]

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name)


@pytest.fixture
def exercise(open_lesson) -> ExerciseOnPage:
    return ExerciseOnPage(open_lesson())


def test_the_starter_fails_and_says_what_was_expected_and_what_came(
    exercise: ExerciseOnPage,
) -> None:
    exercise.check("Flask")
    assert set(exercise.outcomes()) == {"passed", "failed"}
    failed = exercise.root.locator("[data-outcome=failed]").first
    expect(failed).to_contain_text("expected")
    failed.locator("summary").first.click()
    expect(failed).to_contain_text("HTTP/1.1")


def test_hints_come_one_at_a_time(exercise: ExerciseOnPage) -> None:
    exercise.button("Hint").click()
    expect(exercise.hints).to_have_count(1)
    exercise.button("Next hint").click()
    expect(exercise.hints).to_have_count(2)


def test_one_that_could_not_be_fetched_begins_when_the_connection_is_back(
    open_lesson, console: Console
) -> None:
    console.expect("ERR_INTERNET_DISCONNECTED")
    lesson = open_lesson()
    lesson.page.context.set_offline(True)
    with lesson.page.expect_event("requestfailed", lambda request: "exercise" in request.url):
        exercise = ExerciseOnPage(lesson)
    lesson.page.context.set_offline(False)
    exercise.button("Hint").click()
    expect(exercise.hints).to_have_count(1)


def test_the_solution_stands_beside_ones_own_and_solves_it_with_help(
    exercise: ExerciseOnPage,
) -> None:
    exercise.check("Flask")
    exercise.button("Solution in Flask").click()
    expect(exercise.said).to_contain_text("counts as help")
    exercise.said.get_by_role("button", name="Show it").click()
    dialog = exercise.lesson.page.get_by_role("dialog")
    expect(dialog.locator(".cm-changedLine").first).to_be_visible()
    dialog.get_by_role("button", name="Take the solution").click()
    exercise.check("Flask")
    expect(exercise.said).to_contain_text("All checks pass")
    expect(exercise.state).to_have_text(re.compile("Solved with help"))
    exercise.lesson.page.reload()
    expect(exercise.state).to_have_text(re.compile("Solved with help"))


def test_a_check_that_never_ends_is_ended_and_the_others_go_on(exercise: ExerciseOnPage) -> None:
    endless = '    while request.form["text"] == "   ": pass\n    db.session.commit()'
    exercise.app.flask.replace("app.py", "    db.session.commit()", endless)
    exercise.check("Flask")
    ended = exercise.root.locator("[data-outcome=failed]").filter(has_text="never ends")
    expect(ended).to_have_count(1)
    assert "waiting" not in exercise.outcomes()


def test_a_known_mistake_is_recognised_and_gets_its_hint(exercise: ExerciseOnPage) -> None:
    exercise.app.flask.replace("app.py", "import Flask,", "import Flask, abort,")
    exercise.app.flask.replace(
        "app.py",
        '    db.session.add(Note(text=request.form["text"]))',
        '    if not request.form["text"]:\n        abort(400)\n'
        '    db.session.add(Note(text=request.form["text"]))',
    )
    exercise.check("Flask")
    expect(exercise.root.locator(".exercise__mistake")).to_contain_text(
        "three spaces are a text like any other"
    )
