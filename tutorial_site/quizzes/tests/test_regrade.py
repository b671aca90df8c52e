"""``manage.py regrade``: a key was wrong and is mended; answers are graded again, on demand."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tutorial_site.accounts.tests.desk import sign_in, sign_up
from tutorial_site.progress.models import AppendOnly, Attempt, Regrade
from tutorial_site.progress.tests.cast import BOTH, LAZY, RIGHT, WRONG, Lessons, Person

pytestmark = pytest.mark.django_db

MENDED = LAZY.replace(f"- [ ] {WRONG}", f"- [x] {WRONG}").replace(
    f"- [x] {RIGHT}", f"- [ ] {RIGHT}"
)


def regrade(*args: str, **options: Any) -> str:
    out = StringIO()
    call_command("regrade", *args, stdout=out, **options)
    return out.getvalue()


def grades() -> list[tuple[float | None, bool | None]]:
    return [(each.score, each.correct) for each in Attempt.objects.order_by("pk")]


@pytest.fixture
def mended(own_course: Lessons, learner: Person, other_learner: Person) -> Lessons:
    """Two have answered, one each way; then the instructor sees that the key was the wrong one."""
    learner.answer("lazy-q1", WRONG)
    other_learner.answer("lazy-q1", RIGHT)
    own_course.write("01-lazy", MENDED)
    return own_course


@pytest.mark.usefixtures("mended")
def test_it_says_what_would_change_and_changes_nothing() -> None:
    before = grades()
    said = regrade()
    assert "two/lazy/lazy/q1  When does Task.objects.all() reach the database?" in said
    assert "2 answers of 2 learners: 1 wrong → right, 1 right → wrong" in said
    assert "Nothing was changed: add --write" in said
    assert grades() == before
    assert not Regrade.objects.exists()


@pytest.mark.usefixtures("mended")
def test_grades_follow_the_key_and_what_was_asked_and_given_stays() -> None:
    payloads = [each.payload for each in Attempt.objects.order_by("pk")]
    assert "Changed 2 grades of 2 answers" in regrade("--write")
    assert grades() == [(1.0, True), (0.0, False)]
    assert [each.payload for each in Attempt.objects.order_by("pk")] == payloads


@pytest.mark.usefixtures("mended")
def test_every_change_is_recorded_and_records_stay(learner: Person) -> None:
    old = Attempt.objects.earliest("pk").digest
    regrade("--write")
    record = Regrade.objects.earliest("pk")
    assert (record.was_score, record.was_correct, record.was_digest) == (0.0, False, old)
    assert (record.score, record.correct) == (1.0, True)
    assert record.digest == record.attempt.digest != old
    with pytest.raises(AppendOnly):
        record.save()


@pytest.mark.usefixtures("mended")
def test_doing_it_twice_changes_nothing_more() -> None:
    regrade("--write")
    assert "Nothing to change." in regrade("--write")
    assert Regrade.objects.count() == 2


@pytest.mark.usefixtures("mended")
def test_who_would_lose_by_it_may_be_left_alone(other_learner: Person) -> None:
    assert "1 wrong → right, 1 graded as before" in regrade("--write", "--never-lower")
    assert grades() == [(1.0, True), (1.0, True)]
    assert "Right" in other_learner.open().text("lazy-q1")
    assert "Nothing to change." in regrade("--never-lower")


@pytest.mark.usefixtures("mended")
def test_the_page_and_what_is_done_go_by_the_new_grade(
    learner: Person, other_learner: Person
) -> None:
    learner.answer("lazy-q2", *BOTH)
    other_learner.answer("lazy-q2", *BOTH)
    regrade("--write")
    assert "Right." in learner.open().text("lazy-q1")
    assert "edited" not in learner.open().text("lazy-q1")
    assert "Not right yet" in other_learner.open().text("lazy-q1")
    assert "1 of 4 done" in learner.open().html
    assert "of 4 done" not in other_learner.open().html


@pytest.mark.usefixtures("mended")
def test_review_goes_by_it(learner: Person, other_learner: Person) -> None:
    regrade("--write")
    assert "Nothing to review yet" in learner.open("/review/").text("main")
    assert "Nothing is due" in other_learner.open("/review/").text("main")


@pytest.mark.usefixtures("mended")
def test_statistics_go_by_it() -> None:
    regrade("--write")
    firsts = Attempt.objects.at("two", "lazy", "lazy", "q1").first_tries()
    assert list(firsts.order_by("pk").values_list("correct", flat=True)) == [True, False]


def test_part_of_a_score_is_graded_again(own_course: Lessons, learner: Person) -> None:
    learner.answer("lazy-q2", "len(tasks)")
    own_course.write("01-lazy", LAZY.replace("- [ ] `tasks.f", "- [x] `tasks.f"))
    assert "1 another score" in regrade("--write")
    assert grades() == [(1 / 3, False)]


def test_answers_to_another_text_are_left_alone(own_course: Lessons, learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    own_course.write("01-lazy", MENDED.replace("Never at all", "Not ever"))
    said = regrade("--write")
    assert "1 answer to another text of it: left alone" in said
    assert "Nothing to change." in said
    assert grades() == [(0.0, False)]


def test_a_choice_that_came_later_makes_another_text(own_course: Lessons, learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    later = "- [x] At both\n    > Nobody was asked about this.\n- [ ] Never at all"
    own_course.write("01-lazy", LAZY.replace("- [ ] Never at all", later))
    assert "left alone" in regrade("--write")
    assert not Regrade.objects.exists()


def test_another_order_of_choices_is_the_same_text(own_course: Lessons, learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    first = f"- [x] {WRONG}\n    > Nothing has asked for rows yet.\n"
    last = "- [ ] Never at all\n    > Then nothing would ever be shown.\n"
    assert first in MENDED
    moved = MENDED.replace(first, "").replace(last, f"{last}{first}")
    own_course.write("01-lazy", moved)
    regrade("--write")
    assert grades() == [(1.0, True)]


def test_who_asked_to_see_the_answer_didn_t_know_it(own_course: Lessons, learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    learner.accepted(learner.send(url, data | {"reveal": "1"}))
    own_course.write("01-lazy", MENDED)
    regrade("--write")
    assert grades() == [(1.0, True), (0.0, False)]


def test_answers_in_review_are_graded_again_as_well(mended: Lessons) -> None:
    Attempt.objects.model.objects.create(
        **{
            name: getattr(Attempt.objects.earliest("pk"), name)
            for name in ("learner", "course", "lesson", "block", "question", "digest", "payload")
        },
        kind=Attempt.Kind.REVIEW,
        key="7a0d9c1e-3f65-4f0e-9a53-0d9e3b5a1c11",
        ordinal=2,
        score=0.0,
        correct=False,
    )
    regrade("--write")
    assert Attempt.objects.reviews().get().correct is True


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("two", 2),
        ("two/lazy", 2),
        ("two/lazy/lazy/q1", 2),
        ("two/lazy/lazy/q2", 0),
        ("two/more", 0),
    ],
)
@pytest.mark.usefixtures("mended")
def test_only_what_was_named_is_graded_again(place: str, found: int) -> None:
    regrade(place, "--write")
    assert Regrade.objects.count() == found


@pytest.mark.parametrize(
    "place", ["three", "two/lazy/guess", "two/lazy/lazy/q9", "two/lazy/lazy/q1/x"]
)
@pytest.mark.usefixtures("mended")
def test_a_place_that_isn_t_there_is_told_with_what_there_is(place: str) -> None:
    with pytest.raises(CommandError, match=r"There is no '.*' in .*\. There is: "):
        regrade(place)


def test_records_go_along_when_two_histories_become_one(
    mended: Lessons, learner: Person, other_learner: Person
) -> None:
    sign_up(learner)
    regrade("--write")
    sign_in(other_learner)
    assert Regrade.objects.count() == 2
    assert {each.attempt.learner_id for each in Regrade.objects.all()} == {
        Attempt.objects.earliest("pk").learner_id
    }
