"""The workbench as a learner sees it: the inspector under an app, and each app's own browser."""

import re

from playwright.sync_api import Locator

from tests.e2e.app_block import AppOnPage, SideOnPage


class Inspector:
    """The drawer under an app. ``inspector.column("flask")`` is what one side's panel shows."""

    def __init__(self, app: AppOnPage) -> None:
        self.root = app.root.locator("[data-app-inspector]")

    def open(self, tab: str) -> None:
        button = self.root.get_by_role("button", name=tab, exact=True)
        if button.get_attribute("aria-expanded") != "true":
            button.click()

    def column(self, framework: str) -> Locator:
        return self.root.locator(f".inspector__column.is-{framework}")

    def type(self, framework: str, label: str, *lines: str) -> Locator:
        """Type lines into a prompt, each with Enter; what stands above it afterwards."""
        column = self.column(framework)
        box = column.get_by_role("textbox", name=re.compile(label))
        for line in lines:
            box.fill(line)
            box.press("Enter")
        return column.get_by_role("log").filter(visible=True)


class Browser:
    """The bar of one app's browser."""

    def __init__(self, side: SideOnPage) -> None:
        bar = side.root.locator("[data-side-browser]")
        self.back = bar.get_by_role("button", name="Back")
        self.forward = bar.get_by_role("button", name="Forward")
        self.reload = bar.get_by_role("button", name="Reload")
        self.window = bar.get_by_role("button", name=re.compile("^Window"))
        self.address = bar.get_by_label("Address")
        self.person = bar.get_by_label("Signed in")

    def go(self, path: str) -> None:
        self.address.fill(path)
        self.address.press("Enter")
