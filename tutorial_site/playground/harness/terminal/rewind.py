"""The project as it was before a command: to tell what changed, and to put it back.

A command that asks something is run again from its beginning when the answer is there. What it
had done before it asked must not be done twice, so files and databases are put back in between.
"""

import contextlib
import sqlite3
from pathlib import Path

from ..databases import HEADER
from ..run import Run

JOURNALS = ("-journal", "-wal", "-shm")
SKIPPED = {"__pycache__", ".pytest_cache"}
MAX_TEXT = 500_000  # characters of a file that is told
MAX_FILE = 20_000_000  # bytes of a file that is put back


class Rewind:
    """What the project's files and databases hold at the moment of making this object."""

    def __init__(self, run: Run) -> None:
        self.root = run.project.root if run.project else Path("/nowhere")
        self.files = contents(self.root)
        self.run = run
        self.memories = [(one, one.serialize()) for one in _in_memory(run)]

    def changed(self) -> dict[str, str | None]:
        """Texts of what was made or changed since, None for what is gone, by path."""
        now = contents(self.root)
        gone = dict.fromkeys(sorted(set(self.files) - set(now)))
        changed: dict[str, str | None] = {
            path: _text(content)
            for path, content in sorted(now.items())
            if self.files.get(path) != content and _text(content) is not None
        }
        return changed | {path: None for path in gone if _text(self.files[path]) is not None}

    def restore(self) -> None:
        """Put everything back. A database that is new is emptied: somebody may hold it open."""
        now = contents(self.root)
        for path in set(now) - set(self.files):
            if now[path].startswith(HEADER):
                _copy(b"", self.root / path)
            else:
                (self.root / path).unlink()
        for path, content in self.files.items():
            if now.get(path) != content:
                _put_back(self.root / path, content)
        known = {id(database): content for database, content in self.memories}
        for database in _in_memory(self.run):
            _copy(known.get(id(database), b""), database)


def _in_memory(run: Run) -> list[sqlite3.Connection]:
    """The connections of the program's that keep a database in memory."""
    sources = run.recorder.databases.sources()
    return [one.connection for one in sources if one.connection and not one.path]


def contents(root: Path) -> dict[str, bytes]:
    """All files below a folder by path, without caches and the journals of databases."""
    found = {}
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if SKIPPED & set(inside.parts) or path.name.endswith(JOURNALS) or not path.is_file():
            continue
        if path.stat().st_size > MAX_FILE:
            continue
        found[inside.as_posix()] = path.read_bytes()
    return found


def _text(content: bytes) -> str | None:
    """What a text file says; None for any other."""
    if len(content) > MAX_TEXT or b"\0" in content:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _put_back(path: Path, content: bytes) -> None:
    if content.startswith(HEADER):
        _copy(content, path)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _copy(content: bytes, target: Path | sqlite3.Connection) -> None:
    """Fill a database through SQLite itself, so that connections which are open notice."""
    # By ``dbapi2``: what goes through it nobody records.
    source = sqlite3.dbapi2.connect(":memory:")
    with contextlib.closing(source):
        if content:
            source.deserialize(content)
        if isinstance(target, sqlite3.Connection):
            source.backup(target)
            return
        with contextlib.closing(sqlite3.dbapi2.connect(target)) as file:
            source.backup(file)
