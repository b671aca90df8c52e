"""Predictions: what an instructor types, what running it finds out, what a learner predicted."""

import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.base import NotGradedError
from tutorial_site.quizzes.kinds.predict import PredictKind, PredictQuestion, computing, grading
from tutorial_site.quizzes.kinds.predict.computing import compute
from tutorial_site.quizzes.kinds.predict.keys import Keys, keys
from tutorial_site.quizzes.kinds.predict.question import Prediction, Request
from tutorial_site.quizzes.kinds.predict.result import Result
from tutorial_site.quizzes.kinds.predict.tests.example import EXAMPLE
from tutorial_site.quizzes.tests.parsing import errors, question, warnings
from tutorial_site.quizzes.tests.sitting import Sitting

FLASK = """\
from flask import Flask, request, redirect
app = Flask(__name__)

@app.route("/", methods=["GET", "POST"])
def index():
    print("called")
    if request.method == "POST":
        return redirect("/")
    return "Hello, " + request.args["name"]
"""
DJANGO = """\
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import path

def count(request):
    for user in User.objects.all():
        print(user)
    return HttpResponse(str(User.objects.count()))

urlpatterns = [path("", count)]
"""


def asked(code: str, attributes: str = "", more: str = "") -> PredictQuestion:
    found: PredictQuestion = question(source(code, attributes, more))
    return found


def source(code: str, attributes: str = "", more: str = "") -> str:
    return f"Q?\n\n```{{.python .predict{attributes}}}\n{code}```\n\n{more}Because: so.\n"


def program(code: str, asks: str = "output", *, framework: str = "python", **more: str) -> Result:
    file = {"python": "main.py", "flask": "app.py", "django": "urls.py"}[framework]
    typed = [each.split() for each in more.get("request", "").split(";") if each]
    requests = tuple(Request(method, path) for method, path in typed)
    return compute(Prediction(framework, ((file, code),), requests, asks))  # type: ignore[arg-type]


# --- as typed by the instructor ---------------------------------------------------------------


def test_the_fence_is_drawn_like_any_and_run_as_it_stands() -> None:
    found = asked("print(1)\n", ' file="count.py" highlight="1"')
    assert found.prediction.files == (("count.py", "print(1)\n"),)
    assert (found.prediction.framework, found.asks) == ("python", "output")
    assert '```{.python title="count.py" highlight="1"}' in found.stem_html
    assert "predict" not in found.stem_html


def test_an_app_is_asked_for_its_status_unless_something_else_is_said() -> None:
    found = asked(FLASK, " .flask")
    assert found.asks == "status"
    assert found.prediction.files[0][0] == "app.py"
    assert found.prediction.requests == (Request("GET", "/"),)


def test_learners_read_what_is_sent() -> None:
    sent = asked(FLASK, " .flask request='POST /a title=\"A b\"; GET /b' asks=body")
    assert sent.stem_text.endswith("Sent: `` POST /a title='A b' ``, then `` GET /b ``")
    assert asked(FLASK, " .flask").stem_text.endswith("Sent: `` GET / ``")
    assert "Sent" not in asked("print(1)\n").stem_text


def test_saying_what_is_sent_makes_it_no_other_question() -> None:
    assert asked(FLASK, " .flask").digest == asked(FLASK, " .flask request='GET /'").digest


def test_requests_are_sent_in_order_and_the_last_is_asked_about() -> None:
    found = asked(FLASK, " .flask request='POST /a title=\"A b\" c=; GET /b' asks=body")
    assert found.prediction.requests == (
        Request("POST", "/a", (("title", "A b"), ("c", ""))),
        Request("GET", "/b"),
    )


def test_other_fences_with_a_file_are_files_of_the_program() -> None:
    found = question(
        "Q?\n\n```{.python .django file=models.py}\nx = 1\n```\n\n"
        "```{.python .django .predict file=urls.py}\nimport models\n```\n\n"
        "```html\n<p>to look at</p>\n```\n\nBecause: so.\n"
    )
    assert [path for path, _ in found.prediction.files] == ["models.py", "urls.py"]


def test_wrong_predictions_may_be_foreseen_on_one_line_or_several() -> None:
    more = "- [ ] `1`\n    > No.\n- [ ]\n    ```\n    1\n    2\n    ```\n    > Nor this.\n\n"
    assert [wrong.text for wrong in asked("print(3)\n", "", more).wrongs] == ["1", "1\n2"]


