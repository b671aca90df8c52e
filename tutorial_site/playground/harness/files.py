"""A program's files, checked and written to a folder of their own."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.machinery import FileFinder
from pathlib import Path, PurePosixPath

from .errors import BadProgram, Paths

MAX_FILES = 500
MAX_FILE = 2_000_000  # characters
MAX_TOTAL = 8_000_000  # characters
MAX_PATH = 200  # characters
LIBRARIES = frozenset(
    "flask flask_sqlalchemy flask_login flask_wtf flask_migrate flask_admin flask_security alembic "
    "flask_caching cachelib "
    "werkzeug jinja2 markupsafe itsdangerous click "
    "blinker wtforms sqlalchemy django asgiref sqlparse harness pyodide pyodide_js js "
    "sidebyside".split()
)

# What the browser gets only once a program names it: import name → the package's.
ON_REQUEST = {
    "flask_admin": "Flask-Admin",
    "flask_caching": "Flask-Caching",
    "flask_migrate": "Flask-Migrate",
    "flask_security": "Flask-Security",
}


def check_files(files: object) -> dict[str, str]:
    """The files as they may be written, with normalised paths; raises BadProgram otherwise."""
    if not isinstance(files, Mapping) or not files:
        raise BadProgram("The program has no files: give it at least one, such as app.py.")
    if len(files) > MAX_FILES:
        raise BadProgram(f"{len(files)} files are too many: {MAX_FILES} at most.")
    checked: dict[str, str] = {}
    for path, text in files.items():
        if not isinstance(path, str) or not isinstance(text, str):
            raise BadProgram(f"Paths and texts must be strings: {path!r} isn't.")
        if len(text) > MAX_FILE:
            raise BadProgram(f"{path} has {len(text):,} characters: {MAX_FILE:,} at most.")
        name = check_path(path)
        if name in checked:
            raise BadProgram(f"{name} is there twice: rename one of them.")
        checked[name] = text
    if sum(map(len, checked.values())) > MAX_TOTAL:
        raise BadProgram(f"The files are too large together: {MAX_TOTAL:,} characters at most.")
    check_modules(checked)
    return checked


def check_path(path: str) -> str:
    """A path below the program's folder, as ``templates/base.html``; raises BadProgram."""
    parts = PurePosixPath(path).parts
    if not path.strip() or not parts:
        raise BadProgram("A file has no name.")
    if path.startswith(("/", "~")) or "\\" in path or ":" in parts[0]:
        raise BadProgram(f"{path} must be a relative path with forward slashes: templates/a.html")
    if ".." in parts:
        raise BadProgram(f"{path} leads out of the program's folder: leave out the '..'.")
    if len(path) > MAX_PATH or any(ord(c) < 32 or ord(c) == 127 for c in path):
        raise BadProgram(f"{path[:60]!r} is no usable name: control characters, or too long.")
    if path.endswith("/"):
        raise BadProgram(f"{path} names a folder: name a file in it.")
    return str(PurePosixPath(*parts))


def check_modules(files: Mapping[str, str]) -> None:
    """No file may hide a module that Python or a library needs, nor be a folder as well."""
    for path in files:
        name = top_module(path)
        if name in LIBRARIES or name in sys.stdlib_module_names:
            whose = "a library" if name in LIBRARIES else "a module of Python itself"
            raise BadProgram(
                f"{path} has the name of {whose}: `import {name}` would find the wrong one. "
                "Rename it."
            )
        for parent in PurePosixPath(path).parents:
            if str(parent) in files:
                raise BadProgram(f"{parent} can't be both a file and a folder: rename one.")


def top_module(path: str) -> str:
    """The name under which a top-level module or package is imported, "" for other files."""
    parts = PurePosixPath(path).parts
    return parts[0].removesuffix(".py") if parts[-1].endswith(".py") else ""


class Project:
    """The program on disk: a fresh folder, the current one and first on ``sys.path`` while open."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.supplied: dict[str, str] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="side-by-side-")).resolve()
        self.root = self.folder / "program"
        self.root.mkdir()
        self.paths = Paths(self.root)
        for path, text in files.items():
            self._write(path, text)

    def _write(self, path: str, text: str) -> None:
        self.write_bytes(path, text.encode())

    def write_bytes(self, path: str, content: bytes) -> None:
        """Put a file, with the folders that it needs."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def rename(self, name: str) -> None:
        """Give the folder a name of which a package can be made. Only before it is opened."""
        self.root = self.root.rename(self.folder / name)
        self.paths.root = str(self.root)

    def supply(self, path: str, text: str) -> None:
        """Add a file that the program left out, where the learner can look it up."""
        self.supplied[path] = text
        self._write(path, text)

    def adopt(self, changes: Mapping[str, str | None]) -> None:
        """Take files that a command made or deleted (None) for the learner's own: they are told."""
        for path, text in changes.items():
            self.supplied.pop(path, None)
            if text is None:
                self.files.pop(path, None)
            else:
                self.files[path] = text

    def has(self, path: str) -> bool:
        """Whether the program has a file, or a folder, of this path."""
        return (self.root / path).exists()

    def open(self, start_folder: str = "") -> None:
        """Make the folder, or one in it, the place the program runs from."""
        home = str(self.root / start_folder) if start_folder else str(self.root)
        self._before = (Path.cwd(), list(sys.path), sys.dont_write_bytecode)
        sys.path.insert(0, home)
        sys.dont_write_bytecode = True
        os.chdir(home)
        self.refresh_imports()

    def refresh_imports(self) -> None:
        """Let modules be found that were written since the folders were last looked into.

        Not by ``importlib.invalidate_caches``: that reads the directories of zip files anew, which
        takes longer in the browser than starting a small program.
        """
        for path, finder in list(sys.path_importer_cache.items()):
            if path.startswith(str(self.folder)) and isinstance(finder, FileFinder):
                finder.invalidate_caches()

    def _is_own(self, module: object) -> bool:
        """Whether a module is a file of the program, or a folder without ``__init__.py``."""
        places = [getattr(module, "__file__", None), *list(getattr(module, "__path__", None) or ())]
        return any(self.paths.is_own(f"{place}/") for place in places if place)

    def close(self) -> None:
        """Forget the program's modules and delete its files."""
        for name, module in list(sys.modules.items()):
            if self._is_own(module):
                del sys.modules[name]
        if hasattr(self, "_before"):
            folder, sys.path[:], sys.dont_write_bytecode = self._before
            os.chdir(folder)
        for path in list(sys.path_importer_cache):
            if path.startswith(str(self.folder)):
                del sys.path_importer_cache[path]
        shutil.rmtree(self.folder, ignore_errors=True)
