"""The stage of the content tests: the browser's Python in Node, as the site would serve it."""

from collections.abc import Iterator

import pytest

from tests.content.pyodide import BrowserPythons
from tutorial_site.setup import ROOT
from tutorial_site.setup.plan import steps


@pytest.fixture(scope="session")
def browser_pythons() -> Iterator[BrowserPythons]:
    """Interpreters from the built runtime, which must be that of the code as it is."""
    (runtime,) = (step for step in steps() if step.name == "runtime")
    if why := runtime.why_due(ROOT):
        pytest.fail(
            f"The browser's Python is not up to date: {why}. Run `python manage.py prepare`.",
            pytrace=False,
        )
    with BrowserPythons() as pythons:
        yield pythons
