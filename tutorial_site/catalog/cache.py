"""Compiled lessons kept on disk, so that a start or a lint compiles only what has changed.

Two shelves below VAR_DIR: ``compiled/`` by the digest of everything that went in, the pipeline's
own version included; and ``good/`` by place, the last version of each lesson that could be shown.
Files are pickles, as safe as VAR_DIR itself is: the site alone writes there. One that can't be
read, for whatever reason, is as good as none.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tutorial_site.catalog.sources import digest_of

_ROOMS = ("catalog", "quizzes")
_LIBRARIES = ("markdown", "pymdown-extensions", "pygments", "nh3", "pyyaml")
_MOST_FILES = 4_000


@lru_cache(maxsize=1)
def pipeline_version() -> str:
    """Changes whenever the same lesson might come out differently: our code, or a library."""
    state = hashlib.sha256()
    site = Path(__file__).resolve().parent.parent
    for room in _ROOMS:
        for path in sorted((site / room).rglob("*.py")):
            if "tests" not in path.parts:
                state.update(path.read_bytes())
    for library in _LIBRARIES:
        state.update(version(library).encode())
    return state.hexdigest()[:16]


class Cache:
    """``get`` and ``put`` by digest, ``last_good`` and ``keep_good`` by name. Never raises."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiled = folder / "compiled"
        self._good = folder / "good"

    def get(self, digest: str) -> Any:
        """What was compiled from ``digest``, None if nothing is known of it."""
        return _load(self._compiled / f"{digest}.pickle")

    def put(self, digest: str, value: Any) -> None:
        _save(self._compiled / f"{digest}.pickle", value)

    def last_good(self, name: str) -> Any:
        return _load(self._good / f"{self._named(name)}.pickle")

    def keep_good(self, name: str, value: Any) -> None:
        _save(self._good / f"{self._named(name)}.pickle", value)

    def prune(self) -> None:
        """Forget what has not been used for longest, once there is a lot."""
        files = sorted(_files(self._compiled), reverse=True)
        for _, path in files[_MOST_FILES:]:
            with suppress(OSError):
                path.unlink()

    def _named(self, name: str) -> str:
        # A good version made by another pipeline may have other fields.
        return digest_of(pipeline_version(), name)


def _files(folder: Path) -> Iterator[tuple[float, Path]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                yield entry.stat().st_mtime, Path(entry.path)
    except OSError:
        return


def _load(path: Path) -> Any:
    try:
        data = path.read_bytes()
        value = pickle.loads(data)  # noqa: S301  written below
    except Exception:
        return None
    with suppress(OSError):
        os.utime(path)  # for prune(): this one is in use
    return value


def _save(path: Path, value: Any) -> None:
    """Written aside and moved into place: another process sees the whole file or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(value))
        Path(file.name).replace(path)
    except OSError:
        return  # a read-only or full disk costs speed, not lessons
