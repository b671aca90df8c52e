"""What an instructor types → a question with choices, or the problem and its exact line."""

import html
from textwrap import dedent
from typing import Any

import pytest

from tutorial_site.catalog.problems import Problem
from tutorial_site.quizzes.kinds.choice import ChoiceQuestion
from tutorial_site.quizzes.syntax import parse_quiz

GOOD = """
    When does it reach the database?

    - [ ] On that line
        > Nothing has asked for rows yet.
    - [x] When its rows are needed
        > A loop evaluates it.

    Because: querysets are lazy.
"""


def render(markdown: str, line: int) -> str:
    """Stands in for the catalog's Markdown: a paragraph that says which line it came from."""
    return f"<p>{html.escape(markdown)} @{line}</p>"


def parse(
    source: str, first_line: int = 1, **options: Any
) -> tuple[list[ChoiceQuestion], list[Problem]]:
    text = dedent(source).removeprefix("\n")
    questions, problems = parse_quiz(
        text, first_line=first_line, path="c/01-l/lesson.md", render=render, options=options
    )
    choices = [question for question in questions if isinstance(question, ChoiceQuestion)]
    assert len(choices) == len(questions)
    return choices, problems


def question(source: str, **options: Any) -> ChoiceQuestion:
    questions, problems = parse(source, **options)
    assert not [problem for problem in problems if problem.is_error]
    assert len(questions) == 1
    return questions[0]


def codes(source: str, **options: Any) -> list[tuple[int, str]]:
    """The errors, as (line, code)."""
    _, problems = parse(source, **options)
    return [(problem.line, problem.code) for problem in problems if problem.is_error]


def warnings(source: str, **options: Any) -> list[tuple[int, str]]:
    _, problems = parse(source, **options)
    return [(problem.line, problem.code) for problem in problems if not problem.is_error]


# --- a question -------------------------------------------------------------------------------


def test_a_question_is_stem_choices_feedback_and_because() -> None:
    questions, problems = parse(GOOD, first_line=40)

    assert problems == []
    [asked] = questions
    assert (asked.id, asked.kind, asked.line, asked.multiple) == ("q1", "choice", 40, False)
    assert asked.stem_html == "<p>When does it reach the database? @40</p>"
    assert [choice.correct for choice in asked.choices] == [False, True]
    assert asked.choices[0].html == "On that line @42"
    assert asked.choices[0].feedback_html == "<p>Nothing has asked for rows yet. @43</p>"
    assert asked.because_html == "<p>querysets are lazy. @47</p>"


def test_several_right_choices_make_it_multiple() -> None:
    asked = question("Which?\n\n- [x] a\n- [X] b\n- [ ] c\n")
    assert asked.multiple
    assert len(asked.key) == 2


def test_stars_stand_between_questions() -> None:
    questions, problems = parse(
        dedent(GOOD) + "\n***\n" + dedent(GOOD).replace("line", "very line of code")
    )
    assert problems == []
    assert [asked.id for asked in questions] == ["q1", "q2"]


def test_order_fixed_turns_shuffling_off() -> None:
    assert question(GOOD).shuffle
    assert not question(GOOD, order="fixed").shuffle


def test_feedback_may_go_on_for_lines_and_hold_code() -> None:
    asked = question("""
        What comes back?

        - [ ] A list
            > It looks like one:
            >
            > ```python
            > - [x] no choice
            > ***
            > ```
            > and isn't.
        - [x] A queryset
    """)
    assert len(asked.choices) == 2
    assert asked.choices[0].feedback_html == html.escape(
        "<p>It looks like one:\n\n```python\n- [x] no choice\n***\n```\nand isn't. @4</p>"
    ).replace("&lt;p&gt;", "<p>").replace("&lt;/p&gt;", "</p>")


def test_a_choice_may_be_code() -> None:
    asked = question("""
        Which one?

        - [ ] This:

            ```python
            - [x] a
            Because: no
            ```
            > No.
        - [x] `b`
    """)
    assert [choice.text for choice in asked.choices] == [
        "This: ```python - [x] a Because: no ``` @3",
        "`b` @10",
    ]


def test_a_choice_goes_on_in_indented_lines_and_in_a_wrapped_one() -> None:
    asked = question("Which?\n\n- [x] one\n    two\n- [ ] three\nfour\n")
    assert [choice.text for choice in asked.choices] == ["one two @3", "three four @5"]


