"""What is done, for a learner, in the course as it is now."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from tutorial_site.catalog.store import library
from tutorial_site.progress.completion import CourseProgress, LessonProgress
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.templatetags.progress import course_progress, lesson_progress
from tutorial_site.progress.tests.cast import BOTH, LAZY, RIGHT, WRONG, Lessons, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]


def request_of(person: Person) -> HttpRequest:
    """A request with the person's cookies, as the session middleware hands it on."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in person.client.cookies.items()}
    request.session = person.client.session
    return request


def progress(person: Person) -> CourseProgress:
    return course_progress(Context({"request": request_of(person)}), library().course("two"))


def lazy(person: Person) -> LessonProgress:
    course = library().course("two")
    context = Context({"request": request_of(person)})
    return lesson_progress(context, course, course.lesson("lazy"))


def finish_lazy(person: Person) -> None:
    person.vote("guess", "holds")
    person.run(str(uuid4()))
    person.answer("lazy-q1", RIGHT)
    person.answer("lazy-q2", *BOTH)
    person.vote("decision", "does not hold")


def test_an_outsider_has_not_started(outsider: Person) -> None:
    found = progress(outsider)
    assert (found.started, found.done, found.total, found.percent) == (False, 0, 2, 0)
    assert found.resume is None
    assert {each.state for each in found.by_lesson.values()} == {"untouched"}


