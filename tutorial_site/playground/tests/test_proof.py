"""Running what a lesson claims: ``lint_lessons --run``."""

import io
import json

import pytest
from django.core.management import call_command

from tutorial_site.catalog.compiling import compile_lesson
from tutorial_site.catalog.proofs import prove
from tutorial_site.catalog.sources import FileEntry, LessonSource

from .harness_programs import DJANGO_HELLO, DJANGO_NOTES, FLASK_HELLO

FRONT = "---\ntitle: Notes\nclaim: It holds.\n---\n"
HEAD = "/// app | Hello\n    id: hello\n"
END = "///\n"


def fence(file, text, framework=""):
    mark = f" .{framework}" if framework else ""
    return f"\n```{{.python{mark} file={file}}}\n{text}```\n"


HELLO = fence("app.py", FLASK_HELLO["app.py"], "flask")


def flask_view(body):
    """An app of one page."""
    start = "from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get('/')\n"
    return fence("app.py", f"{start}def index():\n    {body}\n", "flask")


@pytest.fixture
def proved():
    """``proved(body, files)``: what is found when the lesson's blocks are run."""

    def run(body, files=None):
        beside = {
            path: FileEntry("file", len(text), text.encode())
            for path, text in (files or {}).items()
        }
        text = (FRONT + body).encode()
        source = LessonSource("course", "01-notes", 1, "notes", text, beside, {})
        compiled = compile_lesson(source, "digest")
        assert compiled.lesson, compiled.problems
        return prove([compiled.lesson])

    return run


def line_of(body, text):
    """The line of the lesson in which a text stands first."""
    lines = (FRONT + body).splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def said(problem):
    return problem.code, problem.line, problem.message


def test_a_lesson_whose_apps_do_what_it_says_has_no_problems(proved):
    requests = (
        "    requests:\n"
        "      - path: /hello/Ada\n"
        "        expect: {status: 200, text: Hello}\n"
        "      - path: /nowhere\n"
        "        expect: {status: 404}\n"
    )
    assert proved(HEAD + requests + HELLO + END) == []


def test_what_is_expected_and_does_not_come_is_a_problem_at_its_line(proved):
    body = (
        f"{HEAD}    requests:\n"
        "      - path: /hello/Ada\n"
        "        expect:\n"
        "          status: 404\n"
        f"          text: Goodbye\n{HELLO}{END}"
    )
    first, second = proved(body)
    line = line_of(body, "status: 404")
    told = "Flask answers GET /hello/Ada with status 200 instead of 404."
    assert said(first) == ("unmet-expectation", line, told)
    assert said(second)[:2] == ("unmet-expectation", line)
    assert "a body without 'Goodbye': Hello, Ada!" in second.message
    assert first.hint == "Mend the app, or expect what is true."
    assert first.path == "course/01-notes/lesson.md"


def test_each_side_is_held_to_its_own_and_to_what_is_said_of_both(proved):
    urls = DJANGO_HELLO["urls.py"].replace("hello/<name>", "").replace("request, name", "request")
    django = fence("urls.py", urls.replace("{name}!", "Bob"), "django")
    body = (
        f"{HEAD}    requests:\n"
        "      - path: /\n"
        "        expect:\n"
        "          flask: {text: Ada}\n"
        "          django: {text: Eve}\n"
        "      - path: /\n"
        "        expect: {text: Ada}\n"
    ) + (flask_view("return 'Ada'") + django + END)
    own, shared = proved(body)
    assert "Django answers GET / with a body without 'Eve': Hello, Bob" in own.message
    assert own.line == line_of(body, "text: Eve")
    assert "Django answers GET / with a body without 'Ada': Hello, Bob" in shared.message
    assert shared.line == line_of(body, "expect: {text: Ada}")


def test_what_is_measured_must_succeed_after_the_requests_before_it(proved):
    bench = "    bench:\n      requests:\n        - /hello/Ada\n        - /nowhere\n"
    body = HEAD + "    open: /hello/Ada\n" + bench + HELLO + END
    (problem,) = proved(body)
    told = "Flask answers GET /nowhere with status 404: the time of a failure says nothing."
    assert said(problem) == ("bench-fails", line_of(body, "- /nowhere"), told)


def test_what_is_measured_is_held_to_what_is_expected_of_it(proved):
    bench = "    bench:\n      requests: {path: /hello/Ada, expect: {queries: 2}}\n"
    (problem,) = proved(HEAD + bench + HELLO + END)
    told = "Flask answers GET /hello/Ada with 0 queries instead of 2."
    assert said(problem)[::2] == ("unmet-expectation", told)


