"""The cast of the specs, who can sign in, and the archives that they carry about."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from tutorial_site.progress.tests.cast import (
    Page,
    Person,
    course,
    learner,
    other_learner,
    outsider,
    own_course,
    small_course,
)

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
