"""What could stand where the cursor is in a line of the terminal."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from ..run import Run
from ..shapes_terminal import Candidate, LineCompletion, LineInput
from . import packages
from .commands import ALIASES, available
from .django_commands import command, command_names, need_django
from .flask_commands import group
from .lines import JOINTS, BadLine, tokens
from .looking import HIDDEN
from .session import session_of
from .state import CannotRun, Terminal

MAX_ITEMS = 100
WORD = re.compile(r"""(?:[^\s;&|<>()'"\\]|\\.|'[^']*'?|"(?:[^"\\]|\\.)*"?)*$""", re.DOTALL)
WITH_APPS = {"makemigrations", "migrate", "showmigrations", "sqlmigrate", "test", "dumpdata"}
Items = Iterable[Candidate]


def complete_line(run: Run, given: LineInput) -> LineCompletion:
    """Candidates for the word before the cursor, at most 100."""
    line = str(given.get("line") or "")
    cursor = max(0, min(int(given.get("cursor", len(line))), len(line)))
    before = line[:cursor]
    match = WORD.search(before)
    word = match[0] if match else ""
    terminal = session_of(run).terminal
    try:
        items = _candidates(terminal, _words(before[: len(before) - len(word)]), word)
    except (CannotRun, BadLine):
        items = []
    fitting = {one["label"]: one for one in items if _fits(one, word)}
    return {
        "items": list(fitting.values())[:MAX_ITEMS],
        "start": cursor - len(word),
        "end": cursor,
    }


def _fits(one: Candidate, word: str) -> bool:
    if one["kind"] == "package":  # Flask-Login is flask-login, too
        return packages.canonical(one["label"]).startswith(packages.canonical(word))
    return one["label"].startswith(word)


def _words(text: str) -> list[str]:
    """The words of the command that the cursor is in, without variables before it."""
    words: list[str] = []
    for kind, word in tokens(text):
        if kind == "operator" and word in JOINTS:
            words = []
        elif words or not re.match(r"[A-Za-z_]\w*=", word):
            words.append(word)
    if words[1:] and words[0] == "$":
        del words[0]
    return words


def _candidates(terminal: Terminal, words: list[str], word: str) -> Items:
    if not words:
        return _commands(terminal)
    name = ALIASES.get(words[0], words[0])
    after: dict[str, Callable[[], Items]] = {
        "python": lambda: _after_python(terminal, words[1:], word),
        "manage.py": lambda: _after_manage(terminal, words[1:], word),
        "django-admin": lambda: _after_manage(terminal, words[1:], word),
        "flask": lambda: _after_flask(terminal, words[1:], word),
        "pip": lambda: _after_pip(words[1:]),
        "ls": lambda: _paths(terminal, word),
        "cat": lambda: _paths(terminal, word),
        "cd": lambda: _paths(terminal, word, only=("/",)),
    }
    return after[name]() if name in after else []


def _item(label: str, kind: str, detail: str = "") -> Candidate:
    return {"label": label, "kind": kind, "detail": detail}


def _commands(terminal: Terminal) -> Items:
    return [_item(name, "command", one.help) for name, one in available(terminal).items()]


def _paths(terminal: Terminal, word: str, only: tuple[str, ...] = ()) -> Items:
    """Files and folders; with ``only``, files that end so, and folders on the way to them."""
    folder, slash, _ = word.rpartition("/")
    try:
        entries = sorted(terminal.inside(folder or ".").iterdir())
    except OSError:
        return
    for entry in entries:
        hidden = entry.name in HIDDEN or entry.name.startswith(".")
        if entry.is_dir() and not hidden:
            yield _item(f"{folder}{slash}{entry.name}/", "folder")
        elif entry.is_file() and not hidden and (not only or entry.name.endswith(only)):
            yield _item(f"{folder}{slash}{entry.name}", "file")


def _after_pip(words: list[str]) -> Items:
    if not words:
        return [_item(name, "command") for name in ("list", "show", "freeze")]
    if words[0] != "show":
        return []
    return [_item(one.name, "package", one.version) for one in packages.installed().values()]


