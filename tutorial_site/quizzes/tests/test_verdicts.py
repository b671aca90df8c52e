"""A learner votes on the claim: a guess, a decision, and then the instructor's verdict."""

from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from tutorial_site.catalog.store import library
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

REASON = "It asks when it has to, and this is the reason."
BEFORE = "/answers/two/lazy/guess/verdict/before/"
AFTER = "/answers/two/lazy/decision/verdict/after/"


def test_three_buttons_ask_for_the_guess_and_for_the_decision(outsider: Person) -> None:
    page = outsider.open()
    for block, url in (("guess", BEFORE), ("decision", AFTER)):
        form = page.at(block).find("form")
        assert form is not None
        assert form["action"] == url
        assert [button["value"] for button in form.find_all("button")] == [
            "holds",
            "holds with a catch",
            "does not hold",
        ]


def test_the_instructor_s_verdict_stays_on_the_server_until_the_decision(learner: Person) -> None:
    learner.vote("guess", "holds")
    page = learner.open()
    assert REASON not in page.html
    assert "instructor" not in page.at("decision").get_text()


def test_a_guess_is_kept_and_may_be_changed_until_the_decision(learner: Person) -> None:
    voted = learner.vote("guess", "holds")
    assert (voted.status, voted.response["Location"]) == (303, "/learn/two/lazy/#guess")
    learner.vote("guess", "does not hold")

    assert "You guess: does not hold." in learner.open().text("guess")
    pressed = learner.open().at("guess").select("button[aria-pressed=true]")
    assert [button["value"] for button in pressed] == ["does not hold"]

    learner.vote("decision", "holds")
    assert not learner.open().has_form("guess")


def test_the_decision_shows_the_instructor_s_verdict_and_reason(learner: Person) -> None:
    learner.vote("decision", "holds with a catch")
    page = learner.open()
    assert not page.at("decision").select("button[name=verdict]")
    said = page.text("decision")
    assert "Your verdict Holds with a catch" in said
    assert "The instructor’s verdict Does not hold" in said
    assert "differ" in said
    assert REASON in said


def test_the_decision_is_compared_with_the_guess(learner: Person, other_learner: Person) -> None:
    learner.vote("guess", "holds")
    learner.vote("decision", "does not hold")
    assert "you changed your mind: your guess was “holds”" in learner.open().text("decision")
    assert "You and the instructor agree." in learner.open().text("decision")

    other_learner.vote("guess", "holds")
    other_learner.vote("decision", "holds")
    assert "You kept to your guess." in other_learner.open().text("decision")


def test_learners_vote_apart(learner: Person, other_learner: Person, outsider: Person) -> None:
    learner.vote("decision", "holds")
    assert other_learner.open().has_form("decision")
    assert outsider.open().has_form("decision")
    assert REASON not in outsider.open().html


def test_a_vote_is_kept_with_the_claim_it_was_about(learner: Person) -> None:
    learner.vote("decision", "holds")
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.block, attempt.question) == ("verdict", "decision", "after")
    assert attempt.payload == {
        "verdict": "holds",
        "claim": "A queryset asks the database at once.",
        "instructor": "does not hold",
    }
    assert attempt.score is None


def test_the_same_press_twice_counts_once(learner: Person) -> None:
    page = learner.open()
    url, data = learner.fill(page, "guess")
    for _ in range(2):
        learner.send(url, data | {"verdict": "holds"})
    assert Attempt.objects.count() == 1


def test_htmx_gets_the_vote_alone(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "decision")
    swapped = learner.send(url, data | {"verdict": "holds"}, **{"HX-Request": "true"})
    assert swapped.html.strip().startswith('<div class="verdict-body" id="decision-after-body"')
    assert REASON in swapped.html
    assert "does not hold" in swapped.text("decision-after-status")
    assert swapped.at("decision-after-holds")["tabindex"] == "-1"


def test_a_vote_without_a_verdict_asks_for_one(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "decision")
    answered = learner.send(url, data)
    assert answered.status == 200
    assert "Choose one first." in answered.text("decision")
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("forged", [{"verdict": "perhaps"}, {"key": "x", "verdict": "holds"}])
def test_a_forged_vote_is_refused(learner: Person, forged: dict[str, str]) -> None:
    url, data = learner.fill(learner.open(), "decision")
    assert learner.send(url, data | forged).status == 400
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "/answers/two/lazy/guess/verdict/after/",
        "/answers/two/lazy/decision/verdict/before/",
        "/answers/two/lazy/decision/verdict/never/",
        "/answers/two/lazy/lazy/verdict/after/",
        "/answers/two/gone/decision/verdict/after/",
    ],
)
def test_a_vote_that_is_not_asked_for_is_not_found(learner: Person, url: str) -> None:
    _, data = learner.fill(learner.open(), "decision")
    assert learner.send(url, data | {"verdict": "holds"}).status == 404
    assert not Attempt.objects.exists()


def test_a_vote_takes_few_queries(learner: Person, django_assert_num_queries: Any) -> None:
    learner.vote("guess", "holds")
    url, data = learner.fill(learner.open(), "decision")
    with django_assert_num_queries(4):
        learner.send(url, data | {"verdict": "holds"})
    with django_assert_num_queries(6):  # and the guess, to compare with, and how others voted
        learner.send(url, data | {"verdict": "does not hold"}, **{"HX-Request": "true"})


def guess_of_lesson_two(rf: RequestFactory) -> str:
    course = library().course("two")
    context = {"request": rf.get("/"), "course": course, "lesson": course.lesson("more")}
    return Template("{% load quizzes %}{% lesson_guess course lesson %}").render(Context(context))


def test_a_block_that_asks_for_both_has_its_guess_drawn_with_the_claim(
    outsider: Person, rf: RequestFactory
) -> None:
    guess = guess_of_lesson_two(rf)
    assert 'id="enough-before"' in guess
    assert "/answers/two/more/enough/verdict/before/" in guess
    form = outsider.open("/learn/two/more/").at("enough").find("form")
    assert form is not None
    assert form["action"] == "/answers/two/more/enough/verdict/after/"
