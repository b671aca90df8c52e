"""Every kind of question comes back, and is answered in review as in its lesson."""

import pytest

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.tests.examples import EXAMPLES, every_kind
from tutorial_site.quizzes.tests.sitting import HTMX, Sitting, without_noise
from tutorial_site.review.tests.conftest import Sleep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds_course")]


class Reviewing(Sitting):
    """The same before the same question, when it comes back."""

    def __init__(self, person: Person, kind: str) -> None:
        super().__init__(person, kind)
        self.url = f"/review/two/{kind}/{kind}/q1/"


@every_kind
def test_it_comes_back_and_is_graded_as_in_its_lesson(
    learner: Person, kind: str, sleep: Sleep
) -> None:
    example = EXAMPLES[kind]
    Sitting(learner, kind).answer(example.wrong)
    sleep()
    again = Reviewing(learner, kind)
    asked = again.page()
    assert not [secret for secret in example.secrets if secret in without_noise(asked)]
    wrong = again.answer(example.wrong)
    assert (wrong.kind, wrong.correct) == (Attempt.Kind.REVIEW, False)
    right = again.answer(example.right)
    assert (right.correct, right.score) == (True, 1.0)
    assert "Right, on try 2." in again.text()


@every_kind
def test_it_may_be_answered_with_a_script_and_shows_the_answer_on_asking(
    learner: Person, kind: str, sleep: Sleep
) -> None:
    example = EXAMPLES[kind]
    Sitting(learner, kind).answer(example.wrong)
    sleep()
    again = Reviewing(learner, kind)
    swapped = again.send(again.fields(example.wrong), **HTMX)
    assert "Done for today" in swapped.text("review-moves")
    again.reveal()
    shown = again.text()
    assert [text for text in example.after if text not in shown] == []
    assert "Here is the answer, and why." in shown
