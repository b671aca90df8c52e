"""A program that was downloaded runs on its owner's computer, and answers as it did in the page."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from django.test import Client

from tests.site import free_port

from ..harness.errors import BadProgram, NoAppFound
from ..harness.native import NativeProgram
from ..project_imports import rewritten
from ..projects import project_zip
from .harness_programs import (
    DJANGO_ADMIN,
    DJANGO_HELLO,
    DJANGO_NOTES,
    DJANGO_OWN_USER,
    DJANGO_PROJECT,
    FLASK_HELLO,
    FLASK_NOTES,
    PLAIN_WSGI,
    program,
)

PATIENCE = 60  # seconds until a server must answer
SINGLE = {
    "hello.py": """\
from django.conf import settings

settings.configure(DEBUG=True, SECRET_KEY="x", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])

from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request: HttpResponse("Hello"))]
"""
}


def unpacked(archive: bytes, folder: Path) -> Path:
    """The one folder that is in the zip."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
    [project] = folder.iterdir()
    return project


def files_of(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        names = packed.namelist()
        return {name.partition("/")[2]: packed.read(name).decode() for name in names}


def environment() -> dict[str, str]:
    """That of somebody's shell: nothing of this site's."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "FLASK_"))}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}


def manage(project: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextlib.contextmanager
def served(project: Path, *command: str) -> Iterator[str]:
    """A server that was started in the project's folder: its address, once it answers."""
    port = free_port()
    arguments = [part.format(port=port) for part in command]
    server = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address)
        yield address
    finally:
        server.kill()
        server.communicate()


def _wait(server: subprocess.Popen[str], address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"The server ended: {server.communicate()[0]}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            try:
                urllib.request.urlopen(f"{address}/-/").close()
            except urllib.error.HTTPError:
                return
            return
        time.sleep(0.05)
    pytest.fail("The server doesn't answer.")


class Visitor:
    """A browser of somebody's own: it keeps cookies, and sends forms with their hidden fields."""

    def __init__(self, address: str) -> None:
        self.address = address
        handler = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(handler)

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path) as response:
            return masked(response.read().decode())

    def submit(self, path: str, **fields: str) -> str:
        with self.opener.open(self.address + path) as response:
            page = response.read().decode()
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        data = urllib.parse.urlencode({**hidden, **fields}).encode()
        with self.opener.open(self.address + path, data) as response:
            return masked(response.read().decode())


def masked(page: str) -> str:
    """Without the tokens, which are new each time."""
    return re.sub(r'value="[^"]{30,}"', 'value=""', page)


def in_the_page(framework: str, files: dict[str, str], path: str, superuser: str = ""):
    """What the harness supplies, and the page at ``path`` before and after a note was added."""
    with NativeProgram(program(framework, files, superuser), 60.0) as native:
        report = native.start()
        assert report["ok"], report["error"]
        page = native.visit({"path": path})["exchanges"][-1]["response"]["text"] or ""
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        form = {**hidden, "text": "Milk <b>"}
        sent = native.visit({"method": "POST", "path": path, "form": form})["exchanges"][-1]
        return report["supplied"], masked(page), masked(sent["response"]["text"] or "")


# --- run --------------------------------------------------------------------------------------


def test_a_flask_project_answers_as_in_the_page(tmp_path):
    _, before, after = in_the_page("flask", FLASK_NOTES, "/notes/")
    project = unpacked(project_zip("flask", FLASK_NOTES, name="notes"), tmp_path)
    assert project.name == "notes"
    assert "flask --app app run" in (project / "README.txt").read_text()
    command = ("-m", "flask", "--app", "app", "run", "--port", "{port}")
    with served(project, *command) as address:
        visitor = Visitor(address)
        assert visitor.get("/notes/") == before
        assert visitor.submit("/notes/", text="Milk <b>") == after


@pytest.mark.parametrize(
    ("files", "superuser"),
    [(DJANGO_NOTES, ""), (DJANGO_ADMIN, "ada/lovelace"), (DJANGO_PROJECT, "")],
    ids=["a few files", "with the admin", "a project"],
)
def test_a_django_project_answers_as_in_the_page(tmp_path, files, superuser):
    path = "/notes/"
    supplied, before, after = in_the_page("django", files, path, superuser)
    project = unpacked(project_zip("django", files, supplied), tmp_path)
    manage(project, "manage.py", "migrate", "--verbosity", "0")
    with served(project, "manage.py", "runserver", "--noreload", "{port}") as address:
        visitor = Visitor(address)
        assert visitor.get(path) == before
        if files is not DJANGO_PROJECT:  # which shows no form
            assert visitor.submit(path, text="Milk <b>") == after
        if superuser:
            assert "Django administration" in visitor.get("/admin/")


def test_supplied_migrations_are_those_of_the_models(tmp_path):
    supplied, _, _ = in_the_page("django", DJANGO_NOTES, "/notes/")
    project = unpacked(project_zip("django", DJANGO_NOTES, supplied), tmp_path)
    assert "No changes" in manage(project, "manage.py", "makemigrations", "--check", "--dry-run")


