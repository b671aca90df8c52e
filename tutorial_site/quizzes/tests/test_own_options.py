"""Options of a question: the quiz's, and its own at its head."""

from tutorial_site.quizzes.tests.parsing import errors, parse

TWO = """
    kind: order

    First?

    1. a
    2. b

    ***

    Second?

    - [x] c
    - [ ] d
"""


def test_a_question_may_have_options_of_its_own() -> None:
    questions, _ = parse(TWO)
    assert [question.kind for question in questions] == ["order", "choice"]
    assert [question.stem_text for question in questions] == ["First?", "Second?"]


def test_the_quiz_s_options_are_for_all_that_have_no_other() -> None:
    lists = "First?\n\n1. a\n2. b\n\n***\n\n{}Second?\n\n1. c\n2. d\n\n- [x] e\n- [ ] f\n"
    assert (13, "quiz-mixed-marks") in errors(lists.format(""), kind="order")
    own, _ = parse(lists.format("kind: choice\n"), kind="order")
    assert [question.kind for question in own] == ["order", "choice"]


def test_a_misspelt_value_is_an_error_at_its_place() -> None:
    assert errors("kind: odrer\n\nQ?\n\n- [x] a\n- [ ] b\n") == [(1, "bad-value")]


def test_a_word_with_a_colon_begins_a_stem_unless_it_is_an_option() -> None:
    [question], _ = parse("Note: what is it?\n\n- [x] a\n- [ ] b\n")
    assert question.stem_text == "Note: what is it?"


def test_options_alone_are_no_question() -> None:
    assert errors("kind: order\n") == [(1, "quiz-empty-question")]
