"""Every page is accessible in both themes, fits every screen, works by keyboard and on paper."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import OpenPage, StartSite
from tests.console import Console
from tests.e2e.app_block import SideOnPage
from tests.e2e.conftest import OpenLesson
from tests.e2e.lesson_page import COURSE, LESSON, LessonPage
from tests.site import ROOT, Site

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LESSONS = [folder.name for folder in (ROOT / "lessons" / "flask-or-django").iterdir()]
PAGES = {
    "home": "/",
    "course": COURSE,
    **{name: f"{COURSE}{name[3:]}/" for name in sorted(LESSONS) if name[:2].isdigit()},
    "glossary": f"{COURSE}glossary/",
    "a question by itself": "/answers/flask-or-django/same-app-twice/odd-quiz/q1/",
    "review": "/review/",
    "progress": "/progress/",
    "one's own data": "/data/",
    "a certificate to be earned": "/certificates/of/flask-or-django/",
    "a decision by itself": "/decisions/flask-or-django/choose/own-project/",
    "signing in": "/account/sign-in/",
    "signing up": "/account/sign-up/",
    "a new password": "/account/password/forgotten/",
    "not found": "/nowhere/",
}
WIDTHS = (360, 1600)


RUN_AXE = "([within, options]) => axe.run(within, options)"
COLOURS = ["color-contrast", "link-in-text-block"]  # all that axe-core knows of them


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds wrong with the page in both themes: each rule with what breaks it.

    A theme changes colours and nothing else: in the dark one, only those are looked at.
    """
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE.read_text())

    def found(**options: object) -> Any:
        # Frames are other pages: of the learner's program, or empty ones of ours.
        return page.evaluate(RUN_AXE, [within, {"iframes": False, **options}])["violations"]

    page.emulate_media(color_scheme="dark")
    rules = [("dark", rule) for rule in found(runOnly=COLOURS)]
    page.emulate_media(color_scheme="light")
    rules += [("light", rule) for rule in found()]
    return [
        f"{theme}: {rule['id']}: {node['target']} {node['failureSummary']}"
        for theme, rule in rules
        for node in rule["nodes"]
    ]


@pytest.fixture
def open_checked(open_page: OpenPage, console: Console) -> Callable[..., Page]:
    """Open a page for axe-core, which the site's own policy wouldn't let in."""

    def open_one(path: str, **options: object) -> Page:
        if path == PAGES["not found"]:
            console.expect("404")
        # Axe judges what it sees: nothing is to be half faded.
        page = open_page(bypass_csp=True, reduced_motion="reduce", **options)
        page.goto(path)
        return page

    return open_one


class TestAxe:
    @pytest.mark.parametrize("name", PAGES)
    def test_finds_nothing_wrong(self, open_checked, name: str) -> None:
        page = open_checked(PAGES[name])
        assert violations(page) == []

    def test_finds_nothing_wrong_on_a_narrow_screen(self, open_checked) -> None:
        page = open_checked(LESSON, viewport={"width": 360, "height": 740})
        assert violations(page) == []

    def test_finds_nothing_wrong_with_what_a_learner_has_done(self, open_checked) -> None:
        page = open_checked(LESSON)
        lesson = LessonPage(page)
        hello = lesson.app("hello")
        hello.flask.replace("app.py", "    return", "    print('x')\n    name.shout()\n    return")
        hello.run_and_wait()
        hello.django.more_files.click()
        expect(hello.flask.marked_lines).to_have_count(1)
        hello.stop_button.click()
        for number, choice in ((1, "Django is built on the same"), (2, "GET /greet")):
            lesson.question("odd-quiz", number).answer(choice)
            expect(lesson.question("odd-quiz", number).result).to_be_visible()
        charged = lesson.question("odd-quiz", 3)
        charged.root.get_by_role("textbox").fill("500")
        charged.root.get_by_role("button", name="Check").click()
        expect(charged.result).to_contain_text("Right")
        page.locator("#guess").get_by_role("button", name="Does not hold").click()
        page.locator("#verdict").get_by_role("button", name="Holds with a catch").click()
        expect(page.locator("#verdict")).to_contain_text("The instructor’s verdict")
        assert violations(page) == []
        page.goto(COURSE)
        assert violations(page) == []

    def test_finds_nothing_wrong_in_the_workbench(self, open_checked) -> None:
        page = open_checked(LESSON)
        notes = LessonPage(page).app("notes")
        notes.run_and_wait()
        for tab in notes.root.locator("[data-inspect]").all():
            tab.click()
            expect(notes.root.locator(".inspector__panel:visible").first).not_to_be_empty()
            assert violations(page, "#notes") == [], tab.inner_text()
        notes.django.root.get_by_role("button", name="All files").click()
        notes.root.locator("[data-app-menu] summary").click()
        assert violations(page) == []

    def test_of_ones_own_page(self, open_checked: Callable[..., Page]) -> None:
        page = open_checked(LESSON)
        LessonPage(page).question("odd-quiz", 1).answer("It only ever calls the app")
        expect(page.locator("#odd-quiz .quiz-result").first).to_have_text("Right.")
        page.goto("/progress/")
        for details in page.locator("main details").all():
            details.locator("summary").click()
        expect(page.get_by_role("table").first).to_be_visible()
        assert violations(page) == []


