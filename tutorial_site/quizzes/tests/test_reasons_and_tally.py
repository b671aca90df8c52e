"""After the decision: the learner's own reason for it, and how others decided."""

import pytest

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Lessons, Page, Person
from tutorial_site.quizzes.tally import ENOUGH

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

SENTENCE = "The panel showed <no> statement before the loop."


def decide(person: Person, word: str, reason: str = "") -> Page:
    url, data = person.fill(person.open(), "decision")
    return person.send(url, data | {"verdict": word, "reason": reason})


def votes(*words: str) -> None:
    for word in words:
        Person().vote("decision", word)


# --- the learner's own reason -------------------------------------------------------------------


def test_a_decision_may_be_given_a_reason_in_the_learner_s_own_words(learner: Person) -> None:
    learner.vote("guess", "holds")
    assert "What changed your mind, or bore your guess out?" in learner.open().text("decision")
    decide(learner, "does not hold", f"  {SENTENCE} ")

    assert Attempt.objects.latest("pk").payload["reason"] == SENTENCE
    page = learner.open()
    assert f"What changed your mind {SENTENCE}" in page.text("decision")
    assert "<no>" not in page.html  # text, and no part of the page


def test_a_guess_asks_for_no_reason(learner: Person) -> None:
    assert not learner.open().at("guess").select("textarea")


def test_a_decision_without_a_reason_has_none(learner: Person) -> None:
    decide(learner, "holds", " \n ")
    assert "reason" not in Attempt.objects.get().payload


def test_the_reason_may_be_told_after_the_decision_and_put_otherwise(learner: Person) -> None:
    learner.vote("guess", "holds")
    decide(learner, "does not hold")
    for text in (SENTENCE, "Better said."):
        url, data = learner.fill(learner.open(), "decision")
        learner.accepted(learner.send(url, data | {"reason": text}))

    assert "Better said." in learner.open().text("decision")
    assert "Does not hold" in learner.open().text("decision")
    told = Attempt.objects.verdicts().filter(question="after").order_by("pk")
    assert [vote.payload.get("reason") for vote in told] == [None, SENTENCE, "Better said."]


def test_a_reason_is_kept_in_the_browser_until_the_site_has_it(learner: Person) -> None:
    decide(learner, "holds")
    [form] = learner.open().at("decision").select("form")
    assert "data-keep" in form.attrs


def test_the_same_reason_sent_twice_counts_once(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "decision")
    for _ in range(2):
        learner.send(url, data | {"verdict": "holds", "reason": SENTENCE})
    assert Attempt.objects.count() == 1


def test_a_reason_that_is_too_long_is_asked_for_again_and_is_not_lost(learner: Person) -> None:
    answered = decide(learner, "holds", "x" * 281)
    assert answered.status == 200
    assert "Say it in 280 characters." in answered.text("decision")
    assert "x" * 281 in answered.html
    assert not Attempt.objects.exists()


def test_a_reason_that_a_form_can_t_send_is_refused(learner: Person) -> None:
    assert decide(learner, "holds", "a\0b").status == 400
    assert not Attempt.objects.exists()


# --- how others decided -------------------------------------------------------------------------


def test_how_others_decided_is_shown_once_five_have(learner: Person) -> None:
    votes("holds", "holds", "does not hold")
    learner.vote("decision", "does not hold")
    assert "is shown once 5 learners have. So far: 4." in learner.open().text("decision")

    votes("holds with a catch")
    rows = learner.open().at("decision").select("tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in rows] == [
        "Holds 2 40 %",
        "Holds with a catch 1 20 %",
        "Does not hold you 2 40 %",
    ]
    widths = [each["width"] for each in learner.open().at("decision").select(".tally-part")]
    assert widths == ["40.0", "20.0", "40.0"]


def test_nobody_sees_how_others_decided_before_they_have(learner: Person) -> None:
    votes(*["holds"] * ENOUGH)
    learner.vote("guess", "holds")
    assert "learners decided" not in learner.open().html


def test_a_decision_counts_as_it_was_before_the_instructor_s_verdict_was_seen(
    learner: Person,
) -> None:
    votes(*["holds"] * (ENOUGH - 1))
    url, data = learner.fill(learner.open(), "decision")
    for word in ("holds with a catch", "does not hold"):
        learner.send(url, data | {"verdict": word})
    text = learner.open().text("decision")
    assert "Holds with a catch 1 20 %" in text
    assert "Does not hold you 0 0 %" in text


def test_votes_on_other_words_of_the_claim_are_not_counted(
    learner: Person, own_course: Lessons
) -> None:
    votes(*["holds"] * ENOUGH)
    text = (own_course.folder / "two" / "01-lazy" / "lesson.md").read_text()
    own_course.write("01-lazy", text.replace("asks the database at once", "never asks"))
    learner.vote("decision", "holds")
    assert "So far: 1." in learner.open().text("decision")
