"""An app: its files from fences and folders, what is said of them; and how it goes wrong."""

from typing import Any

import pytest

from tutorial_site.catalog.compiling import CompiledLesson
from tutorial_site.catalog.sources import FileEntry
from tutorial_site.catalog.tests.conftest import FRONT_LINES, Compile, Report
from tutorial_site.catalog.tree import AppBlock, SourceFile

FLASK = "```{.python .flask file=app.py}\nx = 1\n```\n"
DJANGO = "```{.python .django file=urls.py}\nx = 2\n```\n"
FOLDER: dict[str, bytes | FileEntry] = {
    "notes/flask/app.py": b"from flask import Flask\n\napp = Flask(__name__)\n",
    "notes/flask/templates/notes.html": b"<h1>Notes</h1>\n",
    "notes/django/urls.py": b"urlpatterns = []\n",
    "notes/django/views.py": b"a = 1\nb = 2\n",
    "notes/README.md": b"No side's own.\n",
}


def app(options: str = "", body: str = FLASK, title: str = " | Hello") -> str:
    typed = "".join(f"    {line}\n" for line in options.split("\n") if line)
    return f"/// app{title}\n    id: hello\n{typed}\n{body}///\n"


def block(compiled: CompiledLesson) -> AppBlock:
    assert compiled.lesson, [str(problem) for problem in compiled.problems]
    [found] = compiled.lesson.blocks
    assert isinstance(found, AppBlock)
    return found


def files(found: AppBlock, framework: str) -> dict[str, SourceFile]:
    return {
        file.path: file
        for side in found.sides
        if side.framework == framework
        for file in side.files
    }


# --- fences -----------------------------------------------------------------------------------


def test_marked_fences_are_the_files_of_their_side(compiled: Compile) -> None:
    found = block(compiled(app(body=DJANGO + FLASK)))
    assert [side.framework for side in found.sides] == ["flask", "django"]
    assert found.twin
    assert files(found, "flask")["app.py"].text == "x = 1\n"
    assert files(found, "django")["urls.py"].text == "x = 2\n"


def test_a_fence_with_both_marks_is_a_file_of_both_sides(compiled: Compile) -> None:
    both = "```{.jinja .flask .django file=templates/a.html}\n{{ a }}\n```\n"
    found = block(compiled(app(body=FLASK + DJANGO + both)))
    for framework in ("flask", "django"):
        assert files(found, framework)["templates/a.html"].text == "{{ a }}\n"


def test_fences_without_a_framework_are_a_plain_program(compiled: Compile) -> None:
    found = block(compiled(app(body="```python\nprint(1)\n```\n")))
    assert [side.framework for side in found.sides] == ["python"]
    assert list(files(found, "python")) == ["main.py"]
    assert found.tabs == "console"


def test_a_file_is_of_the_language_that_its_fence_or_its_name_says(compiled: Compile) -> None:
    body = (
        "```{.jinja .flask file=a.html}\n```\n```{.flask file=b.html}\n```\n"
        "```{.flask file=c.nobody-knows}\n```\n"
    )
    found = files(block(compiled(app(body=body))), "flask")
    assert [file.language for file in found.values()] == ["jinja", "html", "text"]


def test_code_is_highlighted_and_escaped(compiled: Compile) -> None:
    body = "```{.python .flask file=app.py}\nif a < b:\n    pass\n```\n"
    file = files(block(compiled(app(body=body))), "flask")["app.py"]
    assert '<span class="k">if</span>' in file.html
    assert "&lt;" in file.html
    assert "style=" not in file.html


def test_prose_in_an_app_introduces_it(compiled: Compile) -> None:
    found = block(compiled(app(body=f"Press *Run*.\n\n{FLASK}\nThen look.\n")))
    assert found.intro_html == "<p>Press <em>Run</em>.</p>\n<p>Then look.</p>"


@pytest.mark.parametrize("line", ["x = (", "def f()", "  x = 1", "'", "x = 1\n\x0c\n y"])
def test_python_has_to_parse(compiled: Compile, line: str) -> None:
    body = f"```{{.python .flask file=app.py}}\nok = 1\n{line}\n```\n"
    [problem] = compiled(app(body=body)).problems
    assert problem.code == "python-syntax"
    assert problem.message.startswith("app.py, line ")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("-" * 19_000 + "1", "nested too deep for Python"),
        ("(" * 300 + ")" * 300, "too many nested parentheses"),
        ("9" * 5_000, "Exceeds the limit"),
    ],
)
def test_python_that_python_gives_up_on_is_told_in_words(
    compiled: Compile, value: str, message: str
) -> None:
    [problem] = compiled(app(body=FLASK.replace("1", value))).problems
    assert problem.code == "python-syntax"
    assert message in problem.message