class TestNothingIsWiderThanTheScreen:
    @pytest.mark.parametrize("name", PAGES)
    def test_of(self, open_page: OpenPage, console: Console, name: str) -> None:
        if name == "not found":
            console.expect("404")
        page = open_page(viewport={"width": min(WIDTHS), "height": 800})
        page.goto(PAGES[name])
        assert_fits(page)

    def test_of_an_app_that_has_run(self, open_lesson: OpenLesson) -> None:
        lesson = open_lesson(viewport={"width": min(WIDTHS), "height": 800})
        notes = lesson.app("notes")
        wide = f"db.create_all()\n    print('{'x' * 500}')"
        notes.flask.replace("app.py", "db.create_all()", wide)
        notes.run_and_wait()
        expect(notes.flask.console).to_contain_text("xxx")
        assert_fits(lesson.page)


def assert_fits(page: Page) -> None:
    """On the narrowest screen, and on a wide one."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestTheTheme:
    def test_follows_the_system_until_the_learner_chooses(self, open_page: OpenPage) -> None:
        page = open_page(color_scheme="dark")
        page.goto("/")
        night = background(page)
        page.get_by_role("button", name="Day").click()
        assert background(page) != night
        page.get_by_role("button", name="As the system").click()
        assert background(page) == night
        page.emulate_media(color_scheme="light")
        assert background(page) != night

    def test_is_remembered_and_there_before_the_first_paint(self, open_page: OpenPage) -> None:
        page = open_page(color_scheme="light")
        page.goto("/")
        day = background(page)
        page.get_by_role("button", name="Night").click()
        # Without the scripts that come later, the page still opens as it was left.
        page.route(re.compile(r"/hashed/site-.*\.js"), send_no_script)
        page.goto(LESSON)
        assert background(page) != day
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    def test_reaches_other_open_pages(self, open_page: OpenPage) -> None:
        page = open_page(color_scheme="light")
        page.goto("/")
        other = page.context.new_page()
        other.goto(COURSE)
        page.get_by_role("button", name="Night").click()
        expect(other.locator("html")).to_have_attribute("data-theme", "dark")


def send_no_script(route: Route) -> None:
    route.fulfill(body="", content_type="text/javascript")


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


class TestTheKeyboardAlone:
    def test_the_first_stop_leads_to_the_text(self, open_page: OpenPage) -> None:
        page = open_page()
        page.goto(LESSON)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the text")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()

    def test_edits_leaves_the_editor_and_runs(self, open_lesson: OpenLesson) -> None:
        hello = open_lesson().app("hello")
        page = hello.page
        hello.flask.tab("app.py").focus()
        tab_into(hello.flask)
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.press("Tab")  # indents: a learner writes Python here
        page.keyboard.type("# by keyboard")
        assert "\n    # by keyboard" in hello.flask.lines()
        page.keyboard.press("Escape")  # from what is offered for completion
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        expect(hello.flask.code).not_to_be_focused()
        assert "\n    # by keyboard" in hello.flask.lines()
        page.keyboard.press("Shift+Tab")
        expect(hello.flask.code).to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(hello.flask.text).to_have_text("Hello, Ada!")

    def test_whoever_comes_to_the_editor_by_keyboard_is_told_how_to_leave_it(
        self, open_lesson: OpenLesson
    ) -> None:
        hello = open_lesson().app("hello")
        hello.flask.tab("app.py").focus()
        tab_into(hello.flask)
        hint = "getComputedStyle(editor, '::after').content"
        editor = hello.flask.editor
        assert "Esc, then Tab" in editor.evaluate(f"editor => {hint}")
        hello.django.edit("urls.py")  # by mouse
        assert "Esc" not in hello.django.editor.evaluate(f"editor => {hint}")

    def test_every_stop_can_be_seen(self, open_page: OpenPage) -> None:
        page = open_page()
        page.goto(COURSE)
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = page.evaluate(
                "() => { const style = getComputedStyle(document.activeElement);"
                " return document.activeElement === document.body ? 'none left' :"
                " style.outlineStyle + style.outlineWidth + style.boxShadow }"
            )
            assert outline != "none0pxnone"


def tab_into(side: SideOnPage, most: int = 5) -> None:
    """Press Tab until the focus is in the code; the editor then takes the drawn code's place."""
    for _ in range(most):
        if side.editor.evaluate("editor => editor.contains(document.activeElement)"):
            break
        side.app.page.keyboard.press("Tab")
    expect(side.code).to_be_focused()


