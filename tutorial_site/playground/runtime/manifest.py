"""What ``build_runtime`` left in ``static/dist/runtime``."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

FOLDER = Path(settings.BASE_DIR) / "static" / "dist" / "runtime"


@dataclass(frozen=True, slots=True)
class RuntimeFile:
    """One file of the runtime: its URL, and its size in bytes plain and as sent (brotli)."""

    url: str
    size: int
    sent: int


@dataclass(frozen=True, slots=True)
class Extras:
    """Packages that come on request: their file, and what programs import of them, by name."""

    file: RuntimeFile
    names: list[str]


@dataclass(frozen=True, slots=True)
class Runtime:
    """A built runtime: the version of its Python (``"3.14.2"``) and its files by role.

    ``head`` is the beginning of the memory snapshot, in base64, which Pyodide needs first.
    """

    python: str
    head: str
    files: dict[str, RuntimeFile]
    extras: Extras


def runtime() -> Runtime:
    """The current build; costs one stat.

    Raises ImproperlyConfigured, saying what to run, if there is none.
    """
    path = FOLDER / "manifest.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise ImproperlyConfigured(
            "The browser's Python is not built. "
            "Run `make run`, or `python manage.py build_runtime`."
        ) from None


@lru_cache(maxsize=1)
def _read(path: Path, _modified: int) -> Runtime:
    data = json.loads(path.read_text())
    return Runtime(
        python=data["python"],
        head=data["head"],
        files={role: _file(file) for role, file in data["files"].items()},
        extras=Extras(_file(data["extras"]), data["extras"]["names"]),
    )


def _file(file: dict[str, Any]) -> RuntimeFile:
    return RuntimeFile(
        url=static(f"runtime/{file['name']}"),
        size=file["size"],
        sent=file["compressed"]["br"],
    )
