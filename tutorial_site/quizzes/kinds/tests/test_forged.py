"""What no form of any kind can send is refused, and nothing is stored."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.tests.examples import EXAMPLES, every_kind
from tutorial_site.quizzes.tests.example import Example
from tutorial_site.quizzes.tests.sitting import HTMX, Sitting

pytestmark = pytest.mark.usefixtures("kinds_course")


def forged_posts() -> list[Any]:
    return [
        pytest.param(name, number, id=f"{name}-{number}")
        for name, example in EXAMPLES.items()
        for number in range(len(example.forged))
    ]


@pytest.mark.parametrize(("kind", "number"), forged_posts())
def test_what_the_form_cannot_send_is_refused_with_a_reason(
    sitting: Sitting, example: Example, number: int
) -> None:
    data = sitting.fields(example.right) | dict(example.forged[number])
    for headers in ({}, HTMX):
        answered = sitting.send(data, **headers)
        assert answered.status == 400
        assert "doesn't fit the question" in answered.soup.get_text()
        assert answered.has_form(f"{sitting.html_id}-body")
    assert not Attempt.objects.exists()


@every_kind
def test_a_key_that_is_none_is_refused(sitting: Sitting, example: Example) -> None:
    data = sitting.fields(example.right)
    for key in ("", "no uuid", "-1", "x" * 100_000):
        assert sitting.send(data | {"key": key}).status == 400
    assert not Attempt.objects.exists()


@every_kind
def test_ten_thousand_fields_or_values_are_refused(sitting: Sitting, example: Example) -> None:
    data = sitting.fields(example.right)
    name = next(name for name in data if name not in ("key", "csrfmiddlewaretoken"))
    fields = {f"{name}{number}": "1" for number in range(10_000)}
    for many in (fields, {name: ["1"] * 10_000}):
        body = urlencode(data | many, doseq=True)
        form = "application/x-www-form-urlencoded"
        assert sitting.person.client.post(sitting.url, body, content_type=form).status_code == 400
    assert not Attempt.objects.exists()


@every_kind
def test_another_question_s_answer_is_refused(sitting: Sitting, learner: Person, kind: str) -> None:
    for name, other in EXAMPLES.items():
        if name == kind:
            continue
        data = Sitting(learner, name).fields(other.right)
        answered = sitting.send(data)
        fits = answered.status == 303 and {kind, name} <= {"short", "number", "predict"}
        assert fits or answered.status in (200, 400)
        assert fits or not Attempt.objects.filter(lesson=kind).exists()
        if fits:
            return  # a line of text is a line of text


@every_kind
def test_nothing_is_found_at_a_question_that_is_not_there(
    sitting: Sitting, example: Example
) -> None:
    data = sitting.fields(example.right)
    for url in ("/answers/two/{0}/{0}/q2/", "/answers/two/{0}/lazy/q1/", "/answers/x/{0}/{0}/q1/"):
        assert sitting.person.send(url.format(sitting.kind), data).status == 404
    assert not Attempt.objects.exists()


@every_kind
def test_a_post_without_the_token_is_refused(sitting: Sitting, example: Example) -> None:
    data = sitting.fields(example.right)
    del data["csrfmiddlewaretoken"]
    assert sitting.send(data).status == 403
    assert not Attempt.objects.exists()
