"""Numbers: what an instructor types, and which of what a learner types is within it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_site.quizzes.kinds.number import NumberKind, NumberQuestion
from tutorial_site.quizzes.numbers import LONGEST, readings, written
from tutorial_site.quizzes.tests.parsing import errors, question, warnings

ASK = "Q?\n\n{}\n\nBecause: so.\n"


def asked(*answers: str) -> NumberQuestion:
    found: NumberQuestion = question(ASK.format("\n".join(answers)))
    return found


def is_right(asked: NumberQuestion, text: str) -> bool:
    return NumberKind().grade(asked, {"text": text}).correct


def outcome(asked: NumberQuestion, text: str) -> Any:
    return NumberKind().outcome(asked, {"answer": {"text": text}})


# --- as typed by the instructor ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "low", "high", "shown"),
    [
        ("403", "403", "403", "403"),
        ("`403`", "403", "403", "403"),
        ("-0.50", "-0.5", "-0.5", "-0.5"),
        ("1e3", "1000", "1000", "1000"),
        ("12 ms", "12", "12", "12 ms"),
        ("12 ± 0.5", "11.5", "12.5", "12 ± 0.5"),
        ("12 +- 0.5 ms", "11.5", "12.5", "12 ± 0.5 ms"),
        ("200 ± 5%", "190", "210", "200 ± 5%"),
        ("10..14", "10", "14", "10 to 14"),
        ("1.5..2.5 rows a page", "1.5", "2.5", "1.5 to 2.5 rows a page"),
        ("5 %", "5", "5", "5 %"),
    ],
)
def test_a_number_may_have_a_tolerance_a_unit_or_be_a_range(
    typed: str, low: str, high: str, shown: str
) -> None:
    [answer] = asked(f"- [#] {typed}").answers
    assert (answer.low, answer.high) == (Decimal(low), Decimal(high))
    assert answer.text == shown


@pytest.mark.parametrize(
    ("answers", "line", "code"),
    [
        ("- [#]", 3, "quiz-bad-number"),
        ("- [#] many", 3, "quiz-bad-number"),
        ("- [#] 1..", 3, "quiz-bad-number"),
        ("- [#] 1 ± -1", 3, "quiz-bad-number"),
        ("- [#] 14..10", 3, "quiz-bad-number"),
        ("- [#] " + "1" * 41, 3, "quiz-bad-number"),
        ("- [#] 1\n- [ ] two\n    > No.", 4, "quiz-bad-number"),
        ("- [#] 1 s\n- [#] 1000 ms", 4, "quiz-two-units"),
        ("- [#] 1..9\n- [ ] 3\n    > No.", 4, "quiz-wrong-matches"),
        ("- [#] 1\n- [=] one", 3, "quiz-mixed-marks"),
        ("- [#] 1\n- [x] one", 4, "quiz-item-without-box"),
        ("- [#] 1\n" * 21, 23, "quiz-too-many-answers"),
    ],
)
def test_a_fault_is_named_with_its_line(answers: str, line: int, code: str) -> None:
    assert (line, code) in errors(ASK.format(answers))


def test_a_question_that_says_number_and_names_none_is_told_so() -> None:
    assert errors("kind: number\nQ?\n") == [(2, "quiz-no-answer")]
    assert errors("kind: number\nQ?\n\n- [ ] 1\n    > No.\n") == [(4, "quiz-no-answer")]


def test_a_wrong_number_without_feedback_is_warned_of() -> None:
    assert warnings(ASK.format("- [#] 1\n- [ ] 2")) == [(4, "quiz-no-feedback")]


def test_another_tolerance_makes_another_question_and_another_note_does_not() -> None:
    first = asked("- [#] 1 ± 0.1\n    > Yes.")
    assert first.digest == asked("- [#] 1.0 ± 0.10\n    > Indeed.").digest
    assert first.digest != asked("- [#] 1 ± 0.2\n    > Yes.").digest


# --- as typed by the learner ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["1500", " 1500 ", "1,500", "1 500", "1\u202f500", "1'500", "+1500", "1.5e3", "1500.0"]
)
def test_a_number_is_one_however_it_is_written(text: str) -> None:
    assert is_right(asked("- [#] 1500"), text)


@pytest.mark.parametrize("text", ["1.5", "1,5", "\u22121.5", "1.5ms", "1.5 MS"])
def test_commas_signs_and_units_are_understood(text: str) -> None:
    found = asked("- [#] 1.5 ms", "- [#] -1.5 ms")
    assert is_right(found, text)


@pytest.mark.parametrize("text", ["11.5", "12.5", "12"])
def test_the_ends_of_a_tolerance_belong_to_it(text: str) -> None:
    assert is_right(asked("- [#] 12 ± 0.5"), text)


@pytest.mark.parametrize("text", ["11.49", "12.51", "-12", "120", "1e99", "1,2"])
def test_what_lies_outside_is_wrong(text: str) -> None:
    assert not is_right(asked("- [#] 12 ± 0.5"), text)


def test_decimals_are_compared_exactly() -> None:
    assert is_right(asked("- [#] 0.3"), "0.3")
    assert not is_right(asked("- [#] 0.3"), "0.30000000000000004")


@pytest.mark.parametrize(
    "text", ["", "many", "NaN", "Infinity", "0x10", "1e999", "--1", "1.2.3", "1" * 41, "١"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert readings(text) == []


def test_a_foreseen_wrong_number_points_to_its_note() -> None:
    found = asked("- [#] 403", "- [ ] 400..404", "    > Near.")
    assert "note at your answer" in outcome(found, "404").message
    assert "note" not in outcome(found, "500").message
    assert outcome(found, "403").right


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_is_no_number(text: str) -> None:
    assert all(number.is_finite() for number in readings(text, "ms"))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9)))
def test_a_number_that_is_shown_can_be_typed(number: Decimal) -> None:
    if len(written(number)) <= LONGEST:
        assert number in readings(written(number))
