"""Servers that a program starts itself would wait for connections for ever; here they don't."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any, Self

from .console import Console

NOTE = "{name} starts no server here, and isn't needed: the page sends its requests to your app."


def silence(
    console: Console, files: Mapping[str, str], handed: list[Callable[..., Any]]
) -> Callable[[], None]:
    """Replace the starting of servers by a note; returns what undoes it.

    Applications that the program wanted served are added to ``handed``. Only modules which the
    files mention are touched, so that none is imported needlessly.
    """
    # manage.py is never run; it mentions what would start a server if it were.
    scripts = [p for p in files if p.endswith(".py") and not p.endswith("manage.py")]
    texts = "\n".join(files[path] for path in scripts)
    undo: list[Callable[[], None]] = []
    for words, module, name, stand_in in _stand_ins(console, handed):
        if all(word in texts for word in words):
            undo.append(_replace(module, name, stand_in))

    def restore() -> None:
        while undo:
            undo.pop()()

    return restore


def _stand_ins(
    console: Console, handed: list[Callable[..., Any]]
) -> list[tuple[tuple[str, ...], str, str, Callable[..., Any]]]:
    """(words that ask for it, module, name in it, what stands in for it)."""

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

    django = "django.core.management"
    return [
        (("flask", ".run("), "flask", "Flask.run", flask_run),
        (("run_simple",), "werkzeug.serving", "run_simple", run_simple),
        (("wsgiref",), "wsgiref.simple_server", "make_server", make_server),
        (("runserver",), f"{django}.commands.runserver", "Command.run", runserver),
        ((django,), f"{django}.commands.runserver", "Command.run", runserver),
    ]


def _replace(module: str, name: str, stand_in: Callable[..., Any]) -> Callable[[], None]:
    """Put a stand-in into a module, or a class in it; returns what takes it out again."""
    *owners, attribute = name.split(".")
    target: Any = importlib.import_module(module)
    for owner in owners:
        target = getattr(target, owner)
    original = getattr(target, attribute)
    setattr(target, attribute, stand_in)
    return lambda: setattr(target, attribute, original)


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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server_close()
