"""The daily review: what was missed or hinted comes back, one question after another."""

from datetime import timedelta
from typing import Any, cast

import pytest
from bs4 import Tag
from django.utils import timezone

from tutorial_site.accounts.tests.desk import sign_in, sign_up
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import BOTH, LAZY, RIGHT, WRONG, Lessons, Page, Person
from tutorial_site.quizzes.tests.example import hidden
from tutorial_site.review.queue import Item, Review
from tutorial_site.review.schedule import Memory
from tutorial_site.review.tests.conftest import Sleep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

TODAY = "/review/"
FIRST = "/review/two/lazy/lazy/q1/"
QUIZ = "lazy-q1"
EXCERPT = "When does"


def main(page: Page) -> str:
    return page.text("main")


def review(person: Person, *labels: str, url: str = TODAY, **more: str) -> Page:
    """Open the review, tick, press the button; the page that it leads to."""
    page = person.open(url)
    question = page.soup.select_one(".quiz-question")
    assert isinstance(question, Tag), main(page)
    where, data = person.fill(page, str(question["id"]), *labels)
    answered = person.accepted(person.send(where, data | more))
    return person.open(answered.response["Location"])


def due_in_head(person: Person) -> str:
    found = person.open("/learn/two/").soup.select_one(".review-nav")
    return " ".join(found.get_text(" ").split()) if found else ""


# --- what comes back ----------------------------------------------------------------------------


