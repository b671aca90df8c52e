"""A learner answers a quiz, in a browser without a script, and with htmx."""

import re
from typing import Any
from uuid import uuid4

import pytest

from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import BOTH, RIGHT, WRONG, Lessons, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

WHY_WRONG = "Nothing has asked for rows yet."
WHY_RIGHT = "A loop asks for them."
WHY_NEVER = "Then nothing would ever be shown."
BECAUSE = "a queryset describes a query."
URL = "/answers/two/lazy/lazy/q1/"
HTMX = {"HX-Request": "true"}


def choice_ids(person: Person) -> dict[str, str]:
    """What the form sends for each choice of question one."""
    form = person.open().at("lazy-q1")
    labels = {str(label["for"]): label.get_text().strip() for label in form.find_all("label")}
    return {labels[str(box["id"])]: str(box["value"]) for box in form.select("input[name=choice]")}


# --- the form ---------------------------------------------------------------------------------


def test_one_right_choice_is_asked_for_with_radios_several_with_checkboxes(
    outsider: Person,
) -> None:
    page = outsider.open()
    assert {box["type"] for box in page.at("lazy-q1").select("input[name=choice]")} == {"radio"}
    assert {box["type"] for box in page.at("lazy-q2").select("input[name=choice]")} == {"checkbox"}
    assert "Choose one." in page.text("lazy-q1-legend")
    assert "Choose all that are right." in page.text("lazy-q2-legend")


def test_the_question_names_the_group_and_each_choice_has_its_label(outsider: Person) -> None:
    question = outsider.open().at("lazy-q1")
    fieldset = question.find("fieldset")
    assert fieldset is not None
    assert fieldset["aria-labelledby"] == "lazy-q1-stem lazy-q1-legend"
    assert fieldset.find("legend") is not None
    boxes = {box["id"] for box in question.select("input[name=choice]")}
    assert {label["for"] for label in question.find_all("label")} == boxes


