"""The lesson's page as a learner sees it."""

from playwright.sync_api import Locator, Page

from tests.e2e.app_block import AppOnPage

COURSE = "/learn/flask-or-django/"
LESSON = f"{COURSE}same-app-twice/"


class LessonPage:
    """An open lesson: its apps and its questions."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def app(self, block: str) -> AppOnPage:
        return AppOnPage(self.page, block)

    def tidy(self) -> None:
        """Stop what runs, and put the lesson's code and requests back."""
        for name in ("Stop", "Reset", "fewer files"):
            button = self.page.get_by_role("button", name=name, exact=True)
            while button.count():
                button.first.click()
        tree = self.page.get_by_role("button", name="All files", exact=True, expanded=True)
        while tree.count():
            tree.first.click()
        for form in self.page.locator("[data-app-bar]").all():
            form.evaluate(
                "form => { form.reset(); form.elements.method?.dispatchEvent(new Event('change')) }"
            )

    def question(self, block: str, number: int) -> "QuestionOnPage":
        return QuestionOnPage(self.page.locator(f"#{block} .quiz-question").nth(number - 1))

    def question_called(self, text: str) -> "QuestionOnPage":
        """A question by what it asks, wherever it stands: on a page of its own, say."""
        return QuestionOnPage(self.page.locator(".quiz-question").filter(has_text=text))


class QuestionOnPage:
    """One question of a quiz."""

    def __init__(self, root: Locator) -> None:
        self.root = root
        self.result = root.locator(".quiz-result")
        self.status = root.get_by_role("status")

    def answer(self, *choices: str) -> None:
        """Mark these choices, and no other, and send them."""
        for row in self.root.get_by_role("checkbox").all():
            row.uncheck(force=True)  # its label lies over the whole row
        for choice in choices:
            self.root.locator("label").filter(has_text=choice).click()
        self.root.get_by_role("button", name="Check").click()
