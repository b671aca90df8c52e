"""``.venv``: the project's own Python with the packages that the lock files pin.

Plain Python without a package: this is what runs before there are any.
"""

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tutorial_site.setup import ROOT, SetupError, processes
from tutorial_site.setup.progress import Progress, Task
from tutorial_site.setup.steps import Step

# Stands in .venv while something is being put into it. One that is found there later belongs to a
# set-up that was cut off, and nobody knows what it left half-written.
UNFINISHED = "unfinished"

# Published as source alone, and plain Python: below Flask-Security. All else comes ready-made.
FROM_SOURCE = "flask-principal"

# Settings that name a service.
SERVICES = ("DATABASE_URL",)


def python_of(environment: Path) -> Path:
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def services_named(environment: Mapping[str, str] | None = None) -> bool:
    """Whether the site is told to use a service that takes packages of its own."""
    environment = os.environ if environment is None else environment
    return any(environment.get(name) for name in SERVICES)


def steps(root: Path = ROOT, *, development: bool, services: bool = False) -> list[Step]:
    """Making ``.venv``, the packages the site runs on and, if asked for, those that test it.

    ``services``: those too that speak to PostgreSQL. Tests have them anyway.
    """
    python = python_of(root / ".venv")
    made = Step(
        name="environment",
        title="Python environment (.venv)",
        run=lambda task: make(root, task),
        outputs=(python.relative_to(root).as_posix(),),
        megabytes=400,
        stamps_in=".venv",
    )
    packages = [("packages", "Python packages", "requirements.lock")]
    if services and not development:
        packages += [("services", "Packages for PostgreSQL", "requirements-services.lock")]
    if development:
        packages += [("development", "Packages for development", "requirements-dev.lock")]
    return [made, *(_install(root, *words) for words in packages)]


def _install(root: Path, name: str, title: str, lock: str) -> Step:
    return Step(
        name=name,
        title=title,
        run=lambda task: install(root, lock, task),
        inputs=(lock,),
        megabytes=400,
        stamps_in=".venv",
    )


def discard_unfinished(root: Path, progress: Progress) -> None:
    """Remove a ``.venv`` that an interrupted set-up left half-made."""
    if (root / ".venv" / UNFINISHED).exists():
        progress.say("The last set-up was interrupted while it made .venv: making it again.")
        shutil.rmtree(root / ".venv")


def make(root: Path, task: Task) -> None:
    """Make ``.venv``; one that somebody made by hand is taken as it is, if it works."""
    target = root / ".venv"
    if python_of(target).exists() and _works(target):
        return
    require_venv()
    if target.exists():
        shutil.rmtree(target)
    target.mkdir()
    (target / UNFINISHED).touch()
    # The base interpreter: we may be running from the very .venv that has just been removed.
    base = getattr(sys, "_base_executable", sys.executable)
    processes.run([base, "-m", "venv", str(target)], task=task, cwd=root)
    (target / UNFINISHED).unlink()


def _works(environment: Path) -> bool:
    """Whether the environment's Python starts, is new enough, and has pip."""
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        answer = subprocess.run(  # noqa: S603  the project's own interpreter
            [str(python_of(environment)), "-c", question], capture_output=True, check=False
        )
    except OSError:
        return False
    return answer.returncode == 0


def require_venv() -> None:
    """Raise SetupError, naming the package to install, where Python comes without venv (Debian)."""
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return
    version = ".".join(platform.python_version_tuple()[:2])
    raise SetupError(
        f"This Python ({sys.executable}) has no venv module, which Debian and Ubuntu ship apart.\n"
        f"Install it, then run the same command again:\n    sudo apt install python{version}-venv"
    )


def install(root: Path, lock: str, task: Task) -> None:
    """Install what a lock file pins: these versions and these files (by hash), nothing else."""
    if not (root / lock).exists():
        raise SetupError(f"{lock} is missing. It is in git: git checkout {lock}")
    unfinished = root / ".venv" / UNFINISHED
    unfinished.touch()
    try:
        processes.run(
            [
                *(str(python_of(root / ".venv")), "-m", "pip", "install", "--require-hashes"),
                *("--only-binary=:all:", f"--no-binary={FROM_SOURCE}", "--requirement", lock),
                *("--no-input", "--disable-pip-version-check", "--progress-bar=off"),
            ],
            task=task,
            cwd=root,
        )
    except SetupError:
        # pip ended by itself, and it takes back what it can't finish: the environment is sound.
        unfinished.unlink()
        raise
    unfinished.unlink()
