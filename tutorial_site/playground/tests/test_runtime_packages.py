"""Which packages go into the browser: those that lessons import, in the pinned versions."""

import importlib.metadata
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from ..runtime import packages

LOCKED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


@pytest.fixture
def lessons_import(monkeypatch):
    """``lessons_import("flask")``: as if lessons imported only that, and asked for nothing more."""

    def choose(*names, on_request=()):
        monkeypatch.setattr(packages, "IMPORTED_BY_LESSONS", names)
        monkeypatch.setattr(packages, "ON_REQUEST", on_request)

    return choose


@pytest.fixture(scope="module")
def paths():
    """Below site-packages, all that goes along."""
    return {str(path) for path, _ in packages.files()}


def test_packages_bring_what_they_need_themselves(lessons_import):
    lessons_import("flask")
    assert {"flask", "werkzeug", "jinja2", "markupsafe", "itsdangerous", "click", "blinker"} <= set(
        packages.distributions()
    )
    assert "django" not in packages.distributions()


def test_what_only_other_systems_need_is_left_out():
    assert "colorama" not in packages.distributions()  # click wants it on Windows


def test_versions_are_those_that_are_pinned():
    lock = (settings.BASE_DIR / "requirements.lock").read_text()
    pinned = dict(LOCKED.findall(lock))
    for name, distribution in packages.distributions().items():
        assert distribution.version == pinned[name], name


def test_a_package_that_is_not_installed_is_named(lessons_import):
    lessons_import("flask-which-nobody-wrote")
    with pytest.raises(importlib.metadata.PackageNotFoundError, match="flask-which-nobody-wrote"):
        packages.distributions()


@pytest.mark.parametrize(
    "path",
    [
        "flask/app.py",
        "django/test/client.py",
        "django/conf/locale/en/formats.py",
        "django/contrib/admin/templates/admin/base.html",
        "django/contrib/admin/static/admin/css/base.css",
        "django/contrib/admin/static/admin/js/vendor/jquery/jquery.min.js",
        "sqlalchemy/dialects/sqlite/base.py",
        "flask_login/login_manager.py",
    ],
)
def test_what_programs_need_goes_along(path, paths):
    assert path in paths


@pytest.mark.parametrize(
    "pattern",
    [
        r"\.(so|pyd|pyx|pyi|c|h)$",
        r"__pycache__",
        r"^/|\.\.",
        r"^django/contrib/gis/",
        r"^django/conf/locale/(de|fr)/",
        r"^sqlalchemy/testing/",
        r"/locale/de/",
        r"vendor/jquery/jquery\.js$",
        r"dist-info/(RECORD|INSTALLER|licenses)",
    ],
)
def test_what_no_program_needs_stays_here(pattern, paths):
    assert [path for path in paths if re.search(pattern, path)] == []


def test_a_package_can_be_asked_for_its_version_and_its_commands(paths):
    inside = {path.split("/")[-1] for path in paths if path.lower().startswith("flask-3")}
    assert inside == {"METADATA", "entry_points.txt"}


def test_staging_lays_out_the_packages_and_the_harness(lessons_import, tmp_path):
    lessons_import("itsdangerous")
    harness = Path(packages.__file__).parent.parent / "harness"
    count = packages.stage(tmp_path, harness)
    laid_out = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(laid_out) == count + 1  # and the list of what comes on request
    assert (tmp_path / "itsdangerous" / "signer.py").is_file()
    assert sources(tmp_path / "harness") == sources(harness)
    assert json.loads((tmp_path / packages.LIST).read_text()) == []


def test_what_only_a_package_on_request_needs_comes_on_request_too(lessons_import, tmp_path):
    lessons_import("itsdangerous", on_request=("jinja2", "itsdangerous"))
    packages.stage(tmp_path, tmp_path / "no harness")
    later = {path.split("/")[0] for path in json.loads((tmp_path / packages.LIST).read_text())}
    assert {name for name in later if "-" not in name} == {"jinja2", "markupsafe"}


def sources(folder):
    return {path.relative_to(folder): path.read_text() for path in folder.rglob("*.py")}
