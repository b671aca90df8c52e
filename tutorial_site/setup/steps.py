"""A step of the set-up: what it is made from, what it leaves, how it is made."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tutorial_site.setup import SetupError, stamps
from tutorial_site.setup.progress import Progress, Task


def _never() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that set-up makes, and how to see whether it has to be made again.

    ``inputs`` and ``outputs`` are paths relative to the project; an input may be a folder.
    ``facts`` are inputs that aren't files, such as the version of a tool. ``wanted`` may give a
    reason of its own why the step is due (the database is asked, not remembered). A step without
    inputs and facts hangs on its outputs and ``wanted`` alone.
    """

    name: str
    title: str
    run: Callable[[Task], None]
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    wanted: Callable[[], str] = _never
    megabytes: int = 0
    stamps_in: str = ".make"

    def stamp(self, root: Path) -> Path:
        return root / self.stamps_in / f"{self.name}.json"

    def why_due(self, root: Path) -> str:
        """Why it has to be done, in a few words; empty if it hasn't."""
        before = stamps.read(self.stamp(root))
        if before is None:
            return "not done yet"
        for output in self.outputs:
            if not (root / output).exists():
                return f"{output} is missing"
        return stamps.difference(before, self._inputs(root)) or self.wanted()

    def do(self, root: Path, task: Task) -> None:
        """Make it. The old stamp goes first: whatever happens on the way, this step is then due."""
        inputs = self._inputs(root)
        self.stamp(root).unlink(missing_ok=True)
        require_space(root, self.megabytes, self.title)
        self.run(task)
        missing = [output for output in self.outputs if not (root / output).exists()]
        if missing:
            raise SetupError(
                f"{self.title}: it ended without an error, but {missing[0]} isn't there.\n"
                f"Try once more; if it stays so, `python manage.py prepare --force {self.name}` "
                "shows all it does."
            )
        # What the inputs were when it began: one edited meanwhile makes the step due again.
        stamps.write(self.stamp(root), inputs)

    def _inputs(self, root: Path) -> stamps.Inputs:
        return stamps.inputs_of(root, self.inputs, self.facts)


def due(steps: Iterable[Step], root: Path) -> list[tuple[Step, str]]:
    """The steps that have to be done, each with the reason."""
    reasons = ((step, step.why_due(root)) for step in steps)
    return [(step, why) for step, why in reasons if why]


def do_due(
    steps: Iterable[Step], root: Path, progress: Progress, force: frozenset[str] = frozenset()
) -> list[str]:
    """Do what is due, in order, and give the names of what was done.

    Whether a step is due is asked when its turn comes: an earlier one may have made its inputs.
    """
    done = []
    for step in steps:
        why = "asked for" if step.name in force else step.why_due(root)
        if why:
            with progress.task(step.title, why) as task:
                step.do(root, task)
            done.append(step.name)
    return done


def require_space(root: Path, megabytes: int, title: str) -> None:
    """Raise SetupError, saying how much is missing, rather than fill the disk half-way."""
    free = shutil.disk_usage(root).free // 1_000_000
    if free < megabytes:
        raise SetupError(
            f"{title}: this needs about {megabytes} MB on the disk that holds {root}, "
            f"and {free} MB are free.\nFree some space, then run the same command again."
        )
