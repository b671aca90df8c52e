"""``python -m bench [NAME …] [--rounds N]``: measure, and print a table of it.

The machine may be busy: what is compared is measured in turns, in the same run. Read the ratios;
the milliseconds are this machine's.
"""

import argparse
import datetime
import os
import platform
import subprocess
import sys
from collections.abc import Sequence

from bench.registry import MEASUREMENTS
from bench.results import table
from tutorial_site.setup import SetupError
from tutorial_site.setup.chromium import find_chromium


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is named, all without a name. Goals that are missed are told, and no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = ", ".join(MEASUREMENTS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {names}")
    parser.add_argument("--rounds", type=int, help="how often each figure is taken")
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.names if name not in MEASUREMENTS]:
        parser.error(f"{unknown[0]!r} is not measured here. What is: {names}")
    if given.rounds is not None and given.rounds < 1:
        parser.error("--rounds is at least 1.")
    print(where(_load(), _browser()))
    for name in given.names or MEASUREMENTS:
        measurement = MEASUREMENTS[name]
        print(f"{name}:", file=sys.stderr, flush=True)
        rows = measurement.measure(given.rounds or measurement.rounds)
        print(f"\n### {measurement.title} (`{name}`)\n\n{table(rows)}", flush=True)
    return 0


def where(load: float, browser: str) -> str:
    """The day, the machine, what else it does, the browser.

    "2026-11-25, 2 cores, Linux, load 0.1, Chromium 156.…": with a load near the number of cores, or
    above it, others take part of the time of whatever is measured.
    """
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return f"{today}, {os.cpu_count()} cores, {platform.system()}, load {load:.1f}, {browser}"


def _browser() -> str:
    version = subprocess.run(
        [find_chromium(), "--version"], capture_output=True, text=True, check=False
    )
    return " ".join(version.stdout.split()[:2]) or "a browser that doesn't say its version"


def _load() -> float:
    """Programs that wanted a core in the last minute; 0.0 where nobody counts them (Windows)."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(str(error))
