"""Programs that never end or never stop printing can be stopped, and the page stays alive."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage

ENDLESS = "    while True: pass\n    return"


def loop_in_the_view(app: AppOnPage) -> None:
    app.flask.replace("app.py", "    return", ENDLESS)


def assert_page_is_responsive(app: AppOnPage) -> None:
    """What a learner may do meanwhile: type, choose, read on."""
    app.django.edit("urls.py")
    app.page.keyboard.type("#")
    expect(app.django.code).to_contain_text("#")
    app.page.get_by_role("button", name="Night").click()
    expect(app.page.locator("html")).to_have_attribute("data-theme", "dark")
    app.page.get_by_role("button", name="As the system").click()


class TestAnEndlessLoop:
    def test_is_ended_by_stop_and_the_mended_program_runs(self, hello: AppOnPage) -> None:
        loop_in_the_view(hello)
        hello.run()
        expect(hello.django.text).to_have_text("Hello, Ada!")
        assert_page_is_responsive(hello)
        hello.stop_button.click()
        expect(hello.notice).to_contain_text("Stopped. Run starts it again.")
        expect(hello.flask.state).to_have_text("stopped")
        expect(hello.stop_button).to_be_hidden()
        hello.flask.replace("app.py", "    while True: pass\n", "")
        hello.run()
        expect(hello.flask.text).to_have_text("Hello, Ada!")

    def test_ends_by_itself_in_a_view_and_at_the_start_and_says_why(
        self, lesson: LessonPage
    ) -> None:
        hello, plain = lesson.app("hello"), lesson.app("wsgi")
        python = plain.side("python")
        loop_in_the_view(hello)
        python.write("by_hand.py", "print('before')\nwhile True: pass\n")
        hello.run()
        plain.run()
        expect(python.console).to_contain_text("before")
        for side in (hello.flask, python):
            expect(side.console).to_contain_text("Stopped: no answer after 10 seconds")
            expect(side.console).to_contain_text("Is there a loop that never ends?")
            expect(side.state).to_have_text("stopped")
        expect(hello.flask.status).to_have_text("No answer")
        expect(plain.stop_button).to_be_hidden()
        # The other program is none the worse for it.
        hello.send("/hello/Bob")
        expect(hello.django.text).to_have_text("Hello, Bob!")

    def test_in_a_script_of_an_apps_page_leaves_the_lesson_alive_and_is_ended(
        self, hello: AppOnPage
    ) -> None:
        hello.flask.replace("app.py", '!"', '!<script>while (true);</script>"')
        hello.run()
        expect(hello.flask.status).to_contain_text("200 OK")
        assert_page_is_responsive(hello)
        expect(hello.notice).to_contain_text("a script in an app's page did not end")
        expect(hello.stop_button).to_be_hidden()
        hello.reset_button.click()
        hello.run()
        for side in hello.sides:
            expect(side.text).to_have_text("Hello, Ada!")

    def test_in_a_script_of_an_apps_page_does_not_outlast_stop(self, hello: AppOnPage) -> None:
        hello.flask.replace("app.py", '!"', '!<script>while (true);</script>"')
        hello.run()
        expect(hello.flask.status).to_contain_text("200 OK")
        hello.stop_button.click()
        expect(hello.stop_button).to_be_hidden()
        hello.reset_button.click()
        hello.run()
        for side in hello.sides:
            expect(side.text).to_have_text("Hello, Ada!")


class TestOutput:
    def test_over_1_mb_is_cut_with_a_note(self, hello: AppOnPage) -> None:
        hello.flask.replace("app.py", "    return", '    print("x" * 2_000_000)\n    return')
        hello.run_and_wait()
        expect(hello.flask.text).to_have_text("Hello, Ada!")
        expect(hello.flask.console).to_contain_text("only its first 1 MB is shown")
        assert len(hello.flask.console.text_content() or "") < 1_001_000
        assert_page_is_responsive(hello)

    def test_of_an_endless_loop_is_cut_too_and_the_loop_is_stopped(
        self, lesson: LessonPage
    ) -> None:
        app = lesson.app("wsgi")
        side = app.side("python")
        side.write("by_hand.py", "n = 0\nwhile True:\n    n += 1\n    print('line', n)\n")
        app.run()
        expect(side.console).to_contain_text("only its first 1 MB is shown")
        app.stop_button.click()
        expect(side.state).to_have_text("stopped")
        lines = (side.console.text_content() or "").splitlines()
        assert lines[:3] == ["line 1", "line 2", "line 3"]
        assert re.fullmatch(r"line \d+", lines[9000])

    def test_stands_in_the_order_in_which_it_was_printed(self, lesson: LessonPage) -> None:
        app = lesson.app("wsgi")
        side = app.side("python")
        side.write(
            "by_hand.py",
            "import sys\nfor n in range(50):\n"
            "    print(n, file=sys.stderr if n % 2 else sys.stdout)\n1 / 0\n",
        )
        app.run()
        expect(side.console).to_contain_text("ZeroDivisionError")
        text = side.console.text_content() or ""
        assert text.split()[:50] == [str(n) for n in range(50)]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import sys\nsys.exit('enough')\n", "SystemExit: enough"),
        ("def f(): f()\nf()\n", "RecursionError"),
        ("input('Your name? ')\n", "no keyboard is connected"),
        ("bytearray(2**31 - 1)\n", "MemoryError"),
    ],
    ids=["it exits", "it recurses for ever", "it asks for input", "it wants too much memory"],
)
def test_a_program_that_ends_badly_says_how(lesson: LessonPage, code: str, message: str) -> None:
    app = lesson.app("wsgi")
    side = app.side("python")
    side.write("by_hand.py", code)
    app.run()
    expect(side.console).to_contain_text(message)
    expect(app.stop_button).to_be_hidden()
    app.reset_button.click()
    app.run()
    expect(side.console).to_contain_text("b'Hello, Ada!'")
