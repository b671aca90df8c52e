"""Titles, claims and objectives are set like the text around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_site.catalog.templatetags.catalog import with_code
from tutorial_site.catalog.typography import with_quotes


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Django's ORM", "Django’s ORM"),
        ('Flask is "micro", they say', "Flask is “micro”, they say"),
        ("It is called 'micro' (\"small\")", "It is called ‘micro’ (“small”)"),
        ("the users' notes", "the users’ notes"),
        ("since the '90s", "since the ’90s"),
        ("Call `f(\"it's\")`, don't print", 'Call `f("it\'s")`, don’t print'),
        ("", ""),
    ],
)
def test_quotes_turn_towards_what_they_quote(typed: str, set_: str) -> None:
    assert with_quotes(typed) == set_


@given(st.text())
def test_nothing_but_quotes_is_changed_and_twice_is_once(text: str) -> None:
    once = with_quotes(text)
    same = str.maketrans("“”‘’", "\"\"''")
    assert once.translate(same) == text.translate(same)
    assert with_quotes(once) == once


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Explain why `create_all()` is no migration", "why <code>create_all()</code> is"),
        ("Write `<b>` & see", "Write <code>&lt;b&gt;</code> &amp; see"),
        ("A lone ` stays", "A lone ` stays"),
    ],
)
def test_what_stands_in_backticks_is_code(text: str, html: str) -> None:
    assert html in with_code(text)
