"""``expect:``: what holds, what doesn't, and how it is said."""

import json

import pytest

from tutorial_site.catalog.tree import Expectation

from ..expectations import unmet


def answer(text="Hello, Ada!", status=200, headers=(), queries=0, left_out=0, **response):
    """An exchange, as far as expectations look at it."""
    kind = "text/html"
    found = {"status": status, "text": text, "headers": list(headers), "type": kind, "bytes": 9}
    shown = [{"sql": "SELECT 1"}] * queries
    return {"response": found | response, "queries": shown, "queries_left_out": left_out}


JSON = answer(json.dumps({"done": True, "tags": ["home"]}))


@pytest.mark.parametrize(
    ("expected", "exchange"),
    [
        ({}, answer(status=500)),
        ({"status": 200}, answer()),
        ({"text": "Ada"}, answer()),
        ({"header": {"Location": "/notes/"}}, answer(headers=[("location", "/notes/")])),
        ({"header": {"Vary": "B"}}, answer(headers=[("Vary", "A"), ("Vary", "B")])),
        ({"json": {"tags": ["home"], "done": True}}, JSON),
        ({"json": []}, answer("[]")),
        ({"queries": 0}, answer()),
        ({"queries": 2007}, answer(queries=2000, left_out=7)),
        ({"status": 404, "text": "not", "queries": 1}, answer("not here", 404, queries=1)),
    ],
)
def test_what_holds_is_not_mentioned(expected, exchange):
    assert unmet(Expectation(**expected), exchange) == []


@pytest.mark.parametrize(
    ("expected", "exchange", "fault"),
    [
        ({"status": 404}, answer(), "status 200 instead of 404"),
        ({"text": "Bob"}, answer(), "a body without 'Bob': Hello, Ada!"),
        ({"text": "Bob"}, answer(""), "a body without 'Bob': it is empty"),
        (
            {"text": "Bob"},
            answer(None, bytes=1234, type="image/png"),
            "a body without 'Bob': 1,234 bytes of image/png",
        ),
        ({"text": "y"}, answer("x" * 1000), f"a body without 'y': {'x' * 160} …"),
        ({"header": {"Location": "/"}}, answer(), "no header Location"),
        (
            {"header": {"Vary": "Cookie"}},
            answer(headers=[("Vary", "Cookie, Accept")]),
            "Vary: Cookie, Accept instead of Cookie",
        ),
        ({"json": {"done": 1}}, answer('{"done": true}'), '{"done": true} instead of {"done": 1}'),
        ({"json": {}}, answer("<p>"), "a body that is no JSON: <p>"),
        ({"json": {}}, answer(None), "a body that is no JSON: 9 bytes of text/html"),
        ({"queries": 1}, answer(queries=2), "2 queries instead of 1"),
        ({"queries": 0}, answer(queries=1), "1 query instead of 0"),
    ],
)
def test_what_does_not_hold_is_said(expected, exchange, fault):
    assert unmet(Expectation(**expected), exchange) == [fault]


def test_every_fault_is_said():
    expected = Expectation(status=201, text="Bob", queries=1)
    assert len(unmet(expected, answer())) == 3
