"""What an app is sent at its start, and what must come back."""

from typing import Any

import pytest

from tutorial_site.catalog.tests.conftest import FRONT_LINES, Compile
from tutorial_site.catalog.tree import AppBlock, AppRequest, Expectation

TWIN = (
    "```{.python .flask file=app.py}\nx = 1\n```\n\n```{.python .django file=urls.py}\nx = 2\n```\n"
)


def app(requests: str, body: str = TWIN) -> str:
    """The requests begin in line 4 of the body, in column 9 (behind the dash)."""
    typed = "".join(f"      {line}\n" for line in requests.split("\n"))
    return f"/// app | Notes\n    id: notes\n    requests:\n{typed}\n{body}///\n"


def sent(compiled: Compile, requests: str) -> tuple[AppRequest, ...]:
    return sent_by(compiled, app(requests))


def sent_by(compiled: Compile, body: str) -> tuple[AppRequest, ...]:
    found = compiled(body)
    assert found.lesson, [str(problem) for problem in found.problems]
    [block] = found.lesson.blocks
    assert isinstance(block, AppBlock)
    return block.requests


def test_a_request_needs_a_path_and_nothing_else(compiled: Compile) -> None:
    assert sent(compiled, "- path: /notes/?all=1") == (AppRequest("GET", "/notes/?all=1"),)


def test_a_request_may_say_everything(compiled: Compile) -> None:
    typed = (
        "- method: POST\n  path: /notes/\n  form: {text: Milk, tag: [a, b], n: 007}\n"
        "  headers: {Accept: application/json, X-Count: 3}\n  as: ada\n"
        "- method: PUT\n  path: /notes/1\n  json: {done: true, tags: [a, 1, null, 1.5]}\n"
    )
    assert sent(compiled, typed) == (
        AppRequest(
            "POST",
            "/notes/",
            form={"text": "Milk", "tag": ["a", "b"], "n": "007"},
            headers={"Accept": "application/json", "X-Count": "3"},
            as_user="ada",
        ),
        AppRequest("PUT", "/notes/1", json={"done": True, "tags": ["a", 1, None, 1.5]}),
    )


def test_a_lone_request_needs_no_list(compiled: Compile) -> None:
    body = f"/// app | A\n    id: a\n    requests: {{path: /a}}\n\n{TWIN}///\n"
    assert sent_by(compiled, body) == (AppRequest("GET", "/a"),)


def test_what_must_come_back_is_stated_for_both_or_for_one(compiled: Compile) -> None:
    typed = (
        "- path: /\n  expect:\n    status: 200\n    text: <h1>Notes</h1>\n"
        "    flask: {queries: 1}\n"
        "    django: {queries: 2, header: {X-Frame-Options: DENY}, json: [1, {a: b}]}\n"
    )
    [request] = sent(compiled, typed)
    assert request.expect == (
        Expectation(status=200, text="<h1>Notes</h1>"),
        Expectation("flask", queries=1),
        Expectation("django", queries=2, header={"X-Frame-Options": "DENY"}, json=[1, {"a": "b"}]),
    )


def test_nothing_is_expected_of_both_when_all_is_said_of_one(compiled: Compile) -> None:
    [request] = sent(compiled, "- path: /\n  expect: {flask: {status: 404}}")
    assert request.expect == (Expectation("flask", status=404),)


@pytest.mark.parametrize(
    ("requests", "code", "message", "hint"),
    [
        ("- ¦{method: GET}", "missing-option", '"path" is missing', "path: /notes/"),
        ("- ¦GET /", "bad-options", "options of a request, found text", "name: value"),
        ("- path: ¦notes", "bad-value", "begins with one /", "path: /notes/"),
        ("- path: ¦http://a/b", "bad-value", "begins with one /", "path: /notes/"),
        ("- {path: /, method: ¦post}", "bad-value", "GET, POST", 'Did you mean "POST"?'),
        ("- {path: /, ¦metod: POST}", "unknown-option", '"metod"', '"method"'),
        ("- {path: /, ¦form: {a: b}}", "bad-request", "sends no form", "method: POST"),
        ("- {path: /, method: POST, form: ¦x}", "bad-value", "names with a text", "Milk"),
        ("- {path: /, method: PUT, ¦json: 1, form: {a: b}}", "bad-request", "both", "two"),
        ("- {path: /, headers: ¦[a]}", "bad-value", "names with a text", "Accept"),
        ("- {path: /, expect: ¦200}", "bad-options", "an expectation", "name: value"),
        ("- {path: /, expect: {status: ¦OK}}", "bad-value", "100 to 599", "status: 200"),
        ("- {path: /, expect: {¦staus: 200}}", "unknown-option", '"staus"', '"status"'),
        ("- {path: /, expect: {¦python: {status: 200}}}", "unknown-side", "python", "flask"),
        ("- {path: /, expect: {text: Hello, ¦Ada!}}", "unknown-option", '"Ada!"', "quotes"),
        ("- {path: /, expect: {text: ¦''}}", "bad-value", "must contain", "Hello, Ada!"),
        ("- {path: /, expect: {queries: ¦-1}}", "bad-value", "0 to 10000", "queries: 2"),
    ],
)
def test_a_bad_request_is_told_with_its_mend(
    compiled: Compile, requests: str, code: str, message: str, hint: str
) -> None:
    """The bar stands before what is at fault."""
    [problem] = compiled(app(requests.replace("¦", ""))).problems
    assert (problem.line - FRONT_LINES, problem.column) == (4, 7 + requests.index("¦"))
    assert problem.code == code
    assert message in problem.message
    assert hint in problem.hint


def test_an_app_sends_no_more_requests_than_a_lesson_talks_about(compiled: Compile) -> None:
    [problem] = compiled(app("\n".join(["- path: /"] * 31))).problems
    assert problem.code == "bad-value"
    assert "30 requests" in problem.message


def test_expectations_must_fit_the_app(compiled: Compile) -> None:
    flask: Any = TWIN.partition("\n\n")[0] + "\n"
    [problem] = compiled(app("- {path: /, expect: {django: {status: 200}}}", flask)).problems
    assert problem.message == "This app has no django side."