@pytest.mark.parametrize(
    ("typed", "line", "code"),
    [
        (source("print(\n"), 4, "python-syntax"),
        (source("1\n", " asks=outptu"), 3, "bad-value"),
        (source("1\n", " asks=status"), 3, "quiz-no-request"),
        (source("1\n", " .flask asks=output"), 3, "quiz-no-output"),
        (source("1\n", " .flask request=GET"), 3, "quiz-bad-request"),
        (source("1\n", " .flask request='get /'"), 3, "quiz-bad-request"),
        (source("1\n", " .flask request='GET /\"'"), 3, "quiz-bad-request"),
        (source("1\n", " .flask request='POST / a'"), 3, "quiz-bad-request"),
        (source("1\n", " .django"), 3, "missing-file-name"),
        (source("1\n", " titel=x"), 3, "unknown-option"),
        (source("1\n", "", "- [x] 1\n    > No.\n\n"), 7, "quiz-typed-key"),
        (source("1\n", "", "- [=] 1\n    > No.\n\n"), 7, "quiz-typed-key"),
        (source("1\n", "", "- [ ]\n    > No.\n\n"), 7, "quiz-empty-answer"),
        (source("1\n", "", "And?\n\n- [ ] 1\n    > No.\n\nor\n\n"), 12, "quiz-stray-text"),
        ("Q?\n\n```{.javascript .predict}\n1\n```\n", 3, "quiz-not-python"),
        (
            "Q?\n\n```{.python .predict}\n1\n```\n\n```{.predict}\n1\n```\n",
            7,
            "quiz-two-predictions",
        ),
        ("kind: predict\n\nQ?\n\n```python\n1\n```\n", 5, "quiz-no-prediction"),
    ],
)
def test_a_fault_is_named_with_its_line(typed: str, line: int, code: str) -> None:
    assert (line, code) in errors(typed)


def test_a_wrong_prediction_without_feedback_is_warned_of() -> None:
    assert warnings(source("print(1)\n", "", "- [ ] 2\n\n")) == [(7, "quiz-no-feedback")]


def test_another_program_or_request_makes_another_question_and_better_words_do_not() -> None:
    first = asked(FLASK, " .flask", "- [ ] 200\n    > No.\n\n")
    assert first.digest == asked(FLASK, " .flask", "- [ ] 200\n    > Not so.\n\n").digest
    others = [asked(FLASK + "#\n", " .flask"), asked(FLASK, " .flask request='GET /a'")]
    assert first.digest not in {other.digest for other in others}


# --- what running it finds out ----------------------------------------------------------------


def test_what_is_printed_is_the_key() -> None:
    assert program("print([0] * 2)\nprint('a')\n") == Result("[0, 0]\na")


def test_the_name_of_an_exception_is_the_key() -> None:
    assert program("{}['a']\n", "error") == Result("KeyError")


@pytest.mark.parametrize(
    ("asks", "request_", "value"),
    [
        ("status", "GET /?name=Ada;POST /", "302"),
        ("body", "GET /?name=Ada", "Hello, Ada"),
    ],
)
def test_what_an_app_answers_is_the_key(asks: str, request_: str, value: str) -> None:
    assert program(FLASK, asks, framework="flask", request=request_) == Result(value)


def test_how_many_queries_run_is_the_key() -> None:
    assert program(DJANGO, "queries", framework="django", request="GET /") == Result("2")


@pytest.mark.parametrize(
    ("code", "asks", "why"),
    [
        ("1 / 0\n", "output", "ends with ZeroDivisionError"),
        ("x = 1\n", "output", "prints nothing"),
        ("print('x' * 2000)\n", "output", "more than anyone would type"),
        ("x = 1\n", "error", "raises no exception"),
        ("import time; print(time.time_ns())\n", "output", "something else each time"),
        ("import os; os._exit(1)\n", "output", "ended its whole process"),
    ],
)
def test_what_cannot_be_predicted_says_why_and_what_to_do(code: str, asks: str, why: str) -> None:
    found = program(code, asks)
    assert not found.known
    assert why in found.why
    assert found.hint


def test_a_program_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computing, "SECONDS", 0.5)
    found = program("while True: pass\n")
    assert "stopped after 0.5 seconds" in found.why
    assert found.passing, "a busy machine is no fault of the program's"


# --- where keys are kept ----------------------------------------------------------------------

ONE = Prediction("python", (("main.py", "print(1)\n"),), (), "output")


@pytest.fixture
def kept(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "predictions")


