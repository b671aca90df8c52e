"""A learner changes the code, breaks it, reads why, and finds the way back."""

import re

from playwright.sync_api import expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.conftest import OpenLesson
from tests.e2e.lesson_page import LessonPage

NEW_CODE_SAYS_HI = ('f"Hello, ', 'f"Hi, ')


def line_of(side, text: str) -> int:
    """The number of the line that holds ``text``, in the editor."""
    lines = side.lines().split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


class TestChangedCode:
    def test_is_what_the_next_run_runs(self, hello: AppOnPage) -> None:
        hello.flask.replace("app.py", *NEW_CODE_SAYS_HI)
        hello.run()
        expect(hello.flask.text).to_have_text("Hi, Ada!")
        expect(hello.django.text).to_have_text("Hello, Ada!")

    def test_leaves_a_running_app_as_it_was_started(self, hello: AppOnPage) -> None:
        hello.run_and_wait()
        hello.flask.replace("app.py", *NEW_CODE_SAYS_HI)
        hello.send("/hello/Bob")
        expect(hello.flask.text).to_have_text("Hello, Bob!")

    def test_survives_a_reload(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson()
        lesson.app("hello").django.replace("urls.py", *NEW_CODE_SAYS_HI)
        lesson.page.reload()
        hello = lesson.app("hello")
        expect(hello.django.code).to_contain_text('f"Hi, ')
        expect(hello.reset_button).to_be_visible()
        hello.run()
        expect(hello.django.text).to_have_text("Hi, Ada!")

    def test_goes_back_to_the_lessons_with_reset_and_comes_back_with_undo(
        self, hello: AppOnPage
    ) -> None:
        expect(hello.reset_button).to_be_hidden()
        hello.flask.replace("app.py", *NEW_CODE_SAYS_HI)
        hello.reset_button.click()
        expect(hello.flask.code).to_contain_text('f"Hello, ')
        expect(hello.reset_button).to_be_hidden()
        hello.undo()
        expect(hello.flask.code).to_contain_text('f"Hi, ')
        expect(hello.reset_button).to_be_visible()

    def test_that_is_typed_back_is_no_change(self, hello: AppOnPage) -> None:
        hello.flask.edit("app.py")
        hello.page.keyboard.type("#")
        expect(hello.reset_button).to_be_visible()
        hello.page.keyboard.press("Backspace")
        expect(hello.reset_button).to_be_hidden()

    def test_of_an_older_lesson_is_kept_and_the_learner_told(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson()
        lesson.app("hello").flask.replace("app.py", *NEW_CODE_SAYS_HI)
        lesson.page.evaluate(
            "() => { for (const [name, value] of Object.entries(localStorage))"
            " if (name.startsWith('draft:'))"
            " localStorage.setItem(name, JSON.stringify({...JSON.parse(value), digest: 'older'})) }"
        )
        lesson.page.reload()
        hello = lesson.app("hello")
        expect(hello.notice).to_contain_text("The lesson's code has changed since")
        expect(hello.flask.code).to_contain_text('f"Hi, ')


class TestBrokenCode:
    def test_with_a_syntax_error_does_not_start_and_its_line_is_marked(
        self, hello: AppOnPage
    ) -> None:
        hello.run_and_wait()
        hello.flask.replace("app.py", "def hello(name):", "def hello(name)")
        line = line_of(hello.flask, "def hello(name)")
        hello.run()
        expect(hello.flask.state).to_have_text("did not start")
        expect(hello.flask.console).to_contain_text("SyntaxError: expected ':'")
        expect(hello.flask.place).to_have_text(f"app.py, line {line}")
        expect(hello.flask.marked_lines).to_have_text("def hello(name)")
        # An answer of the run before would say that all is well.
        expect(hello.flask.status).not_to_contain_text("200")
        expect(hello.django.text).to_have_text("Hello, Ada!")

    def test_that_raises_in_a_view_answers_500_and_the_traceback_leads_to_the_line(
        self, hello: AppOnPage
    ) -> None:
        hello.flask.replace("app.py", "    return", "    name.shout()\n    return")
        hello.django.replace("urls.py", "    return", "    name.shout()\n    return")
        hello.run_and_wait()
        for side, file in ((hello.flask, "app.py"), (hello.django, "urls.py")):
            line = line_of(side, "name.shout()")
            expect(side.status).to_contain_text("500")
            expect(side.console).to_contain_text(
                "AttributeError: 'str' object has no attribute 'shout'"
            )
            expect(side.place).to_have_text(f"{file}, line {line}")
            expect(side.marked_lines).to_have_text("    name.shout()")
            traceback = side.console.locator("details.failure__traceback").last
            traceback.locator("summary").first.click()
            expect(traceback.get_by_role("button", name=f"{file}, line {line}")).to_be_visible()

    def test_in_a_template_is_marked_in_the_template(self, notes: AppOnPage) -> None:
        broken = "{{ nobody.name }}"
        notes.flask.replace("templates/notes.html", "<h1>Notes</h1>", broken)
        notes.flask.open("app.py")
        notes.run()
        expect(notes.flask.console).to_contain_text("UndefinedError: 'nobody' is undefined")
        expect(notes.flask.place).to_have_text(re.compile("^templates/notes.html, line "))
        notes.flask.place.click()
        expect(notes.flask.tab("templates/notes.html")).to_have_attribute("aria-selected", "true")
        expect(notes.flask.marked_lines).to_have_text(broken)

    def test_is_opened_at_the_line_by_the_tracebacks_link(self, notes: AppOnPage) -> None:
        notes.flask.replace("app.py", "db.create_all()", "db.create_all()\n    1 / 0")
        notes.flask.open("templates/notes.html")
        notes.run()
        expect(notes.flask.console).to_contain_text("ZeroDivisionError")
        notes.flask.place.click()
        expect(notes.flask.tab("app.py")).to_have_attribute("aria-selected", "true")
        expect(notes.flask.editor.locator(".cm-activeLine")).to_have_text("    1 / 0")
        expect(notes.flask.code).to_be_focused()

    def test_is_no_longer_marked_once_it_runs(self, hello: AppOnPage) -> None:
        hello.flask.replace("app.py", "    return", "    oops\n    return")
        hello.run()
        expect(hello.flask.marked_lines).to_have_count(1)
        hello.flask.replace("app.py", "    oops\n", "")
        hello.run()
        expect(hello.flask.status).to_contain_text("200 OK")
        expect(hello.flask.marked_lines).to_have_count(0)
        expect(hello.flask.console).to_be_hidden()


class TestMoreFiles:
    def test_of_the_harness_can_be_read_once_it_ran(self, hello: AppOnPage) -> None:
        expect(hello.django.tab("settings.py")).to_be_hidden()
        hello.run_and_wait()
        hello.django.more_files.click()
        hello.django.open("settings.py")
        expect(hello.django.code).to_contain_text("MIDDLEWARE")
        expect(hello.django.code).to_have_attribute("aria-readonly", "true")
        hello.django.more_files.click()
        expect(hello.django.tab("settings.py")).to_be_visible()  # the open file keeps its tab
        hello.django.open("urls.py")
        expect(hello.django.code).to_contain_text("urlpatterns")

    def test_can_not_be_changed(self, hello: AppOnPage) -> None:
        hello.run_and_wait()
        hello.django.more_files.click()
        hello.django.edit("settings.py")
        before = hello.django.lines().splitlines()[:5]
        hello.page.keyboard.type("x = 1")
        hello.page.keyboard.press("ControlOrMeta+a")
        hello.page.keyboard.type("x")
        hello.page.keyboard.press("Backspace")
        assert hello.django.lines().splitlines()[:5] == before
        expect(hello.reset_button).to_be_hidden()

    def test_are_those_of_the_last_run(self, notes: AppOnPage) -> None:
        notes.run_and_wait()
        notes.django.more_files.click()
        notes.django.open("migrations/0001_initial.py")
        expect(notes.django.code).not_to_contain_text("colour")
        notes.django.replace(
            "models.py",
            "text = models.TextField()",
            "text = models.TextField()\n    colour = models.TextField(default='red')",
        )
        notes.django.open("migrations/0001_initial.py")
        notes.run()
        expect(notes.django.code).to_contain_text("colour")

    def test_are_those_that_the_lesson_does_not_put_forward(self, lesson: LessonPage) -> None:
        forged = lesson.app("forged")
        expect(forged.django.tab("templates/notes.html")).to_be_visible()
        expect(forged.django.tab("views.py")).to_be_hidden()
        forged.django.more_files.click()
        forged.django.open("views.py")
        expect(forged.django.editor).to_contain_text("def notes")
        forged.django.more_files.click()
        expect(forged.django.tab("models.py")).to_be_hidden()

    def test_are_reached_with_the_arrow_keys(self, notes: AppOnPage) -> None:
        notes.flask.tab("app.py").focus()
        notes.page.keyboard.press("ArrowRight")
        expect(notes.flask.tab("templates/notes.html")).to_be_focused()
        expect(notes.flask.editor).to_contain_text("<h1>Notes</h1>")
        notes.page.keyboard.press("ArrowRight")
        expect(notes.flask.tab("app.py")).to_be_focused()
        expect(notes.flask.editor).to_contain_text("create_all")


def test_typing_over_several_lines_keeps_to_the_pages_policy(hello: AppOnPage) -> None:
    # The browser would put inline styles onto what is left; the console would hear of it.
    hello.flask.edit("app.py")
    hello.page.keyboard.press("ControlOrMeta+a")
    hello.page.keyboard.type("x")
    assert hello.flask.lines() == "x"


def test_the_drawn_code_and_the_editor_have_the_same_height(open_lesson: OpenLesson) -> None:
    hello = open_lesson().app("hello")
    drawn = hello.django.editor.evaluate("editor => editor.offsetHeight")
    hello.django.edit("urls.py")
    assert hello.django.editor.evaluate("editor => editor.offsetHeight") == drawn
