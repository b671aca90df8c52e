"""The library of this process: compiled once, looked at often, renewed when files change.

``library()`` is called by every page, so it costs a comparison most of the time. At most once a
second (in development ten times) it has the files' times and sizes looked at, and if anything has
changed, the changed lessons compiled, by a thread of its own. Pages meanwhile get the library as
it was; only the very first has to wait.
"""

import threading
from dataclasses import replace
from pathlib import Path
from time import monotonic

from django.conf import settings

from tutorial_site.catalog import disk
from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.compiler import Compiler
from tutorial_site.catalog.disk import Shelf
from tutorial_site.catalog.loader import Loader
from tutorial_site.catalog.tree import Library, NotInLibrary

__all__ = ["Library", "NotInLibrary", "Store", "library", "store"]

_PRODUCTION_INTERVAL, _DEBUG_INTERVAL = 1.0, 0.1  # seconds between two looks at the files
# In development a page waits for the edit that was just saved; in production nobody waits.
_DEBUG_PATIENCE = 2.0


class Store:
    """The library of one folder. Thread-safe: one thread at a time compiles, all may read."""

    def __init__(
        self, root: Path, cache: Cache, *, drafts: bool, interval: float, patience: float = 0.0
    ) -> None:
        self._root = root
        self._drafts = drafts
        self._interval, self._patience = interval, patience
        self._compiler = Compiler()
        self._loader = Loader(root, self._compiler, cache)
        self._lock = threading.Lock()  # held while files are looked at and compiled
        self._state = threading.Lock()  # held for a moment, to decide who looks
        self._shelf: Shelf | None = None
        self._library: Library | None = None
        self._next_look = 0.0
        self._looking: threading.Thread | None = None

    def library(self) -> Library:
        """The library, at most one interval old; in production, older while a change compiles."""
        library = self._library
        if library is None:
            return self.refresh()
        if monotonic() < self._next_look:
            return library
        looking = self._look_aside()
        if looking and self._patience:
            looking.join(self._patience)
        return self._library or library

    def refresh(self) -> Library:
        """Look at the files now, compile what has changed, and give the library of now."""
        with self._lock:
            shelf = disk.walk(self._root)
            if self._library is None or shelf != self._shelf:
                # One assignment swaps everything: a reader has all of the old or all of the new.
                self._library = self._load(shelf)
                self._shelf = shelf
            self._next_look = monotonic() + self._interval
            return self._library

    def _load(self, shelf: Shelf) -> Library:
        """The library as of ``shelf``; as it was, if all courses are gone at once.

        Nobody deletes the last course of a running site: its disk was unmounted, or the folder is
        being exchanged. Learners go on, and their answers find what they belong to.
        """
        before = self._library
        if before is None or not before.courses or shelf.courses:
            return self._loader.load(shelf, drafts=self._drafts)
        return replace(before, problems=shelf.problems)

    def close(self) -> None:
        """End the compiling process; the store stays usable and would start another."""
        self._compiler.close()

    def _look_aside(self) -> threading.Thread | None:
        with self._state:
            looking = self._looking
            if looking is None or not looking.is_alive():
                if monotonic() < self._next_look:
                    return None
                looking = threading.Thread(target=self.refresh, name="library", daemon=True)
                looking.start()
                self._looking = looking
            return looking


_stores: dict[tuple[Path | str, Path | str, bool], Store] = {}
_opening = threading.Lock()


def store() -> Store:
    """The store of settings.LESSONS_DIR in this process."""
    key = (settings.LESSONS_DIR, settings.VAR_DIR, bool(settings.DEBUG))
    found = _stores.get(key)
    if found is None:
        with _opening:
            found = _stores.get(key) or _open(*key)
            _stores[key] = found
    return found


def _open(lessons: Path | str, var: Path | str, debug: bool) -> Store:
    return Store(
        Path(lessons),
        Cache(Path(var) / "lessons"),
        drafts=debug,
        interval=_DEBUG_INTERVAL if debug else _PRODUCTION_INTERVAL,
        patience=_DEBUG_PATIENCE if debug else 0.0,
    )


def library() -> Library:
    """All courses as they are now. Costs next to nothing; see the module's docstring."""
    return store().library()


def close_stores() -> None:
    """Forget every store and end their processes (tests, and the linter when it is done)."""
    with _opening:
        for opened in _stores.values():
            opened.close()
        _stores.clear()
