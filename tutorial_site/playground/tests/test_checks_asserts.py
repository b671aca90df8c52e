"""A failing assert of a check says what it expected and what it saw, and is evaluated once."""

import traceback

import pytest

from ..harness.checks.explaining import explain
from ..harness.checks.rewriting import CHECKS_FILE, FAIL, CheckFailed, compile_checks

NAMES = {
    "status": 404,
    "text": "<h1>Notes</h1><li>Milk</li>",
    "items": ["Milk", "Eggs"],
    "nothing": [],
    "long": "a" * 1000 + "Milk" + "b" * 1000,
    "page": "<html><head><title>T</title></head><body class=x>Here" + "!" * 1000,
}


def failure(source: str, **names: object) -> CheckFailed:
    """How a line of checks fails; it must."""
    with pytest.raises(CheckFailed) as raised:
        exec(compile_checks(source), {FAIL: CheckFailed, **NAMES, **names})
    return raised.value


@pytest.mark.parametrize(
    ("source", "expected", "actual"),
    [
        ("assert status == 200", "200", "404"),
        ("assert 200 == status", "200", "404"),
        ("assert status == len(items)", "2", "404"),
        ("assert status != 404", "anything but 404", "404"),
        ("assert not status == 404", "anything but 404", "404"),
        ("assert status in (302, 303)", "one of: 302, 303", "404"),
        ("assert status not in (403, 404)", "none of: 403, 404", "404"),
        ('assert "Bread" in text', 'a text with "Bread" in it', '"<h1>Notes</h1><li>Milk</li>"'),
        ('assert "Milk" not in text', 'a text without "Milk" in it', "<h1>Notes</h1><li>Milk</li>"),
        ('assert not "Milk" in text', 'a text without "Milk" in it', "<h1>Notes</h1><li>Milk</li>"),
        ('assert "Bread" in items', '"Bread" among them', "['Milk', 'Eggs']"),
        ('assert "Milk" not in items', '"Milk" not among them', "['Milk', 'Eggs']"),
        ("assert status <= 2", "at most 2", "404"),
        ("assert 2 >= status", "at most 2", "404"),
        ("assert 200 <= status < 300", "less than 300", "404"),
        ("assert status > 500", "more than 500", "404"),
        ("assert len(items) >= 3", "at least 3", "2"),
        ("assert items is None", "None", "['Milk', 'Eggs']"),
        ("assert nothing", "nothing", "[]"),
        ("assert not items", "not items", "['Milk', 'Eggs']"),
        ("assert text.startswith('<p>')", "text.startswith('<p>')", "False"),
        ("assert items and nothing", "nothing", "[]"),
        ("assert items and status == 200", "200", "404"),
        ("assert nothing or status == 1", "nothing or status == 1", "False"),
    ],
)
def test_expected_and_actual_are_told_apart(source, expected, actual):
    assert explain(failure(source).seen) == (expected, actual)


@pytest.mark.parametrize(
    "source",
    [
        "assert status == 404",
        "assert 'Milk' in text and status in (404, 200)",
        "assert not nothing",
        "assert 1 < 2 < 3 != 4",
        "assert nothing or items",
        "assert not status == 200",
        "assert not (status < 200)",
    ],
)
def test_an_assert_that_holds_passes(source):
    exec(compile_checks(source), {FAIL: CheckFailed, **NAMES})


def test_what_an_assert_calls_is_called_once():
    calls = iter([1, 1, 3])
    failure("assert call() == call() == 3 == call()", call=lambda: next(calls))
    assert list(calls) == [3]


def test_what_python_would_not_evaluate_is_not_evaluated():
    assert failure("assert nothing and missing").seen.source == "nothing"
    assert failure("assert 3 < 2 < missing").seen.right == 2


def test_an_own_message_is_kept_and_made_only_when_it_is_needed():
    assert failure("assert nothing, f'{status} came'").said == "404 came"
    exec(compile_checks("assert True, missing"), {FAIL: CheckFailed})


def test_asserts_in_functions_of_the_checks_speak_as_well():
    source = "def both(a, b):\n    assert a == b\n\nboth(status, 200)\n"
    assert explain(failure(source).seen) == ("200", "404")


def test_a_failing_assert_knows_its_line():
    error = failure("x = 1\n\nassert (\n    status\n    == 200\n)\n")
    last = traceback.extract_tb(error.__traceback__)[-1]
    assert (last.filename, last.lineno) == (CHECKS_FILE, 3)


def test_a_long_text_is_cut_around_what_should_not_be_there():
    _, actual = explain(failure('assert "Milk" not in long').seen)
    assert actual == f"…{'a' * 120}Milk{'b' * 120}…"


def test_of_a_long_page_the_body_is_shown():
    _, actual = explain(failure('assert "Milk" in page').seen)
    assert actual.startswith("… Here!")
    assert len(actual) <= 401


def test_a_value_that_cannot_be_shown_is_named():
    class Broken:
        def __repr__(self):
            raise ValueError

    _, actual = explain(failure("assert value == 1", value=Broken()).seen)
    assert actual == "a Broken, which can't be shown (ValueError)"