def test_a_django_project_that_never_ran_makes_its_migrations_first(tmp_path):
    project = unpacked(project_zip("django", DJANGO_NOTES), tmp_path)
    start = (project / "README.txt").read_text().splitlines()[1].removeprefix("Start:").split("&&")
    for step in start[:-1]:
        manage(project, *step.split()[1:])
    assert manage(project, *start[-1].replace("runserver", "check").split()[1:])


@pytest.mark.parametrize("files", [DJANGO_OWN_USER, SINGLE, DJANGO_HELLO])
def test_projects_of_every_shape_pass_django_s_checks(tmp_path, files):
    project = unpacked(project_zip("django", files), tmp_path)
    manage(project, "manage.py", "check")  # fails the test if it finds an error
    assert "runserver" in manage(project, "manage.py", "help", "--commands")


def test_a_plain_program_runs(tmp_path):
    project = unpacked(project_zip("python", {"main.py": 'print("Hello")'}), tmp_path)
    assert manage(project, "main.py") == "Hello\n"
    assert (project / "requirements.txt").read_text() == ""


# --- what is in it ----------------------------------------------------------------------------


def test_the_versions_are_those_that_the_program_ran_with():
    from importlib.metadata import version

    lines = files_of(project_zip("flask", FLASK_NOTES))["requirements.txt"].splitlines()
    assert lines == [
        f"Flask=={version('flask')}",
        f"Flask-SQLAlchemy=={version('flask-sqlalchemy')}",
        f"Flask-WTF=={version('flask-wtf')}",
    ]


def test_a_django_project_has_a_key_of_its_own_and_the_usual_hashing():
    one, other = (files_of(project_zip("django", DJANGO_ADMIN))["app/settings.py"] for _ in "ab")
    assert one != other
    assert "only-for-lessons" not in one
    assert "Hasher" not in one


def test_what_the_learner_wrote_wins_over_what_was_supplied():
    own = {**DJANGO_NOTES, "README.txt": "Mine.", "migrations/0001_initial.py": "mine = 1\n"}
    supplied = {"migrations/0001_initial.py": "theirs = 1\n", "settings.py": "theirs = 1\n"}
    files = files_of(project_zip("django", own, supplied))
    assert files["app/migrations/0001_initial.py"] == "mine = 1\n"
    assert "theirs" not in files["app/settings.py"]


def test_readme_is_three_lines():
    for framework, files in (("flask", FLASK_HELLO), ("django", DJANGO_HELLO)):
        assert files_of(project_zip(framework, files))["README.txt"].count("\n") == 3


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("from models import Note\n", "from .models import Note\n"),
        (
            "from  models  import (\n    A,\n    B,\n)\n",
            "from  .models  import (\n    A,\n    B,\n)\n",
        ),
        ("import views\n", "from . import views\n"),
        ("import os, views as v\n", "import os; from . import views as v\n"),
        ("def f():\n    import models, views\n", "def f():\n    from . import models, views\n"),
        ('x = "é"; import views; y = 1\n', 'x = "é"; from . import views; y = 1\n'),
        ("from .models import A\nfrom django import models\n", None),
        ("import modelsx\nfrom os import path\n", None),
        ("x = 'from models import Note'\n", None),
        ("from models import (\n", None),
    ],
)
def test_imports_between_the_files_of_a_folder_become_relative(source, result):
    modules = {"models", "views"}
    assert rewritten(source, modules, "app", inner=True) == (result or source)


def test_a_package_beside_the_folder_imports_from_it_by_name():
    assert (
        rewritten("import models\n", {"models"}, "app", inner=False) == "from app import models\n"
    )


# --- asked for --------------------------------------------------------------------------------


def post(client: Client, **fields):
    data = {"framework": "flask", "name": "Only mine!", "files": FLASK_HELLO, **fields}
    return client.post("/sandbox/project.zip", data, content_type="application/json")


def test_the_page_gets_a_zip_named_after_its_block():
    response = post(Client())
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="only-mine-flask.zip"'
    assert "app.py" in files_of(response.content)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"framework": "rails"}, "is no framework"),
        ({"framework": 7}, '"framework" must be a text'),
        ({"files": {}}, "has no files"),
        ({"files": {"../app.py": ""}}, "out of the program's folder"),
        ({"files": {"/etc/passwd": ""}}, "relative path"),
        ({"files": [1]}, "has no files"),
        ({"files": {"a.txt": "x"}}, "no Python file"),
        ({"supplied": {"../x": ""}}, "out of the program's folder"),
        ({"supplied": 7}, "has no files"),
        ({"fils": 7}, 'Did you mean "files"?'),
    ],
)
def test_what_is_no_program_is_refused_with_a_reason(fields, says):
    response = post(Client(), **fields)
    assert response.status_code == 400
    assert says in json.loads(response.content)["error"]


def test_more_than_a_program_may_be_is_refused_unread():
    assert post(Client(), files={"app.py": "x" * 2_000_001}).status_code == 413


def test_a_zip_is_not_made_for_other_sites():
    client = Client(enforce_csrf_checks=True)
    assert post(client).status_code == 403


def test_programs_that_cannot_run_say_so():
    with pytest.raises(NoAppFound, match="holds the application"):
        project_zip("flask", {"a.py": "", "b.py": ""})
    with pytest.raises(BadProgram, match="is no framework"):
        project_zip("rails", PLAIN_WSGI)