def test_no_id_stands_twice_on_the_page(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    learner.answer("lazy-q2", *BOTH)
    ids = [element["id"] for element in learner.open().soup.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


def test_the_form_needs_no_inline_script_or_style(outsider: Person) -> None:
    quiz = outsider.open().at("lazy")
    for element in quiz.find_all(True):
        assert element.name not in ("script", "style")
        assert not [name for name in element.attrs if name.startswith(("on", "hx-on", "style"))]


# --- the key stays on the server --------------------------------------------------------------


def test_before_an_answer_the_page_holds_nothing_of_the_key(outsider: Person) -> None:
    page = outsider.open()
    for said in (WHY_WRONG, WHY_RIGHT, WHY_NEVER, BECAUSE, "misconception", "correct"):
        assert said not in page.html


def test_choices_look_alike_whatever_they_are(outsider: Person) -> None:
    rows = outsider.open().at("lazy-q1").select(".quiz-choice")
    shapes = {re.sub(r"[0-9a-f]{10}|>[^<]+<", "", str(row)) for row in rows}
    assert len(rows) == 3
    assert len(shapes) == 1


def test_a_wrong_answer_explains_what_was_chosen_and_nothing_else(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    page = learner.open()
    assert WHY_WRONG in page.html
    for said in (WHY_RIGHT, WHY_NEVER, BECAUSE):
        assert said not in page.html
    assert len(page.at("lazy-q1").select(".quiz-mark")) == 1


def test_the_digest_which_the_key_went_into_never_reaches_a_page(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    assert Attempt.objects.get().digest not in learner.open().html


# --- answering without a script ---------------------------------------------------------------


def test_an_answer_leads_back_to_the_quiz_on_the_lesson_s_page(learner: Person) -> None:
    answered = learner.answer("lazy-q1", WRONG)
    assert answered.status == 303
    assert answered.response["Location"] == "/learn/two/lazy/#lazy"


def test_wrong_then_right_shows_every_choice_with_its_reason(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    assert "Not right yet" in learner.open().text("lazy-q1")

    learner.answer("lazy-q1", RIGHT)
    page = learner.open()
    assert not page.has_form("lazy-q1")
    assert "Right, on try 2." in page.text("lazy-q1")
    for said in (WHY_WRONG, WHY_RIGHT, WHY_NEVER, BECAUSE):
        assert said in page.html
    assert "your answer" in page.text("lazy-q1")


def test_several_right_choices_get_credit_in_parts_until_all_are_found(learner: Person) -> None:
    learner.answer("lazy-q2", "len(tasks)")
    assert "something is missing" in learner.open().text("lazy-q2")
    learner.answer("lazy-q2", *BOTH, "tasks.filter(done=True)")
    assert "Partly right" in learner.open().text("lazy-q2")
    learner.answer("lazy-q2", *BOTH)
    assert not learner.open().has_form("lazy-q2")
    graded = Attempt.objects.order_by("ordinal").values_list("ordinal", "score", "correct")
    assert list(graded) == [(1, 0.5, False), (2, 0.5, False), (3, 1.0, True)]


def test_what_was_chosen_is_still_ticked_after_a_wrong_answer(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    ticked = learner.open().at("lazy-q1").select("input[checked]")
    assert [box["value"] for box in ticked] == [choice_ids(learner)[WRONG]]


def test_the_answer_can_be_seen_after_a_try_and_the_question_tried_again(learner: Person) -> None:
    assert "Show the answer" not in learner.open().html
    learner.answer("lazy-q1", WRONG)
    learner.answer("lazy-q1", reveal="1")

    page = learner.open()
    assert not page.has_form("lazy-q1")
    assert WHY_RIGHT in page.html
    assert BECAUSE in page.html
    asked = Attempt.objects.get(ordinal=2)
    assert (asked.score, asked.correct, asked.payload["revealed"]) == (0.0, False, True)

    again = learner.open(f"{URL}?again=1")
    assert WHY_RIGHT not in again.html
    learner.send(*learner.fill(again, "lazy-q1", RIGHT))
    assert "Right, on try 3." in learner.open().text("lazy-q1")


def test_results_are_there_in_a_second_tab_and_after_a_reload(learner: Person) -> None:
    tab = learner.open()
    learner.answer("lazy-q1", RIGHT)
    assert tab.has_form("lazy-q1")
    assert not learner.open().has_form("lazy-q1")
    assert not learner.open().has_form("lazy-q1")


def test_the_order_of_choices_stays_for_a_learner_from_the_first_look_on(learner: Person) -> None:
    before = list(choice_ids(learner))
    learner.answer("lazy-q1", WRONG)
    assert list(choice_ids(learner)) == before


def test_an_attempt_can_be_read_without_the_lesson(learner: Person) -> None:
    learner.answer("lazy-q1", WRONG)
    payload = Attempt.objects.get().payload
    texts = {choice["id"]: choice["text"] for choice in payload["asked"]["choices"]}
    assert payload["asked"]["stem"] == "When does Task.objects.all() reach the database?"
    assert set(texts.values()) == {WRONG, RIGHT, "Never at all"}
    assert [texts[chosen] for chosen in payload["answer"]["chosen"]] == [WRONG]


# --- with htmx --------------------------------------------------------------------------------


def test_htmx_gets_the_question_alone_and_the_status_aloud(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    swapped = learner.send(url, data, **HTMX)
    assert swapped.status == 200
    assert swapped.html.strip().startswith('<div class="quiz-question-body" id="lazy-q1-body"')
    assert "<html" not in swapped.html
    status = swapped.at("lazy-q1-status")
    assert status["hx-swap-oob"] == "innerHTML"
    assert "Not right yet" in status.get_text()


def test_the_form_says_to_htmx_where_it_goes_and_what_it_replaces(outsider: Person) -> None:
    page = outsider.open()
    form = page.at("lazy-q1").find("form")
    assert form is not None
    assert form["hx-post"] == form["action"] == URL
    assert form["hx-target"] == "#lazy-q1-body"
    assert page.at("lazy-q1-body").name == "div"
    assert page.at("lazy-q1-status")["role"] == "status"


def test_focus_has_somewhere_to_go_after_every_swap(learner: Person) -> None:
    """htmx gives the focus to the element that has the id of the one that had it."""
    assert learner.open().at("lazy-q1-focus").name == "button"
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    assert learner.send(url, data, **HTMX).at("lazy-q1-focus").name == "button"
    url, data = learner.fill(learner.open(), "lazy-q1", RIGHT)
    assert learner.send(url, data, **HTMX).at("lazy-q1-focus")["tabindex"] == "-1"


def test_right_at_once_with_htmx_shows_everything(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", RIGHT)
    swapped = learner.send(url, data, **HTMX)
    assert BECAUSE in swapped.html
    assert "Right." in swapped.text("lazy-q1-status")


# --- sent twice -------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_double_click_counts_once_and_is_answered_alike(
    learner: Person, headers: dict[str, str]
) -> None:
    learner.answer("lazy-q2", *BOTH)
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    first, second = learner.send(url, data, **headers), learner.send(url, data, **headers)
    assert first.status == second.status
    assert Attempt.objects.filter(question="q1").count() == 1


def test_going_back_and_choosing_something_else_is_another_attempt(learner: Person) -> None:
    page = learner.open()
    learner.send(*learner.fill(page, "lazy-q1", WRONG))
    learner.send(*learner.fill(page, "lazy-q1", RIGHT))
    assert list(Attempt.objects.order_by("ordinal").values_list("correct", flat=True)) == [
        False,
        True,
    ]


# --- refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_no_choice_is_asked_for_one_and_nothing_is_stored(
    learner: Person, headers: dict[str, str]
) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1")
    answered = learner.send(url, data, **headers)
    assert answered.status == 200
    assert "Choose an answer first" in answered.text("lazy-q1-error")
    assert answered.at("lazy-q1-error")["role"] == "alert"
    assert answered.has_form("lazy-q1-body")
    assert not Attempt.objects.exists()
    assert not Learner.objects.exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"choice": "0123456789"},
        {"choice": "x" * 100_000},
        {"choice": ["a"] * 900},
        {"choice": "-1"},
        {"key": "no uuid"},
        {"key": ""},
        {"shown": "x" * 100_000},
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_the_form_cannot_send_is_refused_with_a_reason(
    learner: Person, forged: dict[str, Any], headers: dict[str, str]
) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    answered = learner.send(url, data | forged, **headers)
    assert answered.status == 400
    assert "doesn't fit the question" in answered.soup.get_text()
    assert answered.has_form("lazy-q1-body")
    assert not Attempt.objects.exists()


def test_two_choices_where_one_is_asked_for_are_refused(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG, RIGHT)
    assert learner.send(url, data).status == 400
    assert not Attempt.objects.exists()


def test_another_question_s_choices_are_refused(learner: Person) -> None:
    _, other = learner.fill(learner.open(), "lazy-q2", *BOTH)
    assert learner.send(URL, other).status == 400


def test_thousands_of_fields_are_refused(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    answered = learner.send(url, data | {f"choice{number}": "1" for number in range(1100)})
    assert answered.status == 400
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "/answers/two/lazy/lazy/q3/",
        "/answers/two/lazy/lazy/before/",
        "/answers/two/lazy/by-hand/q1/",
        "/answers/two/lazy/nothing/q1/",
        "/answers/two/nothing/lazy/q1/",
        "/answers/nothing/lazy/lazy/q1/",
    ],
)
def test_a_question_that_does_not_exist_is_not_found(learner: Person, url: str) -> None:
    _, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    assert learner.send(url, data).status == 404
    assert not Attempt.objects.exists()


def test_a_post_from_another_site_is_refused(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    del data["csrfmiddlewaretoken"]
    assert learner.send(url, data).status == 403
    assert not Attempt.objects.exists()


def test_an_order_that_was_made_up_is_forgotten(learner: Person) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    assert learner.send(url, data | {"shown": "a,b,c"}).status == 303
    assert len(Attempt.objects.get().payload["answer"]["shown"]) == 3


# --- apart ------------------------------------------------------------------------------------


def test_learners_do_not_see_each_other_s_answers(
    learner: Person, other_learner: Person, outsider: Person
) -> None:
    learner.answer("lazy-q1", RIGHT)
    other_learner.answer("lazy-q1", WRONG)

    assert BECAUSE in learner.open().html
    assert BECAUSE not in other_learner.open().html
    assert WHY_WRONG in other_learner.open().html
    assert WHY_WRONG not in outsider.open().html
    assert Learner.objects.count() == 2


def test_reading_makes_no_learner(outsider: Person) -> None:
    outsider.open()
    outsider.open(URL)
    assert not outsider.has_session
    assert not Learner.objects.exists()


# --- lessons change ---------------------------------------------------------------------------


def edit(course: Lessons, *changes: tuple[str, str]) -> None:
    from tutorial_site.progress.tests.cast import LAZY

    text = LAZY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    course.write("01-lazy", text)


def test_a_better_explanation_reaches_those_who_answered(
    own_course: Lessons, learner: Person
) -> None:
    learner.answer("lazy-q1", RIGHT)
    edit(own_course, (BECAUSE, "a queryset is a plan."))
    page = learner.open()
    assert "a queryset is a plan." in page.html
    assert "edited" not in page.text("lazy-q1")


def test_an_edited_question_keeps_its_attempts_and_says_so(
    own_course: Lessons, learner: Person
) -> None:
    learner.answer("lazy-q1", RIGHT)
    edit(own_course, ("Never at all", "Never ever"), ("reach the database", "touch the database"))
    page = learner.open()
    assert not page.has_form("lazy-q1")
    assert "edited after you answered it" in page.text("lazy-q1")
    assert Attempt.objects.get().payload["asked"]["stem"].endswith("reach the database?")


def test_a_wrong_answer_to_an_edited_question_is_asked_anew(
    own_course: Lessons, learner: Person
) -> None:
    learner.answer("lazy-q1", WRONG)
    edit(own_course, (WRONG, "On the line itself"))
    page = learner.open()
    assert "an earlier version" in page.text("lazy-q1")
    assert not page.at("lazy-q1").select(".quiz-mark")
    learner.answer("lazy-q1", RIGHT)
    assert "Right, on try 2." in learner.open().text("lazy-q1")


def test_a_question_that_moved_takes_its_attempts_along(
    own_course: Lessons, learner: Person
) -> None:
    learner.answer("lazy-q1", RIGHT)
    new = "Is it?\n\n- [x] It is\n    > Yes.\n- [ ] It isn't\n    > No.\n\nBecause: so.\n\n***\n\n"
    edit(own_course, ("When does `Task", new + "When does `Task"))
    page = learner.open()
    assert page.has_form("lazy-q1")
    assert not page.has_form("lazy-q2")
    assert BECAUSE in page.html


def test_an_answer_to_a_choice_edited_away_is_refused_and_the_question_drawn_anew(
    own_course: Lessons, learner: Person
) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    edit(own_course, (WRONG, "On the line itself"))
    answered = learner.send(url, data)
    assert answered.status == 400
    assert "On the line itself" in answered.html


# --- what it costs ----------------------------------------------------------------------------


def test_a_returning_learner_s_answer_takes_four_queries(
    learner: Person, django_assert_num_queries: Any
) -> None:
    learner.answer("lazy-q1", WRONG)
    both: list[dict[str, str]] = [{}, HTMX]
    for headers in both:
        url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
        with django_assert_num_queries(4):
            learner.send(url, data | {"key": str(uuid4())}, **headers)
    assert Attempt.objects.count() == 3


def test_a_new_learner_s_first_answer_takes_a_few_more(
    learner: Person, django_assert_max_num_queries: Any
) -> None:
    url, data = learner.fill(learner.open(), "lazy-q1", WRONG)
    with django_assert_max_num_queries(8):
        learner.send(url, data)


def test_a_visitor_s_page_takes_no_query(outsider: Person, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        outsider.open()


def test_a_learner_s_page_takes_few_queries_however_much_is_on_it(
    learner: Person, django_assert_max_num_queries: Any
) -> None:
    learner.answer("lazy-q1", RIGHT)
    learner.answer("lazy-q2", *BOTH)
    with django_assert_max_num_queries(5):
        learner.open()


def test_code_in_a_choice_keeps_its_lines(own_course: Lessons, learner: Person) -> None:
    code = "def f():\n        return 1"
    fence = f"- [ ] Never at all\n\n    ```python\n    {code}\n    ```"
    edit(own_course, ("- [ ] Never at all", fence))
    assert '<span class="p">():</span>\n    <span class="k">return</span>' in learner.open().html
