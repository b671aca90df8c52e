"""Lines to put in order: what an instructor types, and what an order is worth."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.order import OrderKind, OrderLine, OrderQuestion
from tutorial_site.quizzes.kinds.order.grading import Placed, grade, standing
from tutorial_site.quizzes.kinds.order.tests.example import EXAMPLE
from tutorial_site.quizzes.tests.parsing import errors, question, warnings
from tutorial_site.quizzes.tests.sitting import Sitting

WORDS = """
    kind: order

    In which order?

    1. The server
    2. The middleware
    2. The *other* one
    3. The view
        > It is called last.
    - The template
        > Only if the view asks for it.

    Because: each hands it on.
"""
CODE = """
    kind: order

    Make a loop.

    1. `for n in range(3):`
    2. `    if n:`
    3. `        print(n)`

    Because: so.
"""


def asked(source: str) -> OrderQuestion:
    found: OrderQuestion = question(source)
    return found


def lines(ranks: str, *, code: bool = False) -> OrderQuestion:
    """A question of one line for each letter: "abc" in order, "-" for one that doesn't belong."""
    made = tuple(
        OrderLine(
            id=f"{rank}{at}",
            html=rank,
            text=f"{rank}{at}",
            rank=None if rank == "-" else ord(rank),
            indent=0,
            feedback_html="",
        )
        for at, rank in enumerate(ranks)
    )
    return OrderQuestion(
        id="q1",
        kind="order",
        line=1,
        digest="d",
        stem_html="",
        stem_text="",
        because_html="",
        lines=made,
        code=code,
    )


def put(asked: OrderQuestion, order: str, indents: str = "") -> list[Placed]:
    """The lines in the order of their letters; those of one letter as they come."""
    left = list(asked.lines)
    placed = []
    for at, letter in enumerate(order):
        line = next(each for each in left if each.html == letter)
        left.remove(line)
        placed.append(Placed(line, int(indents[at]) if indents else 0))
    return placed


def score(asked: OrderQuestion, order: str, indents: str = "") -> float:
    return grade(asked, put(asked, order, indents)).score


def message(asked: OrderQuestion, *texts: str, **indents: int) -> str:
    by_text = {line.text: line.id for line in asked.lines}
    answer = [{"id": by_text[text], "indent": indents.get(text.strip(":"), 0)} for text in texts]
    return OrderKind().outcome(asked, {"answer": {"lines": answer}}).message


# --- as typed by the instructor ---------------------------------------------------------------


def test_numbers_are_the_order_and_a_bullet_does_not_belong() -> None:
    found = asked(WORDS)
    assert [(line.text, line.rank) for line in found.lines] == [
        ("The server", 0),
        ("The middleware", 1),
        ("The *other* one", 1),
        ("The view", 2),
        ("The template", None),
    ]
    assert not found.code
    assert found.lines[3].feedback_html == "<p>It is called last.</p>"


def test_blanks_in_the_backticks_are_the_indentation_of_code() -> None:
    found = asked(CODE)
    assert found.code
    assert [(line.text, line.indent) for line in found.lines] == [
        ("for n in range(3):", 0),
        ("if n:", 1),
        ("print(n)", 2),
    ]
    assert found.deepest == 3


def test_two_blanks_are_a_step_where_four_would_be_none() -> None:
    found = asked(CODE.replace("        print", "    print").replace("`    if", "`  if"))
    assert [line.indent for line in found.lines] == [0, 1, 2]


def test_lines_that_stand_together_are_a_fence() -> None:
    found = asked("""
        kind: order

        Q?

        1. `import a`
        2.
            ```python
                def f():
                    1. x
            ```
        - ```
          print(1)
          ```
            > No.

        Because: so.
    """)
    assert [(line.text, line.indent) for line in found.lines] == [
        ("import a", 0),
        ("def f():\n    1. x", 1),
        ("print(1)", 0),
    ]


def test_without_a_word_of_order_a_numbered_list_is_part_of_the_stem() -> None:
    assert question("Q?\n\n1. a\n2. b\n\n- [x] a\n- [ ] b\n").kind == "choice"


def test_a_line_may_bear_a_box_that_says_it_is_extra() -> None:
    found = question("Q?\n\n1. a\n2. b\n- [ ] c\n", kind="order")
    assert [line.rank for line in found.lines] == [0, 1, None]


