"""What an instructor types as an exercise: its starter, checks, solutions, known mistakes."""

from collections.abc import Callable
from typing import Any

import pytest

from tutorial_site.catalog.tests.conftest import Compile
from tutorial_site.catalog.tree import ExerciseBlock

FLASK = "```{.python .flask file=app.py}\nx = 1\n```\n"
DJANGO = "```{.python .django file=views.py}\nx = 1\n```\n"
MILK = '''
def test_milk(browser):
    """There is milk."""
    assert browser.get("/").status == 200
'''
SOLVED = "```{.python .flask .solution file=app.py}\nx = 2\n```\n"
SOLVED_TOO = SOLVED.replace("flask", "django").replace("app.py", "views.py")
WRONG = '```{.python .flask .mistake file=app.py hint="No: *three*."}\nx = 3\n```\n'


def checks(*functions: str) -> str:
    return f"```{{.python .checks}}\n{''.join(functions)}```\n"


CHECKS = checks(MILK)


def exercise(*fences: str, options: str = "", task: str = "Make it.\n") -> str:
    """The body of a lesson; the head of the exercise is its first line."""
    typed = f"    {options}\n" if options else ""
    return f"/// exercise | Milk\n    id: milk\n{typed}\n{task}\n{''.join(fences)}///\n"


@pytest.fixture
def made(compiled: Compile) -> Callable[..., ExerciseBlock]:
    """``made(body)``: the exercise of a lesson without problems."""

    def make(body: str, files: Any = None) -> ExerciseBlock:
        found = compiled(body, files)
        assert found.lesson, found.problems
        assert found.problems == ()
        block = found.lesson.blocks[0]
        assert isinstance(block, ExerciseBlock)
        return block

    return make


@pytest.fixture
def codes(compiled: Compile) -> Callable[..., set[str]]:
    """``codes(body)``: the codes of its problems."""
    return lambda body, files=None: {each.code for each in compiled(body, files).problems}


# --- what comes out ---------------------------------------------------------------------------


def test_an_exercise_is_an_app_with_a_task_checks_and_keys(made: Any) -> None:
    block = made(exercise(FLASK, CHECKS, SOLVED, WRONG, options="hints: [Look, Think]"))
    assert (block.kind, block.framework, block.intro_html) == (
        "exercise",
        "flask",
        "<p>Make it.</p>",
    )
    assert [(check.name, check.title) for check in block.checks] == [
        ("test_milk", "There is milk.")
    ]
    assert block.source.startswith("\ndef test_milk(browser):")
    assert block.starter("flask") == {"app.py": "x = 1\n"}
    assert block.with_files("flask", block.solution("flask").files) == {"app.py": "x = 2\n"}
    assert block.hints == ("<p>Look</p>", "<p>Think</p>")
    [mistake] = block.mistakes
    assert (mistake.framework, mistake.hint_html) == ("flask", "<p>No: <em>three</em>.</p>")
    assert block.with_files("flask", mistake.files) == {"app.py": "x = 3\n"}


def test_the_options_of_an_app_are_those_of_an_exercise_too(made: Any) -> None:
    body = exercise(FLASK, CHECKS, SOLVED, options="open: /notes/")
    assert made(body).open == "/notes/"


def test_a_folder_gives_the_starter_of_both_sides(made: Any) -> None:
    files = {"notes/flask/app.py": b"x = 1\n", "notes/django/views.py": b"x = 1\n"}
    body = exercise(CHECKS, SOLVED, SOLVED_TOO, options="from: notes\n    framework: either")
    block = made(body, files)
    assert [side.framework for side in block.sides] == ["flask", "django"]
    assert block.solution("django").files[0].path == "views.py"


def test_a_solution_may_be_several_files_and_add_some(made: Any) -> None:
    more = "```{.html .flask .solution file=templates/a.html}\n<p>\n```\n"
    block = made(exercise(FLASK, CHECKS, SOLVED, more))
    files = block.with_files("flask", block.solution("flask").files)
    assert files == {"app.py": "x = 2\n", "templates/a.html": "<p>\n"}