def test_the_last_list_of_boxes_holds_the_choices() -> None:
    asked = question("""
        Two boxes of a README:

        - [x] written
        - [ ] tested

        Which of them is a lie?

        - [ ] the first
        - [x] the second
    """)
    assert [choice.text for choice in asked.choices] == ["the first @8", "the second @9"]
    assert "- [x] written" in asked.stem_html


def test_fences_in_the_stem_are_no_structure() -> None:
    asked = question("""
        What does this Markdown show?

        ```markdown
        - [x] a
        ***
        Because: b
        ```

        - [x] A list
        - [ ] Nothing
    """)
    assert len(asked.choices) == 2
    assert "***" in asked.stem_html
    assert asked.because_html == ""


def test_because_goes_on_to_the_end_of_the_question() -> None:
    asked = question("Q?\n\n- [x] a\n- [ ] b\n\nBecause: one.\n\nTwo.\n\n- three\n")
    assert asked.because_html == "<p>one.\n\nTwo.\n\n- three @6</p>"


def test_a_misconception_tags_a_wrong_choice() -> None:
    asked = question("""
        Q?

        - [ ] a
            misconception: queryset-is-a-list
            > No.
        - [x] b
    """)
    assert [choice.misconception for choice in asked.choices] == ["queryset-is-a-list", ""]
    assert asked.choices[0].text == "a @3"
    assert asked.choices[0].feedback_html == "<p>No. @5</p>"


def test_what_is_commented_out_reaches_no_page() -> None:
    asked = question("Q?\n\n- [x] a\n- [ ] b\n<!-- - [ ] c\nthe key is a -->\n\nBecause: d\n")
    assert len(asked.choices) == 2
    assert "key" not in repr(asked)


def test_windows_line_ends_and_tabs_are_read_alike() -> None:
    asked = question("Q?\r\n\r\n- [x] a\r\n\t> Yes.\r\n- [ ] b\r\n")
    assert asked.choices[0].feedback_html == "<p>Yes. @4</p>"


# --- identity ---------------------------------------------------------------------------------


def test_a_choice_is_known_by_its_text_alone() -> None:
    first = question("Q?\n\n- [x] a\n- [ ] b\n")
    later = parse("Q??\n\n- [ ] new\n- [x] b\n- [ ] a\n    > Why not.\n")[0][0]
    strip = {choice.text.split(" @")[0]: choice.id for choice in later.choices}
    assert {choice.text.split(" @")[0]: choice.id for choice in first.choices} == {
        "a": strip["a"],
        "b": strip["b"],
    }


@pytest.mark.parametrize(
    "edit",
    [
        ("> A loop evaluates it.", "> A loop asks for it."),
        ("Because: querysets are lazy.", "Because: they are lazy."),
    ],
)
def test_a_better_explanation_leaves_the_question_the_same(edit: tuple[str, str]) -> None:
    assert question(GOOD).digest == question(GOOD.replace(*edit)).digest


@pytest.mark.parametrize(
    "edit",
    [
        ("- [ ] On", "- [x] On"),
        ("When its rows", "As soon as its rows"),
        ("When does it", "When does Django"),
    ],
)
def test_another_stem_choice_or_key_makes_another_question(edit: tuple[str, str]) -> None:
    assert question(GOOD).digest != question(GOOD.replace(*edit)).digest


# --- problems ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "line", "code"),
    [
        ("Just text.\n", 1, "quiz-no-choices"),
        ("Q?\n\n- [] a\n- [x]b\n", 3, "quiz-no-choices"),
        ("Q?\n\n- [ ] a\n- [ ] b\n", 3, "quiz-no-right-choice"),
        ("Q?\n\n- [x] a\n", 3, "quiz-single-choice"),
        ("Q?\n\n- [x] a\n- [ ] b\n- [ ] a\n", 5, "quiz-duplicate-choice"),
        ("Q?\n\n- [x] a\n- [ ]\n", 4, "quiz-empty-choice"),
        ("- [x] a\n- [ ] b\n", 1, "quiz-empty-stem"),
        ("Q?\n\nBecause: c\n\n- [x] a\n- [ ] b\n", 3, "quiz-because-before-choices"),
        (
            "Q?\n\n- [x] a\n- [ ] b\n\nBecause: c\n\nR?\n\n- [x] d\n- [ ] e\n",
            6,
            "quiz-because-before-choices",
        ),
        ("Q?\n\n- [x] a\n- [ ] b\n\nAnd so on.\n", 6, "quiz-stray-text"),
        ("Q?\n\n- [x] a\n    > Yes.\n\n    More.\n- [ ] b\n", 6, "quiz-stray-text"),
        ("Q?\n\n- [x] a\n> Yes.\n- [ ] b\n", 4, "quiz-not-indented"),
        ("Q?\n\n- [x] a\n- b\n- [ ] c\n", 4, "quiz-item-without-box"),
        ("Q?\n\n- [x] a\n    misconception: m\n- [ ] b\n", 4, "quiz-misconception"),
        ("Q?\n\n- [x] a\n- [ ] b\n    misconception: Not a tag\n", 5, "quiz-misconception"),
        ("Q?\n\n```python\n- [x] a\n- [ ] b\n", 3, "quiz-unclosed-fence"),
        ("Q?\n\n- [x] a\n    ```\n    code\n- [ ] b\n", 4, "quiz-unclosed-fence"),
        ("", 1, "quiz-empty-question"),
        ("Q?\n\n- [x] a\n- [ ] b\n\n***\n\n", 7, "quiz-empty-question"),
    ],
)
def test_a_fault_is_named_with_its_line(source: str, line: int, code: str) -> None:
    assert (line, code) in codes(source)


