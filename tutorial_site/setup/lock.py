"""One set-up at a time in one checkout: a second one waits for the first, then finds all done."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tutorial_site.setup.progress import Progress

SECONDS_BETWEEN_TRIES = 0.2


@contextmanager
def only_one(root: Path, progress: Progress) -> Iterator[None]:
    """Hold the checkout's lock. The system drops it when its holder ends, so none goes stale."""
    path = root / ".make" / "lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a+") as file:
        # Programs that a step starts inherit it (see processes.py): one that outlives a killed
        # set-up and still writes keeps the next set-up waiting.
        os.set_inheritable(file.fileno(), True)
        if not _take(file):
            with progress.task("Waiting for another set-up of this checkout"):
                while not _take(file):
                    time.sleep(SECONDS_BETWEEN_TRIES)
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
