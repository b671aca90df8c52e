"""Answers of every kind that come from a file: real ones fit, and garbage breaks nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutorial_site.archives.facts import read_fact, to_record
from tutorial_site.archives.grading import grade_anew
from tutorial_site.progress.shapes import record
from tutorial_site.quizzes.asking import find_question
from tutorial_site.quizzes.kinds import KINDS, kind_of
from tutorial_site.quizzes.kinds.tests.examples import every_kind
from tutorial_site.quizzes.tests.example import Example
from tutorial_site.quizzes.tests.sitting import Sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds_course")]


@every_kind
def test_what_was_answered_fits_and_gets_the_same_grade(sitting: Sitting, example: Example) -> None:
    for attempt in (sitting.answer(example.wrong), sitting.reveal()):
        shape = record(KINDS[sitting.kind].answer_shape)
        assert shape(attempt.payload["answer"])
        read = read_fact(to_record(attempt))
        grade_anew(read)
        assert (read.score, read.correct) == (attempt.score, attempt.correct)
        assert read.payload == attempt.payload


TEXTS = st.lists(st.text(max_size=8), max_size=4)
GARBAGE = st.fixed_dictionaries(
    {
        "chosen": TEXTS,
        "shown": TEXTS,
        "blanks": TEXTS,
        "pairs": st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=3),
        "lines": st.lists(
            st.fixed_dictionaries(
                {"id": st.text(max_size=4)}, optional={"indent": st.integers(0, 9)}
            ),
            max_size=4,
        ),
        "text": st.text(max_size=30),
    }
)


@every_kind
def test_garbage_of_the_right_shape_is_graded_and_drawn(kind: str) -> None:
    question = find_question("two", kind, kind, "q1").question

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(GARBAGE)
    def is_graded_and_drawn(answer: dict[str, object]) -> None:
        grade = kind_of(question).grade(question, answer)
        assert 0 <= grade.score <= 1
        assert isinstance(kind_of(question).outcome(question, {"answer": answer}).message, str)

    is_graded_and_drawn()
