"""Plain Python: runs one file as ``python main.py`` would."""

import os
import sys
from collections.abc import Mapping
from types import ModuleType

from . import servers
from .errors import NoAppFound
from .run import Served, Start

APP_NAMES = ("application", "app")


def load(start: Start) -> Served:
    """Run the program to its end. If it leaves a WSGI application, that answers requests."""
    handed: list[object] = []
    start.undo.append(servers.silence(start.console, start.project.files, handed))  # type: ignore[arg-type]
    start.project.open()
    if sys.platform == "emscripten":
        # The browser's Python runs in an event loop, where Django's ORM would refuse to work.
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    module = _execute(start, main_file(start.project.files))
    for app in [*handed, *(getattr(module, name, None) for name in APP_NAMES)]:
        if callable(app) and not isinstance(app, type):
            return Served(app)
    return Served(None)


def main_file(files: Mapping[str, str]) -> str:
    """main.py, or the only Python file."""
    scripts = [path for path in files if path.endswith(".py")]
    if "main.py" in scripts:
        return "main.py"
    top = [path for path in scripts if "/" not in path]
    for candidates in (scripts, top):
        if len(candidates) == 1:
            return candidates[0]
    raise NoAppFound(
        f"Which of {', '.join(scripts)} is to run? Call it main.py."
        if scripts
        else "There is no Python file: put the program into main.py."
    )


def _execute(start: Start, path: str) -> ModuleType:
    file = start.project.root / path
    module = ModuleType("__main__")
    module.__file__ = str(file)
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    start.undo.append(lambda: sys.modules.__setitem__("__main__", before))
    code = compile(start.project.files[path], str(file), "exec", dont_inherit=True)
    start.lines.watch(code)
    try:
        exec(code, vars(module))  # noqa: S102  # running it is the purpose
    except SystemExit as exc:
        if exc.code not in (None, 0):
            raise
    return module