def test_a_fault_of_python_is_told_where_it_stands_in_the_lesson(problems: Report) -> None:
    body = "1.  First\n\n    /// app | A\n        id: a\n\n    ```{.python .flask file=app.py}\n"
    body += "    x = 1\n    y = = 2\n    ```\n    ///\n"
    assert problems(body) == ["8:9 python-syntax"]


def test_templates_are_not_taken_for_python(compiled: Compile) -> None:
    assert block(compiled(app(body="```{.html .flask file=a.html}\n{% if %}\n```\n")))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ["1:1 no-files"]),
        ("```{.python .flask}\nx = 1\n```\n", ["4:4 missing-file-name"]),
        ("```{.python .flask file=../a.py}\nx = 1\n```\n", ["4:4 bad-path"]),
        ("```{.python .flask file=/etc/passwd}\n```\n", ["4:4 bad-path"]),
        ("```{.python .flask file=a//b.py}\n```\n", ["4:4 bad-path"]),
        ('```{.python .flask file="C:\\a.py"}\n```\n', ["4:4 bad-path"]),
        ('```{.python .flask file="a b.py"}\n```\n', ["4:4 bad-path"]),
        (FLASK + FLASK, ["7:4 repeated-file"]),
        (FLASK + "```python\nx\n```\n", ["7:4 unmarked-file"]),
        ("```{.python .flask file=app.py nosuch}\n```\n", ["4:32 unknown-option"]),
        ("```{.python .flask file=app.py readonly=1}\n```\n", ["4:32 bad-fence"]),
        ("```{.python .flask file}\n```\n", ["4:4 missing-file-name", "4:20 bad-fence"]),
        ("```{.python .flask file=app.py\n```\n", ["4:4 bad-fence"]),
        ("```{.python, .flask, file=app.py}\n```\n", ["4:5 bad-fence"]),
        ("```{.python .flsk file=app.py}\n```\n", ["4:4 unknown-mark"]),
        ("```{.python .ruby .flask file=app.py}\n```\n", ["4:4 unknown-mark"]),
        ("```{.python .flask file=app.py highlight=x}\ny\n```\n", ["4:4 bad-value"]),
        ("```{.python .flask file=app.py highlight=2}\ny\n```\n", ["4:4 bad-highlight"]),
        ("```{.python .flask file=app.py}\nx = 1\n", ["4:1 unclosed-fence"]),
    ],
)
def test_a_bad_fence_is_told_at_its_own_line(
    problems: Report, body: str, expected: list[str]
) -> None:
    assert problems(app(body=body)) == expected


def test_an_unknown_attribute_of_a_fence_is_guessed(compiled: Compile) -> None:
    body = "```{.python .flask fiel=app.py}\nx = 1\n```\n"
    assert 'Did you mean "file"?' in [p.hint for p in compiled(app(body=body)).problems]


# --- folders ----------------------------------------------------------------------------------


def test_from_takes_the_folders_beside_the_lesson(compiled: Compile) -> None:
    found = block(compiled(app("from: notes", body=""), FOLDER))
    assert list(files(found, "flask")) == ["app.py", "templates/notes.html"]
    assert list(files(found, "django")) == ["urls.py", "views.py"]


def test_a_fence_replaces_the_file_of_the_folder(compiled: Compile) -> None:
    found = block(compiled(app("from: notes"), FOLDER))
    assert files(found, "flask")["app.py"].text == "x = 1\n"
    assert files(found, "flask")["templates/notes.html"].text == "<h1>Notes</h1>\n"


def test_one_framework_alone_may_have_a_folder(compiled: Compile) -> None:
    found = block(compiled(app("from: notes", body=""), {"notes/flask/app.py": b"x = 1\n"}))
    assert [side.framework for side in found.sides] == ["flask"]


def test_line_ends_and_a_byte_order_mark_are_evened_out(compiled: Compile) -> None:
    typed: dict[str, bytes | FileEntry] = {"notes/flask/app.py": b"\xef\xbb\xbfx = 1\r\ny = 2\r"}
    found = block(compiled(app("from: notes", body=""), typed))
    assert files(found, "flask")["app.py"].text == "x = 1\ny = 2\n"


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        ("notse", "missing-folder", "neither notse/flask nor notse/django"),
        ("notes/flask", "missing-folder", "neither notes/flask/flask"),
        ("../02-other/notes", "bad-path", 'without ".."'),
        ("/etc", "bad-path", "relative to its folder"),
        ("notes/./x", "bad-path", "inside its folder"),
        ("[notes]", "bad-path", "a path of 1 to 200 characters"),
        ("{a: b}", "bad-path", "a path of 1 to 200 characters"),
        ('"no\\0tes"', "bad-path", "letters, digits"),
    ],
)
def test_from_names_a_folder_beside_the_lesson_and_no_other(
    compiled: Compile, typed: str, code: str, message: str
) -> None:
    [problem] = compiled(app(f"from: {typed}", body=""), FOLDER).problems
    assert (problem.line - FRONT_LINES, problem.column, problem.code) == (3, 11, code)
    assert message in problem.message


