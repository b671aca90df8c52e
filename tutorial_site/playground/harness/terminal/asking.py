"""What commands ask: answered from what the learner has typed, or asked and broken off."""

import builtins
import getpass
import io
import sys
from collections.abc import Callable
from typing import Any


class NeedsInput(BaseException):
    """A command asks something that isn't answered yet.

    No Exception, so that no ``except Exception`` of a program takes it for a failure of its own.
    """

    def __init__(self, text: str, *, secret: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.secret = secret


class Asking:
    """A context in which ``input()``, ``getpass()``, ``click.prompt()`` and ``sys.stdin`` take one
    answer after the other, and raise NeedsInput for the first that is missing."""

    def __init__(self, answers: list[str]) -> None:
        self.answers = iter(answers)
        self.undo: list[Callable[[], None]] = []

    def ask(self, prompt: object = "", *, secret: bool = False) -> str:
        """The next answer."""
        for answer in self.answers:
            return answer
        raise NeedsInput(str(prompt), secret=secret)

    def ask_secret(self, prompt: str = "Password: ", *_: object, **__: object) -> str:
        """Stands in for getpass()."""
        return self.ask(prompt, secret=True)

    def __enter__(self) -> None:
        self._replace(builtins, "input", self.ask)
        self._replace(getpass, "getpass", self.ask_secret)
        self._replace(sys, "stdin", Keyboard(self))
        if click := sys.modules.get("click.termui"):
            # Click has taken input() under a name of its own when it was imported.
            self._replace(click, "visible_prompt_func", self.ask)

    def _replace(self, place: Any, name: str, value: object) -> None:
        before = getattr(place, name)
        setattr(place, name, value)
        self.undo.append(lambda: setattr(place, name, before))

    def __exit__(self, *_: object) -> None:
        while self.undo:
            self.undo.pop()()


class Keyboard(io.StringIO):
    """Stands in for ``sys.stdin``: a terminal's, so that Django believes that somebody is there."""

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self.asking = asking

    def isatty(self) -> bool:
        """Django's createsuperuser asks nothing of what is no terminal."""
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """The next answer, as a line."""
        return self.asking.ask() + "\n"
