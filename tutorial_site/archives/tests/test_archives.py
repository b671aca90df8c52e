"""All that a learner did goes with them: out of one account, into another, once."""

import csv
import io
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, OperationalError

from tutorial_site.accounts.tests.desk import sign_in, sign_up
from tutorial_site.archives.facts import PAYLOADS, QUESTIONS
from tutorial_site.archives.tests.conftest import (
    KEY,
    archive_of,
    bring,
    do_some,
    history,
    learner_row,
    write_code,
)
from tutorial_site.drafts.models import Draft
from tutorial_site.progress.models import Attempt, Certificate, Learner, Regrade
from tutorial_site.progress.numbering import number_anew
from tutorial_site.progress.tests.cast import LAZY, RIGHT, WRONG, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]


# --- there and back -------------------------------------------------------------------------


def test_what_somebody_did_arrives_complete_elsewhere(learner, other_learner):
    do_some(learner)
    write_code(learner)
    answer = bring(other_learner, archive_of(learner))
    assert (answer.status, answer.response["Location"]) == (302, "/progress/")
    assert "7 things you did and 1 draft came in." in other_learner.open("/progress/").html
    assert history(other_learner) == history(learner)
    assert Draft.objects.get(learner=learner_row(other_learner)).files == {
        "main.py": "print('mine')\n",
        "gone.py": None,
    }


def test_an_archive_brought_is_written_the_same_again(learner, other_learner):
    do_some(learner)
    first = archive_of(learner)
    bring(other_learner, first)
    again = archive_of(other_learner)
    assert again["attempts"] == first["attempts"]
    assert again["reading"] == first["reading"]


def test_bringing_it_twice_adds_nothing(learner, other_learner):
    do_some(learner)
    write_code(learner)
    found = archive_of(learner)
    bring(other_learner, found)
    once = history(other_learner)
    bring(other_learner, found)
    assert history(other_learner) == once
    assert Draft.objects.count() == 2
    assert "7 were here before" in other_learner.open("/progress/").html


def test_bringing_ones_own_adds_nothing(learner):
    do_some(learner)
    before = history(learner)
    bring(learner, archive_of(learner))
    assert history(learner) == before


def test_histories_are_told_in_the_order_of_time_whichever_came_first(learner, other_learner):
    learner.answer("lazy-q1", WRONG)
    other_learner.answer("lazy-q1", RIGHT)
    learner.answer("lazy-q1", WRONG)
    other_learner.run(KEY)
    bring(other_learner, archive_of(learner))
    answers = [row[3:] for row in history(other_learner) if row[7] == "answer"]
    assert [(row[5], row[7]) for row in answers] == [(1, False), (2, True), (3, False)]
    # What was answered last counts, not what arrived last.
    bring(learner, archive_of(other_learner))
    assert "Not right yet" in learner.open().text("lazy-q1")


def test_an_older_answer_that_comes_later_undoes_nothing(learner, other_learner):
    learner.answer("lazy-q1", WRONG)
    other_learner.answer("lazy-q1", RIGHT)
    bring(other_learner, archive_of(learner))
    assert "Right, on try 2" in other_learner.open().text("lazy-q1")


def test_what_is_brought_and_then_merged_counts_once(learner, other_learner):
    do_some(learner)
    found = archive_of(learner)
    sign_up(learner)
    bring(other_learner, found)
    sign_in(other_learner)
    assert [row[0] for row in history(other_learner)] == [
        UUID(each["key"]) for each in found["attempts"]
    ]


def test_code_that_a_visitor_brought_goes_along_into_their_account(learner, other_learner):
    do_some(learner)
    write_code(learner)
    sign_up(Person(), "bob")
    bring(other_learner, archive_of(learner))
    sign_in(other_learner, "bob")
    assert Draft.objects.get(learner=learner_row(other_learner)).files["main.py"] == (
        "print('mine')\n"
    )