def test_a_misspelt_folder_is_guessed(compiled: Compile) -> None:
    [problem] = compiled(app("from: notse", body=""), FOLDER).problems
    assert problem.hint == 'Did you mean "notes"?'


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (FileEntry("link"), "symbolic-link"),
        (FileEntry("other"), "not-a-file"),
        (FileEntry("file", 3, b"\xff\xfe\x00"), "not-text"),
        (FileEntry("file", 3, b"a\x00b"), "not-text"),
        (FileEntry("file", 200_001, b"x" * 200_001), "file-too-large"),
        (FileEntry("file", 5_000_000_000, b"x" * 65_536), "file-too-large"),
    ],
)
def test_what_is_no_text_can_be_no_file_of_an_app(
    problems: Report, entry: FileEntry, code: str
) -> None:
    assert problems(app("from: notes", body=""), {"notes/flask/a.txt": entry}) == [f"3:11 {code}"]


@pytest.mark.parametrize("path", ["notes", "notes/flask"])
def test_a_folder_that_is_a_link_is_not_followed(problems: Report, path: str) -> None:
    found = problems(app("from: notes", body=""), {path: FileEntry("link")})
    assert found == ["3:11 symbolic-link"]


def test_a_fault_in_a_file_of_a_folder_is_told_in_that_file(compiled: Compile) -> None:
    bad: dict[str, bytes | FileEntry] = {
        "notes/flask/app.py": b"x = 1\ny = = 2\n",
        "notes/flask/b.py": b"# \xe2\x80\xae\n",
    }
    found = compiled(app("from: notes", body=""), bad).problems
    assert [str(problem).partition(" ")[0] for problem in found] == [
        "course/03-orm/notes/flask/app.py:2:5",
        "course/03-orm/notes/flask/b.py:1:3",
    ]
    assert [problem.code for problem in found] == ["python-syntax", "hidden-character"]


def test_an_app_has_no_more_files_than_anyone_would_read(problems: Report) -> None:
    many: dict[str, bytes | FileEntry] = {f"notes/flask/f{n}.txt": b"" for n in range(61)}
    assert problems(app("from: notes", body=""), many) == ["1:1 too-many-files"]


# --- what is said of files --------------------------------------------------------------------


def test_show_picks_the_tabs_and_their_order(compiled: Compile) -> None:
    options = "from: notes\nshow: [views.py, app.py]"
    found = block(compiled(app(options, body=""), FOLDER))
    assert [(file.path, file.shown) for file in found.sides[0].files] == [
        ("app.py", True),
        ("templates/notes.html", False),
    ]
    assert [(file.path, file.shown) for file in found.sides[1].files] == [
        ("views.py", True),
        ("urls.py", False),
    ]


def test_files_are_all_shown_unless_show_says_which(compiled: Compile) -> None:
    found = block(compiled(app("from: notes", body=""), FOLDER))
    assert all(file.shown for side in found.sides for file in side.files)


def test_readonly_and_hidden_name_files(compiled: Compile) -> None:
    options = "from: notes\nreadonly: urls.py\nhidden: [views.py]"
    found = files(block(compiled(app(options, body=""), FOLDER)), "django")
    assert (found["urls.py"].readonly, found["urls.py"].hidden) == (True, False)
    assert (found["views.py"].hidden, found["views.py"].shown) == (True, False)


def test_readonly_alone_means_every_file(compiled: Compile) -> None:
    found = block(compiled(app("from: notes\nreadonly: true", body=""), FOLDER))
    assert all(file.readonly for side in found.sides for file in side.files)


def test_a_fence_may_say_it_of_itself(compiled: Compile) -> None:
    body = '```{.python .flask file=app.py readonly hidden highlight="1, 2-3" title="The app"}\n'
    file = files(block(compiled(app(body=f"{body}a\nb\nc\n```\n"))), "flask")["app.py"]
    assert (file.readonly, file.hidden, file.title) == (True, True, "The app")
    assert file.highlight == ((1, 1), (2, 3))


def test_highlight_draws_the_eye_to_lines(compiled: Compile) -> None:
    options = "from: notes\nhighlight: [app.py 1, app.py 2-3, views.py 1-2]"
    found = block(compiled(app(options, body=""), FOLDER))
    assert files(found, "flask")["app.py"].highlight == ((1, 1), (2, 3))
    assert files(found, "django")["views.py"].highlight == ((1, 2),)


