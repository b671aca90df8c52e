"""Doing what is due, as both commands do it."""

from tutorial_site.setup import ROOT
from tutorial_site.setup.failures import in_plain_words
from tutorial_site.setup.lock import only_one
from tutorial_site.setup.plan import outdated_packages, steps
from tutorial_site.setup.progress import Progress
from tutorial_site.setup.steps import do_due


def prepare(progress: Progress, force: frozenset[str] = frozenset()) -> list[str]:
    """Do every step that is due, and give the names of those done.

    Raises SetupError with what to do.
    """
    with in_plain_words(), only_one(ROOT, progress):
        if reason := outdated_packages():
            progress.say(
                f"Python packages: {reason} since they were installed. "
                "Run `python -m tutorial_site.setup` (`make run` does it by itself)."
            )
        return do_due(steps(), ROOT, progress, force)
