"""The comparison of two runs itself: what it overlooks, and what it must not."""

import copy
from typing import Any

import pytest

from .sameness import differences

ERROR: Any = {"type": "KeyError", "message": "'a'", "where": {"file": "app.py", "line": 3}}
RESPONSE = {
    "status": 200,
    "reason": "OK",
    "headers": [("Content-Type", "text/html"), ("Allow", "GET, HEAD"), ("Set-Cookie", "a=1")],
    "text": "Hello",
    "base64": None,
    "type": "text/html",
}
EXCHANGE: Any = {
    "request": {"method": "GET", "path": "/"},
    "response": RESPONSE,
    "milliseconds": 1.5,
    "queries": [{"sql": "SELECT 1", "where": {"file": "app.py", "line": 2}}],
    "error": None,
    "redirected_to": None,
}
RUN: Any = {
    "report": {"ok": True, "serves": True, "supplied": {"settings.py": "x"}, "error": None},
    "visits": [{"exchanges": [EXCHANGE]}],
    "console": [{"stream": "stdout", "text": "printed"}, {"stream": "log", "text": "logged"}],
    "stopped": "",
}


def changed(*path, value):
    """The run with one value replaced."""
    run = copy.deepcopy(RUN)
    place = run
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return run


ANSWER = ("visits", 0, "exchanges", 0)
BODY = (*ANSWER, "response", "text")


def test_a_run_is_the_same_as_itself():
    assert differences(RUN, copy.deepcopy(RUN)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<input name="csrf_token" value="a">', '<input name="csrf_token" value="b">'),
        (
            '<input type="hidden" name="csrfmiddlewaretoken" value="a">',
            '<input type="hidden" name="csrfmiddlewaretoken" value="b">',
        ),
        ("<Note at 0x7f01020304>", "<Note at 0x00a4b5c6>"),
        ("seen 2024-02-29 10:00:00.123", "seen 2026-11-25 11:30:01"),
        ("Last login: Nov. 25, 2026, 10:21 a.m.", "Last login: Nov. 24, 2026, noon p.m."),
        ('value="2026-11-25" value="10:00:00"', 'value="2026-11-26" value="00:00:01"'),
        ("in /tmp/side-by-side-abc/program", "in /home/ada/side-by-side-x_y/program"),
    ],
)
def test_what_is_made_anew_each_time_is_overlooked(one, other):
    assert differences(changed(*BODY, value=one), changed(*BODY, value=other)) == []


def test_time_taken_and_order_of_a_set_are_overlooked():
    headers = [("Content-Type", "text/html"), ("Allow", "HEAD, GET"), ("Set-Cookie", "a=1")]
    assert differences(RUN, changed(*ANSWER, "response", "headers", value=headers)) == []
    assert differences(RUN, changed(*ANSWER, "milliseconds", value=99.0)) == []


def test_of_an_error_page_the_error_counts():
    one = changed(*ANSWER, "error", value=ERROR)
    other = changed(*ANSWER, "error", value=ERROR)
    other["visits"][0]["exchanges"][0]["response"]["text"] = "drawn otherwise"
    assert differences(one, other) == []
    other["visits"][0]["exchanges"][0]["error"] = ERROR | {"message": "'b'"}
    assert differences(one, other) == ["visits 1 1 error message: \"'a'\", not \"'b'\""]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("report", "ok"), False),
        (("report", "serves"), False),
        (("report", "supplied"), {}),
        (("report", "error"), ERROR),
        (("visits",), []),
        (("visits", 0, "exchanges"), [EXCHANGE, EXCHANGE]),
        ((*ANSWER, "response", "status"), 404),
        ((*ANSWER, "response", "reason"), "Fine"),
        ((*ANSWER, "response", "headers"), []),
        ((*ANSWER, "response", "type"), "text/plain"),
        ((*ANSWER, "response", "base64"), "AA=="),
        (BODY, "Hello!"),
        ((*ANSWER, "redirected_to"), "/"),
        ((*ANSWER, "queries"), []),
        ((*ANSWER, "queries", 0, "where"), None),
        ((*ANSWER, "error"), ERROR),
        (("console",), []),
        (("console", 1, "text"), "logged otherwise"),
        (("stopped",), "too slow"),
    ],
)
def test_whatever_else_differs_is_told(path, value):
    assert differences(RUN, changed(*path, value=value))
    assert differences(changed(*path, value=value), RUN)


def test_of_a_long_text_the_place_is_told():
    one = changed(*BODY, value="x" * 5000 + "a" + "y" * 5000)
    other = changed(*BODY, value="x" * 5000 + "b" + "y" * 5000)
    (told,) = differences(one, other)
    assert told.startswith("visits 1 1 text: '…xxx")
    assert "xay" in told
    assert "xby" in told
    assert len(told) < 400


def failed(message: str, asked: int):
    """The run with an exchange that failed, whose debug page asked the database ``asked`` times."""
    error = {**ERROR, "message": message}
    failing = {**EXCHANGE, "error": error, "queries": EXCHANGE["queries"] * asked}
    return changed("visits", value=[{"exchanges": [failing]}])


def test_how_often_a_debug_page_asks_and_how_python_words_it_are_overlooked():
    newer = failed("month must be in 1..12, not 13", asked=4)
    assert differences(failed("month must be in 1..12", asked=2), newer) == []


def test_how_often_an_app_asks_is_not_overlooked():
    twice = {**EXCHANGE, "queries": EXCHANGE["queries"] * 2}
    assert differences(RUN, changed("visits", value=[{"exchanges": [twice]}])) != []