def test_a_fence_without_a_hint_is_a_further_file_of_the_mistake_before_it(made: Any) -> None:
    more = "```{.html .flask .mistake file=templates/a.html}\n<p>\n```\n"
    block = made(exercise(FLASK, CHECKS, SOLVED, WRONG, more, WRONG.replace("3", "4")))
    assert [len(mistake.files) for mistake in block.mistakes] == [2, 1]
    assert len({mistake.id for mistake in block.mistakes}) == 2


def test_a_mistake_of_both_frameworks_is_one_in_each(made: Any) -> None:
    both = '```{.html .flask .django .mistake file=a.html hint="No."}\n<p>\n```\n'
    body = exercise(FLASK, DJANGO, CHECKS, SOLVED, SOLVED_TOO, both, options="framework: both")
    block = made(body)
    assert [mistake.framework for mistake in block.mistakes] == ["flask", "django"]
    assert len(block.mistakes_in("django")) == 1


def test_a_rule_is_the_first_paragraph_of_its_docstring(made: Any) -> None:
    longer = CHECKS.replace(
        '"""There is milk."""', '"""There\n    is milk.\n\n    And more.\n    """'
    )
    assert made(exercise(FLASK, longer, SOLVED)).checks[0].title == "There is milk."


def test_what_the_learner_acts_on_changes_the_digest_and_keys_do_not(made: Any) -> None:
    one = made(exercise(FLASK, CHECKS, SOLVED))
    assert made(exercise(FLASK, CHECKS, SOLVED.replace("2", "4"), WRONG)).digest == one.digest
    assert made(exercise(FLASK, CHECKS.replace("200", "404"), SOLVED)).digest != one.digest
    assert made(exercise(FLASK.replace("1", "5"), CHECKS, SOLVED)).digest != one.digest


# --- what is wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (exercise(FLASK, CHECKS, SOLVED, task=""), "no-task"),
        (exercise(FLASK, SOLVED), "no-checks"),
        (exercise(FLASK, CHECKS.replace("test_milk", "milk"), SOLVED), "no-checks"),
        (exercise(FLASK, CHECKS, CHECKS, SOLVED), "repeated-checks"),
        (exercise(FLASK, CHECKS.replace("assert", "assert ="), SOLVED), "python-syntax"),
        (exercise(FLASK, CHECKS.replace("(browser)", "()"), SOLVED), "bad-check"),
        (exercise(FLASK, CHECKS.replace("(browser)", "(browser, db)"), SOLVED), "bad-check"),
        (exercise(FLASK, CHECKS.replace("(browser)", "(*browser)"), SOLVED), "bad-check"),
        (exercise(FLASK, CHECKS.replace("def", "async def"), SOLVED), "bad-check"),
        (exercise(FLASK, CHECKS.replace('"""There is milk."""', "x"), SOLVED), "no-docstring"),
        (exercise(FLASK, CHECKS.replace("assert ", ""), SOLVED), "check-without-assert"),
        (exercise(FLASK, CHECKS), "missing-solution"),
        (exercise(FLASK, CHECKS, SOLVED.replace("2", "1")), "same-as-starter"),
        (exercise(FLASK, CHECKS, SOLVED, SOLVED), "repeated-file"),
        (exercise(FLASK, CHECKS, SOLVED.replace("= 2", "=")), "python-syntax"),
        (exercise(FLASK, CHECKS, SOLVED, SOLVED_TOO), "unknown-side"),
        (exercise(FLASK, CHECKS, SOLVED.replace(".flask ", "")), "unmarked-file"),
        (exercise(FLASK, CHECKS, SOLVED, options="readonly: app.py"), "not-editable"),
        (exercise(FLASK, CHECKS, SOLVED, WRONG.replace("hint", "hnt")), "unknown-option"),
        (exercise(FLASK, CHECKS, SOLVED, WRONG.replace("No: *three*.", " ")), "missing-hint"),
        (exercise(FLASK, CHECKS, SOLVED, *[WRONG] * 21), "too-many-mistakes"),
        (exercise(FLASK, CHECKS, SOLVED, options="framework: both"), "missing-side"),
        (exercise(FLASK, CHECKS, SOLVED, options="framework: django"), "unexpected-side"),
        (exercise(FLASK, DJANGO, CHECKS, SOLVED, SOLVED_TOO), "missing-option"),
        (exercise(FLASK, CHECKS, SOLVED, options="framework: flaks"), "bad-value"),
        (exercise(CHECKS, SOLVED), "no-files"),
        (exercise("```{.python}\nx = 1\n```\n", CHECKS, SOLVED), "not-for-python"),
        (exercise(FLASK, CHECKS, SOLVED.replace("solution", "solutoin")), "unknown-mark"),
        (exercise(FLASK, CHECKS, SOLVED, options="hints: [[a]]"), "bad-value"),
        (exercise(FLASK, CHECKS, SOLVED, options="hnits: [a]"), "unknown-option"),
        (exercise(FLASK, CHECKS, SOLVED, WRONG.replace("*three*", "`3`")), "bad-fence"),
    ],
)
def test_what_would_mislead_a_learner_is_a_problem(codes: Any, body: str, code: str) -> None:
    assert code in codes(body)


