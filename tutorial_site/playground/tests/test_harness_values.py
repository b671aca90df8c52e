"""Values as text, without asking them anything."""

import datetime
import decimal
import functools
import json
import math

import pytest

from ..harness.values import for_json, shown


class Loud:
    """An object of the learner's that must not be disturbed."""

    def __repr__(self):
        raise AssertionError("asked for its text")

    __str__ = __repr__


class Text(str):
    def __repr__(self):
        raise AssertionError("asked for its text")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (1.5, "1.5"),
        ("it's", '"it\'s"'),
        (b"\0", "b'\\x00'"),
        ([], "[]"),
        ((1,), "(1,)"),
        ([1, "a", None], "[1, 'a', None]"),
        (list(range(9)), "[0, 1, 2, 3, 4, … 4 more]"),
        ({"a": 1, "b": [2]}, "{'a': 1, 'b': [2]}"),
        ({n: n for n in range(7)}, "{0: 0, 1: 1, 2: 2, 3: 3, 4: 4, … 2 more}"),
        ([[[1, 2]]], "[[[2 items]]]"),
        (datetime.date(2024, 2, 29), "datetime.date(2024, 2, 29)"),
        (decimal.Decimal("1.50"), "Decimal('1.50')"),
        (len, "<function len>"),
        (json, "<module json>"),
        (int, "<class int>"),
        (Loud, "<class Loud>"),
        (Loud(), "<Loud>"),
        ([Loud(), Loud()], "[<Loud>, <Loud>]"),
        (Text("bold"), "'bold'"),
        (functools.partial(len), "<partial>"),
        pytest.param(10**5000, "<int of 16610 bits>", id="too long to print"),
        ("x" * 500, "'" + "x" * 118 + "…"),
    ],
)
def test_a_value_is_told_by_what_it_holds(value, text):
    assert shown(value) == text


def test_a_proxy_of_flasks_is_not_followed():
    from flask import current_app, request

    assert shown(request) == shown(current_app) == "<looked up when used>"


def test_a_lazy_object_of_djangos_is_not_woken():
    from django.utils.functional import SimpleLazyObject
    from django.utils.translation import gettext_lazy

    lazy = SimpleLazyObject(lambda: [1])
    assert shown(lazy) == "<not looked up yet>"
    assert len(lazy) == 1
    assert shown(lazy) == "[1]"
    assert shown(gettext_lazy("Hello")) == "<text, translated when shown>"


def test_rows_are_told_by_class_and_key():
    from django.contrib.contenttypes.models import ContentType

    assert shown(ContentType(pk=3)) == "<ContentType 3>"
    assert shown(ContentType()) == "<new ContentType>"


def test_a_queryset_is_not_evaluated():
    from django.contrib.contenttypes.models import ContentType

    found = ContentType.objects.all()
    assert shown(found) == "<QuerySet of ContentType, not evaluated>"
    found._result_cache = [ContentType(pk=1)]
    assert shown(found) == "<QuerySet of ContentType, 1 row>"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (2**53 - 1, 2**53 - 1),
        (2**53, "9007199254740992"),
        (0.5, 0.5),
        (math.inf, "inf"),
        (math.nan, "nan"),
        ("text", "text"),
        ("x" * 30, "x" * 20 + "… (30 characters)"),
        (b"\0\xff", "x'00ff'"),
        (b"0123456789abcdef", "x'303132333435363738… (35 characters)"),
        (decimal.Decimal(1), "Decimal('1')"),
    ],
)
def test_a_cell_is_told_as_json_and_javascript_can_hold_it(value, told):
    assert for_json(value, 20) == told