def test_a_missed_question_comes_back_on_the_next_day(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    learner.answer(QUIZ, RIGHT)
    assert "Nothing is due" in main(learner.open(TODAY))
    sleep()
    page = learner.open(TODAY)
    assert EXCERPT in main(page)
    assert page.has_form(QUIZ)
    assert "From Lazy querysets" in main(page)


def test_it_is_asked_afresh_and_its_key_is_on_the_server(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    learner.answer(QUIZ, RIGHT)
    sleep()
    page = learner.open(TODAY)
    assert not page.soup.select("input[checked]")
    assert "A loop asks for them" not in page.html
    assert "Because" not in main(page)


def test_a_question_answered_after_a_hint_comes_back(learner: Person, sleep: Sleep) -> None:
    page = learner.open()
    url, data = learner.fill(page, "lazy-hints")
    learner.accepted(learner.send(url, data))
    learner.answer(QUIZ, RIGHT)
    sleep()
    assert EXCERPT in main(learner.open(TODAY))


def test_what_was_known_at_once_does_not(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, RIGHT)
    sleep(days=400)
    assert "Nothing to review yet" in main(learner.open(TODAY))


def test_an_answer_that_was_asked_for_comes_back(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    url, data = learner.fill(learner.open(), QUIZ)
    learner.accepted(learner.send(url, data | {"reveal": "1"}))
    sleep()
    assert EXCERPT in main(learner.open(TODAY))


def test_questions_of_all_lessons_come_one_after_another(learner: Person, sleep: Sleep) -> None:
    learner.answer("more-q1", "Yes", lesson="more")
    learner.answer(QUIZ, WRONG)
    sleep()
    assert "1 more due" in main(learner.open(TODAY))
    page = review(learner, "No")
    assert "Right." in main(page)
    assert "1 left today" in main(page)
    assert EXCERPT in main(learner.open(TODAY))
    assert "Done for today" in main(review(learner, RIGHT))
    assert "Nothing is due" in main(learner.open(TODAY))


def test_a_right_answer_brings_it_back_later_and_a_wrong_one_soon(
    learner: Person, other_learner: Person, sleep: Sleep
) -> None:
    for person in (learner, other_learner):
        person.answer(QUIZ, WRONG)
    sleep()
    review(learner, RIGHT)
    review(other_learner, WRONG)
    sleep()
    assert "Nothing is due" in main(learner.open(TODAY))
    assert EXCERPT in main(other_learner.open(TODAY))


def test_a_question_may_be_left_for_later(learner: Person, sleep: Sleep) -> None:
    learner.answer("more-q1", "Yes", lesson="more")
    learner.answer(QUIZ, WRONG)
    sleep()
    later = learner.open(TODAY).soup.select_one(".review-skip")
    assert later is not None
    page = learner.open(str(later["href"]))
    assert EXCERPT in main(page)
    assert "You left 2 questions for later" in main(learner.open(f"{TODAY}?skip=2"))
    assert EXCERPT not in main(learner.open(f"{TODAY}?skip=x"))


# --- answering ----------------------------------------------------------------------------------


def test_a_wrong_answer_is_told_and_may_be_tried_again_until_it_is_right(
    learner: Person, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    page = review(learner, WRONG)
    assert "Nothing has asked for rows yet." in main(page)
    assert "Not right yet" in main(page)
    assert "A loop asks for them" not in page.html
    page = review(learner, RIGHT, url=FIRST)
    assert "Right, on try 2." in main(page)
    assert "Because" in main(page)
    assert "Nothing is due" in main(learner.open(TODAY))


def test_the_answer_can_be_asked_for(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    review(learner, WRONG)
    page = review(learner, url=FIRST, reveal="1")
    assert "Here is the answer, and why." in main(page)
    assert "A loop asks for them" in main(page)


def test_a_script_gets_the_answer_alone_and_where_to_go_on(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    url, data = learner.fill(learner.open(TODAY), QUIZ, RIGHT)
    swapped = learner.send(url, data, **{"HX-Request": "true"})
    assert swapped.html.strip().startswith('<div class="quiz-question-body"')
    assert "Right." in swapped.text(f"{QUIZ}-body")
    assert "Done for today" in swapped.text("review-moves")
    assert "hidden" in swapped.at("review-nav").attrs


def test_hints_are_given_anew_and_count(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    url, data = learner.fill(learner.open(TODAY), "lazy-hints")
    hinted = learner.accepted(learner.send(url, data))
    assert hinted.response["Location"] == f"{FIRST}#lazy-hints"
    assert "First, look at the line." in main(learner.open(FIRST))
    review(learner, RIGHT)
    assert Attempt.objects.filter(question=Attempt.REVIEW_HINT).count() == 1

    sleep(days=30)
    assert "First, look at the line." not in main(learner.open(TODAY))


def test_the_same_answer_sent_twice_counts_once(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    url, data = learner.fill(learner.open(TODAY), QUIZ, RIGHT)
    for _ in range(2):
        learner.accepted(learner.send(url, data))
    assert Attempt.objects.reviews().count() == 1


def test_no_answer_is_asked_for_again(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    url, data = learner.fill(learner.open(TODAY), QUIZ)
    assert "Choose an answer first…" in main(learner.send(url, data))
    assert not Attempt.objects.reviews().exists()


def test_a_forged_answer_is_refused(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    url, data = learner.fill(learner.open(TODAY), QUIZ)
    for choice in ("nonsense", ["a"] * 10_000, "x" * 100_000):
        assert learner.send(url, data | {"choice": choice}).status == 400
    assert not Attempt.objects.reviews().exists()


def test_what_isn_t_due_takes_no_answer(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    url, data = learner.fill(learner.open(TODAY), QUIZ, RIGHT)
    learner.send(url, data)
    sleep()
    late = learner.send(url, data | {"key": "7a0d9c1e-3f65-4f0e-9a53-0d9e3b5a1c11"})
    assert "isn’t due" in main(late)
    late = learner.send(url, data, **{"HX-Request": "true"})
    assert late.html.strip().startswith('<div class="quiz-question-body" id="lazy-q1-body"')
    assert Attempt.objects.reviews().count() == 1


def test_what_doesn_t_come_back_for_this_learner_isn_t_found(
    learner: Person, other_learner: Person, outsider: Person, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    other_learner.answer("more-q1", "Yes", lesson="more")
    sleep()
    url, data = learner.fill(learner.open(TODAY), QUIZ, RIGHT)
    token = hidden(other_learner.open(TODAY).at("more-q1"))["csrfmiddlewaretoken"]
    assert other_learner.send(url, data | {"csrfmiddlewaretoken": token}).status == 404
    assert outsider.open(FIRST).status == 404
    assert learner.open("/review/two/lazy/lazy/q9/").status == 404
    assert not Attempt.objects.reviews().exists()


# --- what was done stays done -------------------------------------------------------------------


def test_a_miss_in_review_undoes_nothing_in_the_lesson(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    learner.answer(QUIZ, RIGHT)
    learner.answer("lazy-q2", *BOTH)
    before = learner.open().text("lazy")
    done = learner.open("/learn/two/").soup.select_one(".docket__case .progress-mark")
    sleep()
    review(learner, WRONG)
    assert learner.open().text("lazy") == before
    assert learner.open("/learn/two/").soup.select_one(".docket__case .progress-mark") == done


def test_a_review_is_no_first_try_and_goes_on_from_nowhere(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    learner.vote("enough", "holds", lesson="more")
    resume = learner.open("/learn/two/").at("main").select_one(".course__start a")
    sleep()
    review(learner, RIGHT)
    assert Attempt.objects.reviews().first_tries().count() == 0
    assert learner.open("/learn/two/").at("main").select_one(".course__start a") == resume


def test_a_review_keeps_what_was_asked_and_chosen(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    sleep()
    review(learner, RIGHT)
    kept = Attempt.objects.reviews().get()
    assert (kept.kind, kept.place, kept.correct) == ("review", ("two", "lazy", "lazy", "q1"), True)
    assert kept.payload["asked"]["stem"].startswith(EXCERPT)


# --- lessons that change ------------------------------------------------------------------------


def test_a_question_that_was_edited_comes_back_as_it_is_now(
    learner: Person, own_course: Lessons, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    own_course.write("01-lazy", LAZY.replace("On that line", "On the very line"))
    sleep()
    assert "On the very line" in main(learner.open(TODAY))
    assert "Right." in main(review(learner, RIGHT))


def test_a_question_that_moved_is_the_same(
    learner: Person, own_course: Lessons, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    head, quiz = LAZY.split("When does", 1)
    first, rest = quiz.split("\n***\n", 1)
    second, tail = rest.split("\n///\n", 1)
    own_course.write("01-lazy", f"{head}{second.strip()}\n\n***\n\nWhen does{first}\n///\n{tail}")
    sleep()
    assert learner.open(TODAY).has_form("lazy-q2")


def test_a_question_that_is_gone_does_no_harm(
    learner: Person, own_course: Lessons, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    learner.answer("more-q1", "Yes", lesson="more")
    own_course.write("01-lazy", "---\ntitle: Lazy querysets\nminutes: 1\n---\n\nNo question.\n")
    sleep()
    assert "The last one due" in main(learner.open(TODAY))
    assert learner.open(FIRST).status == 404


# --- who ----------------------------------------------------------------------------------------


def test_whoever_did_nothing_is_told_how_it_works(
    outsider: Person, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = outsider.open(TODAY)
    assert "Nothing to review yet" in main(page)
    assert not outsider.has_session


def test_when_nothing_is_due_it_says_when_the_next_will_be(learner: Person) -> None:
    learner.answer(QUIZ, WRONG)
    text = main(learner.open(TODAY))
    assert "Nothing is due. The next question comes back on" in text
    assert "in 15 hours" in text or "in 16 hours" in text
    assert "What is ahead" in text


def test_of_the_days_ahead_a_week_is_told_and_the_fullest_of_it_fills_its_bar() -> None:
    now = timezone.now()
    due_in = [1, 1, 2, 3, 4, 5, 6, 7, 30, 30, 30]
    memories = [Memory(now + timedelta(days=days), 1, now, None) for days in due_in]
    place = cast("Any", None)
    told = Review(now, [Item(place, place, place, memory) for memory in memories])
    assert [day.count for day in told.ahead] == [2, 1, 1, 1, 1, 1, 1]
    assert told.most_a_day == 2


def test_two_histories_that_become_one_have_one_review(
    learner: Person, other_learner: Person, sleep: Sleep
) -> None:
    sign_up(learner)
    learner.answer(QUIZ, WRONG)
    other_learner.answer(QUIZ, WRONG)
    other_learner.answer("more-q1", "Yes", lesson="more")
    sleep()
    review(other_learner, "No" if "Is one" in main(other_learner.open(TODAY)) else RIGHT)
    sign_in(other_learner)
    assert due_in_head(learner) == due_in_head(other_learner) == "Review 1 due"


def test_review_can_be_turned_off_and_on_again(learner: Person, sleep: Sleep) -> None:
    learner.answer(QUIZ, WRONG)
    url, data = learner.fill(learner.open(TODAY), "main")
    learner.send(url, data)
    sleep()
    assert "You have turned review off" in main(learner.open(TODAY))
    assert due_in_head(learner) == ""
    assert learner.open(FIRST).status == 404

    url, data = learner.fill(learner.open(TODAY), "main")
    learner.send(url, data)
    assert EXCERPT in main(learner.open(TODAY))


def test_whoever_turned_it_off_on_one_device_has_it_off_after_signing_in(
    learner: Person, other_learner: Person
) -> None:
    sign_up(learner)
    other_learner.answer(QUIZ, WRONG)
    url, data = other_learner.fill(other_learner.open(TODAY), "main")
    other_learner.send(url, data)
    sign_in(other_learner)
    assert [each.wants_review for each in Learner.objects.all()] == [False]


# --- where it is told ---------------------------------------------------------------------------


def test_the_head_of_every_page_and_the_course_say_how_much_is_due(
    learner: Person, outsider: Person, sleep: Sleep
) -> None:
    learner.answer(QUIZ, WRONG)
    learner.answer("lazy-q2", "len(tasks)")
    assert due_in_head(learner) == ""
    sleep()
    assert due_in_head(learner) == "Review 2 due"
    assert "2 questions due for review" in main(learner.open("/learn/two/"))
    assert due_in_head(outsider) == ""


def test_pages_stay_within_eight_queries(
    learner: Person, sleep: Sleep, django_assert_max_num_queries: Any
) -> None:
    sign_up(learner)
    learner.answer(QUIZ, WRONG)
    learner.answer("more-q1", "Yes", lesson="more")
    sleep()
    review(learner, "No", url="/review/two/more/more/q1/")
    for url in (TODAY, "/review/two/more/more/q1/", "/learn/two/", "/learn/two/lazy/"):
        with django_assert_max_num_queries(8):
            learner.open(url)
    url, data = learner.fill(learner.open(TODAY), QUIZ, WRONG)
    with django_assert_max_num_queries(8):
        learner.send(url, data, **{"HX-Request": "true"})
