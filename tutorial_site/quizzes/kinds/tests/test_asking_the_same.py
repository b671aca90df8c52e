"""An answer knows what was asked: of every kind, by the question as it is now."""

from dataclasses import replace

import pytest

from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.asking import find_question
from tutorial_site.quizzes.kinds import kind_of
from tutorial_site.quizzes.kinds.tests.examples import every_kind
from tutorial_site.quizzes.regrading import regrade
from tutorial_site.quizzes.tests.example import Example
from tutorial_site.quizzes.tests.sitting import Sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds_course")]


@every_kind
def test_an_answer_was_given_to_the_question_as_it_stands(
    sitting: Sitting, example: Example, kind: str
) -> None:
    for filling in (example.wrong, example.right):
        attempt = sitting.answer(filling)
        question = find_question("two", kind, kind, "q1").question
        assert kind_of(question).asks_the_same(question, attempt.payload)


@every_kind
def test_an_answer_was_not_given_to_another_question(
    sitting: Sitting, example: Example, kind: str
) -> None:
    attempt = sitting.answer(example.wrong)
    question = find_question("two", kind, kind, "q1").question
    other = replace(question, stem_text="Something else?")
    assert not kind_of(question).asks_the_same(other, attempt.payload)
    assert not kind_of(question).asks_the_same(question, {"answer": {}, "asked": {}})


@every_kind
def test_grading_by_the_same_key_again_changes_nothing(
    learner: Person, sitting: Sitting, example: Example, kind: str
) -> None:
    from tutorial_site.catalog.store import library

    sitting.answer(example.wrong)
    sitting.answer(example.right)
    assert regrade(library(), ("two", kind), write=True) == []
