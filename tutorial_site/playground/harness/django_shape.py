"""What kind of Django program the files are: a project, or a few files that leave things out."""

import importlib
import importlib.abc
import importlib.machinery
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import ModuleType

from .errors import NoAppFound
from .files import Project

APP_FILES = {"models.py", "views.py", "admin.py", "apps.py", "urls.py"}
APP_FOLDERS = {"templates", "static", "templatetags", "management", "migrations"}
SETTINGS_MODULE = re.compile(r"""["']DJANGO_SETTINGS_MODULE["']\s*[,:=\]]+\s*["']([\w.]+)["']""")
CONFIGURES = re.compile(r"\bsettings\.configure\(")
APP_NAME = re.compile(r"""^\s+name\s*=\s*["']([A-Za-z_]\w*)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Shape:
    """How a program is built.

    ``home``: folder it runs from, "" for the top. ``settings``: its own settings module, "" if it
    has none. ``single``: the module that calls ``settings.configure``, "" if none does.
    ``package``: the name under which the top folder itself is a Django app, "" in a project.
    ``apps``: packages at the top that are Django apps.
    """

    home: str = ""
    settings: str = ""
    single: str = ""
    package: str = ""
    apps: tuple[str, ...] = ()


def shape_of(files: Mapping[str, str]) -> Shape:
    """Recognise a program; raises NoAppFound."""
    manage = sorted((p for p in files if PurePosixPath(p).name == "manage.py"), key=len)
    if manage:
        home = str(PurePosixPath(manage[0]).parent).removeprefix(".")
        return Shape(home=home, settings=_own_settings(files, home, files[manage[0]]))
    modules = {path for path in files if path.endswith(".py") and "/" not in path}
    if "settings.py" not in modules:
        nested = [p for p in files if re.fullmatch(r"\w+/settings(\.py|/__init__\.py)", p)]
        if len(nested) == 1:
            return Shape(settings=f"{nested[0].split('/')[0]}.settings")
        single = [path for path in sorted(modules) if CONFIGURES.search(files[path])]
        if single:
            return Shape(single=single[0].removesuffix(".py"))
    if not any(path.endswith(".py") for path in files):
        raise NoAppFound(
            "There is no Python file: put a view into views.py, or routes into urls.py."
        )
    own = "settings" if "settings.py" in modules else ""
    return Shape(settings=own, package=_package_name(files), apps=_apps(files))


def _own_settings(files: Mapping[str, str], home: str, manage: str) -> str:
    named = SETTINGS_MODULE.search(manage)
    if named:
        return named[1]
    prefix = f"{home}/" if home else ""
    found = [
        p
        for p in files
        if re.fullmatch(re.escape(prefix) + r"(\w+/)?settings(\.py|/__init__\.py)", p)
    ]
    if len(found) == 1:
        name = found[0][len(prefix) :].removesuffix("/__init__.py").removesuffix(".py")
        return name.replace("/", ".")
    raise NoAppFound(
        "Which module holds the settings? manage.py should say so: "
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")'
    )


def _package_name(files: Mapping[str, str]) -> str:
    """What the folder is imported as: the name that its apps.py gives, else "app"."""
    taken = {path.split("/")[0].removesuffix(".py") for path in files}
    named = APP_NAME.search(files.get("apps.py", ""))
    for name in (named[1] if named else "app", "app", "program"):
        if name not in taken:
            return name
    return "the_program"


def _apps(files: Mapping[str, str]) -> tuple[str, ...]:
    """Top-level packages that hold what only a Django app holds."""
    packages = {p.split("/")[0] for p in files if p.count("/") == 1 and p.endswith(".py")}
    is_app = {
        parts[0]
        for parts in (path.split("/") for path in files)
        if len(parts) > 1 and (parts[1] in APP_FILES or parts[1] in APP_FOLDERS)
    }
    return tuple(sorted(packages & is_app))


class FolderPackage(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Lets the files of one folder import each other in both of the usual ways.

    The folder is a package, so ``from .models import Note`` works as in any Django app; and it is
    first on ``sys.path``, so ``from models import Note`` works as in a small script. Loaded under
    two names a model would exist twice: here both names mean one and the same module.
    """

    def __init__(self, package: str, root: Path) -> None:
        self.package, self.root = package, root

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A spec for the second of the two names."""
        outer, _, inner = name.rpartition(".")
        if outer == "" and (self.root / f"{name}.py").is_file():
            return importlib.machinery.ModuleSpec(name, self, origin=f"{self.package}.{name}")
        if outer == self.package and (self.root / inner).is_dir() and inner not in INNER:
            return importlib.machinery.ModuleSpec(name, self, origin=inner)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """The module under its first name."""
        module = importlib.import_module(str(spec.origin))
        self.true_spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It has been executed already; only take back what the import system has overwritten."""
        module.__spec__ = self.true_spec

    def open(self, project: Project) -> None:
        """Take effect, behind the project's own folder on the path."""
        sys.path.append(str(project.root.parent))
        sys.meta_path.insert(0, self)

    def close(self) -> None:
        """Take no effect any more. The project restores the path."""
        sys.meta_path.remove(self)


# Folders which belong to the app that the folder itself is.
INNER = frozenset({"migrations", "templatetags", "management", "tests"})