class TestOnPaper:
    @pytest.fixture
    def page(self, open_page: OpenPage) -> Page:
        page = open_page(color_scheme="dark", viewport={"width": 700, "height": 1000})
        page.goto(LESSON)
        page.emulate_media(media="print")
        return page

    def test_what_only_works_on_a_screen_is_gone(self, page: Page) -> None:
        for gone in (
            ".site-header", ".rail", ".contents", ".app__bar", ".app__files", ".app__browser",
            ".app__preview", ".app__status", ".inspector", ".code-copy", ".turn",
        ):  # fmt: skip
            for each in page.locator(gone).all():
                expect(each).to_be_hidden()

    def test_text_and_all_code_are_there_in_full(self, page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for code in page.locator("#notes pre[data-source]").all():
            expect(code).to_be_visible()
            assert code.evaluate("pre => pre.scrollWidth <= pre.closest('.app').offsetWidth")
            assert code.evaluate("pre => pre.offsetWidth > 0.9 * innerWidth")

    def test_it_is_black_on_white_even_at_night(self, page: Page) -> None:
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(33, 31, 27)"
        assert background(page) == "rgb(255, 255, 255)"


@pytest.fixture(scope="module")
def edited_site(start_site: StartSite, tmp_path_factory: pytest.TempPathFactory) -> Site:
    lessons: Path = tmp_path_factory.mktemp("edited") / "lessons"
    folder = lessons / "one" / "01-only"
    folder.mkdir(parents=True)
    (folder.parent / "course.yml").write_text("title: One\nsummary: A course.\n")
    text = "\n\n".join(["First words.", *[f"## Part {n}\n\n{'More. ' * 80}" for n in range(30)]])
    (folder / "lesson.md").write_text(f"---\ntitle: Only\n---\n\n{text}\n")
    return start_site(lessons=lessons, debug=True)


class TestAnEditedLesson:
    @pytest.fixture
    def file(self, edited_site: Site) -> Path:
        """The lesson that is edited while its page is open."""
        return edited_site.lessons / "one" / "01-only" / "lesson.md"

    @pytest.fixture
    def page(self, open_page: OpenPage, edited_site: Site) -> Page:
        page = open_page(site=edited_site)
        page.goto("/learn/one/only/")
        return page

    def test_shows_by_itself_in_an_open_page_where_the_learner_was(
        self, page: Page, file: Path
    ) -> None:
        page.get_by_role("heading", name="Part 20").scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        assert before > 0
        file.write_text(file.read_text().replace("First words.", "Other words."))
        expect(page.get_by_text("Other words.")).to_have_count(1)
        expect(page.get_by_role("status").filter(has_text="Updated")).to_be_visible()
        assert page.evaluate("scrollY") == before

    def test_with_a_mistake_in_it_says_so_there_and_then(self, page: Page, file: Path) -> None:
        file.write_text(file.read_text() + "\n[nowhere](lesson:nothing)\n")
        expect(page.get_by_text(re.compile("1 problem"))).to_be_visible()
        file.write_text(file.read_text().replace("[nowhere](lesson:nothing)", "Mended."))
        expect(page.get_by_text("Mended.")).to_have_count(1)
        expect(page.get_by_text(re.compile("1 problem"))).to_have_count(0)

    def test_is_not_asked_for_in_production(self, open_page: OpenPage) -> None:
        page = open_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(LESSON)
        page.wait_for_timeout(1500)
        assert not [url for url in asked if "version" in url]
