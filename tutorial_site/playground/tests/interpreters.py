"""A fresh Python for a test's program, in milliseconds: forked off one that has all imported.

    with interpreter() as python:
        python.start("django", FILES)
        answer = python.call("terminal", {"line": "python manage.py check"})

It is asked as the page asks the browser's: through ``harness.remote.call``, in JSON.
"""

import contextlib
import json
import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from ..harness import remote

# Imported before the first fork, so that no test waits for them.
PRELOADED = [
    __name__,
    "django.contrib.admin",
    "django.core.handlers.wsgi",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.forms",
    "django.template",
    "django.views.debug",
    "flask",
    "flask_admin.contrib.sqla",
    "flask_login",
    "flask_sqlalchemy",
    "flask_wtf",
]
PATIENCE = 60.0  # seconds for one answer, before a test that hangs is given up


class Interpreter:
    """The page's side. ``emitted`` is all the output that came as it was made."""

    def __init__(self, channel: Connection) -> None:
        self.channel = channel
        self.emitted: list[dict[str, Any]] = []

    def call(self, name: str, argument: Any = None) -> Any:
        """What ``remote.call`` answers; raises ValueError where it does."""
        self.channel.send((name, json.dumps(argument)))
        while self.channel.poll(PATIENCE):
            kind, text = self.channel.recv()
            if kind == "failed":
                raise ValueError(text)
            if kind == "answer":
                return json.loads(text)
            self.emitted += json.loads(text)
        raise TimeoutError(f"No answer to {name} after {PATIENCE:g} seconds.")

    def start(self, framework: str, files: dict[str, str], superuser: str = "") -> Any:
        """Start a program that must start; its report."""
        program = {"framework": framework, "files": files, "superuser": superuser}
        report = self.call("start", program)
        assert report["ok"], report["error"]["text"]
        return report

    def visit(self, path: str, **more: Any) -> Any:
        """The last exchange of a visit."""
        return self.call("visit", {"path": path, **more})["exchanges"][-1]


@contextlib.contextmanager
def interpreter() -> Iterator[Interpreter]:
    """A fresh Python; it ends with the context."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,))
    process.start()
    theirs.close()
    try:
        yield Interpreter(ours)
    finally:
        ours.close()
        process.join(5)
        process.kill()
        process.join()
        process.close()


def _serve(channel: Connection) -> None:
    """The other side: one call after the other, until the test hangs up."""
    for name in [name for name in os.environ if name.startswith(("DJANGO_", "FLASK_"))]:
        del os.environ[name]  # the site's own settings are none of a program's
    with contextlib.suppress(EOFError):
        while True:
            name, argument = channel.recv()
            try:
                answer = remote.call(name, argument, lambda text: channel.send(("output", text)))
            except ValueError as exc:
                channel.send(("failed", str(exc)))
            else:
                channel.send(("answer", answer))
    if remote._run is not None:
        remote._run.close()
