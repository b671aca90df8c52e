"""An app block as a learner sees it: the bar, and a column for each program."""

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect


class AppOnPage:
    """The whole block. ``app.side("django")`` is one of its columns."""

    def __init__(self, page: Page, block: str) -> None:
        self.page = page
        self.root = page.locator(f"#{block}")
        self.notice = self.root.locator("[data-app-notice]")
        self.method = self.root.get_by_label("Method")
        self.path = self.root.get_by_label("Path of the request")
        self.body = self.root.get_by_label("Body of the request")
        self.run_button = self.root.get_by_role("button", name=re.compile("^Run"))
        self.send_button = self.root.get_by_role("button", name=re.compile("^Send"))
        self.stop_button = self.root.get_by_role("button", name="Stop")
        self.reset_button = self.root.get_by_role("button", name="Reset")

    def side(self, framework: str) -> "SideOnPage":
        return SideOnPage(self, self.root.locator(f'[data-side="{framework}"]'))

    @property
    def flask(self) -> "SideOnPage":
        return self.side("flask")

    @property
    def django(self) -> "SideOnPage":
        return self.side("django")

    @property
    def sides(self) -> tuple["SideOnPage", "SideOnPage"]:
        return self.flask, self.django

    def run(self) -> None:
        self.run_button.click()

    def run_and_wait(self) -> None:
        """Run, and wait until the lesson's requests and the one in the bar are answered."""
        self.run()
        expect(self.root).to_have_attribute("aria-busy", "false")

    def send(self, path: str, *, method: str = "GET", body: str = "") -> None:
        """Send a request from the bar, to every program that runs."""
        self.method.select_option(method)
        self.path.fill(path)
        if body:
            self.body.fill(body)
        self.send_button.click()

    def inspect(self, tab: str) -> None:
        """Open a tab of the inspector."""
        button = self.root.get_by_role("button", name=tab, exact=True)
        if button.get_attribute("aria-expanded") != "true":
            button.click()

    def retry(self) -> None:
        self.notice.get_by_role("button", name="Retry").click()

    def undo(self) -> None:
        self.notice.get_by_role("button", name="Undo").click()


class SideOnPage:
    """One column: the program in one framework."""

    def __init__(self, app: AppOnPage, root: Locator) -> None:
        self.app = app
        self.root = root
        self.state = root.locator("[data-side-state]")
        self.status = root.locator("[data-side-status]")
        self.console = root.locator("[data-side-console]")
        self.editor = root.locator("[data-side-editor]")
        self.code = self.editor.locator(".cm-content")
        self.more_files = root.get_by_role("button", name=re.compile("(more|fewer) files"))
        self.marked_lines = self.editor.locator(".cm-line:has(.cm-lintRange-error)")

    @property
    def page(self) -> FrameLocator:
        """The page that the app answered, in its frame within the preview's frame."""
        return self.root.frame_locator("[data-side-preview] iframe").frame_locator("body > iframe")

    @property
    def text(self) -> Locator:
        """What stands on the app's page."""
        return self.page.locator("body")

    @property
    def place(self) -> Locator:
        """The link from what went wrong last to the learner's line."""
        return self.console.locator(".failure__head .app__place").last

    def tab(self, file: str | re.Pattern[str]) -> Locator:
        return self.root.get_by_role("tab", name=file)

    def open(self, file: str) -> None:
        self.tab(file).click()

    def write(self, file: str, code: str) -> None:
        """Type ``code`` in place of what is in the file."""
        self.edit(file)
        self.app.page.keyboard.press("ControlOrMeta+a")
        self.app.page.keyboard.insert_text(code)

    def replace(self, file: str, old: str, new: str) -> None:
        """Type ``new`` where ``old`` stands in the file."""
        self.edit(file)
        code = self.lines()
        assert old in code, f"{file} has no {old!r}:\n{code}"
        self.app.page.keyboard.press("ControlOrMeta+a")
        self.app.page.keyboard.insert_text(code.replace(old, new))

    def edit(self, file: str) -> None:
        """Put the cursor into the file."""
        self.open(file)
        self.editor.hover()
        self.code.click()

    def lines(self) -> str:
        """The text in the editor."""
        return "\n".join(self.code.locator(".cm-line").all_text_contents())
