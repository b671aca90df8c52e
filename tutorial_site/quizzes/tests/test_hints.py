"""Hints are asked for one at a time, and that they were is kept."""

from typing import Any
from uuid import uuid4

import pytest

from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import Page, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

FIRST, SECOND = "First, <em>look</em> at the line.", "Then count the queries."
URL = "/answers/two/lazy/lazy/hint/"
HTMX = {"HX-Request": "true"}


def ask(person: Person, page: Page | None = None, **headers: str) -> Page:
    """Press the button for the next hint."""
    url, data = person.fill(page or person.open(), "lazy-hints")
    return person.send(url, data, **headers)


def given() -> list[int]:
    return [each.payload["number"] for each in Attempt.objects.filter(kind="help")]


def test_a_page_holds_no_hint_that_was_not_asked_for(outsider: Person) -> None:
    page = outsider.open()
    assert page.text("lazy-hints-focus") == "Hint 1 of 2"
    assert FIRST not in page.html
    assert SECOND not in page.html
    assert not Learner.objects.exists()


def test_hints_come_one_at_a_time_and_stay(learner: Person) -> None:
    answered = ask(learner)
    assert (answered.status, answered.response["Location"]) == (303, "/learn/two/lazy/#lazy-hints")
    page = learner.open()
    assert FIRST in page.html
    assert SECOND not in page.html
    assert page.text("lazy-hints-focus") == "Next hint 2 of 2"

    ask(learner)
    page = learner.open()
    assert SECOND in page.html
    assert not page.has_form("lazy-hints")
    assert given() == [1, 2]


def test_what_a_hint_said_can_be_read_without_the_lesson(learner: Person) -> None:
    ask(learner)
    attempt = Attempt.objects.get()
    assert attempt.payload == {"number": 1, "said": f"<p>{FIRST}</p>"}
    assert (attempt.kind, attempt.block, attempt.question) == ("help", "lazy", "hint")
    assert (attempt.score, attempt.correct) == (None, None)


def test_hints_answer_no_question(learner: Person) -> None:
    ask(learner)
    page = learner.open()
    assert page.has_form("lazy-q1")
    assert page.at("lazy-q1-body")["data-phase"] == "open"


def test_htmx_gets_the_hints_alone_and_the_new_one_aloud(learner: Person) -> None:
    page = learner.open()
    first = ask(learner, page, **HTMX)
    assert first.html.strip().startswith('<div class="quiz-hints-body" id="lazy-hints-body"')
    assert first.at("lazy-hints-status")["hx-swap-oob"] == "innerHTML"
    assert first.text("lazy-hints-status") == "First, look at the line."
    assert page.at("lazy-hints-status")["role"] == "status"
    second = ask(learner, learner.open(), **HTMX)
    assert second.text("lazy-hints-status") == SECOND
    assert second.at("lazy-hints-focus")["tabindex"] == "-1"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_asking_twice_for_the_same_hint_gives_and_counts_it_once(
    learner: Person, headers: dict[str, str]
) -> None:
    page = learner.open()
    first, second = ask(learner, page, **headers), ask(learner, page, **headers)
    assert first.status == second.status
    assert given() == [1]


def test_a_hint_had_in_another_tab_is_not_counted_again(learner: Person) -> None:
    old = learner.open()
    ask(learner)
    ask(learner)
    ask(learner, old)
    assert given() == [1, 2]


@pytest.mark.parametrize(
    "forged",
    [
        {"number": "2"},
        {"number": "0"},
        {"number": "-1"},
        {"number": "3"},
        {"number": "1.5"},
        {"number": "one"},
        {"number": "9" * 5000},
        {"number": ""},
        {"key": "no uuid"},
        {"key": ""},
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_hint_out_of_turn_is_refused(
    learner: Person, forged: dict[str, Any], headers: dict[str, str]
) -> None:
    url, data = learner.fill(learner.open(), "lazy-hints")
    answered = learner.send(url, data | forged, **headers)
    assert answered.status == 400
    assert FIRST not in answered.html
    assert SECOND not in answered.html
    assert not Attempt.objects.exists()
    assert not Learner.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "/answers/two/lazy/by-hand/hint/",
        "/answers/two/more/more/hint/",
        "/answers/two/lazy/none/hint/",
        "/answers/none/lazy/lazy/hint/",
    ],
)
def test_where_there_are_no_hints_none_is_found(learner: Person, url: str) -> None:
    _, data = learner.fill(learner.open(), "lazy-hints")
    assert learner.send(url, data).status == 404
    assert learner.open(url).status == 404


def test_the_hints_have_a_page_of_their_own(learner: Person) -> None:
    ask(learner)
    page = learner.open(URL)
    assert FIRST in page.html
    assert SECOND not in page.html


def test_learners_have_their_own_hints(learner: Person, other_learner: Person) -> None:
    ask(learner)
    assert FIRST not in other_learner.open().html


def test_a_post_from_another_site_is_refused(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "lazy-hints")
    del data["csrfmiddlewaretoken"]
    assert learner.send(url, data).status == 403
    assert not Attempt.objects.exists()


def test_a_hint_takes_few_queries(learner: Person, django_assert_max_num_queries: Any) -> None:
    ask(learner)
    url, data = learner.fill(learner.open(), "lazy-hints")
    with django_assert_max_num_queries(5):
        learner.send(url, data | {"key": str(uuid4())})
