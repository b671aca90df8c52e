"""A Python shell inside the running program: ``manage.py shell``, ``flask shell``, plain Python.

The page sends whole pieces of code: it collects lines for as long as the answer says ``more``.
"""

import ast
import builtins
import codeop
import contextvars
import linecache
import sys
import weakref
from typing import Any

from .aside import aside
from .console import Console
from .errors import HarnessError, describe
from .run import Run
from .shapes import Error
from .shapes_terminal import ShellAnswer, ShellInput
from .terminal.django_commands import command
from .terminal.rewind import Rewind

MAX_VALUE = 20_000  # characters of a value that is shown
STAYS = "Nothing has to be closed: the shell waits for your next line."
UNCOMMITTED = (
    "What you changed is not in the database yet, and nobody else can write to it meanwhile: "
    "db.session.commit() keeps it, db.session.rollback() drops it."
)
_shells: "weakref.WeakKeyDictionary[Run, Shell]" = weakref.WeakKeyDictionary()


class NoShell(HarnessError):
    """The program isn't there for anybody to look into."""


def shell(run: Run, given: ShellInput) -> ShellAnswer:
    """Run a piece of code; raises NoShell if the program didn't start."""
    if given.get("reset"):
        _shells.pop(run, None)
    namespace_of(run)
    code, complete = str(given.get("code") or ""), bool(given.get("complete"))
    return _shells[run].run_code(code, complete=complete)


def namespace_of(run: Run) -> dict[str, Any]:
    """The names of a run's shell; it begins if it hasn't yet. Raises NoShell as ``shell`` does."""
    if run not in _shells:
        _shells[run] = Shell(run)
    return _shells[run].namespace


class Shell:
    """A namespace that lasts. In a Flask app its context does, too, so that objects of the session
    stay usable; it is in force only while code of the shell runs."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.count = 0
        self.context = contextvars.copy_context()
        self.namespace: dict[str, Any] = {"__name__": "__console__", "__doc__": None}
        found = {"django": self._django, "flask": self._flask, "python": self._plain}
        if not run.report["ok"] or run.framework not in found:
            raise NoShell("The program didn't start, so there is nothing to look into.")
        names = found[run.framework]()
        self.namespace |= names
        self.names = sorted(name for name in names if not name.startswith("_"))

    def _django(self) -> dict[str, Any]:
        """What ``manage.py shell`` imports by itself: all models."""
        return dict(command("shell").get_namespace(verbosity=0))

    def _flask(self) -> dict[str, Any]:
        """What ``flask shell`` has, and Flask-SQLAlchemy's database with its models."""
        app: Any = self.run.served.app
        if not hasattr(app, "make_shell_context"):
            return self._plain()
        self.context.run(app.app_context().push)
        database = app.extensions.get("sqlalchemy")
        models: dict[str, Any] = {}
        if database is not None:
            mappers = getattr(database.Model, "registry", None)
            models = {one.class_.__name__: one.class_ for one in mappers.mappers} if mappers else {}
            models["db"] = database
        return models | dict(self.context.run(app.make_shell_context))

    def _plain(self) -> dict[str, Any]:
        """The names of the program itself."""
        module = vars(sys.modules["__main__"]) if self.run.framework == "python" else {}
        return {name: value for name, value in module.items() if not name.startswith("__")}

    def run_code(self, code: str, *, complete: bool) -> ShellAnswer:
        """Run code, unless more of it is to come."""
        console = Console(self.run.console.emit, self.run.console.hide)
        before = Rewind(self.run)
        error: Error | None = None
        self.run.observer.begin(trace=False)
        with aside(self.run, console):
            try:
                more = not complete and wants_more(code)
                if not more:
                    self.context.run(self._execute, code, console)
            except SystemExit:
                more = False
                console.note(STAYS)
            except Exception as exc:
                more = False
                error = describe(exc, self.run.recorder.paths)
                sys.stderr.write(error["text"])
        seen = self.run.observer.end()
        return {
            "more": more,
            "output": console.pieces,
            "error": error,
            "queries": seen["queries"],
            "queries_left_out": seen["queries_left_out"],
            "files_changed": before.tell(),
            "names": self.names if self.count <= 1 and not more else [],
        }

    def _execute(self, code: str, console: Console) -> None:
        """Run statements; the value of a last expression is shown."""
        self.count += 1
        filename = f"<shell {self.count}>"
        lines = [f"{line}\n" for line in code.split("\n")]
        linecache.cache[filename] = (len(code), None, lines, filename)
        tree = ast.parse(code, filename)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, filename, "exec", dont_inherit=True), self.namespace)  # noqa: S102
        if isinstance(last, ast.Expr):
            shown = ast.Expression(last.value)
            value = eval(compile(shown, filename, "eval", dont_inherit=True), self.namespace)  # noqa: S307
            self._show(value, console)
        if self._is_uncommitted():
            console.note(UNCOMMITTED)

    def _show(self, value: object, console: Console) -> None:
        """As Python's own shell does: None is not shown, and ``_`` is the last value."""
        if value is None:
            return
        text = repr(value)
        sys.stdout.flush()
        if len(text) > MAX_VALUE:
            text = f"{text[:MAX_VALUE]} … ({len(text):,} characters)"
        console.write("value", f"{text}\n")
        builtins._ = value  # type: ignore[attr-defined]

    def _is_uncommitted(self) -> bool:
        """Whether Flask-SQLAlchemy's session holds a transaction that has written something."""
        app: Any = self.run.served.app
        database = getattr(app, "extensions", {}).get("sqlalchemy")
        session = getattr(database, "session", None)
        if session is None or not session.registry.has():
            return False
        transaction = session().get_transaction()
        connections = getattr(transaction, "_connections", {})
        held = {id(entry[0]): entry[0] for entry in connections.values()}
        return any(
            getattr(one.connection.driver_connection, "in_transaction", False)
            for one in held.values()
        )


def wants_more(code: str) -> bool:
    """Whether code is the beginning of something; an indented block ends with an empty line.

    Raises SyntaxError for what can become no code.
    """
    if codeop.compile_command(code, "<shell>", "exec") is None:
        return True
    lines = code.split("\n")
    if not lines[-1].strip() or not lines[-1][:1].isspace():
        return False
    body = ast.parse(code).body
    return bool(body) and hasattr(body[-1], "body") and body[-1].end_lineno == len(lines)