@pytest.mark.parametrize(
    ("typed", "line", "code"),
    [
        ("a", 1, "quiz-no-lines"),
        ("- a\n- b", 1, "quiz-no-lines"),
        ("1. a", 3, "quiz-no-lines"),
        ("1. a\n1. b", 3, "quiz-any-order"),
        ("2. a\n1. b", 3, "quiz-numbers-mixed"),
        ("1. a\n2. b\n3. a", 5, "quiz-duplicate-line"),
        ("1. `a`\n2. `b`\n3. `    a`", 5, "quiz-duplicate-line"),
        ("1. a\n2.", 4, "quiz-empty-line"),
        ("1. a\n2. b\n- [x] c", 5, "quiz-mixed-marks"),
        ("1. `a`\n2. `   b`", 4, "quiz-odd-indentation"),
        ("1. a\n2. b\n> c", 5, "quiz-not-indented"),
        ("1. a\n2. b\n\nc", 6, "quiz-stray-text"),
        ("1. a\n" + "\n".join(f"{n}. b{n}" for n in range(2, 28)), 28, "quiz-too-many-lines"),
    ],
)
def test_a_fault_is_named_with_its_line(typed: str, line: int, code: str) -> None:
    source = f"Q?\n\n{typed}\n\nBecause: so.\n"
    assert (line, code) in errors(source, kind="order")


def test_a_line_too_much_without_feedback_is_warned_of() -> None:
    found = warnings("Q?\n\n1. a\n2. b\n- c\n\nBecause: so.\n", kind="order")
    assert found == [(5, "quiz-no-feedback")]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("It is called last", "It comes last", True),
        ("hands it on", "passes it", True),
        ("2. The *other*", "3. The *other*", False),
        ("3. The view", "3. A view", False),
        ("- The template", "4. The template", False),
    ],
)
def test_another_order_makes_another_question_and_better_words_do_not(
    old: str, new: str, *, same: bool
) -> None:
    assert old in WORDS
    assert (asked(WORDS).digest == asked(WORDS.replace(old, new)).digest) == same


def test_a_line_is_known_by_its_text_alone() -> None:
    first = {line.text: line.id for line in asked(CODE).lines}
    later = {line.text: line.id for line in asked(CODE.replace("`        pr", "`    pr")).lines}
    assert first == later


# --- what an order is worth -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "order", "worth"),
    [
        ("abcd", "abcd", 1.0),
        ("abcd", "bacd", 0.75),
        ("abcd", "dabc", 0.75),
        ("abcd", "badc", 0.5),
        ("abcd", "abc", 0.75),
        ("abcd", "dcba", 0.0),
        ("abcd", "", 0.0),
        ("abcd", "d", 0.0),
    ],
)
def test_what_stands_in_order_counts_wherever_it_was_moved(
    key: str, order: str, worth: float
) -> None:
    assert score(lines(key), order) == worth


@pytest.mark.parametrize("order", ["abbc", "abbc"[::1]])
def test_lines_of_one_number_may_stand_either_way(order: str) -> None:
    found = lines("abbc")
    first, second = (line for line in found.lines if line.html == "b")
    a, c = found.lines[0], found.lines[3]
    for middle in ((first, second), (second, first)):
        assert grade(found, [Placed(each, 0) for each in (a, *middle, c)]).correct


def test_a_line_that_does_not_belong_takes_one_away() -> None:
    found = lines("abcd--")
    assert score(found, "abcd") == 1.0
    assert score(found, "abcd-") == 0.75
    assert score(found, "ab-cd-") == 0.5
    assert not grade(found, put(found, "abcd-")).correct


def test_a_line_indented_wrongly_counts_a_half() -> None:
    found = lines("abcd", code=True)
    assert score(found, "abcd", "0000") == 1.0
    assert score(found, "abcd", "0100") == 0.875
    assert score(found, "abcd", "1111") == 0.5
    assert score(found, "bacd", "0100") == 0.75, "of two runs, the one that is indented better"


@given(st.permutations("abcdef"))
def test_only_the_right_order_is_right(order: list[str]) -> None:
    graded = grade(lines("abcdef"), put(lines("abcdef"), "".join(order)))
    assert graded.correct == (order == sorted(order))
    assert 0 <= graded.score <= 1
    assert (graded.score == 1) == graded.correct


