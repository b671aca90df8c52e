"""The page's script sends runs of apps; everything that is no run is told what to send."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

KEY = "5a0f6c0e-3f9d-4f5e-9b5a-0d1e2f3a4b5c"


def error(response: Any) -> str:
    said = json.loads(response.content)["error"]
    assert isinstance(said, str)
    return said


def send(person: Person, body: bytes | str, content_type: str = "application/json") -> Any:
    person.open()
    return person.client.post(
        "/progress/runs/",
        body,
        content_type=content_type,
        headers={"X-CSRFToken": person.client.cookies["csrftoken"].value},
    )


@pytest.mark.parametrize("outcome", ["ok", "error", "stopped"])
def test_a_run_is_kept(learner: Person, outcome: str) -> None:
    response = learner.run(KEY, outcome)
    assert response.status_code == 201
    assert json.loads(response.content) == {"ordinal": 1}
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.block, attempt.question) == ("run", "by-hand", "")
    assert attempt.payload == {"outcome": outcome}
    assert attempt.score is attempt.correct is None


def test_a_run_sent_again_counts_once(learner: Person) -> None:
    assert learner.run(KEY).status_code == 201
    assert learner.run(KEY).status_code == 200
    assert Attempt.objects.count() == 1


def test_runs_are_numbered(learner: Person) -> None:
    learner.run(KEY)
    assert json.loads(learner.run(str(uuid4())).content) == {"ordinal": 2}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"outcome": "great"}, "ok, error, stopped"),
        ({"outcome": None}, '"outcome" must be a text'),
        ({"key": "1234"}, "crypto.randomUUID()"),
        ({"key": 7}, '"key" must be a text'),
        ({"block": ""}, '"block" must be a text'),
        ({"lesson": "x" * 101}, '"lesson" must be a text of 1 to 100'),
        ({"course": ["two"]}, '"course" must be a text'),
        ({"outcom": "ok"}, 'Did you mean "outcome"?'),
        ({"block": "lazy"}, "only apps have runs"),
    ],
)
def test_a_field_that_is_wrong_is_named(learner: Person, fields: dict[str, Any], says: str) -> None:
    response = learner.run(**{"key": KEY} | fields)
    assert response.status_code == 400
    assert says in error(response)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("place", [{"course": "no"}, {"lesson": "no"}, {"block": "no"}])
def test_a_block_that_does_not_exist_is_not_found(learner: Person, place: dict[str, str]) -> None:
    response = learner.run(KEY, **place)
    assert response.status_code == 404
    assert "no such block" in error(response)


@pytest.mark.parametrize("body", ["", "{", "[]", "7", "null", b"\xff\xfe", "[" * 4000])
def test_what_is_no_json_object_is_refused(learner: Person, body: bytes | str) -> None:
    assert send(learner, body).status_code == 400
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("where", ["course", "lesson", "block"])
def test_a_text_that_no_database_keeps_is_refused(learner: Person, where: str) -> None:
    response = learner.run(KEY, **{where: "a\0b"})
    assert response.status_code == 400
    assert "U+0000" in error(response)


def test_what_is_nested_without_end_is_refused(learner: Person) -> None:
    body = '{"course": ' + "[" * 800 + "]" * 800 + "}"
    assert send(learner, body).status_code == 400


def test_a_form_is_refused(learner: Person) -> None:
    response = send(learner, "course=two", "application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "Content-Type: application/json" in error(response)


def test_a_long_body_is_refused_unread(learner: Person) -> None:
    assert send(learner, json.dumps({"course": "x" * 5000})).status_code == 413


def test_a_run_from_another_site_is_refused(learner: Person) -> None:
    response = learner.client.post("/progress/runs/", "{}", content_type="application/json")
    assert response.status_code == 403


def test_runs_can_only_be_posted(learner: Person) -> None:
    assert learner.client.get("/progress/runs/").status_code == 405


def test_a_key_used_for_another_app_is_a_conflict(learner: Person) -> None:
    learner.run(KEY)
    first = Attempt.objects.get()
    other = Attempt(
        learner=first.learner,
        course="two",
        lesson="lazy",
        block="gone",
        kind="run",
        key=uuid4(),
        ordinal=1,
        digest="d",
    )
    other.save()
    response = learner.run(str(other.key))
    assert response.status_code == 409
    assert "new key" in error(response)


def test_a_run_takes_four_queries(learner: Person, django_assert_num_queries: Any) -> None:
    learner.run(KEY)
    with django_assert_num_queries(4):
        learner.client.post(
            "/progress/runs/",
            {
                "course": "two",
                "lesson": "lazy",
                "block": "by-hand",
                "key": str(uuid4()),
                "outcome": "ok",
            },
            content_type="application/json",
            headers={"X-CSRFToken": learner.client.cookies["csrftoken"].value},
        )
