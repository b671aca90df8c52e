"""A learner deletes all that they did, and nothing of anybody else."""

from typing import Any

import pytest

from tutorial_site.accounts.tests.desk import sign_in, sign_up
from tutorial_site.archives.tests.conftest import (
    KEY,
    do_some,
    history,
    learner_row,
    write_code,
)
from tutorial_site.drafts.models import Draft
from tutorial_site.progress.models import Attempt, Certificate, Learner
from tutorial_site.progress.tests.cast import BOTH, RIGHT, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]


def press_delete(person: Person) -> Any:
    page = person.open("/data/delete/")
    token = page.at("main").select("form [name=csrfmiddlewaretoken]")[0]
    return person.send("/data/delete/", {"csrfmiddlewaretoken": token["value"]})


def test_a_visitor_deletes_all_and_is_nobody_again(learner, other_learner):
    do_some(learner)
    other_learner.run(KEY)
    Certificate.objects.create(
        learner=learner_row(learner), course="two", title="Two of them", name="Ada"
    )
    assert "Deleted" in press_delete(learner).text("main")
    assert Learner.objects.count() == Attempt.objects.count() == 1
    assert not Certificate.objects.exists()
    assert "Nothing yet" in learner.open("/progress/").html


def test_what_a_visitor_does_afterwards_begins_anew(learner):
    do_some(learner)
    was = learner_row(learner).uuid
    press_delete(learner)
    learner.answer("lazy-q1", RIGHT)
    assert [row[3:7] for row in history(learner)] == [("two", "lazy", "lazy", "q1")]
    assert learner_row(learner).uuid != was


def test_an_account_stays_and_is_empty_on_every_device(learner):
    do_some(learner)
    sign_up(learner)
    write_code(learner)
    phone = Person()
    sign_in(phone)
    Certificate.objects.create(
        learner=learner_row(learner), course="two", title="Two of them", name="Ada"
    )
    press_delete(learner)
    assert not Attempt.objects.exists()
    assert not Draft.objects.exists()
    assert not Certificate.objects.exists()
    assert learner_row(learner).reading == {}
    phone.answer("lazy-q2", *BOTH)
    assert history(learner) == history(phone) != []


def test_looking_at_the_question_deletes_nothing(learner):
    do_some(learner)
    assert learner.open("/data/delete/").status == 200
    assert learner.client.post("/data/delete/").status_code == 403
    assert len(history(learner)) == 7
