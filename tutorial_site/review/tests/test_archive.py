"""A review goes along in the archive of one's own data."""

import pytest

from tutorial_site.archives.tests.conftest import archive_of, bring
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import RIGHT, WRONG, Person
from tutorial_site.review.tests.conftest import Sleep
from tutorial_site.review.tests.test_review import QUIZ, TODAY, due_in_head, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]


def test_what_comes_back_comes_back_elsewhere_at_the_same_time(
    learner: Person, other_learner: Person, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    learner.answer("more-q1", "Yes", lesson="more")
    sleep()
    url, data = learner.fill(learner.open("/review/two/lazy/lazy/q1/"), "lazy-hints")
    learner.accepted(learner.send(url, data))
    review(learner, RIGHT, url="/review/two/lazy/lazy/q1/")
    bring(other_learner, archive_of(learner))
    assert due_in_head(other_learner) == due_in_head(learner) == "Review 1 due"
    assert Attempt.objects.reviews().count() == 2
    sleep(days=30)
    assert other_learner.open(TODAY).text("main") == learner.open(TODAY).text("main")


def test_a_right_answer_that_was_wrong_is_brought_as_wrong(
    learner: Person, other_learner: Person, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    review(learner, WRONG)
    archive = archive_of(learner)
    for attempt in archive["attempts"]:
        attempt["score"] = 1.0
    bring(other_learner, archive)
    uuid = other_learner.client.session["learner"]
    brought = Attempt.objects.filter(learner__uuid=uuid)
    assert [each.correct for each in brought] == [False, False]