def test_every_error_says_what_to_do() -> None:
    _, problems = parse("- [] a\n***\n***\nQ?\n\n- [x] a\n> b\n- c\n\nd\n", first_line=7)
    assert len(problems) > 4
    assert all(problem.hint and problem.path == "c/01-l/lesson.md" for problem in problems)
    assert all(problem.line >= 7 for problem in problems)


def test_all_questions_are_looked_at_in_one_pass() -> None:
    found = codes("Q?\n\n- [x] a\n\n***\n\nR?\n\n- [ ] c\n- [ ] d\n\n***\n\nS?\n")
    assert found == [
        (3, "quiz-single-choice"),
        (9, "quiz-no-right-choice"),
        (14, "quiz-no-choices"),
    ]


def test_a_list_in_a_choice_is_refused_for_no_label_can_hold_it() -> None:
    _, problems = parse_quiz(
        "Q?\n\n- [x] a\n- [ ] b\n",
        first_line=1,
        path="p",
        render=lambda markdown, line: "<ul><li>x</li></ul>" if line == 3 else f"<p>{markdown}</p>",
        options={},
    )
    assert (3, "quiz-choice-markup") in [(problem.line, problem.code) for problem in problems]


# --- warnings ---------------------------------------------------------------------------------


def test_missing_feedback_and_because_are_warned_of() -> None:
    assert warnings("Q?\n\n- [x] a\n    > Yes.\n- [ ] b\n") == [
        (1, "quiz-no-because"),
        (5, "quiz-no-feedback"),
    ]


def test_of_the_above_means_nothing_in_a_shuffled_list() -> None:
    source = "Q?\n\n- [x] a\n- [ ] None of the above\n"
    assert (4, "quiz-of-the-above") in warnings(source)
    assert (4, "quiz-of-the-above") not in warnings(source, order="fixed")


LONGEST = "Q{}?\n\n- [ ] short\n    > No.\n- [x] a little longer\n    > Yes.\n\nBecause: b\n"


def test_the_right_choice_being_always_the_longest_is_warned_of() -> None:
    two = LONGEST.format(1) + "\n***\n\n" + LONGEST.format(2)
    assert warnings(two) == [(1, "quiz-right-is-longest")]
    assert warnings(LONGEST.format(1)) == []
    glaring = LONGEST.replace("a little longer", "far longer " * 5)
    assert warnings(glaring.format(1)) == [(1, "quiz-right-is-longest")]


def test_the_right_choice_being_always_first_is_warned_of_where_it_stays_there() -> None:
    one = "Q{}?\n\n- [x] aa\n    > Yes.\n- [ ] bb\n    > No.\n\nBecause: c\n"
    two = one.format(1) + "\n***\n\n" + one.format(2)
    assert warnings(two, order="fixed") == [(1, "quiz-right-is-first")]
    assert warnings(two) == []


# --- anything at all --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "\0" * 1000,
        "- [x] a\n" * 5000,
        "***\n" * 5000,
        "`" * 100_000,
        "> " * 5000,
        "<!--",
        "\t" * 99,
    ],
)
def test_nasty_text_gives_problems_and_no_exception(source: str) -> None:
    _, problems = parse(source)
    assert any(problem.is_error for problem in problems)
    assert len(problems) < 100