@pytest.mark.parametrize(
    ("option", "place", "code", "message", "hint"),
    [
        ("show: [view.py]", "4:12", "unknown-file", '"view.py" is none', '"views.py"'),
        ("show: [[a]]", "4:12", "unknown-file", '"a list" is none', "Known here: app.py"),
        ("hidden: {a: b}", "4:13", "unknown-file", '"a set of options"', "Known here: app.py"),
        ("readonly: models.py", "4:15", "unknown-file", '"models.py" is none', '"urls.py"'),
        ("highlight: views.py", "4:16", "bad-value", 'this is "views.py"', "models.py 3-7"),
        ("highlight: views.py 2-1", "4:16", "bad-value", "a file and its lines", "models.py 3-7"),
        ("highlight: views.py 0", "4:16", "bad-value", "a file and its lines", "models.py 3-7"),
        ("highlight: view.py 1", "4:16", "unknown-file", '"view.py" is none', '"views.py"'),
        ("highlight: views.py 3", "4:16", "bad-highlight", "views.py has 2 lines", "of the file"),
        ("open: hello", "4:11", "bad-value", 'this is "hello"', "/hello/Ada"),
        ("open: //evil.example/", "4:11", "bad-value", "begins with one /", "/hello/Ada"),
        ("open: /a b", "4:11", "bad-value", "without spaces", "/hello/Ada"),
        ("superuser: ada", "4:16", "bad-value", "a slash and a password", "ada/lovelace"),
        ("tabs: sqll", "4:11", "bad-value", "one of: response, sql", 'Did you mean "sql"?'),
        ("fromm: notes", "4:5", "unknown-option", '"fromm" is not', 'Did you mean "from"?'),
    ],
)
def test_a_bad_option_is_told_with_its_mend(
    compiled: Compile, option: str, place: str, code: str, message: str, hint: str
) -> None:
    [problem] = compiled(app(f"from: notes\n{option}", body=""), FOLDER).problems
    assert f"{problem.line - FRONT_LINES}:{problem.column}" == place
    assert problem.code == code
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("options", "body", "expected"),
    [
        ("superuser: ada/x", FLASK, ["1:1 not-for-flask"]),
        ("open: /a", "```python\n1\n```\n", ["1:1 not-for-python"]),
        ("requests: [{path: /}]", "```python\n1\n```\n", ["1:1 not-for-python"]),
    ],
)
def test_options_fit_what_the_app_is(
    problems: Report, options: str, body: str, expected: list[str]
) -> None:
    assert problems(app(options, body=body)) == expected


def test_an_app_needs_a_title(problems: Report) -> None:
    assert problems(app(title="")) == ["1:1 missing-title"]


@pytest.mark.parametrize("indent", ["", "  "])
def test_options_at_the_left_edge_are_one_problem(compiled: Compile, indent: str) -> None:
    body = f"/// app | Hello\n{indent}id: hello\n{indent}open: /\n\n{FLASK}///\n"
    [problem] = compiled(body).problems
    assert (problem.line - FRONT_LINES, problem.column) == (2, 1 + len(indent))
    assert problem.code == "not-indented"
    assert "four spaces" in problem.hint


def test_an_option_may_not_slip_out_of_the_others(problems: Report) -> None:
    assert problems(f"/// app | A\n    id: a\n  open: /\n\n{FLASK}///\n") == ["3:3 not-indented"]


# --- its digest -------------------------------------------------------------------------------


def digest(compiled: Compile, text: str, beside: dict[str, Any] | None = None) -> str:
    return block(compiled(text, beside)).digest


def test_the_digest_follows_what_runs(compiled: Compile) -> None:
    first = digest(compiled, app())
    assert digest(compiled, app().replace("x = 1", "x = 2")) != first
    assert digest(compiled, app().replace("app.py", "wsgi.py")) != first
    assert digest(compiled, app("open: /a")) != first
    assert digest(compiled, app("requests: [{path: /a}]")) != first


def test_the_digest_does_not_follow_the_words_around(compiled: Compile) -> None:
    other = app(body="An intro.\n\n" + FLASK, title=" | Another")
    assert digest(compiled, app()) == digest(compiled, "More text.\n\n" + other)


# --- migrations -------------------------------------------------------------------------------


def test_migrations_can_be_left_to_the_learner(compiled: Compile) -> None:
    assert block(compiled(app("migrations: by hand", body=DJANGO))).by_hand
    assert not block(compiled(app(body=DJANGO))).by_hand


def test_a_program_whose_migrations_are_by_hand_is_another_than_one_whose_are_not(
    compiled: Compile,
) -> None:
    digests = {
        block(compiled(app(options, body=DJANGO))).digest for options in ("", "migrations: by hand")
    }
    assert len(digests) == 2
