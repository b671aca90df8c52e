"""From an empty cache to both responses of the lesson's first twin, beside stock Pyodide.

The same browser opens, in turns: the lesson; the stock page with packages as published; the stock
page with packages byte-compiled. Each with a new profile, and then again with that profile in a
new process. Time runs from the navigation until both responses are on the page.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserType, sync_playwright

from bench.results import Goal, Row, Samples, faster
from bench.rounds import Contestant, interleaved, say
from bench.stage import LESSON, browser, running_site
from bench.stock import archives
from bench.stock.server import StockSite

Until = Literal["commit", "load"]
SITE = "the lesson"
STOCK = {"sources": "stock Pyodide, sources", "compiled": "stock Pyodide, byte-compiled"}
# When to begin to look, and what says how many ms it took: the stock page begins by itself.
ASKED: dict[str, tuple[Until, str]] = {SITE: ("commit", "() => bench.runAtOnce()")}
ASKED |= dict.fromkeys(STOCK.values(), ("load", "() => answered"))


def measure(rounds: int) -> Sequence[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running_site() as site:
        say("building stock Pyodide's archives")
        built = archives.build(Path(folder))
        with sync_playwright() as playwright:
            chromium = playwright.chromium
            with StockSite(built, _twin(chromium, site.address(LESSON))) as stock:
                addresses = {SITE: site.address(LESSON)}
                addresses |= {name: stock.address(kind) for kind, name in STOCK.items()}
                figures = interleaved(
                    rounds, [_visits(chromium, name, url) for name, url in addresses.items()]
                )
    return rows({name: Samples.of(values, "ms") for name, values in figures.items()})


def rows(samples: Mapping[str, Samples]) -> Sequence[Row]:
    """The table, from samples by "contestant, cold" and "contestant, warm"."""
    goals = [("cold", "sources", 6), ("cold", "compiled", 4), ("warm", "compiled", 6)]
    ours = [
        Row(
            f"{SITE}, {cache}",
            samples[f"{SITE}, {cache}"],
            faster(samples[f"{SITE}, {cache}"], samples[f"{STOCK[kind]}, {cache}"], STOCK[kind]),
            Goal(times, "×", at_least=True),
        )
        for cache, kind, times in goals
    ]
    stock = [Row(name, figures) for name, figures in samples.items() if not name.startswith(SITE)]
    return ours + stock


def _visits(chromium: BrowserType, name: str, url: str) -> Contestant:
    """Opens the page with an empty cache, and again in a new process: "… cold", "… warm"."""

    def measure() -> Mapping[str, float]:
        with tempfile.TemporaryDirectory(prefix="bench-") as profile:
            return {
                f"{name}, {cache}": _visit(chromium, Path(profile), url, *ASKED[name])
                for cache in ("cold", "warm")
            }

    return measure


def _visit(chromium: BrowserType, profile: Path, url: str, until: Until, answered: str) -> float:
    with browser(chromium, profile) as page:
        page.goto(url, wait_until=until)
        return float(page.evaluate(answered))


def _twin(chromium: BrowserType, url: str) -> Mapping[str, Any]:
    """The lesson's first twin as the harness takes it: a program and a request for each side."""
    with browser(chromium) as page:
        page.goto(url)
        config = page.locator("[data-app].is-twin script[type='application/json']").first
        block = json.loads(config.text_content() or "")
    return {
        "sides": [
            {
                "program": {
                    "framework": side["framework"],
                    "files": {file["path"]: file["text"] for file in side["files"]},
                    "superuser": "",
                },
                "request": {"method": "GET", "path": block["open"]},
            }
            for side in block["sides"]
        ]
    }
