"""What a command is given to work with, and what it may tell the terminal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import HarnessError
from ..run import Run
from ..shapes import Error


class CannotRun(HarnessError):
    """A command that can't do its work, in words that say why. Its exit status is 1."""


@dataclass
class Terminal:
    """The terminal of a run. ``action`` and ``error`` go into the answer to a line."""

    run: Run
    folder: Path = field(init=False)
    action: str = ""
    error: Error | None = None

    def __post_init__(self) -> None:
        here = Path.cwd()
        left = self.root / self.run.terminal_folder  # where the last start's terminal was
        if self.run.terminal_folder and left.is_dir() and left.resolve().is_relative_to(self.root):
            here = left.resolve()
        self.folder = here if here.is_relative_to(self.root) else self.root

    @property
    def environment(self) -> dict[str, str]:
        """Variables that every command gets."""
        return self.run.terminal_environment

    @property
    def root(self) -> Path:
        """The folder that holds the project's files."""
        return self.run.project.root if self.run.project else Path.cwd()

    def short(self, path: Path) -> str:
        """A path as the learner knows it, "" for the project's top."""
        return path.relative_to(self.root).as_posix().removeprefix(".")

    def inside(self, name: str) -> Path:
        """The path that a name means in the current folder; raises CannotRun if it leads out."""
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.root):
            raise CannotRun(f"{name} is outside of the project: there is nothing to see.")
        return path


Do = Callable[[Terminal, list[str]], int]


@dataclass(frozen=True)
class Command:
    """What a first word stands for. ``do`` gets all words of the line and returns the exit status;
    ``framework`` is the only one whose programs know it, "" if all do."""

    do: Do
    usage: str
    help: str
    framework: str = ""
