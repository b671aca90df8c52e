"""The project as it was before a command: to tell what changed, and to put it back.

A command that asks something is run again from its beginning when the answer is there. What it
had done before it asked must not be done twice, so files and databases are put back in between.
"""

import contextlib
import sqlite3
from pathlib import Path

from ..databases import HEADER
from ..keeping import contents, in_migrations
from ..run import Run

MAX_TEXT = 500_000  # characters of a file that is told


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

    def tell(self) -> dict[str, str | None]:
        """``changed``, which from now on are files of the learner's, and so are the migrations that
        were supplied before a new one: without them it would stand on nothing."""
        changed = self.changed()
        for path in [path for path, text in changed.items() if text and in_migrations(path)]:
            for other in (self.root / path).parent.glob("*.py"):
                beside = other.relative_to(self.root).as_posix()
                if self.run.project and beside not in self.run.project.files:
                    changed.setdefault(beside, other.read_text(encoding="utf-8"))
        if self.run.project:
            self.run.project.adopt(changed)
        return dict(sorted(changed.items()))

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
