"""What the front-end build left in ``static/dist``: names of current files, icons."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

DIST = Path(settings.BASE_DIR) / "static" / "dist"
HOW_TO_BUILD = "Run `make run`, or `python manage.py build_assets`."


@dataclass(frozen=True, slots=True)
class Assets:
    """One build: ``version`` changes whenever any file does; ``entries`` maps name to file."""

    version: str
    entries: dict[str, str]

    def url(self, name: str) -> str:
        """The URL of the current file, e.g. ``site.css`` → ``/static/hashed/site-1A2B3C4D.css``.

        Raises ImproperlyConfigured, naming what is there, if the build made no such file.
        """
        try:
            return static(self.entries[name])
        except KeyError:
            known = ", ".join(sorted(self.entries))
            raise ImproperlyConfigured(
                f"The front end has no {name!r} (it has: {known}). {HOW_TO_BUILD}"
            ) from None


def assets() -> Assets:
    """The current build. A new build is seen at once in development, and costs one stat."""
    path = DIST / "assets.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise ImproperlyConfigured(f"The front end is not built. {HOW_TO_BUILD}") from None


@lru_cache(maxsize=1)
def _read(path: Path, _modified: int) -> Assets:
    data = json.loads(path.read_text())
    return Assets(version=data["version"], entries=data["entries"])


@lru_cache(maxsize=1)
def icons() -> dict[str, str]:
    """Every icon of the set: name → what stands inside its ``<svg>``."""
    icons: dict[str, str] = json.loads((DIST / "icons.json").read_text())
    return icons
