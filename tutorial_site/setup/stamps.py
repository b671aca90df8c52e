"""Stamps: what a step was made from, so that it is made again only when that has changed.

A stamp holds the hash of every input, not its date: a fresh clone, a branch switched and switched
back, or a touched file makes nothing again. It is written last and in one go, so a step that fails
or is killed leaves none and is done from its start the next time.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Inputs = Mapping[str, str]

_LEFTOVERS = ("~", ".swp", ".pyc", ".tmp")


def inputs_of(root: Path, paths: Iterable[str], facts: Mapping[str, str]) -> Inputs:
    """What a step is made from: relative path → SHA-256 of the file, and the facts as they are.

    What lies elsewhere, as lessons may, has its whole path.

    A folder stands for every file in it. A path that doesn't exist is left out, so that its
    coming and going is a change.
    """
    found = {f"({name})": value for name, value in facts.items()}
    for path in paths:
        for file in _files(root / path):
            inside = file.is_relative_to(root)
            name = (file.relative_to(root) if inside else file).as_posix()
            found[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith((".", "__pycache__")) and not _is_leftover(child):
                yield from _files(child)


def _is_leftover(path: Path) -> bool:
    """Whether an editor or Python left it there: nothing is made from such a file."""
    return path.name.endswith(_LEFTOVERS)


def read(stamp: Path) -> Inputs | None:
    """The inputs as they were when the step was last done; None if it never was."""
    try:
        recorded = json.loads(stamp.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return recorded if isinstance(recorded, dict) else None


def write(stamp: Path, inputs: Inputs) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    unfinished = stamp.with_name(f"{stamp.name}.{os.getpid()}.tmp")
    unfinished.write_text(json.dumps(dict(inputs), indent=1), encoding="utf-8")
    unfinished.replace(stamp)


def difference(before: Inputs, now: Inputs) -> str:
    """What has changed, in a few words; empty if nothing has."""
    changed = sorted(name for name in before.keys() | now if before.get(name) != now.get(name))
    if not changed:
        return ""
    first, others = changed[0], len(changed) - 1
    verb = "is new" if first not in before else "is gone" if first not in now else "changed"
    return f"{first} {verb}" + (f", and {others} more" if others else "")
