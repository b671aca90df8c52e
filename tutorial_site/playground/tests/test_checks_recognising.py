"""A known mistake is recognised by what a program does; by its names only in doubt."""

import pytest

from ..harness.checks import recognise
from ..harness.checks.shapes import Outcome, Tried

STARTER = {"app.py": "def add(): store(request.form['text'])"}


def tried(code: str, *signatures: str) -> Tried:
    results: list[Outcome] = [
        {"name": f"test_{n}", "signature": s} for n, s in enumerate(signatures)
    ]
    return {"files": {"app.py": code}, "results": results}


STRIPLESS = tried("text = request.form['text']\nif not text: abort(400)", "", "7 302 302")
TOO_LATE = tried("store(text)\nif not text: abort(400)", "9 400 ['']", "9 400 ['  ']")
ON_THE_PAGE = tried("store(request.form['text'])  # pattern minlength", "7 302 302", "7 302 302")
UNTOUCHED = tried(STARTER["app.py"], "7 302 302", "7 302 302")
KNOWN = [STRIPLESS, TOO_LATE, ON_THE_PAGE]


@pytest.mark.parametrize(
    ("own", "mistake"),
    [
        (tried("note = request.form['text']\nif note == '': abort(400)", "", "7 302 302"), 0),
        (tried("anything", "9 400 ['']", "9 400 ['  ']"), 1),
        (tried("store(request.form['text'])\npattern = minlength", "7 302 302", "7 302 302"), 2),
        (tried("request.form.get('x').strip()", "500 AttributeError", "500 AttributeError"), None),
        (tried("right", "", ""), None),
        (UNTOUCHED, None),
        (tried("store(form['text'])  # changed", "7 302 302", "7 302 302"), None),
        (tried("x", ""), None),
        (tried("x", "", "7 302 302", "7 1 1"), None),
    ],
)
def test_the_same_failures_are_the_same_mistake(own, mistake):
    assert recognise(own, UNTOUCHED, KNOWN) == mistake


@pytest.mark.parametrize("known", [KNOWN, KNOWN[::-1]])
def test_every_mistake_is_recognised_as_itself(known):
    assert [recognise(each, UNTOUCHED, known) for each in known] == [0, 1, 2]


def test_of_two_mistakes_that_behave_alike_the_names_decide():
    one, other = tried("text.isspace()", "", "7"), tried("len(text) == 0", "", "7")
    own = tried("note = form['text']\nif len(note) == 0: ...", "", "7")
    assert recognise(own, UNTOUCHED, [one, other]) == 1
    assert recognise(one, UNTOUCHED, [one, other]) == 0


def test_results_that_end_early_are_different():
    cut: Tried = {"files": STRIPLESS["files"], "results": STRIPLESS["results"][:1]}
    unrun: Tried = {"files": STARTER, "results": []}
    own = tried("if not text: abort(400)", "", "7 302 302")
    assert recognise(own, unrun, [cut]) is None


def test_without_known_mistakes_none_is_recognised():
    assert recognise(STRIPLESS, UNTOUCHED, []) is None
