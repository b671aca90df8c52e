"""A lesson as it lies on the disk, read into memory: what a compilation is given, and all of it.

Nothing after this looks at the disk, so the digest really is of what was compiled.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

_PART = re.compile(r"[A-Za-z0-9_.-]{1,80}")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file beside a lesson. ``data`` is the whole of it, or its head when it is too large."""

    kind: Literal["file", "link", "other"]
    size: int = 0
    data: bytes = b""

    @property
    def whole(self) -> bool:
        return len(self.data) == self.size


@dataclass(frozen=True, slots=True)
class LessonSource:
    """A lesson's folder. ``folder`` is its name (03-orm); ``files`` maps relative paths.

    ``terms`` maps the course's glossary, lower-cased name → (anchor, name, plain definition).
    """

    course: str
    folder: str
    number: int
    slug: str
    text: bytes
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    terms: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{self.course}/{self.folder}/lesson.md"


@dataclass(frozen=True, slots=True)
class CourseSource:
    """A course's own two files; None where a file is not there."""

    slug: str
    settings: bytes | None
    glossary: bytes | None


def safe_path(path: str) -> str:
    """``path`` if it can only name something below its folder; else ValueError says why not."""
    if not path or len(path) > 200:
        raise ValueError("a path of 1 to 200 characters")
    if path.startswith("/") or "\\" in path or ":" in path:
        raise ValueError("a path relative to its folder, with forward slashes")
    for part in path.split("/"):
        if part in ("", ".", ".."):
            raise ValueError('a path inside its folder, without "..", "." or "//"')
        if not _PART.fullmatch(part):
            raise ValueError("a path of letters, digits, dots, hyphens and underscores")
    return path


def digest_of(*parts: str | bytes) -> str:
    """A short, stable name for content: 16 hex digits of its SHA-256."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()[:16]


def decode(data: bytes, errors: str = "strict") -> str:
    """Text with ``\\n`` line ends, without a byte order mark; UnicodeDecodeError if not UTF-8."""
    return data.decode("utf-8-sig", errors).replace("\r\n", "\n").replace("\r", "\n")
