"""A learner's own page: what they did, how well, with help or without."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from django.utils import timezone

from tutorial_site.accounts.tests.desk import sign_up
from tutorial_site.catalog.store import library
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.overview import CourseOverview, LessonOverview, overview_of
from tutorial_site.progress.tests.cast import BOTH, LAZY, RIGHT, WRONG, Lessons, Person
from tutorial_site.progress.zones import UTC

pytestmark = [pytest.mark.django_db]

FRONT = "minutes: 5\nobjectives: [Say when rows are asked for, Tell what asks for them]\n"
EXERCISE = """
/// exercise | Greet
    id: greet
    objective: 2

Say hello.

```{.python .flask file=app.py}
from flask import Flask

app = Flask(__name__)
```

```{.python .checks}
def test_it_greets(browser):
    \"\"\"It must greet.\"\"\"
    assert browser.get("/").text == "hello"
```

```{.python .flask .solution file=app.py}
from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "hello"
```
///
"""


@pytest.fixture(autouse=True)
def lesson_with_objectives(own_course: Lessons) -> None:
    text = LAZY.replace("minutes: 5\n", FRONT).replace("id: lazy\n", "id: lazy\n    objective: 1\n")
    own_course.write("01-lazy", text.replace("***\n", "***\n\nobjective: 2\n") + EXERCISE)


def course() -> CourseOverview:
    found = overview_of(
        Learner.objects.get(), library().courses.values(), timezone.now(), UTC
    ).courses
    return found[0]


def lazy() -> LessonOverview:
    return course().lessons[0]


def check(solved: bool, *, helped: bool = False) -> None:
    """A run of the exercise's checks, as the playground keeps it."""
    Attempt(
        learner=Learner.objects.get(),
        course="two",
        lesson="lazy",
        block="greet",
        kind=Attempt.Kind.EXERCISE,
        key=uuid4(),
        ordinal=Attempt.objects.filter(block="greet").count() + 1,
        digest="d",
        score=float(solved),
        correct=solved,
        payload={"helped": helped},
    ).save()


def page(person: Person) -> str:
    return person.open("/progress/").text("main")


def test_scores_are_told_by_objective_now_and_at_the_first_try(learner):
    learner.answer("lazy-q1", WRONG)
    learner.answer("lazy-q1", RIGHT)
    learner.answer("lazy-q2", "len(tasks)")
    by_title = {score.title: score for score in lazy().objectives}
    rows, asks = by_title["Say when rows are asked for"], by_title["Tell what asks for them"]
    assert (rows.now, rows.first, rows.tried, rows.total) == (100, 0, 1, 1)
    assert (asks.now, asks.first, asks.tried, asks.total) == (50, 50, 1, 2)
    assert (lazy().score.now, lazy().score.tried, lazy().score.total) == (75, 2, 3)
    assert "Say when rows are asked for 100 % 0 % 1 of 1" in page(learner)


def test_seeing_the_answer_is_not_knowing_it(learner):
    learner.answer("lazy-q1", WRONG)
    learner.answer("lazy-q1", reveal="1")
    assert lazy().score.now == 0


def test_an_exercise_counts_to_its_objective_once_solved_whatever_is_tried_later(learner):
    learner.vote("guess", "holds")
    assert [each.state for each in lazy().exercises] == ["open"]
    check(False)
    assert lazy().objectives[1].now == 0
    check(True)
    check(False)
    assert lazy().objectives[1].now == 100
    assert lazy().objectives[1].first is None


@pytest.mark.parametrize(
    ("runs", "state", "said"),
    [
        ([(False, False)], "open", "Greet still open"),
        ([(True, True)], "helped", "Greet solved with help"),
        ([(True, False), (True, True)], "alone", "Greet solved alone"),
    ],
)
def test_exercises_are_solved_alone_or_with_help(learner, runs, state, said):
    learner.vote("guess", "holds")
    for solved, helped in runs:
        check(solved, helped=helped)
    assert [each.state for each in lazy().exercises] == [state]
    assert said in page(learner)


def test_the_page_shows_how_far_one_is_and_where_to_go_on(learner):
    learner.answer("lazy-q1", RIGHT)
    learner.answer("lazy-q2", *BOTH)
    shown = learner.open("/progress/")
    assert "1 of 5 done" in shown.text("main")
    assert "0 of 2 lessons done" in shown.text("main")
    assert shown.soup.select_one(".start a[href^='/learn/two/lazy/#']")


def test_the_picture_has_a_table_behind_it(learner):
    learner.answer("lazy-q1", RIGHT)
    soup = learner.open("/progress/").soup
    picture = soup.select_one("svg[role=img]")
    assert picture is not None
    caption = soup.find(id=picture["aria-labelledby"])
    assert "Each mark is a day" in caption.get_text()
    assert len(picture.select("rect[data-level='1']")) == 1
    [row] = soup.select(".own__table tbody tr")
    assert [cell.get_text() for cell in row.select("td")] == ["1"]


def test_what_is_due_for_review_stands_there(learner):
    learner.answer("lazy-q1", WRONG)
    assert "Nothing to review today" in page(learner)
    models.QuerySet(Attempt).update(created_at=timezone.now() - timedelta(days=2))
    assert "1 question to review today" in page(learner)


def test_a_visitor_is_shown_where_to_begin(outsider, django_assert_num_queries):
    with django_assert_num_queries(0):
        said = page(outsider)
    assert "Nothing yet" in said
    assert not outsider.has_session


def test_nobody_sees_what_somebody_else_did(learner, other_learner):
    learner.answer("lazy-q1", RIGHT)
    assert "Nothing yet" in page(other_learner)


def test_days_are_those_of_the_time_zone_that_the_browser_names(learner):
    learner.answer("lazy-q1", RIGHT)
    for name, zone in (
        ("Pacific/Auckland", "Pacific/Auckland"),
        ("Pacific%2FAuckland", "Pacific/Auckland"),
        ("../../etc/passwd", "UTC"),
        ("", "UTC"),
    ):
        learner.client.cookies["zone"] = name
        assert learner.open("/progress/").soup.select_one(f"[data-zone='{zone}']")


def test_what_was_done_in_a_course_that_is_gone_breaks_nothing(learner):
    learner.answer("lazy-q1", RIGHT)
    Attempt(
        learner=Learner.objects.get(),
        course="gone",
        lesson="gone",
        block="gone",
        kind="answer",
        question="q9",
        key=uuid4(),
        ordinal=1,
        digest="d",
        score=1.0,
        correct=True,
    ).save()
    assert [each.course.slug for each in (course(),)] == ["two"]
    assert page(learner)


def test_the_page_is_kept_by_nobody(learner):
    learner.answer("lazy-q1", RIGHT)
    assert "no-store" in learner.open("/progress/").response["Cache-Control"]


def test_it_costs_no_more_than_eight_queries_however_much_was_done(
    learner: Person, django_assert_max_num_queries: Any
) -> None:
    learner.answer("lazy-q1", WRONG)
    sign_up(learner)
    some = [("lazy", f"block{n}", f"q{n}") for n in range(300)]
    Attempt.objects.bulk_create(
        Attempt(
            learner=Learner.objects.get(),
            course="two",
            lesson=lesson,
            block=block,
            question=question,
            kind="answer",
            key=uuid4(),
            ordinal=1,
            digest="d",
            score=1.0,
            correct=True,
        )
        for lesson, block, question in some
    )
    with django_assert_max_num_queries(8):
        assert learner.open("/progress/").status == 200
