"""Servers that a program starts itself would wait for connections for ever; here they don't."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from .console import Console

NOTE = "{name} starts no server here, and isn't needed: the page sends its requests to your app."


def silence(
    console: Console, files: Mapping[str, str], handed: list[Callable[..., Any]]
) -> Callable[[], None]:
    """Replace the starting of servers by a note; returns what undoes it.

    Applications that the program wanted served are added to ``handed``. Only modules which the
    files mention are touched, so that none is imported needlessly.
    """
    texts = "\n".join(text for path, text in files.items() if path.endswith(".py"))
    undo: list[Callable[[], None]] = []

    def replace(module: str, attribute: str, stand_in: Any, owner: str = "") -> None:
        target = importlib.import_module(module)
        target = getattr(target, owner) if owner else target
        original = getattr(target, attribute)
        setattr(target, attribute, stand_in)
        undo.append(lambda: setattr(target, attribute, original))

    def flask_run(app: Callable[..., Any], *_: Any, **__: Any) -> None:
        console.note(NOTE.format(name="app.run()"))
        handed.append(app)

    def run_simple(host: str, port: int, application: Any, *_: Any, **__: Any) -> None:
        console.note(NOTE.format(name="run_simple()"))
        handed.append(application)

    def make_server(host: str, port: int, app: Any, *_: Any, **__: Any) -> "NoServer":
        handed.append(app)
        return NoServer(console)

    def runserver(*_: Any, **__: Any) -> None:
        console.note(NOTE.format(name="runserver"))

    if ".run(" in texts and "flask" in texts:
        replace("flask", "run", flask_run, owner="Flask")
    if "run_simple" in texts:
        replace("werkzeug.serving", "run_simple", run_simple)
    if "wsgiref" in texts:
        replace("wsgiref.simple_server", "make_server", make_server)
    if "runserver" in texts or "execute_from_command_line" in texts:
        replace("django.core.management.commands.runserver", "run", runserver, owner="Command")

    def restore() -> None:
        while undo:
            undo.pop()()

    return restore


class NoServer:
    """Stands in for a server of ``wsgiref.simple_server``."""

    server_port = 8000

    def __init__(self, console: Console) -> None:
        self.console = console

    def serve_forever(self, *_: Any, **__: Any) -> None:
        """Say that the page does it."""
        self.console.note(NOTE.format(name="serve_forever()"))

    handle_request = serve_forever

    def shutdown(self) -> None:
        """Nothing runs that would have to end."""

    server_close = shutdown

    def __enter__(self) -> "NoServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.server_close()
