"""Commands that look around: ``ls``, ``cat``, ``cd``, ``pwd``, ``clear``."""

import sys
from pathlib import Path

from .state import CannotRun, Terminal

HIDDEN = {"__pycache__"}


def ls(terminal: Terminal, words: list[str]) -> int:
    """Names in folders, folders with a slash; ``-l``: sizes in bytes, ``-a``: hidden ones too."""
    flags = {flag for word in words[1:] if word.startswith("-") for flag in word[1:]}
    names = [word for word in words[1:] if not word.startswith("-")] or ["."]
    for name in names:
        path = _existing(terminal, name)
        if len(names) > 1 and path.is_dir():
            print(f"{name}:")
        for entry in _entries(path, every="a" in flags):
            slash = "/" if entry.is_dir() else ""
            size = f"{entry.stat().st_size:>9,}  " if "l" in flags else ""
            print(f"{size}{entry.name}{slash}")
    return 0


def _entries(path: Path, *, every: bool) -> list[Path]:
    if not path.is_dir():
        return [path]
    entries = sorted(path.iterdir(), key=lambda entry: (entry.is_file(), entry.name))
    return [e for e in entries if every or not (e.name in HIDDEN or e.name.startswith("."))]


def cat(terminal: Terminal, words: list[str]) -> int:
    """The texts of files."""
    if not words[1:]:
        raise CannotRun("Which file? For example: cat README.md")
    for name in words[1:]:
        path = _existing(terminal, name)
        if path.is_dir():
            raise CannotRun(f"{name} is a folder: ls {name} lists what is in it.")
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise CannotRun(f"{name} is no text file.") from None
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
    return 0


def cd(terminal: Terminal, words: list[str]) -> int:
    """Go to another folder of the project; without a name, to its top."""
    path = _existing(terminal, words[1]) if words[1:] else terminal.root
    if not path.is_dir():
        raise CannotRun(f"{words[1]} is a file: cat {words[1]} shows it.")
    terminal.folder = path
    return 0


def pwd(terminal: Terminal, words: list[str]) -> int:
    """The folder's path; where the project itself lies is nobody's business but Python's."""
    print("/".join(["~", terminal.root.name, terminal.short(terminal.folder)]).rstrip("/"))
    return 0


def clear(terminal: Terminal, words: list[str]) -> int:
    """The page empties its screen."""
    terminal.action = "clear"
    return 0


def _existing(terminal: Terminal, name: str) -> Path:
    path = terminal.inside(name)
    if not path.exists():
        raise CannotRun(f"There is no {name} here. ls lists what there is.")
    return path