# --- python -------------------------------------------------------------------------------------


def _after_python(terminal: Terminal, words: list[str], word: str) -> Items:
    if words[:1] in (["manage.py"], ["./manage.py"]):
        return _after_manage(terminal, words[1:], word)
    if words[:1] == ["-m"]:
        return _after_module(terminal, words[1:], word)
    if words:
        return _paths(terminal, word)
    if word.startswith("-"):
        options = (("-m", "run a module"), ("-c", "run a piece of code"), ("-V", "the version"))
        return [_item(label, "option", detail) for label, detail in options]
    manage = [_item("manage.py", "file", "Django's commands")]
    return [
        *(manage if terminal.run.framework == "django" else []),
        *_paths(terminal, word, only=(".py",)),
    ]


def _after_module(terminal: Terminal, words: list[str], word: str) -> Items:
    match words:
        case []:
            return [_item(name, "value") for name in ("django", "flask", "pip", "unittest")]
        case ["django", *rest]:
            return _after_manage(terminal, rest, word)
        case ["flask", *rest]:
            return _after_flask(terminal, rest, word)
        case ["pip", *rest]:
            return _after_pip(rest)
    return _paths(terminal, word)


# --- Django -------------------------------------------------------------------------------------


def _after_manage(terminal: Terminal, words: list[str], word: str) -> Items:
    need_django(terminal)
    if not words or words == ["help"]:
        return [_item(name, "command") for name in command_names()]
    name, *given = words
    if name not in command_names():
        return []
    if word.startswith("-"):
        return _options(name)
    if given and (values := _values(name, given[-1])):
        return [_item(value, "value") for value in values]
    return _arguments(terminal, name, [one for one in given if not one.startswith("-")], word)


def _parser(name: str) -> Any:
    return command(name).create_parser("manage.py", name)


def _options(name: str) -> Items:
    for action in _parser(name)._actions:
        for option in action.option_strings:
            if option.startswith("--") or len(action.option_strings) == 1:
                yield _item(option, "option", _line(str(action.help or "") % vars(action)))


def _line(text: str) -> str:
    return " ".join(text.split())[:120]


def _values(name: str, option: str) -> list[str]:
    """What an option takes, where it says so."""
    for action in _parser(name)._actions:
        if option in action.option_strings and action.choices:
            return [str(choice) for choice in action.choices]
    return []


def _arguments(terminal: Terminal, name: str, given: list[str], word: str) -> Items:
    if name in ("migrate", "sqlmigrate") and len(given) == 1:
        return _migrations(given[0], zero=name == "migrate")
    if name == "loaddata":
        return _paths(terminal, word, only=(".json", ".xml", ".jsonl", ".yaml"))
    if name in WITH_APPS:
        return [*_apps(), *(_models(word) if name == "dumpdata" else [])]
    return _paths(terminal, word)


def _apps() -> Items:
    from django.apps import apps

    return [_item(one.label, "app", one.name) for one in apps.get_app_configs()]


def _models(word: str) -> Items:
    from django.apps import apps

    label = word.partition(".")[0]
    found = [one for one in apps.get_models() if "." in word and one._meta.app_label == label]
    return [_item(f"{label}.{one._meta.object_name}", "app") for one in found]


def _migrations(label: str, *, zero: bool) -> Items:
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    names = sorted(name for app, name in loader.disk_migrations if app == label)
    last = [_item("zero", "migration", "take all of them back")] if zero and names else []
    return [*(_item(name, "migration") for name in names), *last]


# --- Flask --------------------------------------------------------------------------------------


def _after_flask(terminal: Terminal, words: list[str], word: str) -> Items:
    """What Click itself would offer to a shell."""
    from click.shell_completion import ShellComplete

    complete = ShellComplete(group(terminal), {}, "flask", "_FLASK_COMPLETE")
    for one in complete.get_completions(words, word):
        if one.type in ("file", "dir"):
            yield from _paths(terminal, word)
        else:
            kind = "value" if words and words[-1].startswith("-") else "command"
            kind = "option" if one.value.startswith("-") else kind
            yield _item(one.value, kind, _line(one.help or ""))
