"""Predictions are run beforehand: by a command of their own, and by the linter."""

from io import StringIO

import pytest
from django.core.management import call_command

from tutorial_site.catalog.proofs import prove
from tutorial_site.catalog.store import library
from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.progress.tests.cast import MORE, Lessons
from tutorial_site.quizzes.kinds.predict.keys import keys

PREDICTION = """
***

What does this print?

```{.python .predict}
%s
```

Because: so.
///
"""


def teach(course: Lessons, code: str) -> None:
    course.write("02-more", MORE.replace("\n///\n", PREDICTION % code, 1))


def test_the_command_computes_what_no_learner_then_waits_for(own_course: Lessons) -> None:
    teach(own_course, "print(6 * 7)")
    out = StringIO()
    call_command("compute_predictions", stdout=out)
    assert out.getvalue() == ""
    quiz = library().block("two", "more", "more")
    assert isinstance(quiz, QuizBlock)
    found = keys().get(quiz.questions[1].prediction)  # type: ignore[attr-defined]
    assert found is not None
    assert found.value == "42"


def test_setting_up_is_not_stopped_by_what_cannot_be_predicted_and_tells_how_far_it_is(
    own_course: Lessons,
) -> None:
    teach(own_course, "1 / 0")
    out = StringIO()
    call_command("compute_predictions", keep_going=True, verbosity=2, stdout=out)
    assert "Quiz 2 of 2, two/more: more" in out.getvalue()
    assert "quiz-unpredictable" in out.getvalue()


def test_what_cannot_be_predicted_is_a_problem_at_its_line(own_course: Lessons) -> None:
    teach(own_course, "1 / 0")
    line = (own_course.folder / "two/02-more/lesson.md").read_text().split("\n").index("1 / 0")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("compute_predictions", stdout=out)
    assert f"two/02-more/lesson.md:{line}:1 quiz-unpredictable" in out.getvalue()

    [problem] = prove([library().lesson("two", "more")])
    assert (problem.line, problem.code) == (line, "quiz-unpredictable")
