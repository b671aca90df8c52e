"""The stage of the browser tests: what a page complains about is heard."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console import Console
from tests.site import Site


class Context:
    """Stands in for a browser's context: says what a test makes it say."""

    def __init__(self, listener: Console) -> None:
        self.handlers: dict[str, Any] = {}
        listener.watch(self)

    def on(self, event, handler) -> None:
        self.handlers[event] = handler

    def says(self, text: str, kind: str = "error") -> None:
        message = SimpleNamespace(text=text, type=kind, location={"url": "/x.js", "lineNumber": 3})
        self.handlers["console"](message)

    def throws(self, text: str) -> None:
        self.handlers["weberror"](SimpleNamespace(error=text))


@pytest.fixture
def listener() -> Console:
    """Not the fixture ``console``: what that one hears fails the test."""
    return Console()


@pytest.fixture
def context(listener: Console) -> Context:
    return Context(listener)


def test_a_silent_page_passes(listener: Console, context: Context) -> None:
    context.says("hello", kind="log")
    assert listener.complaints() == []


def test_an_error_in_the_console_fails_the_test_and_says_where(
    listener: Console, context: Context
) -> None:
    context.says("Failed to load resource")
    assert listener.complaints() == ["not expected: Failed to load resource (/x.js:3)"]


def test_an_exception_that_nobody_caught_fails_the_test(
    listener: Console, context: Context
) -> None:
    context.throws("TypeError: x is undefined")
    assert listener.complaints() == ["not expected: uncaught: TypeError: x is undefined"]


def test_a_violation_of_the_policy_fails_the_test_even_as_a_warning(
    listener: Console, context: Context
) -> None:
    context.says("[Report Only] Content Security Policy refused it", kind="warning")
    assert len(listener.complaints()) == 1


def test_an_expected_error_passes(listener: Console, context: Context) -> None:
    listener.expect("failed to load .*missing")
    context.says("Failed to load resource: missing.png")
    assert listener.complaints() == []


def test_an_expected_error_that_does_not_come_fails_the_test(listener: Console) -> None:
    listener.expect("refused")
    assert listener.complaints() == ["expected, but didn't come: refused"]


def test_expecting_one_error_excuses_no_other(listener: Console, context: Context) -> None:
    listener.expect("refused")
    context.says("refused")
    context.says("something else")
    assert listener.complaints() == ["not expected: something else (/x.js:3)"]


class TestInTheBrowser:
    def test_the_site_is_served_to_a_learner_of_its_own(self, site: Site, page: Page) -> None:
        page.goto("/")
        expect(page).to_have_title(re.compile("Side by Side"))
        assert page.context.cookies() == []
        assert site.url in page.url

    def test_a_script_smuggled_into_a_page_is_refused_and_heard(
        self, page: Page, console: Console
    ) -> None:
        console.expect("content security policy")
        page.goto("/")
        page.evaluate(
            "() => { const s = document.createElement('script'); s.textContent = 'smuggled = 1';"
            " document.body.append(s) }"
        )
        assert page.evaluate("() => typeof smuggled") == "undefined"

    def test_a_page_without_javascript_can_be_opened(self, open_page) -> None:
        page = open_page(java_script_enabled=False)
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
