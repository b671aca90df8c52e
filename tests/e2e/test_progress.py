"""What is done and where one was reading: kept in the browser and on the site, shown at once."""

import re

from playwright.sync_api import Page, expect

from tests.conftest import OpenPage
from tests.e2e.conftest import OpenLesson
from tests.e2e.lesson_page import COURSE, LESSON

GO_ON = "Continue where you left off"


def scroll_to(page: Page, heading: str) -> None:
    """Read down to a heading; the page has noticed when it is marked among the headings."""
    page.evaluate("id => document.getElementById(id).scrollIntoView()", heading)
    expect(page.locator(f'.contents a[href="#{heading}"]')).to_have_attribute(
        "aria-current", "true"
    )
    page.wait_for_function(
        'id => Object.values(localStorage).some((kept) => kept.includes(`"${id}"`))', arg=heading
    )


def a_heading(page: Page) -> tuple[str, str]:
    """One in the middle of the lesson: its id and what it says."""
    links = page.locator(".contents__level-2 a")
    link = links.nth(1)
    id_ = (link.get_attribute("href") or "")[1:]
    return id_, link.locator("span").first.inner_text()


def test_a_visitor_goes_on_where_they_were_reading(page: Page) -> None:
    page.goto(LESSON)
    heading, title = a_heading(page)
    scroll_to(page, heading)
    for start in ("/", COURSE):
        page.goto(start)
        link = page.locator(".start a")
        expect(link).to_have_text(GO_ON)
        expect(page.locator(".start__where")).to_contain_text(title)
    link.click()
    expect(page).to_have_url(re.compile(re.escape(f"{LESSON}#{heading}") + "$"))
    assert page.context.cookies() == [] or "sessionid" not in {
        cookie["name"] for cookie in page.context.cookies()
    }


def test_a_lesson_offers_the_place_where_it_was_left(page: Page) -> None:
    page.goto(LESSON)
    offer = page.locator("[data-reading-return]")
    expect(offer).to_be_hidden()
    heading, title = a_heading(page)
    scroll_to(page, heading)
    page.goto(COURSE)
    page.goto(LESSON)
    expect(offer).to_contain_text(f"You stopped at {title}")
    expect(offer.get_by_role("link")).to_have_attribute("href", f"#{heading}")


def test_a_place_that_somebody_made_up_leads_nowhere_else(page: Page) -> None:
    page.goto("/")
    for kept in (
        '{"url": "https://evil.example/", "label": "x", "at": "2099-01-01"}',
        '{"url": "javascript:alert(1)", "label": "x", "at": "2099-01-01"}',
        '{"url": 7}',
        "[]",
        "null",
        "not JSON",
    ):
        page.evaluate("kept => localStorage.setItem('reading:flask-or-django', kept)", kept)
        page.reload()
        expect(page.locator(".start a")).to_have_text("Start the first lesson")


def test_marks_follow_what_is_done_on_the_page(open_lesson: OpenLesson) -> None:
    page = open_lesson().page
    here = page.locator('.lesson__meta [data-mark="here"]')
    expect(here).to_be_hidden()
    page.locator("#guess").get_by_role("button", name="Holds", exact=True).click()
    expect(here).to_contain_text("1 of")
    current = page.locator('.rail [aria-current="page"] .progress-mark')
    expect(current).to_have_attribute("data-state", "started")
    expect(page.locator(".rail__progress")).to_contain_text("0 of")


def test_the_site_knows_the_place_of_whoever_it_knows(open_lesson: OpenLesson) -> None:
    page = open_lesson().page
    page.locator("#guess").get_by_role("button", name="Holds", exact=True).click()
    expect(page.locator("#guess")).to_contain_text("You guess: holds.")
    page.reload()
    heading, title = a_heading(page)
    scroll_to(page, heading)
    page.goto(COURSE)  # leaving tells the site
    page.evaluate("localStorage.clear()")
    page.wait_for_function(
        "async ([at, title]) => (await (await fetch(at)).text()).includes(`: ${title}</span>`)",
        arg=[COURSE, title],
    )
    page.reload()
    expect(page.locator(".start__where")).to_contain_text(title)


def test_without_javascript_the_place_stands_in_the_page(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(LESSON)
    page.locator("#guess").get_by_role("button", name="Holds", exact=True).click()
    page.goto(COURSE)
    expect(page.locator(".start a")).to_have_text(GO_ON)
