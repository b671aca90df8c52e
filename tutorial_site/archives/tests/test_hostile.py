"""Files that are no archive, or a bad one: told so, and nothing of them is taken."""

import copy
import json
from typing import Any

import pytest

from tutorial_site.archives.reading import MOST_BYTES
from tutorial_site.archives.tests.conftest import KEY, archive_of, bring
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import RIGHT, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]
DRAFT = {
    "course": "two",
    "lesson": "lazy",
    "block": "by-hand",
    "framework": "python",
    "digest": "d",
    "files": {"main.py": ""},
}


@pytest.fixture
def archive(learner: Person) -> dict[str, Any]:
    learner.run(KEY)
    learner.answer("lazy-q1", RIGHT)
    return archive_of(learner)


def refused(person: Person, found: Any) -> str:
    """What the page says about the file, of which nothing was taken."""
    answer = bring(person, found)
    assert answer.status == 400, answer.html
    assert not person.has_session
    assert Learner.objects.count() == 1
    assert Attempt.objects.count() == 2
    error = answer.soup.select_one(".invalid-feedback")
    assert error is not None
    return " ".join(error.get_text().split())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"not JSON",
        b"[" * 100_000,
        b'{"a": ' * 100_000,
        b'{"format": "side-by-side archive", "version": 1, "attempts": [1' + b"0" * 10_000 + b"]}",
        b'{"format": "side-by-side archive", "version": NaN}',
        b"null",
        b"[]",
        b'"x"',
        b"{}",
        b'{"format": "another"}',
        b'{"format": "side-by-side archive"}',
        b'{"format": "side-by-side archive", "version": 2}',
        b'{"format": "side-by-side archive", "version": 1}',
        b"PK\x03\x04",
    ],
)
def test_another_file_is_told_from_an_archive(archive, outsider, data):
    assert refused(outsider, data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"attempts": {}}, "must be a list"),
        ({"attempts": None}, "must be a list"),
        ({"attempts": [7]}, "attempt 1 of 1 is damaged"),
        ({"attempts": [{}] * 50_001}, "at most 50,000"),
        ({"drafts": [{}]}, "draft 1 of 1 is damaged"),
        ({"drafts": [DRAFT | {"files": {"": "x"}}]}, "draft 1 of 1"),
        ({"drafts": [DRAFT | {"files": {"a": 7}}]}, "draft 1 of 1"),
        ({"drafts": [DRAFT | {"framework": "x" * 11}]}, "framework"),
        ({"drafts": [DRAFT | {"learner": 1}]}, "fields"),
        ({"reading": []}, '"reading" is damaged'),
        ({"reading": {"two": {"lazy": ["a"]}}}, '"reading" is damaged'),
        ({"reading": {"two": {"lazy": ["a", "yesterday"]}}}, '"reading" is damaged'),
        ({"reading": {"two": {"lazy": [7, "2026-01-01T00:00:00+00:00"]}}}, '"reading"'),
        ({"more": 1}, 'unknown part "more"'),
    ],
)
def test_a_damaged_part_is_named(archive, outsider, change, said):
    assert said in refused(outsider, archive | change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": "x"}, "UUID"),
        ({"key": 7}, "UUID"),
        ({"kind": "boast"}, '"kind" must be one of'),
        ({"kind": ["run"]}, '"kind" must be one of'),
        ({"question": "hint"}, '"question"'),
        ({"question": None}, '"question"'),
        ({"course": ""}, '"course"'),
        ({"course": "x" * 101}, '"course"'),
        ({"block": {}}, '"block"'),
        ({"digest": "x" * 65}, '"digest"'),
        ({"score": -1}, '"score"'),
        ({"score": 2}, '"score"'),
        ({"score": True}, '"score"'),
        ({"score": "1"}, '"score"'),
        ({"at": "2026-11-25T12:00:00"}, '"at"'),
        ({"at": "9999-12-31T23:59:59+00:00"}, '"at"'),
        ({"at": "0001-01-01T00:00:00+00:00"}, '"at"'),
        ({"at": 7}, '"at"'),
        ({"payload": None}, '"payload"'),
        ({"payload": {}}, '"payload"'),
        ({"payload": {"answer": [], "asked": {}}}, '"payload"'),
        ({"payload": {"answer": {"chosen": "all"}, "asked": {}}}, '"payload"'),
        ({"payload": {"answer": {"chosen": [["x"]]}, "asked": {}}}, '"payload"'),
        ({"payload": {"answer": {"lines": [{"indent": 1}]}, "asked": {}}}, '"payload"'),
        ({"payload": {"answer": {"text": "x" * 20_001}, "asked": {}}}, '"payload"'),
        ({"payload": {"answer": {"chosen": []}, "asked": {"choices": 5}}}, '"payload"'),
        ({"payload": {"answer": {"chosen": []}, "asked": {"lines": [{"id": []}]}}}, '"payload"'),
        ({"payload": {"answer": {"chosen": []}, "asked": {"stem": {}}}}, '"payload"'),
        ({"payload": {"answer": {"chosen": []}, "asked": {"deep": [[[]]]}}}, '"payload"'),
        ({"payload": {"answer": {"text": "x"}, "asked": {}}}, "in the way of another kind"),
        ({"payload": {"answer": {"chosen": []}, "asked": {"stem": "a\0b"}}}, "NUL"),
        ({"payload": {"answer": {"chosen": []}, "asked": {"stem": "\ud800"}}}, "no text"),
        ({"payload": {"answer": {"chosen": []}, "asked": {"n": "x" * 800_000}}}, "longer"),
        ({"learner": 1}, "fields"),
    ],
)
def test_a_damaged_attempt_is_told_by_its_number_and_nothing_is_taken(
    archive, outsider, change, said
):
    found = copy.deepcopy(archive)
    found["attempts"][1] |= change
    message = refused(outsider, found)
    assert "Nothing was taken: attempt 2 of 2 is damaged" in message
    assert said in message


