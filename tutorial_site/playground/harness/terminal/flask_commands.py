"""The ``flask`` command, with the running app's own commands and Flask-Migrate's ``flask db``."""

import difflib
import sys
from typing import TYPE_CHECKING, Any

from .state import CannotRun, Terminal

if TYPE_CHECKING:
    from flask.cli import FlaskGroup

SERVED = (
    "Your app is served already: the page sends its requests straight to it. On a computer of "
    "your own, flask run is the server; it listens on http://127.0.0.1:5000/."
)


def flask(terminal: Terminal, words: list[str]) -> int:
    """Run ``flask NAME …``. Ends in SystemExit, as Click does."""
    group(terminal).main(args=words[1:], prog_name="flask")
    raise AssertionError("Click's main() exits.")


def group(terminal: Terminal) -> "FlaskGroup":
    """Flask's commands for the app that is running; raises CannotRun if none is."""
    import click
    from flask.cli import FlaskGroup, run_command, shell_command

    app = need_flask(terminal)

    class Commands(FlaskGroup):
        def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
            try:
                return super().resolve_command(ctx, args)
            except click.UsageError as exc:
                close = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
                more = f" Did you mean: flask {close[0]}" if close else ""
                raise click.UsageError(f"{exc.message}{more}", ctx) from None

    commands = Commands(create_app=lambda *_: app, load_dotenv=False, set_debug_flag=False)
    commands.help = "Commands of Flask, of its extensions and of this app."

    def stand_in(original: click.Command, do: Any) -> None:
        commands.add_command(
            click.Command(
                original.name,
                params=original.params,
                help=original.help,
                short_help=original.short_help,
                callback=lambda **_: do(),
            )
        )

    def open_shell() -> None:
        terminal.action = "shell"

    stand_in(run_command, lambda: print(SERVED))
    stand_in(shell_command, open_shell)
    return commands


def need_flask(terminal: Terminal) -> Any:
    """The running Flask app; raises CannotRun if there is none."""
    if terminal.run.framework != "flask":
        raise CannotRun("This program isn't a Flask app, so the flask command finds none.")
    from flask import Flask

    app: Any = terminal.run.served.app
    if not isinstance(app, Flask):
        error = terminal.run.report["error"]
        print(error["text"] if error else "", end="", file=sys.stderr)
        raise CannotRun(
            "The app didn't start (see above), so no command of its can run. "
            "Mend it, and run it again."
        )
    return app
