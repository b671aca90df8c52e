"""A learner's program as a project of their own: a zip that runs on their computer.

What the harness supplies while it runs in the page becomes real files: manage.py, settings with a
key of their own, addresses, migrations. Nothing of a program is executed for that.
"""

import io
import re
import zipfile
from collections.abc import Mapping

from django.core.management.utils import get_random_secret_key

from tutorial_site.playground import project_imports
from tutorial_site.playground.harness.django_shape import Shape, shape_of
from tutorial_site.playground.harness.django_supplied import (
    HASHER,
    settings_text,
    urls_text,
    wants_contrib,
)
from tutorial_site.playground.harness.errors import BadProgram
from tutorial_site.playground.harness.files import check_files
from tutorial_site.playground.harness.flask_app import module_name
from tutorial_site.playground.harness.plain import main_file
from tutorial_site.playground.project_requirements import requirements_text

Files = Mapping[str, str]
# What a folder that is itself a Django app keeps in it; further packages stand beside it.
OWN_FOLDERS = {"migrations", "templates", "static", "templatetags", "management", "tests", "media"}
MANAGE = """\
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{settings}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""
MANAGE_SINGLE = """\
import sys

import {module}  # holds the settings

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""
README = """\
Set up:  python -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt
Start:   {run}
Open:    {address} (on Windows, activate with .venv\\Scripts\\activate)
"""
_FOLDER = re.compile(r"(^|/)migrations/(?!__init__)[^/]+\.py$")
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold: files have no age here


def project_zip(
    framework: str, files: Files, supplied: Files | None = None, name: str = "project"
) -> bytes:
    """The zip of a program: a folder ``name`` with all that it takes to run it natively.

    ``supplied`` are the files that the harness added when the program ran, as its report has them;
    migrations are taken from there. Raises HarnessError for what is no program.
    """
    own = check_files(files)
    added = check_files(supplied) if supplied else {}
    if framework == "flask":
        project = flask_project(own)
    elif framework == "django":
        project = django_project(own, added)
    elif framework == "python":
        readme = README.format(run=f"python {main_file(own)}", address="nothing, it prints")
        project = {"README.txt": readme, **own}
    else:
        raise BadProgram(f"{framework!r} is no framework: flask, django or python.")
    project.setdefault("requirements.txt", requirements_text(framework, own))
    return _zipped({f"{name}/{path}": text for path, text in project.items()})


def flask_project(files: Files) -> dict[str, str]:
    run = f"flask --app {module_name(files)} run --debug"
    return {"README.txt": README.format(run=run, address="http://127.0.0.1:5000/"), **files}


def django_project(files: Files, supplied: Files) -> dict[str, str]:
    """The files of a Django program, laid out as ``startproject`` lays out its own."""
    shape = shape_of(files)
    if shape.single:
        manage = MANAGE_SINGLE.format(module=shape.single)
        project = {"manage.py": manage, **files}
    elif shape.package:
        project = _folder_as_package(files, supplied, shape)
    else:
        project = {**_migrations(supplied), **files}
        if not any(path.endswith("manage.py") for path in files):
            project["manage.py"] = MANAGE.format(settings=shape.settings)
    steps = [f"cd {shape.home}"] if shape.home else []
    if without := _without_migrations(project):
        steps.append(f"python manage.py makemigrations {' '.join(without)}")
    steps += [f"python manage.py {name}" for name in ("migrate", "runserver")]
    readme = README.format(run=" && ".join(steps), address="http://127.0.0.1:8000/")
    return {"README.txt": readme, **project}


def _folder_as_package(files: Files, supplied: Files, shape: Shape) -> dict[str, str]:
    """Files that lie in one folder: the folder becomes an app, with the settings in it."""
    package = shape.package
    contrib = wants_contrib(files, "") or "django.contrib.auth" in supplied.get("settings.py", "")
    inside = dict(files)
    if not shape.settings:
        if "urls.py" not in files:
            inside["urls.py"] = urls_text(files, shape.apps, admin=contrib)
        text = settings_text(package, shape.apps, files, contrib=contrib)
        inside["settings.py"] = own_settings(text)
    inside = {**_migrations(supplied), **inside}
    inside.setdefault("__init__.py", "")
    own = {path: text for path, text in inside.items() if _belongs(path, shape)}
    modules = {path.removesuffix(".py") for path in own if path.endswith(".py") and "/" not in path}
    project = {"manage.py": MANAGE.format(settings=f"{package}.settings")}
    for path, text in inside.items():
        place = f"{package}/{path}" if path in own else path
        if path.endswith(".py"):
            text = project_imports.rewritten(text, modules, package, inner="/" not in path)
        project[place] = _addresses(text, package) if path == "settings.py" else text
    return project


def _belongs(path: str, shape: Shape) -> bool:
    """Whether a file is part of the app that the folder is, and not a package beside it."""
    top, _, rest = path.partition("/")
    return not rest or top in OWN_FOLDERS or top not in shape.apps


def _migrations(supplied: Files) -> dict[str, str]:
    """Those that were written when the program ran; their folders are packages, or don't count."""
    found = {path: text for path, text in supplied.items() if _FOLDER.search(path)}
    packages = {f"{path.rpartition('/')[0]}/__init__.py": "" for path in found}
    return {**packages, **found}


def _without_migrations(project: Files) -> list[str]:
    """The apps that have models, and nothing yet that makes their tables."""
    apps = {path.removesuffix("/models.py") for path in project if path.endswith("/models.py")}
    having = {path.rpartition("/migrations/")[0] for path in project if _FOLDER.search(path)}
    return sorted(app.rpartition("/")[2] for app in apps - having)


def own_settings(text: str) -> str:
    """The supplied settings for a project of one's own: a key nobody knows, the usual hashing."""
    text = text.replace("only-for-lessons", get_random_secret_key())
    if text.endswith(HASHER):
        text = text.removesuffix(HASHER)
        text = text.replace("from django.contrib.auth.hashers import PBKDF2PasswordHasher\n", "")
    return text


def _addresses(settings: str, package: str) -> str:
    """A folder's own settings say ``urls``; from outside, that is ``app.urls``."""
    for old in ('"urls"', "'urls'", '"wsgi.application"', "'wsgi.application'"):
        settings = settings.replace(f"= {old}", f"= {old[0]}{package}.{old[1:]}")
    return settings


def _zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return buffer.getvalue()
