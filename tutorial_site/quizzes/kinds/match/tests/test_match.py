"""Matching: what an instructor types, and what pairs are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.match import MatchKind, MatchQuestion
from tutorial_site.quizzes.kinds.match.grading import grade
from tutorial_site.quizzes.kinds.match.tests.example import EXAMPLE
from tutorial_site.quizzes.tests.parsing import errors, question, warnings
from tutorial_site.quizzes.tests.sitting import Sitting

GOOD = """
    Which does what?

    - `a -> b` -> a hint
        > Python calls it an annotation.
    - `b` -> a name
    - c → a name
    - -> nothing

    Because: so.
"""


def asked(source: str) -> MatchQuestion:
    found: MatchQuestion = question(source)
    return found


def test_an_arrow_outside_of_code_parts_what_belongs_together() -> None:
    found = asked(GOOD)
    assert [pair.text for pair in found.pairs] == ["`a -> b`", "`b`", "c"]
    assert [right.text for right in found.rights] == ["a hint", "a name", "nothing"]
    by_id = {right.id: right.text for right in found.rights}
    assert [by_id[pair.right] for pair in found.pairs] == ["a hint", "a name", "a name"]
    assert found.pairs[0].feedback_html == "<p>Python calls it an annotation.</p>"


def test_lines_of_a_paragraph_do_as_well_as_a_list() -> None:
    found = asked("Q?\n\na -> 1\nb -> 2\n-> 3\n\nBecause: so.\n")
    assert [pair.text for pair in found.pairs] == ["a", "b"]
    assert len(found.rights) == 3


def test_an_arrow_in_a_choice_or_in_a_fence_makes_no_pair() -> None:
    assert question("Q?\n\n- [x] a -> b\n- [ ] b -> a\n").kind == "choice"
    fence = "Q?\n\n```\n- a -> b\n- b -> c\n```\n\n- [x] a\n- [ ] b\n"
    assert question(fence).kind == "choice"


@pytest.mark.parametrize(
    ("typed", "line", "code"),
    [
        ("a", 1, "quiz-no-pairs"),
        ("- a -> b", 3, "quiz-single-pair"),
        ("- a -> b\n- c -> b", 3, "quiz-single-pair"),
        ("- a -> b\n- c ->", 4, "quiz-empty-pair"),
        ("- a -> b\n- a -> c", 4, "quiz-duplicate-pair"),
        ("- a -> b\n- c\n- d -> e", 4, "quiz-pair-without-arrow"),
        ("- a -> b\n> c\n- d -> e", 4, "quiz-not-indented"),
        ("- a -> b\n- c -> d\n\ne", 6, "quiz-stray-text"),
        ("\n".join(f"- {n} -> a{n % 3}" for n in range(21)), 23, "quiz-too-many-pairs"),
    ],
)
def test_a_fault_is_named_with_its_line(typed: str, line: int, code: str) -> None:
    assert (line, code) in errors(f"Q?\n\n{typed}\n\nBecause: so.\n", kind="match")


def test_a_last_pair_that_answers_itself_is_warned_of() -> None:
    typed = "Q?\n\n- a -> 1\n- b -> 2\n- c -> 3\n\nBecause: so.\n"
    assert warnings(typed) == [(3, "quiz-last-pair-given")]
    assert warnings(typed.replace("- c", "- -> 4\n- c")) == []


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("annotation", "annotation, and ignores it", True),
        ("- `b` -> a name", "- `b` -> a hint", False),
        ("- -> nothing", "- -> something", False),
        ("what?", "which?", False),
    ],
)
def test_another_key_makes_another_question_and_better_words_do_not(
    old: str, new: str, *, same: bool
) -> None:
    assert (asked(GOOD).digest == asked(GOOD.replace(old, new)).digest) == same


@given(st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_the_score_is_the_share_of_right_pairs(picks: list[int]) -> None:
    found = asked(GOOD)
    given = {pair.id: found.rights[pick].id for pair, pick in zip(found.pairs, picks, strict=True)}
    hits = sum(pick == right for pick, right in zip(picks, (0, 1, 1), strict=True))
    assert grade(found, given).score == pytest.approx(hits / 3)
    assert grade(found, given).correct == (hits == 3)


def test_the_message_counts_the_right_pairs() -> None:
    found = asked(GOOD)
    first, second, _ = found.pairs
    kind = MatchKind()
    pairs = {first.id: first.right, second.id: second.right}
    said = [
        kind.outcome(found, {"answer": {"pairs": each}}).message
        for each in ({}, {first.id: first.right}, pairs)
    ]
    assert said == [
        "Not right yet. None of 3 pairs are right.",
        "Partly right. 1 of 3 pairs is right.",
        "Partly right. 2 of 3 pairs are right.",
    ]


# --- the form ---------------------------------------------------------------------------------


@pytest.fixture
def sitting(kinds_course: object, learner: Person) -> Sitting:
    return Sitting(learner, "match")


def test_what_is_still_open_is_asked_for(sitting: Sitting) -> None:
    data = sitting.fields({"urls.py": "makes the response", "views.py": "starts the server"})
    answered = sitting.send(data)
    assert "One is still open." in answered.text("match-q1-error")


def test_what_may_be_picked_stands_in_one_order_until_it_is_right(sitting: Sitting) -> None:
    before = [each.get_text() for each in sitting.form().select("option")]
    sitting.answer(EXAMPLE.wrong)
    assert [each.get_text() for each in sitting.form().select("option")] == before


def test_right_pairs_say_why_and_wrong_ones_only_that_they_are(sitting: Sitting) -> None:
    assert EXAMPLE.partly is not None
    sitting.answer(EXAMPLE.partly[0])
    marks = [each.get_text(" ", strip=True) for each in sitting.form().select(".quiz-feedback")]
    assert marks == ["Right It maps paths to views.", "Wrong", "Right"]


def test_something_that_belongs_to_another_question_is_refused(sitting: Sitting) -> None:
    data = sitting.fields(EXAMPLE.right)
    name = next(name for name in data if name.startswith("pair-"))
    for value in ("0123456789", "-1", "x" * 11, name.removeprefix("pair-")):
        assert sitting.send(data | {name: value}).status == 400
