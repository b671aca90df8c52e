"""What an app lets learners measure."""

import pytest

from tutorial_site.catalog.tests.conftest import FRONT_LINES, Compile
from tutorial_site.catalog.tree import AppBlock, AppRequest, Bench, Expectation

FLASK = "```{.python .flask file=app.py}\nx = 1\n```\n"


def app(bench: str, body: str = FLASK) -> str:
    """``bench`` begins in line 4 of the body, in column 7."""
    typed = "".join(f"      {line}\n" for line in bench.split("\n"))
    return f"/// app | Race\n    id: race\n    bench:\n{typed}\n{body}///\n"


def bench_of(compiled: Compile, body: str) -> Bench | None:
    found = compiled(body)
    assert found.lesson, [str(problem) for problem in found.problems]
    [block] = found.lesson.blocks
    assert isinstance(block, AppBlock)
    return block.bench


def test_an_app_is_not_measured_unless_its_lesson_says_so(compiled: Compile) -> None:
    assert bench_of(compiled, f"/// app | Race\n    id: race\n\n{FLASK}///\n") is None


def test_paths_are_enough(compiled: Compile) -> None:
    expected = (AppRequest("GET", "/slow"), AppRequest("GET", "/quick?all=1"))
    found = bench_of(compiled, app("requests: [/slow, /quick?all=1]"))
    assert found == Bench(expected, times=50, rounds=9)


def test_a_lone_path_needs_no_list(compiled: Compile) -> None:
    found = bench_of(compiled, app("requests: /slow\ntimes: 7\nrounds: 3"))
    assert found == Bench((AppRequest("GET", "/slow"),), times=7, rounds=3)


def test_a_request_may_say_all_that_requests_say(compiled: Compile) -> None:
    typed = "requests:\n  - {method: POST, path: /, form: {text: Milk}, expect: {queries: 2}}"
    found = bench_of(compiled, app(typed))
    assert found
    assert found.requests == (
        AppRequest("POST", "/", form={"text": "Milk"}, expect=(Expectation(queries=2),)),
    )


@pytest.mark.parametrize(
    ("bench", "code", "message"),
    [
        ("¦rounds: 3", "missing-option", '"requests" is missing'),
        ("requests: ¦[]", "bad-value", "1 to 8 requests, not 0"),
        (f"requests: ¦[{', '.join(['/a'] * 9)}]", "bad-value", "1 to 8 requests, not 9"),
        ("requests: [/a, ¦b]", "bad-value", "begins with one /"),
        ("requests: [{path: /, ¦metod: POST}]", "unknown-option", '"metod"'),
        ("{requests: /, times: ¦0}", "bad-value", "from 1 to 1000"),
        ("{requests: /, rounds: ¦2}", "bad-value", "from 3 to 25"),
        ("{requests: /, ¦round: 9}", "unknown-option", '"round"'),
    ],
)
def test_a_bad_bench_is_told_where_it_stands(
    compiled: Compile, bench: str, code: str, message: str
) -> None:
    """The bar stands before what is at fault."""
    [problem] = compiled(app(bench.replace("¦", ""))).problems
    assert (problem.line - FRONT_LINES, problem.column) == (4, 7 + bench.index("¦"))
    assert problem.code == code
    assert message in problem.message


def test_a_plain_program_answers_nothing_that_could_be_measured(compiled: Compile) -> None:
    [problem] = compiled(app("requests: /", "```python\nprint(1)\n```\n")).problems
    assert problem.code == "not-for-python"