def test_code_that_is_here_is_never_written_over(learner, other_learner):
    do_some(learner)
    write_code(learner)
    other_learner.run(KEY)
    write_code(other_learner, "print('theirs')\n")
    bring(other_learner, archive_of(learner))
    assert Draft.objects.get(learner=learner_row(other_learner)).files["main.py"] == (
        "print('theirs')\n"
    )
    assert "1 draft in the file differ" in other_learner.open("/progress/").html


def test_an_interrupted_taking_has_not_happened(learner, other_learner):
    do_some(learner)
    write_code(learner)
    found = archive_of(learner)
    other_learner.run(KEY)
    with (
        patch.object(Draft.objects, "bulk_create", side_effect=OperationalError("disk is full")),
        pytest.raises(OperationalError),
    ):
        bring(other_learner, found)
    assert len(history(other_learner)) == 1
    bring(other_learner, found)
    assert len(history(other_learner)) == 7


def test_an_answer_that_arrives_meanwhile_makes_it_try_again(learner, other_learner):
    do_some(learner)
    found = archive_of(learner)
    calls: list[Any] = []

    def meet_once(*args: Any) -> None:
        calls.append(args)
        if len(calls) == 1:
            raise IntegrityError("attempt_ordinal_is_unique")
        number_anew(*args)

    with patch("tutorial_site.archives.services.number_anew", meet_once):
        bring(other_learner, found)
    assert history(other_learner) == history(learner)


def test_facts_about_lessons_that_are_not_here_are_kept(learner, other_learner):
    do_some(learner)
    found = archive_of(learner)
    for each in found["attempts"]:
        each["course"] = "elsewhere"
    bring(other_learner, found)
    assert len(history(other_learner)) == 7
    assert other_learner.open("/progress/").status == 200


def test_a_certificate_is_told_but_not_taken(learner, other_learner):
    do_some(learner)
    Certificate.objects.create(
        learner=learner_row(learner), course="two", title="Two of them", name="Ada"
    )
    found = archive_of(learner)
    assert found["certificates"][0]["name"] == "Ada"
    bring(other_learner, found)
    assert Certificate.objects.count() == 1


def test_whoever_wanted_no_review_wants_none_there(learner, other_learner):
    do_some(learner)
    Learner.objects.update(wants_review=False)
    found = archive_of(learner)
    other_learner.run(KEY)
    bring(other_learner, found)
    assert not learner_row(other_learner).wants_review


def test_grades_that_were_changed_are_in_it_with_what_they_were(learner):
    learner.answer("lazy-q1", WRONG)
    attempt = Attempt.objects.get()
    Regrade.objects.create(
        attempt=attempt,
        was_score=1.0,
        was_correct=True,
        was_digest="before",
        score=0.0,
        correct=False,
        digest=attempt.digest,
    )
    [regrade] = archive_of(learner)["regrades"]
    assert (regrade["key"], regrade["was_score"], regrade["was_digest"]) == (
        str(attempt.key),
        1.0,
        "before",
    )


def test_answers_given_in_review_and_hints_taken_there_come_along(learner, other_learner):
    learner.answer("lazy-q1", WRONG)
    row = Attempt.objects.get()
    for kind, question, payload, score in (
        ("review", "q1", row.payload, 0.0),
        ("help", Attempt.REVIEW_HINT, {"number": 1, "said": "Look"}, None),
    ):
        Attempt.objects.create(
            learner=row.learner,
            course="two",
            lesson="lazy",
            block="lazy",
            question=question,
            kind=kind,
            key=uuid4(),
            ordinal=2,
            digest=row.digest,
            payload=payload,
            score=score,
            correct=None if score is None else False,
        )
    bring(other_learner, archive_of(learner))
    assert [row[7] for row in history(other_learner)] == ["answer", "review", "help"]
    assert [row["given"] for row in table(learner)][1:] == ["On that line", "review-hint 1"]


def test_every_kind_of_attempt_can_stand_in_an_archive():
    kinds = {*Attempt.Kind.values, *QUESTIONS["help"]} - {"help"}
    assert kinds <= PAYLOADS.keys()


