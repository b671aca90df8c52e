"""The first word of a line: what it stands for, and what to say when it stands for nothing."""

import difflib
import sys

from . import looking, packages
from .django_commands import command_names, manage
from .flask_commands import flask
from .python import python
from .state import CannotRun, Command, Do, Terminal

ALIASES = {
    "python3": "python",
    "py": "python",
    "pip3": "pip",
    "./manage.py": "manage.py",
    "dir": "ls",
    "type": "cat",
    "cls": "clear",
}


def show_help(terminal: Terminal, words: list[str]) -> int:
    """What can be typed here."""
    known = available(terminal)
    width = max(len(command.usage) for command in known.values())
    for command in known.values():
        print(f"{command.usage:<{width}}  {command.help}")
    print("\nTab completes, the arrow keys bring back earlier lines, && joins commands.")
    return 0


COMMANDS = {
    "manage.py": Command(
        manage, "python manage.py NAME", "Django's commands and your own; help lists them", "django"
    ),
    "django-admin": Command(manage, "django-admin NAME", "the same", "django"),
    "flask": Command(
        flask, "flask NAME", "Flask's commands and your own; flask --help lists them", "flask"
    ),
    "python": Command(python, "python FILE", "run a file, -m MODULE or -c CODE; alone: the shell"),
    "pip": Command(packages.pip, "pip list", "the packages that there are; pip show NAME"),
    "ls": Command(looking.ls, "ls [FOLDER]", "the files of a folder; -l with sizes"),
    "cat": Command(looking.cat, "cat FILE", "what is in a file"),
    "cd": Command(looking.cd, "cd [FOLDER]", "go to a folder; alone: to the top"),
    "pwd": Command(looking.pwd, "pwd", "the folder you are in"),
    "clear": Command(looking.clear, "clear", "empty the screen"),
    "help": Command(show_help, "help", "this list"),
}

# What people type at a prompt and isn't here, and what to do instead.
EDITED = "Files are made, renamed and deleted in the list of files beside the editor."
ELSEWHERE = {
    **dict.fromkeys("touch mkdir mv cp rm rmdir del copy move".split(), EDITED),
    **dict.fromkeys("vi vim nano emacs code notepad".split(), "The editor is above."),
    **dict.fromkeys(("sqlite3", "psql", "mysql"), "The tab Database shows tables and takes SQL."),
    **dict.fromkeys(("curl", "wget", "http"), "The address bar above the app sends requests."),
    **dict.fromkeys(
        "git docker npm node make sudo apt brew uv poetry pipenv conda gunicorn uvicorn".split(),
        "This is no whole computer: there are Python, your project and its commands (help).",
    ),
    **dict.fromkeys(
        "source activate deactivate virtualenv workon".split(),
        "No environment is needed here: Python and its packages are ready (pip list).",
    ),
    **dict.fromkeys(
        ("exit", "quit", "logout"), "Nothing has to be closed: the page keeps what you typed."
    ),
    **dict.fromkeys(
        ("export", "set"), "A variable is set by NAME=value alone, or before a command."
    ),
    "ipython": "Type python for the shell.",
    "pytest": "pytest isn't installed. Try: python -m unittest",
}
# What one framework calls by this name, and the other by another.
COUNTERPARTS = {
    "manage.py": "This is a Flask app: its commands start with flask. Try: flask --help",
    "django-admin": "This is a Flask app: its commands start with flask. Try: flask --help",
    "flask": "This is a Django project: its commands start with python manage.py. "
    "Try: python manage.py help",
}


def available(terminal: Terminal) -> dict[str, Command]:
    """The commands that a program of this framework knows."""
    framework = terminal.run.framework
    return {
        name: command for name, command in COMMANDS.items() if command.framework in ("", framework)
    }


def find(terminal: Terminal, words: list[str]) -> Do:
    """What to call for a line. For a word that stands for nothing: what says so."""
    if words[0] == "$" and words[1:]:  # copied from a book, prompt and all
        del words[0]
    name = words[0] = ALIASES.get(words[0], words[0])
    command = available(terminal).get(name)
    return command.do if command else unknown


def unknown(terminal: Terminal, words: list[str]) -> int:
    """Say what to type instead; 127 is a shell's status for a command that it doesn't find."""
    print(_why_unknown(terminal, words[0]), file=sys.stderr)
    return 127


def _why_unknown(terminal: Terminal, name: str) -> str:
    framework = terminal.run.framework
    if name in COUNTERPARTS and framework in ("flask", "django"):
        return COUNTERPARTS[name]
    if name in ELSEWHERE:
        return f"There is no {name} here. {ELSEWHERE[name]}"
    if name.endswith(".py"):
        return f"To run a file: python {name}"
    inner = _inner_names(terminal)
    if name in inner:
        return f"{name} needs more before it: {inner[name]}"
    candidates = {**dict.fromkeys(available(terminal)), **inner}
    close = difflib.get_close_matches(name, candidates, 1)
    if not close:
        return f"There is no command {name} here: help lists those that there are."
    return f"There is no command {name} here. Did you mean: {inner.get(close[0], close[0])}"


def _inner_names(terminal: Terminal) -> dict[str, str]:
    """Commands of the framework's own program → what to type for them."""
    try:
        if terminal.run.framework == "django":
            return {name: f"python manage.py {name}" for name in command_names()}
        if terminal.run.framework == "flask":
            return {name: f"flask {name}" for name in ("routes", "run", "shell", "db")}
    except (CannotRun, ImportError):
        pass
    return {}