def test_an_app_that_does_not_start_is_a_problem_at_the_line_that_failed(proved):
    body = HEAD + fence("app.py", "import flask\n\nnobody\n", "flask") + END
    (problem,) = proved(body)
    why = "NameError: name 'nobody' is not defined (app.py, line 3)"
    told = f"The Flask side of 'hello' doesn't start: {why}."
    assert said(problem) == ("app-fails", line_of(body, "nobody"), told)


def test_in_a_file_beside_the_lesson_the_line_is_that_files(proved):
    files = {f"notes/django/{path}": text for path, text in DJANGO_NOTES.items()}
    files["notes/django/models.py"] = "\nlength = nobody\n"
    (problem,) = proved(f"{HEAD}    from: notes\n{END}", files)
    assert (problem.code, problem.line) == ("app-fails", 2)
    assert problem.path == "course/01-notes/notes/django/models.py"


def test_an_app_that_holds_no_application_is_a_problem_of_the_block(proved):
    body = HEAD + fence("app.py", "x = 1\n", "flask") + END
    (problem,) = proved(body)
    assert problem.line == line_of(body, "/// app")
    assert "app.py holds no Flask app. Make one" in problem.message


def test_a_plain_program_has_to_run_to_its_end(proved):
    assert proved(HEAD + fence("main.py", "print('fine')\n") + END) == []
    body = HEAD + fence("main.py", "print(1 / 0)\n") + END
    (problem,) = proved(body)
    assert said(problem)[:2] == ("app-fails", line_of(body, "print(1 / 0)"))


EXPECTING = "    requests:\n      - path: /\n        expect: {status: %d}\n"


def test_an_unexpected_exception_is_in_the_hint(proved):
    (problem,) = proved(HEAD + EXPECTING % 200 + flask_view("return missing") + END)
    assert problem.message == "Flask answers GET / with status 500 instead of 200."
    assert problem.hint == "It ended in NameError: name 'missing' is not defined (app.py, line 8)."


def test_a_crash_that_is_expected_is_no_problem(proved):
    assert proved(HEAD + EXPECTING % 500 + flask_view("return missing") + END) == []


def test_a_request_that_cannot_be_sent_is_a_problem_at_its_line(proved):
    requests = "    requests:\n      - path: /hello/Ada\n        as: ada\n"
    body = HEAD + requests + HELLO + END
    (problem,) = proved(body)
    assert said(problem)[:2] == ("not-sent", line_of(body, "path: /hello/Ada"))
    assert "doesn't use Flask-Login" in problem.message


def test_an_app_that_never_answers_is_a_problem_of_the_request(proved):
    body = HEAD + EXPECTING % 200 + flask_view("import os; os._exit(0)") + END
    (problem,) = proved(body)
    assert said(problem)[:2] == ("no-answer", line_of(body, "path: /"))
    assert "doesn't answer GET /. The program ended its whole process" in problem.message


def test_the_page_shown_first_has_to_come(proved):
    body = HEAD + flask_view("import os; os._exit(0)") + END
    (problem,) = proved(body)
    assert said(problem)[:2] == ("no-answer", line_of(body, "/// app"))


def test_a_redirect_is_judged_itself_and_not_the_page_it_leads_to(proved):
    expect = "        expect: {status: 302, header: {Location: /static/x}}\n"
    view = flask_view("from flask import redirect; return redirect('/static/x')")
    assert proved(f"{HEAD}    requests:\n      - path: /\n{expect}{view}{END}") == []


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def lint(tmp_path, settings):
    """``lint(body, run=True)``: exit status and problems of the command, for a lesson on disk."""
    settings.VAR_DIR = tmp_path / "var"
    courses = tmp_path / "lessons"
    lesson = courses / "course" / "01-notes" / "lesson.md"
    lesson.parent.mkdir(parents=True)
    (courses / "course" / "course.yml").write_text("title: Course\nsummary: One.\n")

    def run_command(body, *, run):
        lesson.write_text(FRONT + body)
        output = io.StringIO()
        status: object = 0
        try:
            call_command("lint_lessons", courses, run=run, format="json", stdout=output)
        except SystemExit as ended:
            status = ended.code
        problems = json.loads(output.getvalue())["problems"]
        return status, [each["code"] for each in problems if each["severity"] == "error"]

    return run_command


def test_only_with_run_anything_is_run(lint):
    body = HEAD + EXPECTING % 299 + HELLO + END
    assert lint(body, run=False) == (0, [])
    assert lint(body, run=True) == (1, ["unmet-expectation"])


def test_a_lesson_with_errors_is_not_run(lint):
    body = f"{HEAD}{EXPECTING % 299}{HELLO}{END}\n[x](#nowhere)\n"
    assert lint(body, run=True) == (1, ["dead-anchor"])
