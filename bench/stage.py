"""What is measured stands here: a site, as in production, and browsers that are new to it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserType, Page, ViewportSize

from tests.site import ROOT, Site
from tutorial_site.setup.chromium import FLAGS, find_chromium

LESSONS = ROOT / "lessons"
LESSON = "/learn/flask-or-django/same-app-twice/"
BARE, BARE_SETTINGS = "/bench/bare/", "bench.bare_settings"  # a view of a site with these settings
PROBE = Path(__file__).with_name("probe.js")
# High enough for a whole app block: what is out of sight is not drawn.
VIEW: ViewportSize = {"width": 1280, "height": 1800}
SETTLED = 1000  # ms after which a new browser has come to rest


@contextmanager
def running_site(
    *, lessons: Path = LESSONS, debug: bool = False, kind: type[Site] = Site, **environment: str
) -> Iterator[Site]:
    """A site with a new database, served by granian; ended and deleted afterwards.

    ``kind`` says how it is started: ProductionSite, by ``manage.py serve``.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = kind(Path(folder), lessons, debug=debug)
        site.environment.update(environment)
        site.manage("migrate", "--no-input")
        site.start()
        try:
            yield site
        finally:
            site.stop()


def python(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a module of ours in a process of its own; what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def browser(chromium: BrowserType, profile: Path | None = None) -> Iterator[Page]:
    """A page of a new browser process, at rest; without a ``profile``, with an empty cache."""
    with tempfile.TemporaryDirectory(prefix="bench-") as new:
        context = chromium.launch_persistent_context(
            profile or new, executable_path=find_chromium(), args=list(FLAGS), viewport=VIEW
        )
        try:
            page = context.pages[0]
            page.add_init_script(path=PROBE)
            page.wait_for_timeout(SETTLED)
            yield page
        finally:
            context.close()
