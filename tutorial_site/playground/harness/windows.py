"""Browser windows on the program: each with cookies and an open page of its own."""

from .browser import Browser
from .errors import BadRequest

MAIN = "main"
MAX_WINDOWS = 20


class Windows:
    """All windows but the main one, by name; asking for one opens it."""

    def __init__(self) -> None:
        self.opened: dict[str, Browser] = {}

    def named(self, name: str, main: Browser) -> Browser:
        """The window of a name, "" and "main" for the main one; raises BadRequest."""
        if name in ("", MAIN):
            return main
        if len(name) > 60 or any(ord(c) < 32 for c in name):
            raise BadRequest(f"{name[:60]!r} is no name for a window: take a short one.")
        if name not in self.opened and len(self.opened) >= MAX_WINDOWS:
            raise BadRequest(f"{MAX_WINDOWS} windows are open: use one of them.")
        return self.opened.setdefault(name, Browser())
