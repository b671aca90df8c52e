"""The whole course as learners walk it: one who does everything, and one who skips to the end."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.conftest import OpenPage
from tests.console import Console
from tests.e2e.lesson_page import COURSE

FIRST_GUESS, DECISION = "Holds", "Holds with a catch"
LAST = f"{COURSE}choose/"  # where the scoreboard stands
ANSWERED = re.compile("right|revealed")


def lessons(page: Page) -> list[str]:
    """The addresses of the lessons, as the course's page lists them."""
    page.goto(COURSE)
    links = page.locator(".docket__name a").all()
    return [str(link.get_attribute("href")) for link in links]


def vote(page: Page, when: str, word: str) -> None:
    verdict = page.locator(f".verdict-{when}").first
    verdict.get_by_role("button", name=word, exact=True).click()
    expect(verdict.locator("[data-phase]")).to_have_attribute("data-phase", "given")


def run(app: Locator) -> None:
    app.scroll_into_view_if_needed()
    app.locator("[data-app-run]").click()
    expect(app).to_have_attribute("aria-busy", "false")
    expect(app.locator("[data-side-state]").first).not_to_have_text("did not start")
    stop = app.locator("[data-app-stop]")
    if stop.is_visible():
        stop.click()


def attempt(body: Locator) -> None:
    """Fill in what comes first, whatever kind of question it is."""
    for field in body.locator("input:is([type=text], [type=number]), textarea").all():
        if field.is_visible():
            field.fill("1")
    for chosen in body.locator("select").all():
        if chosen.is_visible():
            chosen.select_option(index=1)
    if movers := body.get_by_role("button", name="Move down").all():
        movers[0].click()
    choices = body.locator("input:is([type=radio], [type=checkbox])")
    if choices.count():
        choices.first.press("Space")


def answer(question: Locator) -> None:
    """Try once; where that was wrong, ask for the answer."""
    body = question.locator("[data-phase]").first
    attempt(body)
    body.get_by_role("button", name="Check").click()
    expect(body).to_have_attribute("data-phase", re.compile("wrong|right"))
    if body.get_attribute("data-phase") == "wrong":
        body.get_by_role("button", name="Show the answer").click()
    expect(body).to_have_attribute("data-phase", ANSWERED)
    expect(question).to_contain_text("Because")


def take_solution(exercise: Locator, framework: str, *, first: bool) -> None:
    exercise.locator(f"[data-exercise-solution={framework}]").click()
    if first:  # it says that this counts as help
        exercise.get_by_role("button", name="Show it").click()
    dialog = exercise.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Take the solution").click()
    expect(dialog).to_have_count(0)


def solve(exercise: Locator) -> None:
    """By taking the solution: of the first framework, or of both where both are checked at once."""
    exercise.scroll_into_view_if_needed()
    check = exercise.locator("[data-exercise-check]").first
    checked = str(check.get_attribute("data-exercise-check"))
    for framework in ("flask", "django") if checked == "both" else (checked,):
        take_solution(exercise, framework, first=framework != "django" or checked != "both")
    check.click()
    expect(exercise.locator("[data-exercise-results]")).to_contain_text("All checks pass")
    expect(exercise.locator("[data-exercise-state]")).to_contain_text("Solved")


def do_everything(page: Page, address: str) -> int:
    """Vote, run, answer, solve, vote; how many exercises that were."""
    page.goto(address)
    vote(page, "before", FIRST_GUESS)
    for app in page.locator("[data-app]:not([data-exercise] [data-app])").all():
        run(app)
    for question in page.locator(".quiz-question").all():
        answer(question)
    exercises = page.locator("[data-exercise]").all()
    for exercise in exercises:
        solve(exercise)
    vote(page, "after", DECISION)
    return len(exercises)


def test_who_does_everything_has_all_of_it_told_and_every_claim_on_the_board(
    open_page: OpenPage, console: Console
) -> None:
    console.expect("Blocked autofocusing")  # apps' pages ask for the focus, and don't get it
    page = open_page()
    every = lessons(page)
    exercises = sum(do_everything(page, address) for address in every)
    page.goto("/progress/")
    facts = page.locator(".own__course-facts").first
    expect(facts).to_contain_text(f"0 of {exercises} exercises solved alone, {exercises} with help")
    page.goto(LAST)
    board = page.locator(".board-sum")
    expect(board).to_contain_text(f"You have decided {len(every)} of {len(every)} claims")
    expect(page.locator(".board-claim")).to_have_count(len(every))


def test_who_skips_to_the_end_finds_the_board_waiting_for_them(open_page: OpenPage) -> None:
    page = open_page()
    first, *others = lessons(page)
    page.goto(first)
    for address in others:
        page.locator("a[rel=next]").last.click()
        expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    page.goto(LAST)
    board = page.locator(".board-sum")
    expect(board).to_contain_text(f"You have decided none of the {len(others) + 1} claims yet")
    vote(page, "after", DECISION)
    page.reload()
    expect(board).to_contain_text("You have decided 1 of")
