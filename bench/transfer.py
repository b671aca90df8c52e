"""What is fetched until the first run has answered, read from the browser's network log.

Three moments: the page is open and no app is near; the learner presses Run; both have answered.
Bytes are those that came over the wire, compressed as the browser took them; what the same files
weigh as brotli, which every browser takes, is read from the build.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from bench.results import Goal, Row, Samples
from bench.rounds import say
from bench.stage import LESSON, browser, running_site
from tests.site import ROOT

# No app may be within reach: then the page has to come to rest without a byte of Python.
VIEW_OF_NO_APP: ViewportSize = {"width": 1280, "height": 500}
REST = 3000  # ms
DIST = ROOT / "static" / "dist"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response as it came: its path on the site, its bytes on the wire."""

    path: str
    size: int

    @property
    def is_runtime(self) -> bool:
        """Whether it is of the browser's Python: its files, and the script that starts one."""
        return self.path.startswith("/static/runtime/") or "/hashed/worker-" in self.path

    @property
    def is_script(self) -> bool:
        return self.path.endswith(".js") and not self.is_runtime

    @property
    def as_brotli(self) -> int:
        """The bytes that a browser gets which takes brotli and nothing newer."""
        packed = DIST / f"{self.path.removeprefix('/static/')}.br"
        return packed.stat().st_size if packed.is_file() else self.size


class NetworkLog:
    """Everything a page and its frames fetch, in the order in which it was complete."""

    def __init__(self, session: CDPSession) -> None:
        self._paths: dict[str, str] = {}
        self.fetched: list[Fetched] = []
        session.on("Network.responseReceived", self._begun)
        session.on("Network.loadingFinished", self._done)
        session.send("Network.enable")

    def _begun(self, event: Mapping[str, Any]) -> None:
        self._paths[event["requestId"]] = urlparse(event["response"]["url"]).path

    def _done(self, event: Mapping[str, Any]) -> None:
        path = self._paths.get(event["requestId"], "")
        if path:
            self.fetched.append(Fetched(path, int(event["encodedDataLength"])))


def measure(rounds: int) -> Sequence[Row]:
    figures: dict[str, list[float]] = {}
    with running_site() as site, sync_playwright() as playwright:
        for turn in range(1, rounds + 1):
            with browser(playwright.chromium) as page:
                for name, figure in _figures(page, site.address(LESSON)).items():
                    figures.setdefault(name, []).append(figure)
            say(f"round {turn} of {rounds}")
    return rows(figures)


def rows(figures: Mapping[str, Sequence[float]]) -> Sequence[Row]:
    """The table, from bytes by name as ``_figures`` gives them."""

    def row(what: str, name: str, per_unit: float, unit: str, bound: float | None = None) -> Row:
        samples = Samples.of((figure / per_unit for figure in figures[name]), unit)
        return Row(what, samples, goal=None if bound is None else Goal(bound, unit))

    return [
        row("Python, page open and no app near", "runtime before", 1, "bytes", 0),
        row("scripts before Run, as sent", "scripts", 1000, "kB", 60),
        row("all that was fetched before Run, as sent", "page", 1000, "kB"),
        row("Python until both have answered, as sent", "runtime", 1e6, "MB", 16),
        row("the same as brotli", "runtime as brotli", 1e6, "MB", 16),
    ]


def _figures(page: Page, url: str) -> Mapping[str, float]:
    log = NetworkLog(page.context.new_cdp_session(page))
    page.set_viewport_size(VIEW_OF_NO_APP)
    page.goto(url)
    page.wait_for_timeout(REST)
    before = list(log.fetched)
    page.evaluate("() => bench.runAtOnce()")
    page.wait_for_timeout(REST)
    after = log.fetched
    return {
        "runtime before": sum(each.size for each in before if each.is_runtime),
        "scripts": sum(each.size for each in before if each.is_script),
        "page": sum(each.size for each in before),
        "runtime": sum(each.size for each in after if each.is_runtime),
        "runtime as brotli": sum(each.as_brotli for each in after if each.is_runtime),
    }
