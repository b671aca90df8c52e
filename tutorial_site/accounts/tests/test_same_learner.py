"""A page says whose facts it sends; they are taken for nobody else."""

import json

import pytest
from bs4 import Tag

from tutorial_site.accounts.tests.desk import sign_in, sign_out, sign_up
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]
KEY = "7a0d9c1e-3f65-4f0e-9a53-0d9e3b5a1c11"


def mark_on_page(person: Person) -> str:
    """What the page says of whom it is for."""
    nav = person.open().soup.select_one(".account-nav")
    assert isinstance(nav, Tag)
    return str(nav.get("data-learner") or "")


def run_for(person: Person, mark: str, key: str = KEY) -> int:
    """Send a run, as from a page that was opened for somebody; the status that comes back."""
    token = person.client.cookies["csrftoken"].value
    response = person.client.post(
        "/progress/runs/",
        json.dumps(
            {"course": "two", "lesson": "lazy", "block": "by-hand", "key": key, "outcome": "ok"}
        ),
        content_type="application/json",
        headers={"X-CSRFToken": token, "X-Learner": mark},
    )
    return int(response.status_code)


def test_a_visitors_page_names_nobody(learner):
    assert mark_on_page(learner) == ""
    learner.run(KEY)
    assert mark_on_page(learner) == ""


def test_a_page_is_for_whoever_is_signed_in_and_tells_not_who_that_is(learner, other_learner):
    sign_up(learner, "ada")
    sign_up(other_learner, "bob")
    mark = mark_on_page(learner)
    assert mark
    assert mark != mark_on_page(other_learner)
    assert "ada" not in mark


def test_it_is_the_same_after_signing_in_again(learner):
    sign_up(learner)
    mark = mark_on_page(learner)
    sign_out(learner)
    sign_in(learner)
    assert mark_on_page(learner) == mark


def test_what_is_for_whoever_is_signed_in_is_taken(learner):
    sign_up(learner)
    assert run_for(learner, mark_on_page(learner)) == 201


def test_what_is_for_another_is_not_and_nothing_is_kept(learner):
    sign_up(learner, "ada")
    adas = mark_on_page(learner)
    sign_out(learner)
    learner.open()
    assert run_for(learner, adas) == 412
    sign_up(learner, "bob")
    assert run_for(learner, adas) == 412
    assert not Attempt.objects.exists()


def test_a_form_that_is_for_another_is_not_taken_either(learner):
    sign_up(learner, "ada")
    url, data = learner.fill(learner.open(), "lazy-q1", "On that line")
    assert learner.send(url, data, **{"X-Learner": "another"}).status == 412
    assert not Attempt.objects.exists()
