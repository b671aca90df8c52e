"""Every app of every lesson does what the lesson says, natively as in the browser's Python."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.content.courses import READMES, apps, examples, lesson_folders, load, write_course
from tests.content.pyodide import BrowserPythons
from tutorial_site.catalog.tree import Lesson, Library
from tutorial_site.playground.harness.native import NativeRun
from tutorial_site.playground.harness.shapes import Program, Request
from tutorial_site.playground.proof import Trial
from tutorial_site.playground.tests.interpreters import interpreter
from tutorial_site.playground.tests.sameness import differences
from tutorial_site.setup import ROOT

SECONDS = 60.0  # for a side; no app of a lesson comes near it
AT_ONCE = 2


def faults(lessons: list[Lesson], pythons: BrowserPythons) -> list[str]:
    """What isn't as it should be of the apps in these lessons, each as "place: what"."""
    trials = [Trial(lesson, block, side) for lesson, block in apps(lessons) for side in block.sides]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda trial: list(_faults(trial, pythons)), trials)
        return [fault for each in found for fault in each]


def _faults(trial: Trial, pythons: BrowserPythons) -> Iterator[str]:
    program, requests = trial.program, trial.requests
    natively = _natively(program, requests)
    in_browser = pythons.run(program, requests, SECONDS)
    yield from (f"natively: {problem}" for problem in trial.judge(natively))
    yield from (f"in the browser: {problem}" for problem in trial.judge(in_browser))
    place = f"{trial.lesson.path}:{trial.block.line} {trial.side.framework}"
    for difference in differences(natively, in_browser):
        yield f"{place}, natively and in the browser: {difference}"


def _natively(program: Program, requests: list[Request]) -> NativeRun:
    """As run_native, in a tenth of its time: a course has a hundred apps."""
    with interpreter() as python:
        report = python.call("start", program)
        visits = [python.call("visit", request) for request in requests]
        console: list[Any] = python.emitted
        return {"report": report, "visits": visits, "console": console, "stopped": ""}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(ROOT / "lessons", tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("folder", lesson_folders())
def test_every_app_of_a_lesson_does_what_it_says_wherever_it_runs(folder, library, browser_pythons):
    course, _, name = folder.partition("/")
    lesson = library.lesson(course, name.partition("-")[2])
    assert faults([lesson], browser_pythons) == []


@pytest.mark.parametrize("readme", READMES)
def test_the_examples_of_the_guides_do_what_they_say(readme, tmp_path, browser_pythons):
    write_course(tmp_path / "lessons", examples(readme))
    library = load(tmp_path / "lessons", tmp_path / "cache")
    assert [str(problem) for problem in library.problems if problem.is_error] == []
    lessons = list(library.course("examples").lessons)
    assert any(apps(lessons)), f"{readme} shows no app any more"
    assert faults(lessons, browser_pythons) == []


# --- the checker itself -------------------------------------------------------------------------

HELLO = """\
---
title: Hello
claim: It holds.
---

/// app | Hello
    id: hello
    requests:
      - path: /
        expect: {expect}

```{{.python .flask file=app.py}}
import sys

from flask import Flask

app = Flask(__name__)


{more}


@app.get("/")
def index():
    return {{"name": {name}}}
```
///
"""


@pytest.fixture
def checked(tmp_path: Path, browser_pythons: BrowserPythons):
    """``checked(expect=…, name=…)``: the faults of an app that answers {"name": …}."""

    def check(expect: str = "{status: 200}", name: str = '"Ada"', more: str = "") -> list[str]:
        lesson = HELLO.format(expect=expect, name=name, more=more)
        write_course(tmp_path / "lessons", [lesson])
        library = load(tmp_path / "lessons", tmp_path / "cache")
        assert library.problems == ()
        return faults(list(library.course("examples").lessons), browser_pythons)

    return check


def test_what_is_true_passes(checked):
    assert checked("{status: 200, text: Ada, json: {name: Ada}, queries: 0}") == []


@pytest.mark.parametrize(
    "expect",
    [
        "{status: 201}",
        "{text: Bob}",
        "{header: {Content-Type: text/html}}",
        "{json: {name: Bob}}",
        "{queries: 1}",
        "{flask: {status: 201}}",
    ],
)
def test_an_expectation_that_does_not_hold_is_found_in_both(checked, expect):
    natively, in_browser = checked(expect)
    place = "examples/01-example-1/lesson.md:10:"
    assert natively.startswith(f"natively: {place}")
    assert in_browser.startswith(f"in the browser: {place}")
    assert "unmet-expectation Flask answers GET / with " in natively


def test_an_app_that_does_not_start_is_found_in_both(checked):
    natively, in_browser = checked(more="1 / 0")
    told = "app-fails The Flask side of 'hello' doesn't start: ZeroDivisionError"
    assert told in natively
    assert told in in_browser


def test_what_answers_differently_in_the_browser_is_found(checked):
    found = "\n".join(checked(name="sys.platform"))
    assert "lesson.md:6 flask, natively and in the browser: visits 1 1 text: " in found
    assert "emscripten" in found
