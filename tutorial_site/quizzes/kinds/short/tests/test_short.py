"""Short answers: what an instructor types, and what is right of what a learner types."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_site.quizzes.kinds.base import NotGradedError
from tutorial_site.quizzes.kinds.short import ShortKind, ShortQuestion
from tutorial_site.quizzes.kinds.short.grading import grade
from tutorial_site.quizzes.kinds.short.question import Answer
from tutorial_site.quizzes.tests.parsing import errors, question, warnings

GOOD = """
    What is it called?

    - [=] `values_list`
    - [~] values_?list(\\(.*\\))?
    - [ ] values
        > That gives dicts.
        misconception: values-gives-tuples

    Because: it lists values.
"""
ASK = "Q?\n\n{}\n\nBecause: so.\n"


def asked(*answers: str, **options: Any) -> ShortQuestion:
    found: ShortQuestion = question(ASK.format("\n".join(answers)), **options)
    return found


def is_right(asked: ShortQuestion, text: str) -> bool:
    return grade(asked, text).correct


def message(asked: ShortQuestion, text: str) -> str:
    return ShortKind().outcome(asked, {"answer": {"text": text}}).message


# --- as typed by the instructor ---------------------------------------------------------------


def test_answers_patterns_and_wrong_answers_are_told_apart() -> None:
    found = question(GOOD)
    assert [(answer.mark, answer.text) for answer in found.answers] == [
        ("right", "values_list"),
        ("pattern", "values_?list(\\(.*\\))?"),
        ("wrong", "values"),
    ]
    assert found.answers[2].misconception == "values-gives-tuples"
    assert found.answers[2].feedback_html == "<p>That gives dicts.</p>"
    assert found.exact == frozenset()


def test_what_counts_exactly_is_set_for_a_quiz_or_for_one_question() -> None:
    assert asked("- [=] a", exact=("case",)).exact == {"case"}
    own = question("exact: [case, spaces]\n\n" + ASK.format("- [=] a"))
    assert own.exact == {"case", "spaces"}
    assert (1, "bad-value") in errors("exact: caps\n\n" + ASK.format("- [=] a"))


@pytest.mark.parametrize(
    ("answers", "line", "code"),
    [
        ("- [~] a", 3, "quiz-no-example"),
        ("- [=]", 3, "quiz-empty-answer"),
        ("- [=] " + "a" * 201, 3, "quiz-long-answer"),
        ("- [=] a\n- [=] 'A '", 4, "quiz-duplicate-answer"),
        ("- [=] a\n- [ ] A\n    > No.", 4, "quiz-duplicate-answer"),
        ("- [=] a\n- [~] a(", 4, "quiz-bad-pattern"),
        ("- [=] a\n- [~] " + "a" * 301, 4, "quiz-bad-pattern"),
        ("- [=] a\n- [~] (a|aa)+[bc]", 4, "quiz-slow-pattern"),
        ("- [=] a\n- [~] b.*\n- [ ] bc\n    > No.", 5, "quiz-wrong-matches"),
        ("- [=] a\n- [x] b", 4, "quiz-item-without-box"),
        ("- [=] a\n> Yes.", 4, "quiz-not-indented"),
        ("- [=] a\n" * 31, 33, "quiz-too-many-answers"),
    ],
)
def test_a_fault_is_named_with_its_line(answers: str, line: int, code: str) -> None:
    assert (line, code) in errors(ASK.format(answers))


def test_a_question_that_says_short_and_names_no_answer_is_told_so() -> None:
    assert errors("kind: short\nQ?\n") == [(2, "quiz-no-answer")]
    assert errors("kind: short\nQ?\n\n- [ ] a\n    > No.\n") == [(4, "quiz-no-answer")]
    assert errors("Q?\n\nBecause: b.\n\n- [=] a\n") == [(3, "quiz-because-before-choices")]


def test_a_wrong_answer_without_feedback_and_a_missing_because_are_warned_of() -> None:
    assert warnings("Q?\n\n- [=] a\n- [ ] b\n") == [(1, "quiz-no-because"), (4, "quiz-no-feedback")]


@pytest.mark.parametrize(
    ("old", "new"), [("gives dicts", "gives dictionaries"), ("lists values", "does")]
)
def test_better_words_leave_the_question_the_same(old: str, new: str) -> None:
    assert question(GOOD).digest == question(GOOD.replace(old, new)).digest


@pytest.mark.parametrize(
    ("old", "new"), [("`values_list`", "`valueslist`"), ("_?", "_*"), ("called", "named")]
)
def test_another_stem_or_key_makes_another_question(old: str, new: str) -> None:
    assert question(GOOD).digest != question(GOOD.replace(old, new)).digest


# --- as typed by the learner ------------------------------------------------------------------


@pytest.mark.parametrize("text", ["values_list", " Values_List ", "“values_list”", "`values_list`"])
def test_case_blanks_and_quotes_around_it_do_not_count(text: str) -> None:
    assert is_right(question(GOOD), text)


def test_blanks_within_count_once_and_quotes_are_all_alike() -> None:
    found = asked('- [=] GET  "/notes"')
    for text in ("get '/notes'", "GET ‘/notes’", 'GET\t\n "/notes"'):
        assert is_right(found, text)
    assert not is_right(found, "GET/notes")


@pytest.mark.parametrize(
    ("exact", "near"), [("case", "get /a 'b'"), ("spaces", "GET  /a 'b'"), ("quotes", 'GET /a "b"')]
)
def test_what_is_wanted_exactly_is_wanted_exactly(exact: str, near: str) -> None:
    found = asked("- [=] GET /a 'b'", exact=(exact,))
    assert is_right(found, "GET /a 'b'")
    assert not is_right(found, near)
    assert message(found, near) == f"Nearly. Look at it once more: {exact} count here."


def test_a_pattern_has_to_match_all_of_it() -> None:
    found = question(GOOD)
    assert is_right(found, "valueslist('name')")
    assert not is_right(found, "my valueslist")


def test_a_pattern_sees_case_where_case_counts() -> None:
    assert is_right(asked("- [=] x", "- [~] ab+"), "ABB")
    assert not is_right(asked("- [=] x", "- [~] ab+", exact=("case",)), "ABB")


@pytest.mark.parametrize("text", ["", "values", "list", "values_list " * 10])
def test_anything_else_is_wrong(text: str) -> None:
    assert not is_right(question(GOOD), text)


def test_a_foreseen_wrong_answer_points_to_its_note() -> None:
    assert message(question(GOOD), "VALUES") == (
        "Not right yet. Read the note at your answer, and try again."
    )
    assert message(question(GOOD), "who knows") == "Not right yet. Try again."


def test_a_pattern_that_takes_too_long_grades_nobody_wrong() -> None:
    """The linter refuses such a pattern; a lesson that it never saw must not hang a page."""
    slow = Answer("pattern", "(a|aa)+[bc]", "")
    found = asked("- [=] x")
    found = ShortQuestion(
        **{name: getattr(found, name) for name in found.__dataclass_fields__}
        | {"answers": (*found.answers, slow)}
    )
    with pytest.raises(NotGradedError, match="nothing was counted"):
        grade(found, "a" * 100)
    assert is_right(found, "x")


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_any_answer_is_right_as_it_was_written_and_with_blanks_around(text: str) -> None:
    found = ShortQuestion(
        **{name: getattr(PLAIN, name) for name in PLAIN.__dataclass_fields__}
        | {"answers": (Answer("right", text, ""),)}
    )
    assert is_right(found, text)
    assert is_right(found, f"  {text} ")
    assert is_right(found, f"'{text}'")


PLAIN = asked("- [=] x")