def test_a_key_is_computed_once_and_found_by_other_processes(
    kept: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.compute(ONE) == Result("1")
    monkeypatch.setattr(computing, "run_native", None)
    assert kept.compute(ONE) == Result("1")
    assert Keys(kept.folder).compute(ONE) == Result("1")


def test_asking_never_waits_and_the_key_comes_by_itself(
    kept: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_run, done, runs = threading.Event(), threading.Event(), []

    def slowly(prediction: Prediction) -> Result:
        may_run.wait(30)
        runs.append(prediction)
        return Result("1")

    monkeypatch.setattr(computing, "compute", slowly)
    monkeypatch.setattr(kept, "_save", lambda *_: done.set())
    assert [kept.ask(ONE) for _ in range(5)] == [None] * 5
    may_run.set()
    assert done.wait(30)
    assert kept.ask(ONE) == Result("1")
    assert len(runs) == 1


def test_a_passing_failure_is_not_kept_for_other_processes(kept: Keys) -> None:
    kept.put(ONE, Result("", "It took too long.", "Wait.", passing=True))
    assert kept.get(ONE) is not None
    assert Keys(kept.folder).get(ONE) is None
    assert kept.compute(ONE) == Result("1")


@pytest.mark.parametrize("garbage", ["", "{", "[]", '{"a": 1}', "\0"])
def test_a_file_that_cannot_be_read_is_as_good_as_none(kept: Keys, garbage: str) -> None:
    kept.compute(ONE)
    [path] = kept.folder.iterdir()
    path.write_text(garbage)
    assert Keys(kept.folder).get(ONE) is None


# --- what is right of what was predicted ------------------------------------------------------


@pytest.fixture
def site_keys(tmp_path: Path, settings: Settings) -> Keys:
    settings.VAR_DIR = tmp_path
    return keys()


def is_right(question: PredictQuestion, key: str, text: str) -> bool:
    keys().put(question.prediction, Result(key))
    return grading.grade(question, text).correct


@pytest.mark.usefixtures("site_keys")
@pytest.mark.parametrize("text", ["[0, 'a']\nb", "[0,'a']\nb\n", ' [0, "a"] \n b', "[0, ‘a’]\r\nb"])
def test_blanks_by_signs_and_kinds_of_quotes_do_not_count(text: str) -> None:
    assert is_right(asked("print()\n"), "[0, 'a']\nb", text)


@pytest.mark.usefixtures("site_keys")
@pytest.mark.parametrize("text", ["", "[0, 'a'] b", "[0, 'A']\nb", "b\n[0, 'a']", "[0, 'a']\n\nb"])
def test_lines_their_order_and_case_count(text: str) -> None:
    assert not is_right(asked("print()\n"), "[0, 'a']\nb", text)


@pytest.mark.usefixtures("site_keys")
@pytest.mark.parametrize("text", ["KeyError", "keyerror", "KeyError: 'a'", "builtins.KeyError"])
def test_of_an_exception_the_name_counts(text: str) -> None:
    assert is_right(asked("{}['a']\n", " asks=error"), "KeyError", text)


@pytest.mark.usefixtures("site_keys")
def test_a_status_is_a_number() -> None:
    found = asked(FLASK, " .flask")
    assert is_right(found, "200", " 200 ")
    assert not is_right(found, "200", "2000")


@pytest.mark.usefixtures("site_keys")
def test_a_foreseen_wrong_prediction_that_comes_true_is_a_problem_when_run() -> None:
    found = asked("print(1)\n", "", "- [ ] 1\n    > No.\n\n")
    keys().put(found.prediction, Result("1"))
    assert [each.code for each in PredictKind().run(found, "p")] == ["quiz-wrong-matches"]
    keys().put(found.prediction, Result("", "It prints nothing.", "Print."))
    [problem] = PredictKind().run(found, "p")
    assert (problem.code, problem.line, problem.hint) == ("quiz-unpredictable", 3, "Print.")


# --- while the key isn't there ----------------------------------------------------------------


@pytest.fixture
def sitting(kinds_course: object, learner: Person) -> Sitting:
    return Sitting(learner, "predict")


def without_key(monkeypatch: pytest.MonkeyPatch, found: Result | None) -> None:
    monkeypatch.setattr(Keys, "ask", lambda *_: found)


@pytest.mark.parametrize(
    ("found", "said"),
    [(None, "still running this program"), (Result("", "Why.", "Do."), "couldn’t be run here")],
)
def test_without_a_key_nobody_is_graded_and_the_learner_is_told(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch, found: Result | None, said: str
) -> None:
    data = sitting.fields(EXAMPLE.right)
    with monkeypatch.context() as patched:
        without_key(patched, found)
        for answer in (data, data | {"reveal": "1"}):
            answered = sitting.send(answer)
            assert answered.status == 200
            assert said in answered.text("predict-q1-error")
            assert "nothing was counted" in answered.text("predict-q1-error").lower()
    assert not Attempt.objects.exists()
    assert sitting.send(data).status == 303
    assert sitting.latest().correct


def test_an_answer_graded_before_the_key_was_lost_is_not_called_wrong(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting.answer(EXAMPLE.right)
    without_key(monkeypatch, None)
    text = sitting.text()
    assert "Right." in text
    assert "Wrong your answer" not in text


def test_grading_by_itself_says_that_it_cannot(
    site_keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_key(monkeypatch, None)
    with pytest.raises(NotGradedError):
        grading.grade(asked("print(1)\n"), "1")


def test_the_field_is_as_high_for_every_program(sitting: Sitting) -> None:
    field = sitting.form().select_one("textarea")
    assert field is not None
    assert field["rows"] == "3"