def test_a_check_that_is_there_twice_would_run_once(codes: Any) -> None:
    assert codes(exercise(FLASK, checks(MILK, MILK), SOLVED)) == {"repeated-check"}


def test_there_are_not_more_checks_than_anybody_waits_for(codes: Any) -> None:
    many = checks(*(MILK.replace("milk(", f"milk_{n}(") for n in range(31)))
    assert codes(exercise(FLASK, many, SOLVED)) == {"too-many-checks"}


def test_problems_stand_at_the_line_of_the_check(problems: Any) -> None:
    body = exercise(FLASK, CHECKS.replace("(browser)", "()"), SOLVED)
    line = body.split("\n").index("def test_milk():") + 1
    assert f"{line}:1 bad-check" in problems(body)


def test_a_function_that_misses_the_name_of_a_check_is_guessed(compiled: Compile) -> None:
    found = compiled(exercise(FLASK, checks(MILK, MILK.replace("test_milk", "tset_eggs")), SOLVED))
    [problem] = found.problems
    assert (problem.code, problem.severity) == ("never-called", "warning")
    assert "tset_eggs" in problem.message
    assert found.lesson


def test_a_helper_that_asserts_makes_its_caller_assert(codes: Any) -> None:
    caller = MILK.replace('assert browser.get("/").status == 200', 'ok(browser.get("/"))')
    helper = "\ndef ok(page):\n    assert page.status\n"
    assert codes(exercise(FLASK, checks(caller, helper), SOLVED)) == set()


@pytest.mark.parametrize("mark", ["solution", "mistake", "checks"])
def test_an_app_has_no_keys(compiled: Compile, mark: str) -> None:
    fence = f"```{{.python .flask .{mark} file=app.py}}\nx = 1\n```\n"
    found = compiled(f"/// app | A\n    id: a\n\n{fence}///\n")
    assert {each.code for each in found.problems} == {"unknown-mark"}


@pytest.mark.parametrize(
    "rubbish",
    [
        "```{.checks",
        "```{.checks}\n" + "(" * 3000 + "\n```\n",
        "```{.python .checks}\n\x07\n```\n",
        "```{.mistake}\n```\n",
        "```{.solution .mistake .checks}\n```\n",
        "```{.python .flask .mistake hint=x}\n```\n",
    ],
)
def test_rubbish_is_answered_by_problems(compiled: Compile, rubbish: str) -> None:
    found = compiled(exercise(FLASK, rubbish))
    assert found.lesson is None
    assert found.problems
