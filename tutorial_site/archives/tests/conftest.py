"""The cast of the specs, who can sign in, and the archives that they carry about."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from tutorial_site.drafts.models import Draft
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import (
    RIGHT,
    WRONG,
    Page,
    Person,
    course,
    learner,
    other_learner,
    outsider,
    own_course,
    small_course,
)

KEY = "7a0d9c1e-3f65-4f0e-9a53-0d9e3b5a1c11"
NAMES = ("course", "lesson", "block", "question", "kind", "ordinal", "score", "correct", "digest")
__all__ = ["course", "learner", "other_learner", "outsider", "own_course", "small_course"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def archive_of(person: Person) -> dict[str, Any]:
    """What the person is given when they download everything."""
    response = person.client.get("/data/archive.json")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    found: dict[str, Any] = json.loads(response.getvalue())
    return found


def bring(person: Person, found: Any, name: str = "mine.json") -> Page:
    """Send a file with the form of the page; ``found`` is its bytes, or what to write as JSON."""
    data = found if isinstance(found, bytes) else json.dumps(found).encode()
    token = person.open("/data/").soup.select_one("form [name=csrfmiddlewaretoken]")
    assert token is not None
    file = SimpleUploadedFile(name, data, "application/json")
    return person.send("/data/bring/", {"csrfmiddlewaretoken": token["value"], "file": file})


def learner_row(person: Person) -> Learner:
    return Learner.objects.get(uuid=person.client.session["learner"])


def history(person: Person) -> list[tuple[Any, ...]]:
    """All that is kept of what somebody did, in the order of time."""
    found = Attempt.objects.by(learner_row(person)).in_time()
    return [
        (each.key, each.created_at, each.payload, *(getattr(each, name) for name in NAMES))
        for each in found
    ]


def do_some(person: Person) -> None:
    person.vote("guess", "holds")
    person.run(KEY)
    person.answer("lazy-q1", WRONG)
    person.answer("lazy-q1", RIGHT)
    person.answer("lazy-q2", "len(tasks)")
    person.answer("lazy-q2", reveal="1")
    person.vote("decision", "does not hold")


def write_code(person: Person, text: str = "print('mine')\n") -> None:
    Draft.objects.create(
        learner=learner_row(person),
        course="two",
        lesson="lazy",
        block="by-hand",
        framework="python",
        digest="d",
        files={"main.py": text, "gone.py": None},
    )
