"""What an instructor may type in a decision, and what the linter says to the rest."""

import pytest

from tutorial_site.catalog.tests.conftest import Compile, Report
from tutorial_site.catalog.tree import DecisionBlock
from tutorial_site.decisions.tests.example import CRITERIA, decision


def block(compiled: Compile, body: str) -> DecisionBlock:
    found = compiled(body)
    assert found.lesson, [str(problem) for problem in found.problems]
    only = found.lesson.block("own")
    assert isinstance(only, DecisionBlock)
    return only


def test_a_choice_names_its_side_and_its_weight(compiled: Compile) -> None:
    who, what, big = block(compiled, decision()).criteria
    assert [(each.side, each.weight) for each in who.choices] == [("Django", 3), ("", 0)]
    assert [(each.side, each.weight) for each in what.choices] == [("Flask", 2), ("Django", 1)]
    assert {each.side for each in big.choices} == {""}


def test_a_side_s_name_may_end_in_a_number(compiled: Compile) -> None:
    typed = CRITERIA.replace("[Django 3]", "[Vue 3]").replace("[Flask 2]", "[Vue 3 2]")
    typed = typed.replace("[django]", "[vue 2]")
    who, what, _ = block(compiled, decision(typed, "sides: [Vue 2, Vue 3]")).criteria
    assert [(each.side, each.weight) for each in who.choices] == [("Vue 3", 1), ("", 0)]
    assert [(each.side, each.weight) for each in what.choices] == [("Vue 3", 2), ("Vue 2", 1)]


def test_words_and_reasons_are_markdown(compiled: Compile) -> None:
    who, *_ = block(compiled, decision()).criteria
    assert "<em>data</em>" in who.html
    assert who.text == "Who changes the data?"
    assert who.choices[0].text == "People who never program"
    assert "The admin is there" in who.choices[0].reason_html


def test_a_choice_may_begin_with_a_link(problems: Report) -> None:
    linked = CRITERIA.replace("] Only we do", "] [We](https://example.org/) do")
    assert problems(decision(linked)) == []


def test_a_new_order_changes_no_address(compiled: Compile) -> None:
    first, second, third = CRITERIA.split("***")
    before = block(compiled, decision())
    after = block(compiled, decision("***".join([third, first, second])))
    assert {each.id for each in before.criteria} == {each.id for each in after.criteria}


def test_a_decision_is_nothing_to_be_done_with(compiled: Compile) -> None:
    found = compiled(f"## Here\n\n{decision()}")
    assert found.lesson
    assert found.lesson.blocks == ()
    assert found.lesson.sections[0].blocks == ()


def test_a_good_decision_has_no_problems(problems: Report) -> None:
    assert problems(decision()) == []


@pytest.mark.parametrize(
    ("typed", "instead", "expected"),
    [
        ("[Django 3]", "[Djnago 3]", "7:1 decision-unknown-side"),
        ("[Django 3]", f"[D{' ' * 15_000}3 ]", "7:1 decision-unknown-side"),
        ("[Django 3]", "[Django 0]", "7:1 decision-weight"),
        ("[Django 3]", "[Django 99]", "7:1 decision-weight"),
        ("- [ ] Only we do", "- Only we do", "9:1 decision-choice-without-mark"),
        ("- [ ] Only we do", "- [ ] People who never program", "9:1 decision-choice"),
        ("] Only we do", "]", "9:1 decision-choice"),
        ("    > A shell will do in both.", "", "9:1 decision-no-reason"),
        ("    > A shell will do in both.", "\nAnd so on.", "11:1 decision-criterion"),
        ("Who changes the *data*?", "", "7:1 decision-criterion"),
        ("Will it be big?", "What is it?", "23:1 decision-criterion"),
        ("***\n\nWhat is it?", "***\n\n***\n\nWhat is it?", "13:1 decision-empty"),
        ("> A shell will do in both.", "misconception: all-alike", "9:1 decision-misconception"),
    ],
)
def test_each_fault_is_named_with_its_line(
    problems: Report, typed: str, instead: str, expected: str
) -> None:
    assert typed in CRITERIA
    assert expected in problems(decision(CRITERIA.replace(typed, instead, 1)))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("sides: [Flask]", "1:1 decision-sides"),
        ("sides: [Flask, Django, flask]", "1:1 decision-sides"),
        ("sides: [A, B, C, D, E]", "3:12 bad-value"),
        ("side: [Flask, Django]", "3:5 unknown-option"),
    ],
)
def test_sides_are_two_to_four_each_with_its_own_name(
    problems: Report, options: str, expected: str
) -> None:
    assert expected in problems(decision(options=options))


def test_a_side_that_nothing_speaks_for_is_a_warning(problems: Report) -> None:
    assert problems(decision(options="sides: [Flask, Django, FastAPI]")) == [
        "4:1 decision-one-sided"
    ]


def test_an_empty_decision_asks_for_a_criterion(problems: Report) -> None:
    assert problems(decision("")) == ["4:1 decision-empty"]


def test_there_is_an_end_to_criteria(problems: Report) -> None:
    many = "\n***\n".join(
        f"\nNumber {n}?\n\n- [Flask] Yes\n    > So.\n- [Django] No\n    > So.\n" for n in range(21)
    )
    assert [each.split()[1] for each in problems(decision(many))] == ["decision-too-long"]