@pytest.mark.parametrize(
    ("kind", "question", "payload"),
    [
        ("verdict", "before", {"verdict": "whatever", "claim": "", "instructor": ""}),
        ("verdict", "during", {"verdict": "holds", "claim": "", "instructor": ""}),
        ("run", "", {"outcome": 7}),
        ("run", "q1", {"outcome": "ok"}),
        ("help", "hint", {"number": "1", "said": ""}),
        ("help", "hint", {"number": -1, "said": ""}),
        ("help", "hint", {"number": True, "said": ""}),
        ("help", "", {"number": 1, "said": ""}),
        ("exercise", "", {"helped": False}),
        ("exercise", "", {"framework": "f", "passed": 1, "failed": [], "helped": False}),
    ],
)
def test_every_kind_of_attempt_is_held_to_its_shape(archive, outsider, kind, question, payload):
    archive["attempts"][0] |= {"kind": kind, "question": question, "payload": payload}
    archive["attempts"][0]["score"] = None
    assert "attempt 1 of 2 is damaged" in refused(outsider, archive)


def test_what_stands_beside_the_facts_of_a_payload_breaks_no_page(archive, outsider):
    for each in archive["attempts"]:
        each["payload"] |= {"helped": [], "verdict": 7, "reason": 7, "claim": 7, "number": {}}
    archive["attempts"][0]["payload"] |= {"asked": 7, "answer": 7}
    bring(outsider, archive)
    for address in ("/learn/two/lazy/", "/progress/", "/data/attempts.csv", "/data/archive.json"):
        response = outsider.client.get(address)
        assert response.status_code == 200
        assert response.getvalue()


def test_the_same_fact_twice_in_one_file_counts_once(archive, outsider):
    archive["attempts"] *= 2
    bring(outsider, archive)
    assert Attempt.objects.filter(learner__uuid=outsider.client.session["learner"]).count() == 2


def test_keys_of_somebody_else_take_nothing_from_them(archive, learner, outsider):
    bring(outsider, archive)
    assert Attempt.objects.count() == 4
    assert Attempt.objects.filter(learner__uuid=learner.client.session["learner"]).count() == 2


def test_a_file_that_is_too_large_is_not_even_kept(outsider):
    answer = bring(outsider, b"[" + b" " * MOST_BYTES + b"]")
    assert answer.status == 413
    assert "larger than 32 MB" in answer.text("main")
    assert not Learner.objects.exists()


def test_no_file_is_told(outsider):
    token = outsider.open("/data/").soup.select("form [name=csrfmiddlewaretoken]")[0]["value"]
    answer = outsider.send("/data/bring/", {"csrfmiddlewaretoken": token})
    assert answer.status == 400
    assert "Choose a file first." in answer.text("main")


def test_a_file_is_taken_from_this_site_s_own_form_only(archive, outsider):
    outsider.open("/data/")
    response = outsider.client.post("/data/bring/", {"file": json.dumps(archive)})
    assert response.status_code == 403