def test_one_wrong_answer_starts_a_lesson_and_does_nothing_of_it(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    assert progress(learner).started
    assert (lazy(learner).state, lazy(learner).done, lazy(learner).total) == ("started", 0, 4)


def test_a_quiz_is_done_when_the_latest_answer_to_every_question_is_right(learner: Person) -> None:
    learner.answer("lazy-q1", RIGHT)
    assert "lazy" not in lazy(learner).blocks
    learner.answer("lazy-q2", "len(tasks)")
    assert "lazy" not in lazy(learner).blocks
    learner.answer("lazy-q2", *BOTH)
    assert "lazy" in lazy(learner).blocks


def test_having_seen_the_answer_is_not_having_answered(learner: Person) -> None:
    learner.answer("more-q1", "Yes", lesson="more")
    learner.answer("more-q1", lesson="more", reveal="1")
    assert progress(learner).by_lesson["more"].done == 0


@pytest.mark.parametrize(("outcome", "done"), [("ok", True), ("error", True), ("stopped", False)])
def test_an_app_is_done_when_it_ran_to_an_end(learner: Person, outcome: str, done: bool) -> None:
    learner.run(str(uuid4()), outcome)
    assert ("by-hand" in lazy(learner).blocks) is done


def test_stopping_an_app_later_does_not_undo_it(learner: Person) -> None:
    learner.run(str(uuid4()), "ok")
    learner.run(str(uuid4()), "stopped")
    assert "by-hand" in lazy(learner).blocks


def test_votes_are_done_when_given_and_told(learner: Person) -> None:
    learner.vote("guess", "holds")
    assert lazy(learner).blocks == {"guess"}
    learner.vote("decision", "does not hold")
    assert lazy(learner).blocks == {"guess", "decision"}
    assert (lazy(learner).guess, lazy(learner).verdict) == ("holds", "does not hold")


def test_a_lesson_is_done_when_all_its_blocks_are(learner: Person) -> None:
    finish_lazy(learner)
    assert (lazy(learner).state, lazy(learner).percent) == ("done", 100)
    found = progress(learner)
    assert (found.done, found.total, found.percent) == (1, 2, 66)
    assert found.blocks_done(library().lesson("two", "lazy")) == {
        "guess",
        "by-hand",
        "lazy",
        "decision",
    }


def test_learners_have_their_own_progress(learner: Person, other_learner: Person) -> None:
    finish_lazy(learner)
    other_learner.answer("lazy-q1", WRONG)
    assert progress(learner).done == 1
    assert progress(other_learner).done == 0


# --- going on ---------------------------------------------------------------------------------


def resume(person: Person) -> str:
    found = progress(person).resume
    return found.url if found else ""


def test_one_goes_on_at_the_block_that_was_begun(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    assert resume(learner) == "/learn/two/lazy/#lazy"
    found = progress(learner).resume
    assert found is not None
    assert found.label == "Lazy querysets: Run it"


def test_one_goes_on_at_the_next_block_that_is_not_done(learner: Person) -> None:
    learner.run(str(uuid4()))
    assert resume(learner) == "/learn/two/lazy/#lazy"


def test_one_goes_on_with_the_next_lesson_and_then_with_what_was_left_out(learner: Person) -> None:
    finish_lazy(learner)
    assert resume(learner) == "/learn/two/more/#more"


def test_what_was_left_out_comes_last(learner: Person) -> None:
    learner.answer("more-q1", "No", lesson="more")
    learner.vote("enough", "holds", lesson="more")
    assert resume(learner) == "/learn/two/lazy/#guess"


def test_there_is_nothing_to_go_on_with_when_all_is_done(learner: Person) -> None:
    finish_lazy(learner)
    learner.answer("more-q1", "No", lesson="more")
    learner.vote("enough", "holds", lesson="more")
    assert progress(learner).resume is None
    assert progress(learner).percent == 100


# --- lessons change ---------------------------------------------------------------------------


def test_editing_a_lesson_takes_nothing_away(own_course: Lessons, learner: Person) -> None:
    finish_lazy(learner)
    own_course.write("01-lazy", LAZY.replace("Never at all", "Never").replace("hello", "hi"))
    assert lazy(learner).state == "done"


def test_a_new_block_makes_a_lesson_unfinished_again(own_course: Lessons, learner: Person) -> None:
    finish_lazy(learner)
    quiz = "\n/// quiz\n    id: new\n\nQ?\n\n- [x] a\n    > A.\n- [ ] b\n    > B.\n///\n"
    own_course.write("01-lazy", LAZY + quiz)
    assert (lazy(learner).state, lazy(learner).done, lazy(learner).total) == ("started", 4, 5)
    assert resume(learner) == "/learn/two/lazy/#new"


def test_attempts_at_what_is_gone_do_no_harm(learner: Person) -> None:
    learner.answer("lazy-q1", RIGHT)
    Attempt(
        learner=Learner.objects.get(),
        course="two",
        lesson="gone",
        block="gone",
        kind="answer",
        question="q9",
        key=uuid4(),
        ordinal=1,
        digest="d",
        correct=True,
    ).save()
    assert progress(learner).by_lesson.keys() == {"lazy", "more"}
    assert resume(learner) == "/learn/two/lazy/#lazy"


# --- what it costs ----------------------------------------------------------------------------

PAGE = """{% load progress %}{% course_progress course as progress %}{{ progress.percent }}
{% for each in course.lessons %}{% lesson_progress course each as p %} {{ p.state }}{% endfor %}"""


def test_the_tags_ask_three_times_at_most(learner: Person, django_assert_num_queries: Any) -> None:
    learner.answer("lazy-q1", RIGHT)
    request = request_of(learner)
    request.session = type(request.session)(request.session.session_key)
    context = Context({"request": request, "course": library().course("two")})
    with django_assert_num_queries(3):
        drawn = Template(PAGE).render(context)
    assert drawn.split() == ["0", "started", "untouched"]


def test_the_tags_ask_nothing_about_a_visitor(
    outsider: Person, django_assert_num_queries: Any
) -> None:
    context = Context({"request": RequestFactory().get("/"), "course": library().course("two")})
    with django_assert_num_queries(0):
        Template(PAGE).render(context)


def test_a_decision_is_nothing_that_has_to_be_done(learner: Person, own_course: Lessons) -> None:
    criterion = "Which?\n\n- [A] One\n    > So.\n- [B] Two\n    > So.\n"
    own = f"/// decision | Mine\n    id: mine\n    sides: [A, B]\n\n{criterion}///\n"
    own_course.write("01-lazy", LAZY + "\n" + own)
    finish_lazy(learner)
    assert (lazy(learner).state, lazy(learner).done, lazy(learner).total) == ("done", 4, 4)
