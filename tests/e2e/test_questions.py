"""Every kind of question is answered without a script, by keyboard alone, by touch, by dragging."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage, StartSite
from tests.site import Site
from tutorial_site.quizzes.kinds import KINDS
from tutorial_site.quizzes.tests.example import Example, Filling
from tutorial_site.quizzes.tests.sitting import lesson_of

EXAMPLES: dict[str, Example] = {
    name: import_module(f"tutorial_site.quizzes.kinds.{name}.tests.example").EXAMPLE
    for name in KINDS
}
HINTS = "    hints:\n      - Look at the *first* line.\n      - Then at the second.\n"


@pytest.fixture(scope="module")
def quizzes(start_site: StartSite, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a lesson for each kind of question; what is predicted has been computed."""
    lessons: Path = tmp_path_factory.mktemp("quizzes") / "lessons"
    (lessons / "two").mkdir(parents=True)
    (lessons / "two" / "course.yml").write_text("title: Kinds\nsummary: All of them.\n")
    for number, (name, example) in enumerate(EXAMPLES.items(), start=10):
        folder = lessons / "two" / f"{number}-{name}"
        folder.mkdir()
        text = lesson_of(name, example).replace(f"    id: {name}\n", f"    id: {name}\n{HINTS}")
        (folder / "lesson.md").write_text(text)
    site = start_site(lessons=lessons)
    site.manage("compute_predictions")
    return site


@pytest.fixture
def sit(open_page: OpenPage, quizzes: Site) -> "Sit":
    return Sit(open_page, quizzes)


class Sit:
    """``sit("order")``: a fresh learner before the question of a kind's example."""

    def __init__(self, open_page: OpenPage, site: Site) -> None:
        self.open_page, self.site = open_page, site

    def __call__(self, kind: str, **options: object) -> "Question":
        page = self.open_page(site=self.site, **options)
        page.goto(f"/learn/two/{kind}/")
        return Question(page, kind)


