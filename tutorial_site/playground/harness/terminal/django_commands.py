"""Django's management commands, and the learner's own, as ``manage.py`` runs them."""

import sys
from typing import Any

from .state import CannotRun, Terminal

SERVED = (
    "Your project is served already: the page sends its requests straight to it. On a computer of "
    "your own, runserver is the server; it listens on http://127.0.0.1:8000/."
)
# What has nothing to work with here. An empty exit status is no failure: the wish is fulfilled.
REFUSED = {
    "collectstatic": (
        "collectstatic copies the static files of all apps into STATIC_ROOT, for the web server "
        "that serves them in production. There is none here: while DEBUG is on, they come "
        "straight out of the apps. findstatic NAME shows from where."
    ),
    "dbshell": (
        "dbshell starts sqlite3, a program of its own, which isn't here. The tab Database shows "
        "the tables and takes SQL."
    ),
    "makemessages": "makemessages needs the programs of GNU gettext, which aren't here.",
    "compilemessages": "compilemessages needs the programs of GNU gettext, which aren't here.",
    "testserver": "Nothing can listen for connections here; the app is served already.",
}


def manage(terminal: Terminal, words: list[str]) -> int:
    """Run ``manage.py NAME …``: words[0] is how the learner called it."""
    from django.core.management import ManagementUtility

    program, name, *arguments = words if words[1:] else [*words, "help"]
    need_django(terminal)
    utility = ManagementUtility([program, name, *arguments])
    if name in ("help", "--help", "-h"):
        return _help(utility, arguments)
    if name in ("version", "--version"):
        print(_version())
        return 0
    if wants_help(arguments):
        utility.fetch_command(name).print_help(program, name)
        return 0
    return _run(terminal, utility, [program, name, *arguments])


def wants_help(arguments: list[str]) -> bool:
    """Whether the learner only asks what a command does."""
    return bool({"-h", "--help"} & set(arguments))


def _run(terminal: Terminal, utility: Any, argv: list[str]) -> int:
    name, arguments = argv[1], argv[2:]
    if name == "runserver":
        print(SERVED)
        return 0
    if name in REFUSED:
        raise CannotRun(REFUSED[name])
    if name == "test" and any(word.startswith("--parallel") for word in arguments):
        raise CannotRun("There are no further processes here: leave out --parallel.")
    if name == "shell" and not any(word.startswith(("-c", "--command")) for word in arguments):
        terminal.action = "shell"
        return 0
    utility.fetch_command(name).run_from_argv(argv)
    return 0


def _help(utility: Any, arguments: list[str]) -> int:
    match arguments:
        case []:
            print(utility.main_help_text())
        case ["--commands"]:
            print(utility.main_help_text(commands_only=True))
        case [name, *_]:
            utility.fetch_command(name).print_help(utility.prog_name, name)
    return 0


def _version() -> str:
    import django

    return django.get_version()


def need_django(terminal: Terminal) -> None:
    """Raise CannotRun unless the program is a Django project whose apps are loaded."""
    if terminal.run.framework != "django":
        raise CannotRun("This program isn't a Django project, so it has no manage.py.")
    from django.apps import apps

    if not apps.ready:
        error = terminal.run.report["error"]
        print(error["text"] if error else "", end="", file=sys.stderr)
        raise CannotRun(
            "The project didn't start (see above), so no command of its can run. "
            "Mend it, and run it again."
        )


def command_names() -> list[str]:
    """All commands of the running project, its own among them."""
    from django.core.management import get_commands

    return sorted(get_commands())


def command(name: str) -> Any:
    """A management command that exists."""
    from django.core.management import get_commands, load_command_class

    app: Any = get_commands()[name]
    return app if not isinstance(app, str) else load_command_class(app, name)
