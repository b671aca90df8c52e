"""All files of a program as its imports see them. Nothing is executed, and no library imported."""

import functools
import importlib
import importlib.machinery
import re
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

from ..django_shape import shape_of
from ..errors import HarnessError
from ..files import LIBRARIES
from .scopes import Scope, scopes_of
from .source import Source, parse

# Modules of Python's that do something when they are imported, or need a screen.
TALKATIVE = {"this", "antigravity", "idlelib", "turtle", "tkinter", "turtledemo", "__main__"}
DJANGO_WORDS = re.compile(r"^\s*(?:from|import)\s+django\b", re.MULTILINE)
FLASK_WORDS = re.compile(r"^\s*(?:from|import)\s+flask", re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """An own module. ``package`` is the one that relative imports in it start from; "" if they
    can't, because the file lies at the top."""

    name: str
    path: str
    package: str


class Files:
    """The program's files. ``framework`` is guessed from what they import if it isn't told."""

    def __init__(self, texts: Mapping[str, str], framework: str = "") -> None:
        self.texts = texts
        self.framework = framework or guess(texts)
        self.home, self.package = _layout(texts, self.framework)

    def source(self, path: str) -> Source:
        """A file, read."""
        return parse(path, self.texts[path])

    @functools.cached_property
    def modules(self) -> dict[str, Module]:
        """Own modules by the names that they can be imported under."""
        found: dict[str, Module] = {}
        for path in self.texts:
            if not path.endswith(".py") or not path.startswith(self.home):
                continue
            parts = list(PurePosixPath(path[len(self.home) :]).with_suffix("").parts)
            is_package = parts[-1] == "__init__"
            names = parts[:-1] if is_package else parts
            if self.package:  # the folder itself is a package, and first on the path as well
                inner = ".".join([self.package, *names])
                found[inner] = Module(inner, path, _package(inner, is_package=is_package))
            if names:
                name = ".".join(names)
                package = _package(name, is_package=is_package)
                if self.package:
                    package = ".".join(filter(None, (self.package, package)))
                found[name] = Module(name, path, package)
        return found

    def module_of(self, path: str) -> Module:
        """A file as a module, under the shortest of its names."""
        names = [module for module in self.modules.values() if module.path == path]
        return min(names, key=lambda one: len(one.name)) if names else Module("", path, "")

    def absolute(self, path: str, module: str | None, level: int) -> str | None:
        """The name of what ``from ..module`` in a file means; None if it leads out of packages."""
        if not level:
            return module or ""
        parts = self.module_of(path).package.split(".")
        if not parts[0] or level > len(parts):
            return None
        return ".".join(filter(None, [*parts[: len(parts) - level + 1], module]))

    def folders(self) -> set[str]:
        """Packages without ``__init__.py``, by name: any folder that holds a module."""
        return {name.rpartition(".")[0] for name in self.modules} - {""}

    def scope(self, path: str) -> Scope | None:
        """The names of a file; None while it can't be parsed."""
        return scope_of(self.source(path))

    def names_in(self, path: str) -> set[str] | None:
        """What can be imported from an own module; None if that can't be told."""
        scope = self.scope(path)
        if scope is None or "__getattr__" in scope.bindings:
            return None
        names = set(scope.bindings) | _global_names(scope)
        for star in scope.stars:
            more = self._star_names(path, star)
            if more is None:
                return None
            names |= more
        return names | self.inside(self.module_of(path).name)

    def inside(self, package: str) -> set[str]:
        """The names of the modules and packages in one."""
        prefix = f"{package}."
        inner = (name for name in self.modules if name.startswith(prefix))
        return {name[len(prefix) :].split(".")[0] for name in inner}

    def _star_names(self, path: str, star: Any) -> set[str] | None:
        name = self.absolute(path, star.module, star.level)
        if name in self.modules and self.modules[name].path != path:
            return self.names_in(self.modules[name].path)
        loaded = library(name or "")
        if loaded is None:
            return None
        public = [one for one in dir(loaded) if not one.startswith("_")]
        return set(getattr(loaded, "__all__", public))

    def star_names(self, path: str, scope: Scope) -> set[str] | None:
        """What a file's ``import *`` bring; None if that can't be told."""
        names: set[str] = set()
        for star in [star for one in scope.walk() for star in one.stars]:
            more = self._star_names(path, star)
            if more is None:
                return None
            names |= more
        return names

    def template_languages(self, path: str) -> set[str]:
        """ "jinja", "django", or both, where Django is set up for both."""
        if self.framework == "flask":
            return {"jinja"}
        if self.framework != "django":
            return set()
        code = [text for path, text in self.texts.items() if path.endswith(".py")]
        if not any("backends.jinja2" in text for text in code):
            return {"django"}
        if "jinja2" in path.split("/") or not any("DjangoTemplates" in text for text in code):
            return {"jinja"}
        return {"django", "jinja"}

    def templates(self) -> dict[str, str]:
        """Names by which templates are loaded → their paths."""
        found = {}
        for path in self.texts:
            before, folder, name = path.rpartition("templates/")
            if folder and (not before or before.endswith("/")) and not name.endswith(".py"):
                found[name] = path
        return found


@functools.lru_cache(300)
def scope_of(source: Source) -> Scope | None:
    """The scopes of a file; None while it can't be parsed."""
    return scopes_of(source.tree) if source.tree else None


def _global_names(scope: Scope) -> set[str]:
    """Names that functions declare ``global``."""
    return {name for one in scope.walk() for name, to in one.elsewhere.items() if to is scope}


def guess(texts: Mapping[str, str]) -> str:
    """The framework whose modules the files import most, "python" for none."""
    code = [text for path, text in texts.items() if path.endswith(".py")]
    django = sum(bool(DJANGO_WORDS.search(text)) for text in code)
    flask = sum(bool(FLASK_WORDS.search(text)) for text in code)
    return "django" if django > flask else "flask" if flask else "python"


def _layout(texts: Mapping[str, str], framework: str) -> tuple[str, str]:
    """(prefix of the folder on Python's path, name of the package that it itself is, or "")."""
    if framework != "django":
        return "", ""
    try:
        shape = shape_of(texts)
    except HarnessError:
        return "", ""
    return f"{shape.home}/" if shape.home else "", shape.package


def _package(name: str, *, is_package: bool) -> str:
    return name if is_package else name.rpartition(".")[0]


# --- libraries ------------------------------------------------------------------------------------


def library(name: str) -> ModuleType | None:
    """A library's module, if it is in memory. Django's models wait for their registry; they can be
    looked at all the same."""
    from ..django_prewarm import stashed

    return sys.modules.get(name) or stashed.get(name)


def imported(name: str) -> ModuleType | None:
    """A library's module; one that isn't in memory is imported, if that needs nothing but itself.

    Not parts of ``django.contrib``: their models want settings, and a registry of apps.
    """
    found = library(name)
    if found is None and _is_harmless(name) and exists(name):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found = importlib.import_module(name)
            except Exception:  # an optional part, whose own needs are missing
                return None
    return found


def _is_harmless(name: str) -> bool:
    top = name.split(".", maxsplit=1)[0]
    known = top in LIBRARIES or (top in sys.stdlib_module_names and top not in TALKATIVE)
    return known and not name.startswith("django.contrib.")


_known: set[str] = set()  # modules that were found: one that isn't there may still come


def exists(name: str) -> bool:
    """Whether a library has a module of this name, loaded or not. Imports nothing."""
    if name not in _known and (library(name) is not None or _is_found(name)):
        _known.add(name)
    return name in _known


def _is_found(name: str) -> bool:
    top, *rest = name.split(".")
    if top in sys.builtin_module_names or (top in sys.stdlib_module_names and not rest):
        return True
    spec = _find(top, None)
    for depth in range(1, len(rest) + 1):
        if spec is None or spec.submodule_search_locations is None:
            return False
        spec = _find(".".join([top, *rest[:depth]]), spec.submodule_search_locations)
    return spec is not None


def _find(name: str, path: Any) -> importlib.machinery.ModuleSpec | None:
    try:
        return PathFinder.find_spec(name, path)
    except (ImportError, ValueError):
        return None


def library_names(name: str) -> list[str]:
    """Top-level modules of the libraries, or the submodules of one that is loaded."""
    prefix = f"{name}." if name else ""
    from ..django_prewarm import stashed

    loaded = {one for one in [*sys.modules, *stashed] if one.startswith(prefix)}
    return sorted({one[len(prefix) :].split(".")[0] for one in loaded} - {""})


def attribute(module: ModuleType, name: str) -> Any:
    """An attribute of a library's module; raises AttributeError. Warnings of old names are kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return getattr(module, name)
