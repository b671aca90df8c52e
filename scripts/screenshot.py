"""README's picture, docs/screenshot.png: a lesson's twin, just run. `make screenshot` calls it."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tests.site import ROOT, Site
from tutorial_site.setup import SetupError
from tutorial_site.setup.chromium import FLAGS, find_chromium

PICTURE = ROOT / "docs" / "screenshot.png"
LESSON = "/learn/flask-or-django/same-app-twice/"
SIZE: ViewportSize = {"width": 1280, "height": 800}
MOST_BYTES = 200_000
RUN_MILLISECONDS = 60_000


def run_first_twin(page: Page) -> None:
    """Run the lesson's first twin, and bring it into view once both sides have answered."""
    app = page.locator("[data-app].is-twin").first
    app.scroll_into_view_if_needed()
    app.locator("[data-app-run]").click(timeout=RUN_MILLISECONDS)
    for side in ("flask", "django"):
        status = app.locator(f"[data-side={side}] [data-side-status]")
        expect(status).to_contain_text("200", timeout=RUN_MILLISECONDS)
    app.evaluate("element => element.scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.mouse.wheel(0, -90)  # a little of the lesson above it
    page.mouse.move(0, 0)
    page.wait_for_timeout(800)  # for what moves to come to rest


def take(site: Site) -> int:
    """Take the picture and give its size in bytes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        context = browser.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        page = context.new_page()
        page.goto(site.address(LESSON))
        run_first_twin(page)
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()
    return PICTURE.stat().st_size


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), ROOT / "lessons", debug=False)
        site.manage("migrate", "--no-input")
        site.start()
        try:
            size = take(site)
        except SetupError as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            site.stop()
    print(f"{PICTURE.relative_to(ROOT)}: {size // 1000} kB")
    if size > MOST_BYTES:
        print(f"That is more than {MOST_BYTES // 1000} kB: choose a smaller SIZE.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