@given(st.permutations("aabbcc--"), st.integers(0, 8), st.randoms(use_true_random=False))
def test_the_longest_run_is_that_of_the_common_subsequence(
    order: list[str], count: int, chance: random.Random
) -> None:
    """Against the textbook's algorithm, over every arrangement that counts as right."""
    found = lines("aabbcc--")
    placed = put(found, "".join(order[:count]))
    belonging = [each.line.html for each in placed if each.line.rank is not None]
    assert standing(found, placed).kept == common_subsequence(belonging, "aabbcc")


def common_subsequence(one: Any, other: Any) -> int:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if left == right else max(table[i][j + 1], table[i + 1][j])
            )
    return table[-1][-1]


# --- what is said -----------------------------------------------------------------------------


def test_the_message_counts_and_never_says_which() -> None:
    found = asked(WORDS)
    assert message(found, "The server", "The view", "The middleware", "The *other* one") == (
        "Partly right. 3 of 4 lines stand in the right order."
    )
    assert message(found, "The view", "The template") == (
        "Not right yet. 1 of 4 lines stand in the right order; 3 lines are left out that belong; "
        "1 line is put in that doesn’t belong."
    )


def test_a_wrong_indentation_is_counted_apart() -> None:
    found = asked(CODE)
    said = message(found, "for n in range(3):", "if n:", "print(n)", **{"if n": 1})
    assert said == "Partly right. The order is right; 1 line is indented wrongly."


# --- the form ---------------------------------------------------------------------------------


@pytest.fixture
def sitting(kinds_course: object, learner: Person) -> Sitting:
    return Sitting(learner, "order")


def places(sitting: Sitting) -> list[str]:
    return [str(each["name"]) for each in sitting.form().select("select[name^=place-]")]


def test_two_lines_at_one_place_are_asked_about(sitting: Sitting) -> None:
    data = sitting.fields(EXAMPLE.right)
    first, second, *_ = places(sitting)
    answered = sitting.send(data | {first: "2", second: "2"})
    assert answered.status == 200
    assert "Two lines have the place 2" in answered.text("order-q1-error")


def test_gaps_between_places_are_as_good_as_none(sitting: Sitting) -> None:
    data = sitting.fields(EXAMPLE.right)
    last = next(name for name in places(sitting) if data[name] == "4")
    sitting.send(data | {last: "5"})
    assert sitting.latest().correct


@pytest.mark.parametrize("value", ["0", "6", "-1", "1.0", "one", "٣", "99", "1" * 9999])
def test_a_place_that_is_not_offered_is_refused(sitting: Sitting, value: str) -> None:
    data = sitting.fields(EXAMPLE.right)
    assert sitting.send(data | {places(sitting)[0]: value}).status == 400


@pytest.mark.parametrize("value", ["-1", "3", "x"])
def test_an_indentation_that_is_not_offered_is_refused(sitting: Sitting, value: str) -> None:
    data = sitting.fields(EXAMPLE.right)
    name = next(name for name in data if name.startswith("indent-"))
    assert sitting.send(data | {name: value}).status == 400


def test_the_lines_stand_in_one_order_until_it_is_right(sitting: Sitting) -> None:
    before = places(sitting)
    sitting.answer(EXAMPLE.wrong)
    assert places(sitting) == before


def test_a_line_put_in_that_does_not_belong_says_why_and_the_others_say_nothing(
    sitting: Sitting,
) -> None:
    sitting.answer(EXAMPLE.wrong)
    notes = sitting.page().at("order-q1-body").select(".quiz-feedback")
    assert len(notes) == 1
    assert "goes to the console" in notes[0].get_text()


def test_chance_never_shows_the_right_order() -> None:
    from types import SimpleNamespace

    from tutorial_site.quizzes.kinds.order.form import OrderForm

    found = question("Q?\n\n1. a\n2. b\n", kind="order")
    for seed in "abcdefgh":
        asking = SimpleNamespace(question=found, given={}, seed=seed, html_id="x")
        form = OrderForm(asking)  # type: ignore[arg-type]
        assert [form.by_id[each].text for each in form.order] == ["b", "a"]