def test_answers_are_graded_anew_so_that_nobody_brings_a_right_one_that_is_wrong(
    learner, other_learner
):
    learner.answer("lazy-q1", WRONG)
    learner.answer("lazy-q2", reveal="1")
    found = archive_of(learner)
    for each in found["attempts"]:
        each["score"] = 1.0
    bring(other_learner, found)
    assert {row[-2] for row in history(other_learner)} == {False}


def test_an_answer_says_by_its_version_which_question_it_is_graded_by(learner, other_learner):
    learner.answer("lazy-q1", WRONG)
    found = archive_of(learner)
    found["attempts"][0] |= {"question": "q9", "score": 1.0}
    bring(other_learner, found)
    assert [row[-2] for row in history(other_learner)] == [False]


def test_an_answer_to_something_else_has_no_grade_and_makes_nothing_done(learner, other_learner):
    learner.answer("lazy-q1", WRONG)
    found = archive_of(learner)
    found["attempts"][0] |= {"digest": "another", "score": 1.0}
    found["attempts"][0]["payload"]["asked"]["stem"] = "Another?"
    bring(other_learner, found)
    assert [row[-3:-1] for row in history(other_learner)] == [(None, None)]
    assert "You answered an earlier version of this question" in other_learner.open().text("lazy")


def test_an_answer_is_graded_by_the_key_of_now(learner, other_learner, own_course):
    learner.answer("lazy-q1", WRONG)
    swapped = LAZY.replace("- [ ] On that", "- [x] On that").replace("- [x] When", "- [ ] When")
    own_course.write("01-lazy", swapped)
    bring(other_learner, archive_of(learner))
    assert [row[-2] for row in history(other_learner)] == [True]
    assert [row[-1] for row in history(other_learner)] != [row[-1] for row in history(learner)]


def test_the_page_is_the_same_for_somebody_who_signed_in(learner):
    do_some(learner)
    sign_up(learner)
    assert len(archive_of(learner)["attempts"]) == 7


def test_a_visitor_has_nothing_to_take_and_may_bring(outsider, learner):
    assert "There is nothing yet" in outsider.open("/data/").text("main")
    for address in ("/data/archive.json", "/data/attempts.csv", "/data/delete/"):
        assert outsider.open(address).response["Location"] == "/data/"
    assert not outsider.has_session
    do_some(learner)
    bring(outsider, archive_of(learner))
    assert len(history(outsider)) == 7


def test_what_is_downloaded_is_kept_by_nobody(learner):
    do_some(learner)
    for address in ("archive.json", "attempts.csv"):
        assert "no-store" in learner.client.get(f"/data/{address}")["Cache-Control"]


# --- for spreadsheets -----------------------------------------------------------------------


def table(person: Person) -> list[dict[str, str]]:
    response = person.client.get("/data/attempts.csv")
    text = response.getvalue().decode()
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_table_says_what_was_asked_and_given_in_words(learner):
    do_some(learner)
    rows = table(learner)
    said = [(row["kind"], row["given"], row["attempt"], row["correct"]) for row in rows]
    assert said == [
        ("verdict", "holds", "1", ""),
        ("run", "ok", "1", ""),
        ("answer", "On that line", "1", "no"),
        ("answer", "When its rows are needed", "2", "yes"),
        ("answer", "len(tasks)", "1", "no"),
        ("answer", "(saw the answer)", "2", "no"),
        ("verdict", "does not hold", "1", ""),
    ]
    assert rows[2]["asked"].startswith("When does Task.objects.all()")
    assert {row["lesson_title"] for row in rows} == {"Lazy querysets"}


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("https://evil")', "＝1"],
)
def test_no_cell_is_a_formula(learner, own_course, cell):
    learner.vote("guess", "holds")
    Attempt.objects.create(
        learner=learner_row(learner),
        course=cell,
        lesson=cell,
        block=cell,
        question=cell[:40],
        kind="run",
        key=KEY,
        ordinal=1,
        digest="d",
        payload={"outcome": cell},
    )
    row = table(learner)[-1]
    for name in ("course", "lesson", "block", "question", "given"):
        assert row[name] == f"'{cell}"
