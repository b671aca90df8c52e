"""Which packages learners can import, and which of their files go into the browser.

The versions are those installed in the site's own environment, so the content tests (which run
natively) and the learner's browser see the same code.
"""

import importlib.metadata
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# What lessons import by name; the packages below them follow from their own requirements.
IMPORTED_BY_LESSONS = (
    "flask",
    "flask-sqlalchemy",
    "flask-login",
    "flask-wtf",
    "email-validator",  # which WTForms asks for when it checks an address
    "sqlalchemy",
    "django",
    "tzdata",
)
# Large, and wanted by few programs: they and what only they need come to those that name them.
ON_REQUEST = ("flask-admin", "flask-caching", "flask-migrate", "flask-security")
LIST = "on_request.json"

# The target's environment markers: what a requirement like `x; sys_platform == "win32"` is about.
BROWSER = {
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "platform_machine": "wasm32",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": "3.14",
    "python_full_version": "3.14.2",
    "extra": "",
}

METADATA_FILES = {"METADATA", "entry_points.txt", "top_level.txt"}
MINIFIED = re.compile(r"^django/contrib/admin/static/admin/js/vendor/.*\.min\.js$")
COMPILED = {".so", ".pyd", ".pyx", ".pxd", ".pyi", ".c", ".h"}
LEFT_OUT = re.compile(
    r"""
      (^|/)__pycache__/
    | ^(?!django/test/).*/tests?/             # packages' own tests
    | ^sqlalchemy/testing/
    | ^sqlalchemy/dialects/(oracle|mssql)/
    | ^django/contrib/gis/                    # needs C libraries
    | ^django/conf/locale/(?!en/|__init__)    # lessons are in English
    | /locale/(?!en/)[^/]+/
    | ^django/contrib/admin/static/admin/js/vendor/.*(?<!\.min)\.js$
    | ^flask_(admin|security)/translations/.*\.(po|pot|mo)$
    | ^flask_admin/contrib/(geoa|mongoengine|peewee|peeweemodel|pymongo)/
    | ^flask_admin/static/.*\.(map|eot|otf|ttf|svg|woff)$
    | ^flask_admin/static/vendor/(leaflet|fontawesome-free-5\.1\.0-web)/
    | ^flask_admin/static/bootstrap/bootstrap4/swatch/(?!default/)
    | ^dns/                                   # there is no network to ask
    | ^alembic/(testing/|templates/(?!generic/))
    | ^mako/ext/ | ^passlib/ext/
    """,
    re.VERBOSE,
)


def distributions() -> dict[str, importlib.metadata.Distribution]:
    """Canonical name → installed distribution, for what lessons import and all below it.

    Raises importlib.metadata.PackageNotFoundError if the environment lacks one of them.
    """
    return _with_all_below([*IMPORTED_BY_LESSONS, *ON_REQUEST])


def _with_all_below(names: Iterable[str]) -> dict[str, importlib.metadata.Distribution]:
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found[name] = importlib.metadata.distribution(name)
        for line in found[name].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate(BROWSER):
                waiting.append(requirement.name)
    return dict(sorted(found.items()))


def _wanted(path: PurePosixPath) -> bool:
    text = str(path)
    if path.is_absolute() or ".." in path.parts or path.suffix in COMPILED:
        return False
    if path.parts[0].endswith(".dist-info"):
        return path.name in METADATA_FILES
    return not LEFT_OUT.search(text)


def _names(path: PurePosixPath) -> list[PurePosixPath]:
    """The paths that a file lies under. While DEBUG is on, Django's admin asks for the long form of
    its scripts: the short one does the same, and answers to both names."""
    if MINIFIED.search(str(path)):
        return [path, path.with_name(path.name.replace(".min.js", ".js"))]
    return [path]


def on_request() -> list[str]:
    """Paths below site-packages that come to the browser only once a program names them."""
    always = _with_all_below(IMPORTED_BY_LESSONS)
    later = {name: found for name, found in distributions().items() if name not in always}
    return [str(path) for path, _ in _files(later.values())]


def files() -> Iterator[tuple[PurePosixPath, Path]]:
    """(path below site-packages, file on this machine) of everything that goes along."""
    return _files(distributions().values())


def _files(
    found: Iterable[importlib.metadata.Distribution],
) -> Iterator[tuple[PurePosixPath, Path]]:
    for distribution in found:
        for file in distribution.files or []:
            path = PurePosixPath(file.as_posix())
            if _wanted(path):
                yield path, Path(str(distribution.locate_file(file)))


def stage(folder: Path, harness: Path) -> int:
    """Lay out site-packages for the browser in ``folder``: the packages and the harness.

    A list of the paths that come on request lies beside them. Returns the number of files.
    """
    count = 0
    for path, source in files():
        for name in _names(path):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            count += 1
    for source in sorted(harness.rglob("*.py")):
        target = folder / "harness" / source.relative_to(harness)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        count += 1
    (folder / LIST).write_text(json.dumps(on_request()))
    return count
