"""The linter, told to run, finds what would make an exercise none."""

from functools import partial
from pathlib import Path

import pytest

from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.linting import lint
from tutorial_site.playground import exercise_proof
from tutorial_site.playground.harness.checks.native import native_checks

EXERCISE = '''---
title: Making
claim: It can be made.
---

/// exercise | Count
    id: count

Count the visits.

```{.python .checks}
def test_first(browser):
    """The first visit is answered by 1."""
    assert browser.get("/").text == "1"


def test_second(browser):
    """The second by 2, for each browser by itself."""
    browser.get("/")
    browser.new_window().get("/")
    assert browser.get("/").text == "2"
```

```{.python .flask file=app.py}
from flask import Flask, session

app = Flask(__name__)
app.secret_key = "x"


@app.get("/")
def index():
    return STARTER
```

```{.python .flask .solution file=app.py}
from flask import Flask, session

app = Flask(__name__)
app.secret_key = "x"


@app.get("/")
def index():
    session["n"] = session.get("n", 0) + 1
    return str(SOLUTION)
```

```{.python .flask .mistake file=app.py hint="That is shared by everybody."}
from flask import Flask

app = Flask(__name__)
counter = [0]


@app.get("/")
def index():
    counter[0] += 1
    return str(MISTAKE)
```

```{.python .flask .mistake file=app.py hint="The name is right, its place is not."}
from flask import Flask, session

app = Flask(__name__)
app.secret_key = "x"


@app.get("/")
def index():
    OTHER
```
///
'''
GOOD = {
    "STARTER": '"1"',
    "SOLUTION": 'session["n"]',
    "MISTAKE": "counter[0]",
    "OTHER": 'session["visits"] = 1\n    return str(session["visits"])',
}
HEADS = [n for n, line in enumerate(EXERCISE.split("\n"), start=1) if ".flask ." in line]
SOLUTION, MISTAKE, OTHER = HEADS


@pytest.fixture
def found(tmp_path: Path):
    """``found(SOLUTION="7")``: the problems of the exercise with these pieces, each as a text."""

    def linted(**pieces: str) -> list[str]:
        text = EXERCISE
        for name, piece in {**GOOD, **pieces}.items():
            text = text.replace(name, piece)
        lesson = tmp_path / "lessons" / "course" / "01-making"
        lesson.mkdir(parents=True)
        (lesson.parent / "course.yml").write_text("title: A course\nsummary: Of one.\n")
        (lesson / "lesson.md").write_text(text)
        report = lint([lesson], tmp_path / "lessons", Cache(tmp_path / "var"), run=True)
        return [f"{each.line} {each.code} {each.message}" for each in report.problems]

    return linted


def test_an_exercise_that_is_one_has_no_problems(found):
    assert found() == []


def test_a_starter_that_passes_leaves_nothing_to_make(found):
    solved = 'str(session.setdefault("n", 0) + bool(session.update(n=session["n"] + 1)) + 1)'
    [problem] = found(STARTER=solved)
    assert problem.startswith("6 starter-passes What learners start with in Flask passes all")


def test_a_solution_that_fails_says_at_which_check_and_why(found):
    first, second = found(SOLUTION="session['n'] * 2")
    assert first.startswith(f"{SOLUTION} solution-fails The solution in Flask fails test_first.")
    assert 'Expected "1"; got "2".' in first
    assert 'Expected "2"; got "4".' in second


def test_a_solution_that_raises_says_what(found):
    problem = found(SOLUTION="missing")[0]
    assert "The program raised NameError: name 'missing' is not defined" in problem


def test_a_mistake_that_passes_would_never_get_its_hint(found):
    right = 'session.update(n=session.get("n", 0) + 1)\n    return str(session["n"])'
    assert found(OTHER=right)[0].startswith(f"{OTHER} mistake-passes This mistake in Flask passes")


def test_a_mistake_that_is_the_starter_again_is_not_recognised(found):
    [problem] = found(OTHER='return "1"')
    assert problem.startswith(f"{OTHER} mistake-not-recognised This mistake in Flask fails as")


def test_two_mistakes_that_cannot_be_told_apart_are_named(found):
    shared = "counter[0] += 1\n    return str(counter[0])"
    [problem] = found(OTHER=f"{shared}\n\n\ncounter = [0]")
    assert problem.startswith(f"{OTHER} mistakes-alike Whoever makes this mistake in Flask is told")
    assert f"the hint of line {MISTAKE}:" in problem


def test_what_the_block_s_requests_expect_is_held_to_as_in_an_app(found):
    expected = '\n    requests: [{path: /, expect: {text: "2"}}]'
    [problem] = found(**{"id: count": f"id: count{expected}"})
    assert "unmet-expectation" in problem


def test_an_endless_solution_is_ended(found, monkeypatch):
    quickly = partial(native_checks, seconds=2.0)
    monkeypatch.setattr(exercise_proof, "native_checks", quickly)
    problems = found(SOLUTION="[0 for _ in iter(int, 1)]")
    assert len(problems) == 2
    assert all("solution-fails" in each and "stopped after 2 seconds" in each for each in problems)
