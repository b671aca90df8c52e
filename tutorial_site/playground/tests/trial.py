"""A program under test: started here or in a process of its own, asked in the same words."""

import re
from typing import Any

from .harness_programs import get, post

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Trial:
    """A started program. ``asked`` is a Run, a NativeProgram, or whatever else has ``visit``."""

    def __init__(self, report: Any, asked: Any, pieces: list[Any]) -> None:
        self.report = report
        self.asked = asked
        self.pieces = pieces

    @property
    def ok(self) -> bool:
        return bool(self.report["ok"])

    @property
    def error(self) -> Any:
        """Why it didn't start."""
        return self.report["error"]

    def visit(self, request: Any) -> list[Any]:
        """All exchanges of a request: itself and its redirects."""
        return list(self.asked.visit(request)["exchanges"])

    def get(self, path: str, **more: Any) -> Any:
        """The last exchange of a GET: what the learner sees."""
        return self.visit(get(path, **more))[-1]

    def post(self, path: str, **form: Any) -> Any:
        """The last exchange of a POST of a form."""
        return self.visit(post(path, **form))[-1]

    def submit(self, path: str, **form: Any) -> Any:
        """Open the page and send its form, with the hidden fields that stand in it."""
        return self.post(path, **hidden_fields(self.get(path)), **form)

    def printed(self, stream: str = "stdout") -> str:
        """What came out on a stream so far."""
        return "".join(piece["text"] for piece in self.pieces if piece["stream"] == stream)


def hidden_fields(exchange: Any) -> dict[str, str]:
    """The hidden fields of a page, such as the token against CSRF."""
    return dict(HIDDEN.findall(exchange["response"]["text"] or ""))


def header(exchange: Any, name: str) -> str | None:
    """A response's header, None if it has none of this name."""
    headers = exchange["response"]["headers"]
    return next((value for key, value in headers if key.lower() == name.lower()), None)
