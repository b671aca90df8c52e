"""Whoever signs up or in keeps what they did: two histories become one."""

from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import OperationalError

from tutorial_site.accounts.tests.desk import sign_in, sign_out, sign_up
from tutorial_site.progress.merging import merge_learners
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import RIGHT, WRONG, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]
KEY = "7a0d9c1e-3f65-4f0e-9a53-0d9e3b5a1c11"


def done(person: Person) -> list[tuple[str, int, bool | None]]:
    """What the person's learner has done: place, ordinal, right or wrong, in order of making."""
    uuid = person.client.session["learner"]
    attempts = Attempt.objects.filter(learner__uuid=uuid).order_by("created_at", "pk")
    return [(each.block, each.ordinal, each.correct) for each in attempts]


@pytest.fixture
def phone() -> Person:
    """The learner's other device."""
    return Person()


def test_signing_up_keeps_what_was_done(learner):
    learner.answer("lazy-q1", WRONG)
    learner.run(KEY)
    before = done(learner)
    sign_up(learner)
    assert done(learner) == before
    assert Learner.objects.count() == 1


def test_signing_in_adds_what_was_done_on_this_device(learner, phone):
    learner.answer("lazy-q1", WRONG)
    sign_up(learner)
    phone.answer("lazy-q1", RIGHT)
    phone.vote("guess", "holds")
    sign_in(phone)
    both = [("lazy", 1, False), ("lazy", 2, True), ("guess", 1, None)]
    assert done(phone) == done(learner) == both
    assert Learner.objects.count() == 1


def test_the_order_is_that_of_time_whichever_device_signs_in_last(learner, phone):
    phone.answer("lazy-q1", WRONG)
    learner.answer("lazy-q1", RIGHT)
    sign_up(learner)
    phone.answer("lazy-q1", RIGHT)
    sign_in(phone)
    assert done(learner) == [("lazy", 1, False), ("lazy", 2, True), ("lazy", 3, True)]


def test_signing_in_twice_changes_nothing(learner, phone):
    learner.answer("lazy-q1", WRONG)
    sign_up(learner)
    phone.answer("lazy-q1", RIGHT)
    sign_in(phone)
    once = done(phone)
    sign_out(phone)
    sign_in(phone)
    assert done(phone) == once


def test_a_fact_that_both_have_counts_once(learner, phone):
    learner.run(KEY)
    sign_up(learner)
    phone.run(KEY)
    sign_in(phone)
    assert done(learner) == [("by-hand", 1, None)]


def test_what_is_sent_again_after_signing_in_counts_once(learner, phone):
    sign_up(learner)
    phone.run(KEY)
    sign_in(phone)
    assert phone.run(KEY).status_code == 200
    assert done(phone) == [("by-hand", 1, None)]


def test_a_shared_computer_mixes_nobody_up(learner, other_learner):
    sign_up(learner, "ada")
    learner.answer("lazy-q1", WRONG)
    sign_out(learner)
    sign_up(other_learner, "bob")
    sign_out(other_learner)
    sign_in(learner, "bob")
    assert done(learner) == []
    sign_out(learner)
    sign_in(learner, "ada")
    assert done(learner) == [("lazy", 1, False)]


def test_signing_out_leaves_a_new_visitor(learner):
    learner.answer("lazy-q1", WRONG)
    sign_up(learner)
    sign_out(learner)
    learner.answer("lazy-q1", RIGHT)
    assert done(learner) == [("lazy", 1, True)]


@pytest.mark.django_db(transaction=True)
def test_a_first_fact_that_is_sent_again_because_the_answer_was_lost_is_one_learners(learner):
    assert learner.run(KEY).status_code == 201
    del learner.client.cookies["sessionid"]  # the answer would have brought it
    assert learner.run(KEY).status_code == 200
    assert done(learner) == [("by-hand", 1, None)]
    assert Learner.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_first_facts_that_meet_are_one_learners(learner):
    learner.answer("lazy-q1", WRONG)
    del learner.client.cookies["sessionid"]
    learner.run(KEY)
    assert done(learner) == [("lazy", 1, False), ("by-hand", 1, None)]


@pytest.mark.django_db(transaction=True)
def test_an_accounts_learner_is_given_to_nobody_who_has_not_signed_in(learner):
    learner.answer("lazy-q1", WRONG)
    before = learner.client.cookies["csrftoken"].value
    sign_up(learner)
    learner.client.cookies.clear()
    learner.client.cookies["csrftoken"] = before
    learner.run(KEY)
    assert done(learner) == [("by-hand", 1, None)]
    assert Learner.objects.filter(user=None).count() == 1


def test_an_interrupted_merge_has_not_happened(learner, phone):
    learner.answer("lazy-q1", WRONG)
    sign_up(learner)
    phone.answer("lazy-q1", RIGHT)
    before = list(Attempt.objects.order_by("pk").values_list("pk", "learner", "ordinal"))
    with (
        patch.object(Learner, "delete", side_effect=OperationalError("the disk is full")),
        pytest.raises(OperationalError),
    ):
        sign_in(phone)
    assert list(Attempt.objects.order_by("pk").values_list("pk", "learner", "ordinal")) == before
    sign_in(phone)
    assert done(phone) == [("lazy", 1, False), ("lazy", 2, True)]


@pytest.mark.parametrize("turn", [0, 1])
def test_two_histories_of_one_question_are_counted_by_time_however_they_are_woven(turn):
    learners = [Learner.objects.create() for _ in range(2)]
    for number, who in enumerate([0, 1, 1, 0, 0, 0, 1, 0, 1, 1]):
        Attempt.objects.create(
            learner=learners[who],
            course="two",
            lesson="lazy",
            block="lazy",
            question="q1",
            kind=Attempt.Kind.ANSWER,
            key=UUID(int=number),
            ordinal=Attempt.objects.filter(learner=learners[who]).count() + 1,
            digest="d",
        )
    merge_learners(learners[turn], into=learners[1 - turn])
    attempts = Attempt.objects.by(learners[1 - turn]).in_time()
    assert [(each.key.int, each.ordinal) for each in attempts] == [
        (number, number + 1) for number in range(10)
    ]


@pytest.mark.parametrize("into_the_older", [True, False])
def test_a_hundred_attempts_on_each_side_are_all_kept(into_the_older):
    learners = [Learner.objects.create() for _ in range(2)]
    for number in range(200):
        Attempt.objects.create(
            learner=learners[number % 2],
            course="two",
            lesson="lazy",
            block="lazy",
            question=f"q{number % 3}",
            kind=Attempt.Kind.ANSWER,
            key=UUID(int=number),
            ordinal=number,
            digest="d",
        )
    came, into = learners if into_the_older else reversed(learners)
    merge_learners(came, into=into)
    attempts = Attempt.objects.by(into).order_by("pk")
    assert [each.key.int for each in attempts] == list(range(200))
    for question in ("q0", "q1", "q2"):
        ordinals = [each.ordinal for each in attempts if each.question == question]
        assert ordinals == list(range(1, len(ordinals) + 1))
