"""Run on a page that has been open for a while, and clicks in an app that runs.

Both are timed to what the learner sees: the app's own page, loaded in its frame and about to be
drawn. The people of bench/lessons are clicked through: list, person, list, person.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, sync_playwright

from bench.results import Goal, Row, Samples
from bench.rounds import say
from bench.stage import LESSON, browser, running_site

OURS = Path(__file__).with_name("lessons")
CLICKED_LESSON = "/learn/bench/clicks/"
OPEN_FOR = 3000  # ms before Run is pressed, and between two runs
RUNS = 5  # a round; each takes the spares that were started in between
CLICKS = 10  # a round and side: there and back
TO_PERSON, BACK = "#result_list tbody th a", ".breadcrumbs a[href$='/auth/user/']"
NAMES = {"flask": "Flask", "django": "Django's admin"}


def measure(rounds: int) -> Sequence[Row]:
    figures: dict[str, list[float]] = {"run": [], **{side: [] for side in NAMES}}
    with (
        running_site() as site,
        running_site(lessons=OURS) as clicked,
        sync_playwright() as playwright,
    ):
        for turn in range(1, rounds + 1):
            with browser(playwright.chromium) as page:
                figures["run"] += _runs(page, site.address(LESSON))
                for side, times in _clicks(page, clicked.address(CLICKED_LESSON)):
                    figures[side] += times
            say(f"round {turn} of {rounds}")
    return rows({name: Samples.of(values, "ms") for name, values in figures.items()})


def rows(samples: Mapping[str, Samples]) -> Sequence[Row]:
    """The table, from samples by "run", "flask" and "django"."""
    return [
        Row("Run → both apps' pages are shown", samples["run"], goal=Goal(150, "ms")),
        Row("click in Flask's page → the next is shown", samples["flask"], goal=Goal(30, "ms")),
        Row(
            "click in a page of Django's admin → the next is shown",
            samples["django"],
            goal=Goal(60, "ms"),
        ),
    ]


def _runs(page: Page, url: str) -> list[float]:
    """Times of Run after Run, each with spares at hand."""
    page.goto(url)
    page.locator("[data-app].is-twin").first.scroll_into_view_if_needed()
    times = []
    for _ in range(RUNS):
        page.wait_for_timeout(OPEN_FOR)
        times.append(float(page.evaluate("() => bench.run()")))
    return times


def _clicks(page: Page, url: str) -> list[tuple[str, list[float]]]:
    """Times of clicks there and back, for each side."""
    page.goto(url)
    page.locator("[data-app].is-twin").first.scroll_into_view_if_needed()
    page.wait_for_timeout(OPEN_FOR)
    page.evaluate("() => bench.run()")
    found = []
    for side in NAMES:
        shown = page.frame_locator(f"[data-side={side}] [data-side-preview] iframe")
        app = shown.frame_locator("iframe")
        links = (TO_PERSON, BACK) * (CLICKS // 2)
        found.append((side, [_followed(page, side, app, link) for link in links]))
    return found


def _followed(page: Page, side: str, app: FrameLocator, link: str) -> float:
    """Time of one click."""
    followed = page.evaluate_handle("side => ({ time: bench.followed(side) })", side)
    app.locator(link).first.click()
    return float(followed.evaluate("({ time }) => time"))
