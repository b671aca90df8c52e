"""What somebody with an account writes is on their other devices, and no device loses it."""

from typing import Any

import pytest

from tutorial_site.accounts.tests.desk import sign_in, sign_up
from tutorial_site.drafts.models import Draft
from tutorial_site.progress.tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]
MINE = {"main.py": "print('mine')\n"}


def save(person, files=None, seen=0, **fields: Any):
    person.open()
    data: dict[str, Any] = {"course": "two", "lesson": "lazy", "block": "by-hand"}
    data |= {
        "framework": "python",
        "digest": "d1",
        "files": MINE if files is None else files,
        "seen": seen,
    }
    return person.client.post(
        "/drafts/",
        data | fields,
        content_type="application/json",
        headers={"X-CSRFToken": person.client.cookies["csrftoken"].value},
    )


def kept(person):
    answer = person.client.get("/drafts/?course=two&lesson=lazy")
    return answer.json()["drafts"]


@pytest.fixture
def phone(learner) -> Person:
    """The learner's other device, signed in as they are."""
    sign_up(learner)
    device = Person()
    sign_in(device)
    return device


def test_a_draft_is_there_on_another_device(learner, phone):
    assert save(learner).json() == {"revision": 1}
    [draft] = kept(phone)
    assert draft == {
        "block": "by-hand",
        "framework": "python",
        "digest": "d1",
        "files": MINE,
        "revision": 1,
    }


def test_saving_again_replaces_it(learner, phone):
    save(learner)
    assert save(learner, {"main.py": "2", "gone.py": None}, seen=1).json() == {"revision": 2}
    assert kept(phone)[0]["files"] == {"main.py": "2", "gone.py": None}
    assert Draft.objects.count() == 1


def test_a_device_that_has_not_seen_the_newest_is_shown_it_and_overwrites_nothing(learner, phone):
    save(learner)
    save(learner, {"main.py": "newest"}, seen=1)
    for seen in (0, 1, 7):
        answer = save(phone, {"main.py": "old"}, seen=seen)
        assert answer.status_code == 409
        assert answer.json()["files"] == {"main.py": "newest"}
    assert save(phone, {"main.py": "both"}, seen=2).json() == {"revision": 3}


def test_a_draft_whose_row_is_gone_is_made_again(learner):
    sign_up(learner)
    assert save(learner, seen=4).json() == {"revision": 5}


def test_nobody_sees_what_somebody_else_writes(learner, other_learner):
    sign_up(learner, "ada")
    save(learner)
    sign_up(other_learner, "bob")
    assert kept(other_learner) == []
    assert save(other_learner).json() == {"revision": 1}
    assert Draft.objects.count() == 2


def test_a_visitor_is_told_to_sign_in(outsider):
    assert outsider.client.get("/drafts/?course=two&lesson=lazy").status_code == 401
    assert save(outsider).status_code == 401
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"block": "nothing"}, 404),
        ({"lesson": "nothing"}, 404),
        ({"block": "lazy"}, 400),
        ({"framework": "flask"}, 400),
        ({"files": []}, 400),
        ({"files": {"a.py": 1}}, 400),
        ({"files": {"": "x"}}, 400),
        ({"files": {"x" * 201: "x"}}, 400),
        ({"files": {f"{n}.py": "" for n in range(101)}}, 400),
        ({"files": {"a.py": "x" * 700_000}}, 413),
        ({"seen": -1}, 400),
        ({"seen": "1"}, 400),
        ({"seen": True}, 400),
        ({"seen": 2**40}, 400),
        ({"digest": ""}, 400),
        ({"digest": "x" * 65}, 400),
        ({"more": 1}, 400),
    ],
)
def test_what_is_no_draft_is_refused_with_what_to_send(learner, fields, status):
    sign_up(learner)
    answer = save(learner, **fields)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert not Draft.objects.exists()


def test_code_that_no_database_keeps_is_refused_and_asking_for_it_finds_none(learner):
    sign_up(learner)
    assert save(learner, {"main.py": "a\0b"}).status_code == 400
    assert learner.client.get("/drafts/?course=two%00&lesson=lazy").json() == {"drafts": []}
    assert kept(learner) == []


def test_drafts_go_with_their_account(learner):
    sign_up(learner)
    save(learner)
    from django.contrib.auth.models import User

    User.objects.get().delete()
    assert not Draft.objects.exists()
