"""What counts as a program's files."""

import sys
from pathlib import Path

import pytest

from ..harness import start
from ..harness.errors import BadProgram
from ..harness.files import MAX_FILE, MAX_FILES, Project, check_files


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/etc/passwd", "relative path"),
        ("../app.py", "out of the program's folder"),
        ("a/../../b.py", "out of the program's folder"),
        ("~/app.py", "relative path"),
        ("C:/app.py", "relative path"),
        ("a\\b.py", "relative path"),
        ("", "no name"),
        ("folder/", "names a folder"),
        ("a\0b.py", "control characters"),
        ("a" * 201, "too long"),
    ],
)
def test_a_path_stays_inside_the_program(path, complaint):
    with pytest.raises(BadProgram, match=complaint):
        check_files({path: ""})


def test_paths_are_normalised():
    assert check_files({"./templates//a.html": "x"}) == {"templates/a.html": "x"}


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({}, "no files"),
        (None, "no files"),
        ({"app.py": 1}, "must be strings"),
        ({"app.py": "x" * (MAX_FILE + 1)}, "characters"),
        ({f"{n}.txt": "" for n in range(MAX_FILES + 1)}, "too many"),
        ({f"{n}.txt": "x" * MAX_FILE for n in range(5)}, "too large together"),
        ({"a.py": "", "./a.py": ""}, "twice"),
        ({"a": "", "a/b.py": ""}, "both a file and a folder"),
    ],
)
def test_files_are_texts_of_bounded_size(files, complaint):
    with pytest.raises(BadProgram, match=complaint):
        check_files(files)


@pytest.mark.parametrize("path", ["flask.py", "django/__init__.py", "random.py", "json/x.py"])
def test_a_file_may_not_hide_a_module_of_python_or_of_a_library(path):
    with pytest.raises(BadProgram, match="Rename it"):
        check_files({path: ""})


def test_a_folder_of_pages_may_be_called_like_a_module():
    assert check_files({"json/notes.json": "[]"})


@pytest.mark.parametrize(
    ("program", "complaint"),
    [
        (None, "is an object"),
        ({"framework": "rails", "files": {"a.py": ""}}, "no framework"),
        ({"framework": "flask"}, "no files"),
        ({"framework": "django", "files": {"a.py": ""}, "superuser": "ada"}, "ada/lovelace"),
    ],
)
def test_a_bad_program_gets_a_report_that_says_so(program, complaint):
    run = start(program, lambda output: None)
    run.close()
    assert not run.report["ok"]
    error = run.report["error"]
    assert error is not None
    assert error["type"] == "BadProgram"
    assert complaint in error["message"]


def test_closing_a_project_leaves_nothing_behind():
    before = list(sys.path), Path.cwd()
    project = Project({"some_module_of_mine.py": "VALUE = 1"})
    project.open()
    import some_module_of_mine  # type: ignore[import-not-found]

    assert some_module_of_mine.VALUE == 1
    project.close()
    assert (list(sys.path), Path.cwd()) == before
    assert "some_module_of_mine" not in sys.modules
    assert not project.folder.exists()
