"""A bench: the learner's own browser takes the time of requests. No test asks how long that was."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage


@pytest.fixture
def books(workbench: LessonPage) -> AppOnPage:
    return workbench.app("books")


@pytest.fixture
def bench(books: AppOnPage) -> Locator:
    return books.root.locator("[data-app-bench]")


def measure(bench: Locator) -> None:
    bench.get_by_role("button", name="Measure").click()
    expect(bench).to_have_attribute("aria-busy", "true")
    expect(bench).to_have_attribute("aria-busy", "false")


def rows(bench: Locator) -> list[list[str]]:
    """The table, row by row, without its head."""
    bench.get_by_text("The numbers").click()
    found = bench.locator("tbody tr").all()
    return [row.locator("th, td").all_text_contents() for row in found]


def test_both_sides_are_measured_without_having_been_run(bench: Locator) -> None:
    measure(bench)
    table = rows(bench)
    assert [row[:2] for row in table] == [
        ["/", "Flask"],
        ["/", "Django"],
        ["/count.json", "Flask"],
        ["/count.json", "Django"],
    ]
    assert [row[5] for row in table] == ["5", "5", "1", "1"], "statements of one request"
    assert all(re.fullmatch(r"[\d.]+ ms", row[2]) for row in table)


def test_the_bars_are_those_of_the_table_and_the_words_too(bench: Locator) -> None:
    measure(bench)
    medians = [row[2] for row in rows(bench)]
    assert bench.locator(".bench__value").all_text_contents() == medians
    says = bench.get_by_role("status").get_by_role("listitem")
    expect(says).to_have_count(4)
    expect(says.nth(0)).to_have_text(
        re.compile(r"^/: (\w+ takes [\d.]+ times as long as \w+|.* can't be told apart)\.$")
    )
    expect(says.nth(2)).to_contain_text("Within Flask: ")


def test_code_that_does_not_start_is_not_measured_and_has_no_older_numbers(
    books: AppOnPage, bench: Locator
) -> None:
    measure(bench)
    expect(bench.locator("table")).to_have_count(1)
    books.flask.write("app.py", "nobody")
    measure(bench)
    expect(bench.get_by_role("status")).to_have_text(re.compile("there is nothing to measure"))
    expect(bench.locator("table")).to_have_count(0)


def test_a_failure_is_not_measured_and_said_to_be_one(books: AppOnPage, bench: Locator) -> None:
    books.flask.write("app.py", "from flask import Flask\n\napp = Flask(__name__)\n")
    measure(bench)
    expect(bench.get_by_role("status")).to_contain_text("Flask: GET / is answered 404")


def test_measuring_can_be_stopped_and_begun_again(books: AppOnPage, bench: Locator) -> None:
    bench.get_by_role("button", name="Measure").click()
    bench.get_by_role("button", name="Stop measuring").click()
    expect(bench).to_have_attribute("aria-busy", "false")
    measure(bench)
    expect(bench.locator(".bench__row")).to_have_count(4)
