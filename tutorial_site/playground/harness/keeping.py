"""What a program leaves to the one that takes its place: its data, its browser, its terminal.

An edited program needs a new interpreter. On a computer of one's own the database stays on the
disk meanwhile, the browser keeps its cookies, and the terminal the folder it is in: so it is here.
What is left is JSON-able, and is given to the next start as ``kept``.
"""

import base64
import binascii
import contextlib
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .browser import Browser, Cookie
from .databases import HEADER
from .errors import BadProgram, BadRequest
from .files import Project, check_path
from .shapes import Kept
from .windows import MAIN, Windows

if TYPE_CHECKING:
    from .run import Run

JOURNALS = ("-journal", "-wal", "-shm")
SKIPPED = {"__pycache__", ".pytest_cache"}
MAX_FILE = 20_000_000  # bytes of a file that is kept


def keep(run: "Run", wanted: Any) -> Kept:
    """What the next start of the program with ``{files}`` is to be given."""
    files = wanted.get("files") if isinstance(wanted, dict) else None
    if not isinstance(files, dict):
        raise BadRequest("What is kept depends on the files to come: {files}.")
    windows = {MAIN: run.browser, **run.windows.opened}
    return {
        "files": _data(run.project, files) if run.project else {},
        "supplied": _supplied_migrations(run.project, files) if run.project else {},
        "windows": {
            name: {
                "signed_in": browser.signed_in,
                "cookies": [asdict(cookie) for cookie in browser.jar.current()],
            }
            for name, browser in windows.items()
        },
        "folder": run.terminal_folder,
        "environment": run.terminal_environment,
    }


def put_back(project: Project, windows: Windows, main: Browser, kept: Kept) -> None:
    """Give a program that is about to start what was kept; raises BadProgram if it is nothing."""
    try:
        for path, text in kept["supplied"].items():
            project.supply(check_path(path), text)
        for path, content in kept["files"].items():
            project.write_bytes(check_path(path), base64.b64decode(content))
        for name, left in kept["windows"].items():
            browser = windows.named(name, main)
            cookies = [Cookie(**cookie) for cookie in left["cookies"]]
            browser.jar.cookies = {(one.name, one.path): one for one in cookies}
            browser.signed_in = left["signed_in"]
    except (AttributeError, KeyError, TypeError, binascii.Error) as exc:
        raise BadProgram(f"What was kept of the last start can't be used: {exc!r}") from exc


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


def in_migrations(path: str) -> bool:
    """Whether a file of the project stands in a folder of migrations."""
    return "migrations" in PurePosixPath(path).parent.parts


def _data(project: Project, files: Mapping[str, str]) -> dict[str, str]:
    """What the program has written, in base64 by path; not where the learner has written, too."""
    kept = {}
    for path, content in contents(project.root).items():
        is_learners = path in files or path in project.files
        if path in project.supplied or (is_learners and files.get(path) != project.files.get(path)):
            continue
        if is_learners and content == project.files[path].encode():
            continue
        if content.startswith(HEADER):
            content = _whole_database(project.root / path)
        kept[path] = base64.b64encode(content).decode()
    return kept


def _whole_database(path: Path) -> bytes:
    """A database's content, with what stands only in its write-ahead log."""
    # By ``dbapi2``: what goes through it nobody records.
    with contextlib.closing(sqlite3.dbapi2.connect(path)) as database:
        return database.serialize()


def _supplied_migrations(project: Project, files: Mapping[str, str]) -> dict[str, str]:
    """The migrations that were made at the start: their tables are there, so they must stay."""
    return {
        path: text
        for path, text in project.supplied.items()
        if in_migrations(path) and path not in files
    }
