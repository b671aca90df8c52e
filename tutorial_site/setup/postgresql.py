"""The PostgreSQL that tests and benchmarks start for themselves: the programs at hand.

``python -m tutorial_site.setup.postgresql`` prints their folder, or says what to install.
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from tutorial_site.setup import SetupError

NEEDED = ("initdb", "postgres")

# Debian and Ubuntu keep each version in a folder of its own, and none of them on the PATH.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")

WHAT_TO_INSTALL = """\
These tests need PostgreSQL's programs (initdb, postgres), and none were found. Install them:
    Debian, Ubuntu    sudo apt install postgresql
    Fedora            sudo dnf install postgresql-server
    macOS             brew install postgresql@17
No server has to run: the tests start one of their own, and stop it.
They are somewhere else?  POSTGRESQL=/path/to/its/bin make postgres"""


def find_postgresql(environment: Mapping[str, str] | None = None) -> Path:
    """The folder of its programs: what POSTGRESQL names, else that on the PATH, else the newest.

    Raises SetupError, saying what to install, if there is none.
    """
    environment = os.environ if environment is None else environment
    if named := environment.get("POSTGRESQL"):
        if not _has_programs(Path(named)):
            raise SetupError(f"POSTGRESQL={named} is no folder with {' and '.join(NEEDED)} in it.")
        return Path(named)
    if found := shutil.which("initdb", path=environment.get("PATH", os.defpath)):
        folder = Path(found).resolve().parent  # Debian's administrators link single programs
        if _has_programs(folder):
            return folder
    found_here = [folder for place in PLACES for folder in _folders(place)]
    if not found_here:
        raise SetupError(WHAT_TO_INSTALL)
    return max(found_here, key=_version)


def _folders(place: str) -> list[Path]:
    return [each for each in Path("/").glob(place.removeprefix("/")) if _has_programs(each)]


def _has_programs(folder: Path) -> bool:
    return all(shutil.which(name, path=str(folder)) for name in NEEDED)


def _version(folder: Path) -> tuple[int, ...]:
    """ "/usr/lib/postgresql/15/bin" → (15,)."""
    return tuple(int(number) for number in re.findall(r"\d+", str(folder)))


if __name__ == "__main__":
    try:
        print(find_postgresql())
    except SetupError as error:
        sys.exit(str(error))
