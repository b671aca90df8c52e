"""``python -m tutorial_site.setup [--development]``: make .venv from the lock files.

With DATABASE_URL set, it adds what speaks to PostgreSQL.
Needs Python 3.11 and no package. Does nothing, fast, if nothing has changed.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  it is here for those who come with an older one
    sys.exit(
        f"Side by Side needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.\n"
        "If .venv was made with it, delete .venv first. Then: python3.11 -m tutorial_site.setup"
    )

import argparse

from tutorial_site.setup import ROOT, SetupError
from tutorial_site.setup.environment import discard_unfinished, services_named, steps
from tutorial_site.setup.failures import STOPPED, Stopped, in_plain_words
from tutorial_site.setup.lock import only_one
from tutorial_site.setup.progress import Progress
from tutorial_site.setup.steps import do_due


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tutorial_site.setup", description=__doc__)
    parser.add_argument(
        "--development", action="store_true", help="also what testing and changing the site needs"
    )
    options = parser.parse_args(arguments)
    progress = Progress()
    try:
        with in_plain_words(), only_one(ROOT, progress):
            discard_unfinished(ROOT, progress)
            due = steps(development=options.development, services=services_named())
            do_due(due, ROOT, progress)
    except SetupError as error:
        progress.say(f"\n{error}")
        return STOPPED if isinstance(error, Stopped) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
