"""Where a learner was reading is found again, on every device of theirs."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tutorial_site.accounts.tests.desk import sign_in, sign_up
from tutorial_site.catalog.store import library
from tutorial_site.progress.models import Learner
from tutorial_site.progress.reading import MOST_LESSONS, keep_reading, latest_reading, merged
from tutorial_site.progress.tests.cast import LAZY, MORE, RIGHT, WRONG, Lessons, Person

pytestmark = [pytest.mark.django_db]

LONG = (
    LAZY.replace("## Run it", "## First\n\nWords.\n\n## Run it").replace(
        "/// verdict\n    id: decision", "### Below\n\n/// verdict\n    id: decision"
    )
    + "\n## Afterwards\n\nMore words.\n"
)


@pytest.fixture(autouse=True)
def long_lesson(own_course: Lessons) -> None:
    own_course.write("01-lazy", LONG)
    own_course.write("02-more", MORE + "\n## Only one\n\nWords.\n")


def read(person: Person, section: str, lesson: str = "lazy") -> Any:
    person.open()
    return person.client.post(
        "/progress/reading/",
        {"course": "two", "lesson": lesson, "section": section},
        content_type="application/json",
        headers={"X-CSRFToken": person.client.cookies["csrftoken"].value},
    )


def go_on(person: Person) -> tuple[str, str]:
    """Where the course page's button leads, and what it says about that."""
    start = person.open("/learn/two/").soup.select_one(".start")
    assert start is not None
    assert start.a is not None
    return str(start.a["href"]), start.select(".start__where")[0].get_text()


def test_reading_alone_makes_nobody_a_learner(outsider):
    assert read(outsider, "run-it").json() == {"kept": False}
    assert not Learner.objects.exists()
    assert not outsider.has_session


def test_one_goes_on_where_one_was_reading(learner):
    learner.answer("lazy-q1", WRONG)
    assert go_on(learner) == ("/learn/two/lazy/#lazy", "Lazy querysets: Run it")
    assert read(learner, "first").json() == {"kept": True}
    assert go_on(learner) == ("/learn/two/lazy/#first", "Lazy querysets: First")


def test_what_was_done_since_counts_more(learner):
    learner.answer("lazy-q1", WRONG)
    read(learner, "first")
    learner.answer("lazy-q1", RIGHT)
    assert go_on(learner)[0] == "/learn/two/lazy/#lazy"


def test_at_the_end_of_a_lesson_one_goes_on_with_what_is_open(learner):
    learner.answer("lazy-q1", WRONG)
    read(learner, "afterwards")
    assert go_on(learner)[0] == "/learn/two/lazy/#lazy"


def test_who_has_only_read_to_the_end_goes_on_with_the_next_lesson():
    learner = Learner.objects.create()
    course = library().course("two")
    keep_reading(learner, course.lesson("lazy"), "afterwards")
    from tutorial_site.progress.completion import course_progress

    resume = course_progress(course, [], latest_reading(learner, course)).resume
    assert resume is not None
    assert (resume.url, resume.label) == ("/learn/two/more/", "More of it")


def test_the_lesson_offers_the_place_where_it_was_left(learner):
    learner.answer("lazy-q1", WRONG)
    assert learner.open().soup.select_one(".lesson__return[hidden]")
    read(learner, "run-it")
    line = learner.open().soup.select_one(".lesson__return:not([hidden])")
    assert " ".join(line.get_text().split()) == "You stopped at Run it"
    read(learner, "first")
    assert learner.open().soup.select_one(".lesson__return[hidden]")  # that is where it begins


def test_a_second_device_knows_the_place(learner):
    learner.answer("lazy-q1", WRONG)
    sign_up(learner)
    read(learner, "first")
    phone = Person()
    sign_in(phone)
    assert go_on(phone)[0] == "/learn/two/lazy/#first"


def test_a_section_that_is_gone_is_forgotten(learner, own_course):
    learner.answer("lazy-q1", WRONG)
    read(learner, "first")
    own_course.write("01-lazy", LAZY)
    assert go_on(learner)[0] == "/learn/two/lazy/#lazy"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"section": "nowhere"}, 404),
        ({"lesson": "nowhere"}, 404),
        ({"section": 7}, 400),
        ({"section": ""}, 400),
        ({"more": "x"}, 400),
    ],
)
def test_what_is_no_place_is_refused(learner, fields, status):
    learner.answer("lazy-q1", WRONG)
    data = {"course": "two", "lesson": "lazy", "section": "first"} | fields
    answer = learner.client.post(
        "/progress/reading/",
        data,
        content_type="application/json",
        headers={"X-CSRFToken": learner.client.cookies["csrftoken"].value},
    )
    assert answer.status_code == status
    assert answer.json()["error"]
    assert Learner.objects.get().reading == {}


def test_of_two_places_the_later_counts_whichever_comes_first():
    early, late = (["a", "2026-01-01T00:00:00+00:00"], ["b", "2026-01-02T00:00:00+01:00"])
    for one, other in ((early, late), (late, early)):
        assert merged({"two": {"lazy": one}}, {"two": {"lazy": other}}) == {"two": {"lazy": late}}


def test_the_oldest_places_go_first():
    now = timezone.now()
    many = {f"l{n}": ["a", (now + timedelta(n)).isoformat()] for n in range(MOST_LESSONS + 1)}
    kept = merged({}, {"two": many})["two"]
    assert len(kept) == MOST_LESSONS
    assert "l0" not in kept


# --- what is done, on every page ------------------------------------------------------------


def marks(person: Person) -> dict[str, str]:
    """What the marks of the lesson's page say, by their names."""
    soup = person.open("/progress/marks/two/lazy/").soup
    return {
        str(each["data-mark"]): " ".join(each.get_text().split())
        for each in soup.select("[data-mark]")
    }


def test_a_section_counts_the_blocks_under_its_heading_and_those_below_it(learner):
    learner.run("7a0d9c1e-3f65-4f0e-9a53-0d9e3b5a1c11")
    said = marks(learner)
    assert said["section-run-it"] == "33 % done"
    assert said["section-below"] == ""
    assert "section-first" not in said  # nothing is to be done there
    learner.vote("decision", "holds")
    said = marks(learner)
    assert (said["section-run-it"], said["section-below"]) == ("66 % done", "Done")
    assert said["here"] == "50 % done 2 of 4 done"
    assert said["course"] == "0 of 2 done"
    assert said["lesson-lazy"] == "50 % done"


def test_every_mark_has_its_place_on_the_lesson_page_and_says_the_same(learner):
    learner.vote("guess", "holds")
    page = {str(each["data-mark"]) for each in learner.open().soup.select("[data-mark]")}
    assert page == set(marks(learner))


def test_marks_cost_three_queries_and_a_visitor_none(learner, outsider, django_assert_num_queries):
    learner.vote("guess", "holds")
    with django_assert_num_queries(3):
        learner.open("/progress/marks/two/lazy/")
    with django_assert_num_queries(0):
        outsider.open("/progress/marks/two/lazy/")
    assert outsider.open("/progress/marks/two/nowhere/").status == 404
