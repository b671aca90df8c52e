"""The server of a site in production, as the environment sets it up.

``WORKERS`` are processes, ``THREADS`` how many requests each answers at once. On PostgreSQL every
thread keeps a connection: WORKERS × THREADS has to stay below what it allows, 100 by default.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import NoReturn

from tutorial_site.setup import ROOT, SetupError

MOST_WORKERS = 4  # unless told otherwise
THREADS = 16
APPLICATION = "tutorial_site.wsgi:application"


def command(host: str, port: int, environment: Mapping[str, str] | None = None) -> list[str]:
    """What starts granian. Raises SetupError for a number that is none."""
    environment = os.environ if environment is None else environment
    workers = _number(environment, "WORKERS", min(os.cpu_count() or 1, MOST_WORKERS))
    threads = _number(environment, "THREADS", THREADS)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        "--respawn-failed-workers",
        APPLICATION,
    ]


def start(arguments: list[str]) -> NoReturn:
    """Become the server: what ends this process ends it, and nothing stands in between."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(arguments[0], arguments)  # noqa: S606  our own program
    sys.exit(subprocess.call(arguments))  # noqa: S603  the same; there is no exec on Windows


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 512:
        raise SetupError(f"{name}={text} is no number from 1 to 512.")
    return int(text)
