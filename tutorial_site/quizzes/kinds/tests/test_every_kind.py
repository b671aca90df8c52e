"""What holds for every kind of question, from the instructor's Markdown to the stored grade."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.services import record_attempt
from tutorial_site.quizzes.asking import find_question
from tutorial_site.quizzes.kinds import KINDS
from tutorial_site.quizzes.kinds.tests.examples import EXAMPLES, every_kind
from tutorial_site.quizzes.tests.example import Example, name_of
from tutorial_site.quizzes.tests.parsing import parse, warnings
from tutorial_site.quizzes.tests.sitting import HTMX, Sitting, without_noise

IN_PARTS = [name for name, example in EXAMPLES.items() if example.partly]

pytestmark = pytest.mark.usefixtures("kinds_course")


# --- before the answer ------------------------------------------------------------------------


@every_kind
def test_the_example_is_of_its_kind_and_without_a_fault(kind: str, example: Example) -> None:
    [asked], _ = parse(example.markdown, **example.options)
    assert asked.kind == kind
    assert warnings(example.markdown, **example.options) == []


@every_kind
def test_the_form_holds_nothing_of_the_key(sitting: Sitting, example: Example) -> None:
    html = without_noise(sitting.person.open(sitting.url))
    for secret in example.secrets:
        assert secret not in html
    block = find_question("two", sitting.kind, sitting.kind, "q1").block
    assert isinstance(block, QuizBlock)
    assert block.questions[0].digest not in html


@every_kind
def test_every_control_has_a_name_of_its_own_and_the_question_names_their_group(
    sitting: Sitting,
) -> None:
    form = sitting.form()
    controls = form.select("input:not([type=hidden]), select, textarea")
    names = [name_of(form, control) for control in controls]
    assert names
    assert all(names)
    assert len(set(names)) == len(names)
    group = form.find("fieldset")
    assert group is not None
    assert group.find("legend") is not None
    assert group.get("aria-labelledby") or group.get("aria-describedby")


@every_kind
def test_no_id_stands_twice_before_an_answer_or_after(sitting: Sitting, example: Example) -> None:
    sitting_ids = []
    for filling in (None, example.wrong, example.right):
        if filling is not None:
            sitting.answer(filling)
        page = sitting.person.open(f"/learn/two/{sitting.kind}/")
        sitting_ids.append([each["id"] for each in page.soup.find_all(id=True)])
    for ids in sitting_ids:
        assert sorted(ids) == sorted(set(ids))


@every_kind
def test_the_form_needs_no_inline_script_or_style(sitting: Sitting, example: Example) -> None:
    for filling in (example.wrong, example.right):
        for element in sitting.page().at(sitting.body).find_all(True):
            assert element.name not in ("script", "style")
            assert not [name for name in element.attrs if name.startswith(("on", "hx-on", "style"))]
        sitting.answer(filling)


@every_kind
def test_an_empty_form_is_asked_to_be_filled_in_and_nothing_is_stored(sitting: Sitting) -> None:
    for headers in ({}, HTMX):
        answered = sitting.send(sitting.fields({}), **headers)
        assert answered.status == 200
        assert answered.at(f"{sitting.html_id}-error")["role"] == "alert"
        assert answered.has_form(f"{sitting.html_id}-body")
    assert not Attempt.objects.exists()
    assert not Learner.objects.exists()


@every_kind
def test_the_lesson_draws_the_question_as_its_own_page_does(sitting: Sitting, kind: str) -> None:
    lesson = sitting.person.open(f"/learn/two/{kind}/").at(f"{kind}-q1-body")
    alone = sitting.page().at(f"{kind}-q1-body")
    assert lesson.get_text() == alone.get_text()
    assert lesson["data-phase"] == "open"


# --- right, wrong, partly right ---------------------------------------------------------------


@every_kind
def test_a_right_answer_scores_everything_and_all_is_explained(
    sitting: Sitting, example: Example
) -> None:
    attempt = sitting.answer(example.right)
    assert (attempt.score, attempt.correct, attempt.ordinal) == (1.0, True, 1)
    page = sitting.page()
    assert not page.has_form(sitting.body)
    assert "Right." in page.text(sitting.body)
    for said in ("Because", *example.after):
        assert said in page.text(sitting.body)


@every_kind
def test_a_wrong_answer_scores_nothing_and_can_be_tried_again(
    sitting: Sitting, example: Example
) -> None:
    attempt = sitting.answer(example.wrong)
    assert (attempt.score, attempt.correct) == (0.0, False)
    assert "Check again" in sitting.text()
    attempt = sitting.answer(example.right)
    assert (attempt.correct, attempt.ordinal) == (True, 2)
    assert "Right, on try 2." in sitting.text()


@every_kind
def test_a_wrong_answer_still_stands_in_the_form(sitting: Sitting, example: Example) -> None:
    sent = sitting.fields(example.wrong)
    sitting.send(sent)
    assert in_form(sitting.form()) == {
        name: value if isinstance(value, list) else [value]
        for name, value in sent.items()
        if name not in ("key", "csrfmiddlewaretoken", "shown") and value
    }


def in_form(form: Tag) -> dict[str, list[str]]:
    """What is typed, ticked and picked in a form, by the names of the fields."""
    found: dict[str, list[str]] = {}
    for each in form.select("select, input[checked], input[type=text], textarea"):
        shown = each.select_one("option[selected], option") if each.name == "select" else each
        picked = each.select_one("option[selected]") or shown
        assert picked is not None
        if value := str(picked.get("value", picked.get_text())).removeprefix("\n"):
            found.setdefault(str(each["name"]), []).append(value)
    return found


@pytest.mark.parametrize("kind", IN_PARTS)
def test_an_answer_right_in_part_gets_credit_in_part_and_says_so(
    sitting: Sitting, example: Example
) -> None:
    assert example.partly is not None
    filling, score = example.partly
    attempt = sitting.answer(filling)
    assert attempt.score == pytest.approx(score)
    assert not attempt.correct
    page = sitting.page()
    assert page.at(sitting.body).select(".quiz-result-partly")
    assert "Because" not in page.text(sitting.body)


@every_kind
def test_a_wrong_answer_does_not_give_the_reason_away(sitting: Sitting, example: Example) -> None:
    sitting.answer(example.wrong)
    page = sitting.page()
    assert not page.at(sitting.body).select(".quiz-because, .quiz-review")


@every_kind
def test_who_gives_up_is_shown_everything_and_scores_nothing(
    sitting: Sitting, example: Example
) -> None:
    assert "Show the answer" not in sitting.text()
    sitting.answer(example.wrong)
    attempt = sitting.reveal()
    assert (attempt.score, attempt.correct, attempt.payload["revealed"]) == (0.0, False, True)
    text = sitting.text()
    for said in ("Here is the answer", "Because", *example.after):
        assert said in text
    again = sitting.person.open(f"{sitting.url}?again=1")
    assert again.has_form(sitting.body)
    for secret in example.secrets:
        assert secret not in without_noise(again)


@every_kind
def test_an_attempt_can_be_read_without_the_lesson(sitting: Sitting, example: Example) -> None:
    payload = sitting.answer(example.wrong).payload
    assert payload["asked"]["stem"]
    assert payload["answer"]


# --- sent twice, late, out of order -----------------------------------------------------------


@every_kind
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_answer_sent_twice_counts_once(
    sitting: Sitting, example: Example, headers: dict[str, str]
) -> None:
    data = sitting.fields(example.wrong)
    first, second = sitting.send(data, **headers), sitting.send(data, **headers)
    assert first.status == second.status
    sitting.answer(example.right)
    sitting.send(data, **headers)  # a replay, long after
    assert [each.correct for each in Attempt.objects.order_by("pk")] == [False, True]


@every_kind
def test_an_old_form_can_still_be_sent_after_another_was_answered(
    sitting: Sitting, example: Example
) -> None:
    old, new = sitting.fields(example.wrong), sitting.fields(example.right)
    assert sitting.send(new).status == 303
    assert sitting.send(old).status == 303
    assert list(Attempt.objects.order_by("pk").values_list("ordinal", "correct")) == [
        (1, True),
        (2, False),
    ]


@every_kind
def test_htmx_gets_the_question_alone_and_the_outcome_aloud(
    sitting: Sitting, example: Example
) -> None:
    swapped = sitting.send(sitting.fields(example.wrong), **HTMX)
    assert swapped.html.strip().startswith('<div class="quiz-question-body"')
    assert swapped.text(f"{sitting.html_id}-status")
    swapped = sitting.send(sitting.fields(example.right), **HTMX)
    assert swapped.text(f"{sitting.html_id}-status") == "Right."


# --- identity ---------------------------------------------------------------------------------


@every_kind
def test_another_explanation_leaves_the_question_the_same(kind: str, example: Example) -> None:
    [first], _ = parse(example.markdown, **example.options)
    [later], _ = parse(f"{example.markdown}\nAnd there is more to it.\n", **example.options)
    assert later.because_html != first.because_html
    assert later.digest == first.digest


@every_kind
def test_four_queries_record_a_returning_learner_s_answer(
    sitting: Sitting, example: Example, django_assert_num_queries: Any
) -> None:
    sitting.answer(example.wrong)
    data = sitting.fields(example.right)
    with django_assert_num_queries(4):
        sitting.send(data | {"key": str(uuid4())})


# --- anything at all --------------------------------------------------------------------------


@every_kind
@pytest.mark.parametrize(
    "much", ["\0", "- [=] a\n", "1. a\n", "____[", "`", "> ", "\t", "- a -> b\n"]
)
def test_nasty_text_gives_problems_and_no_exception(kind: str, much: str) -> None:
    _, problems = parse(much * 3000, kind=kind)
    assert any(problem.is_error for problem in problems)
    assert len(problems) < 100


FRAGMENTS = (
    "Q?",
    "",
    "- [x] a",
    "- [ ] b",
    "- [=] c",
    "- [~] (c",
    "- [#] 1..2 ms",
    "- [#] ± 3",
    "1. d",
    "2. `    e`",
    "- f -> g",
    "-> h",
    "____[i|j*] `____[k]`",
    "____[l",
    "```{.python .predict asks=output}",
    "```python",
    "m = 1  # <- fault: n",
    "    > o",
    "    misconception: p",
    "Because: q",
    "***",
    "kind: order",
    "exact: [case",
    "<!-- r",
    "-->",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14), st.sampled_from(["", *KINDS]))
def test_whatever_is_typed_is_a_question_or_a_problem_that_says_what_to_do(
    lines: list[str], kind: str
) -> None:
    questions, problems = parse("\n".join(lines), kind=kind)
    assert all(problem.hint and problem.line >= 1 for problem in problems)
    assert questions or any(problem.is_error for problem in problems)


OF_ANY_KIND = {
    "chosen": ["x"],
    "shown": ["x", "y"],
    "text": "x",
    "lines": [{"id": "x", "indent": 9}, {"id": "y"}],
    "pairs": {"x": "y"},
    "blanks": ["x"] * 40,
}


@every_kind
@pytest.mark.parametrize("score", [0.0, 1.0])
def test_an_answer_of_another_kind_which_the_question_once_was_is_no_trouble(
    sitting: Sitting, example: Example, kind: str, score: float
) -> None:
    first = sitting.answer(example.wrong)
    record_attempt(
        first.learner,
        course="two",
        lesson=kind,
        block=kind,
        question="q1",
        kind=Attempt.Kind.ANSWER,
        key=uuid4(),
        digest="of another question",
        payload={"answer": OF_ANY_KIND, "asked": {"stem": "?"}, "revealed": False},
        score=score,
    )
    said = sitting.text()
    assert ("earlier version" in said) == (score == 0)
    assert ("edited after you answered" in said) == (score == 1)