class Question:
    def __init__(self, page: Page, kind: str) -> None:
        self.page, self.kind = page, kind
        self.root = page.locator(f"#{kind}-q1")
        self.status = page.locator(f"#{kind}-q1-status")

    def control(self, name: str) -> Locator:
        """The field that a screen reader calls by ``name``, or by something that holds it."""
        found = self.root.get_by_role("textbox", name=name)
        for role in ("combobox", "radio", "checkbox"):
            found = found.or_(self.root.get_by_role(role, name=name))
        return found

    def fill(self, filling: Filling) -> None:
        for name, done in filling.items():
            control = self.control(name)
            if done is True:
                control.check(force=True)  # its label lies over the whole row
            elif control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(label=self.option(control, str(done)))
            else:
                control.fill(str(done).replace("\r", ""))

    def option(self, control: Locator, text: str) -> str:
        texts = [each.strip() for each in control.locator("option").all_inner_texts()]
        return next(each for each in texts if text in each)

    def check(self) -> None:
        self.root.get_by_role("button", name=re.compile("^Check")).click()

    def lines(self) -> list[str]:
        return self.root.locator("[data-order] .quiz-row-text").all_inner_texts()

    def settle(self) -> None:
        """Wait until htmx has put in its place what came, and listens to it."""
        classes = ", ".join(
            f".htmx-{each}" for each in ("request", "swapping", "added", "settling")
        )
        expect(self.page.locator(classes)).to_have_count(0)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the focus is there, as somebody without a mouse does."""
        for _ in range(80):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never leads to {target}")


# --- without a script -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_can_be_answered_without_javascript(sit: Sit, kind: str) -> None:
    question = sit(kind, java_script_enabled=False)
    question.fill(EXAMPLES[kind].wrong)
    question.check()
    expect(question.root).to_contain_text("Check again")
    question.fill(EXAMPLES[kind].right)
    for name in EXAMPLES[kind].wrong:
        if EXAMPLES[kind].wrong[name] is True and question.control(name).is_checked():
            question.control(name).uncheck(force=True)
    question.check()
    expect(question.root).to_contain_text("Right, on try 2.")
    expect(question.root).to_contain_text("Because")
    assert question.page.url.endswith(f"/learn/two/{kind}/#{kind}")


def test_who_gives_up_is_shown_the_answer_without_javascript(sit: Sit) -> None:
    question = sit("match", java_script_enabled=False)
    question.fill(EXAMPLES["match"].wrong)
    question.check()
    question.root.get_by_role("button", name="Show the answer").click()
    expect(question.root).to_contain_text("Here is the answer, and why.")
    question.root.get_by_role("link", name="Answer it yourself").click()
    expect(question.control("urls.py")).to_be_visible()


def test_hints_are_given_without_javascript(sit: Sit) -> None:
    page = sit("short", java_script_enabled=False).page
    page.get_by_role("button", name="Hint 1 of 2").click()
    expect(page.get_by_text("Look at the first line.")).to_be_visible()
    expect(page.get_by_text("Then at the second.")).to_have_count(0)
    page.get_by_role("button", name="Next hint 2 of 2").click()
    expect(page.get_by_text("Then at the second.")).to_be_visible()


# --- by keyboard alone ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["short", "number"])
def test_enter_in_a_field_sends_it_and_the_focus_goes_to_what_came_of_it(
    sit: Sit, kind: str
) -> None:
    question = sit(kind)
    [(name, right)] = EXAMPLES[kind].right.items()
    question.tab_to(question.control(name))
    question.page.keyboard.type(str(right))
    question.press("Enter")
    expect(question.status).to_have_text("Right.")
    expect(question.root.locator(".quiz-result-right")).to_be_focused()


def test_the_focus_stays_in_the_field_while_the_answer_is_wrong(sit: Sit) -> None:
    question = sit("short")
    field = question.control("Type your answer.")
    question.tab_to(field)
    question.page.keyboard.type("filter")
    question.press("Enter")
    expect(question.status).to_contain_text("Not right yet")
    expect(field).to_be_focused()
    expect(field).to_have_value("filter")


def test_a_line_of_code_is_chosen_with_the_arrow_keys(sit: Sit) -> None:
    question = sit("find")
    question.tab_to(question.control("def add(note"))
    question.press("ArrowDown", "ArrowUp")
    expect(question.control("def add(note")).to_be_checked()
    question.press("Enter")
    expect(question.status).to_have_text("Right.")


def test_blanks_are_filled_in_one_after_the_other(sit: Sit) -> None:
    question = sit("blanks")
    question.tab_to(question.control("Blank 1"))
    question.page.keyboard.type("get")
    question.press("Tab")
    question.page.keyboard.type("name")
    question.press("Tab")
    question.page.keyboard.type("G")
    question.press("Tab")
    question.page.keyboard.type("hello")
    question.press("Enter")
    expect(question.status).to_have_text("Right.")


def test_pairs_are_picked_by_typing_how_they_begin(sit: Sit) -> None:
    question = sit("match")
    for name, begins in (("urls.py", "says"), ("views.py", "makes"), ("models.py", "desc")):
        question.tab_to(question.control(name))
        question.page.keyboard.type(begins)
    question.tab_to(question.root.get_by_role("button", name="Check"))
    question.press("Enter")
    expect(question.status).to_have_text("Right.")


def test_lines_are_moved_with_arrow_keys_and_said_aloud(sit: Sit) -> None:
    question = sit("order")
    first = question.lines()[0]
    question.tab_to(question.root.get_by_role("button", name=f"Move down: {first}"))
    question.press("Enter")
    expect(question.status).to_have_text(f"{first}: 2 of 5, indented 0")
    question.press("ArrowDown", "ArrowRight")
    expect(question.status).to_have_text(f"{first}: 3 of 5, indented 1")
    assert question.lines()[2] == first
    expect(question.root.get_by_role("button", name=f"Move down: {first}")).to_be_focused()


def test_code_is_put_in_order_and_indented_by_keyboard_alone(sit: Sit) -> None:
    question = sit("order")
    button = question.root.get_by_role("button", name="Leave out: print(name)")
    question.tab_to(button)
    question.press("Enter")
    expect(question.root.locator(".quiz-out-label")).to_be_visible()
    for at, (line, steps) in enumerate(
        (('@app.get("/")', 0), ("def index():", 0), ('name = "Ada"', 1), ("return name", 1))
    ):
        question.root.get_by_role("button", name=f"Move down: {line}").focus()
        question.press(*["ArrowUp"] * (question.lines().index(line) - at))
        question.press(*["ArrowRight"] * steps)
    question.root.get_by_role("button", name="Check").focus()
    question.press("Enter")
    expect(question.status).to_have_text("Right.")


def test_lines_that_nobody_moved_are_no_answer(sit: Sit) -> None:
    question = sit("order")
    question.check()
    expect(question.status).to_contain_text("Put the lines in order first")
    expect(question.root.get_by_role("button", name=re.compile("^Move up")).first).to_be_visible()


def test_an_order_stays_as_it_was_put_after_a_wrong_answer(sit: Sit) -> None:
    question = sit("order")
    first, second, *_ = question.lines()
    question.root.get_by_role("button", name=f"Move down: {first}").click()
    before = question.lines()
    assert before[:2] == [second, first]
    question.check()
    expect(question.root).to_contain_text("Check again")
    question.settle()
    assert question.lines() == before


def test_a_hint_is_said_and_the_focus_stays(sit: Sit) -> None:
    question = sit("number")
    page = question.page
    question.tab_to(page.get_by_role("button", name="Hint 1 of 2"))
    question.press("Enter")
    expect(page.locator("#number-hints-status")).to_have_text("Look at the first line.")
    expect(page.get_by_role("button", name="Next hint 2 of 2")).to_be_focused()
    question.settle()
    question.press("Enter")
    expect(page.get_by_text("These are all the hints.")).to_be_focused()


# --- by touch, by dragging --------------------------------------------------------------------


def test_lines_are_moved_by_touch(sit: Sit) -> None:
    question = sit("order", has_touch=True, viewport={"width": 390, "height": 800})
    first, second, *_ = question.lines()
    question.root.get_by_role("button", name=f"Move down: {first}").tap()
    assert question.lines()[:2] == [second, first]
    box = question.root.get_by_role("button", name=f"Move down: {first}").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 36


def test_lines_can_be_dragged_and_indented_by_it(sit: Sit) -> None:
    question = sit("order")
    first = question.lines()[0]
    grips = question.root.locator("[data-order] .quiz-row-grip")
    grips.first.scroll_into_view_if_needed()
    start, end = grips.nth(0).bounding_box(), grips.nth(2).bounding_box()
    assert start is not None
    assert end is not None
    mouse = question.page.mouse
    mouse.move(start["x"] + 10, start["y"] + 15)
    mouse.down()
    mouse.move(start["x"] + 10, end["y"] + end["height"] - 4, steps=12)
    mouse.move(start["x"] + 10 + 30, end["y"] + end["height"] - 4, steps=4)
    mouse.up()
    assert question.lines()[2] == first
    expect(question.status).to_have_text(f"{first}: 3 of 5, indented 1")
