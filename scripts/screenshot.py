"""README's picture, docs/screenshot.png: two admins, just run. `make screenshot` makes it."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect, sync_playwright

from tests.site import ROOT, Site
from tutorial_site.setup import SetupError
from tutorial_site.setup.chromium import FLAGS, find_chromium

PICTURE = ROOT / "docs" / "screenshot.png"
LESSON, BLOCK = "/learn/flask-or-django/admin/", "ten-lines"
SIZE: ViewportSize = {"width": 1320, "height": 1270}
MOST_BYTES = 200_000
RUN_MILLISECONDS = 60_000
ABOVE = 84  # px: the page's header, and a little air
TALLER = 370  # px that the apps' pages are drawn out by


def run(page: Page) -> None:
    """Run the twin, and set the scene as a learner might: pages drawn out, the twin in view."""
    page.get_by_role("button", name="Lessons").click()  # folds them away
    app = page.locator(f"#{BLOCK}")
    app.scroll_into_view_if_needed()
    app.get_by_role("button", name="Run").click(timeout=RUN_MILLISECONDS)
    expect(app).to_have_attribute("aria-busy", "false", timeout=RUN_MILLISECONDS)
    opened = app.locator("[data-app-inspector] [aria-expanded=true]")
    if opened.count():
        opened.first.click()
    for preview in app.locator("[data-side-preview]").all():
        draw_out(page, preview)
    app.evaluate(
        "(element, above) => scrollBy(0, element.getBoundingClientRect().top - above)", ABOVE
    )
    page.mouse.move(0, 0)
    page.wait_for_timeout(800)  # for what moves to come to rest


def draw_out(page: Page, preview: Locator) -> None:
    """Drag the preview's corner down."""
    preview.scroll_into_view_if_needed()
    box = preview.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] - 4, box["y"] + box["height"] - 4
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + TALLER, steps=5)
    page.mouse.up()


def take(site: Site) -> int:
    """Take the picture and give its size in bytes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        context = browser.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        page = context.new_page()
        page.goto(site.address(LESSON))
        run(page)
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
