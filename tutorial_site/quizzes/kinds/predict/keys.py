"""Where the keys of predictions are kept, and who computes those that are missing.

A program takes a second or two to run, which no page waits for. Its key is computed once and kept
below VAR_DIR, by a digest of all it hangs on: ``manage.py compute_predictions`` does it beforehand,
and a thread of the site as soon as a page asks. Until it is there, answers aren't graded.
"""

import json
import os
import queue
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from tutorial_site.quizzes.kinds.base import digest_of
from tutorial_site.quizzes.kinds.predict.question import Prediction
from tutorial_site.quizzes.kinds.predict.result import Result

_LIBRARIES = ("flask", "django", "sqlalchemy", "werkzeug", "jinja2")
_HARNESS = Path(__file__).resolve().parents[3] / "playground" / "harness"
SECONDS_UNTIL_AGAIN = 60.0


@lru_cache(maxsize=1)
def platform_digest() -> str:
    """Changes with whatever a program may behave differently on."""
    code = (path.read_bytes() for path in sorted(_HARNESS.rglob("*.py")))
    return digest_of(sys.version, *(version(name) for name in _LIBRARIES), b"".join(code))


class Keys:
    """Results by prediction, in memory and on disk. Thread-safe; ``ask`` never waits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Result] = {}
        self._passing: dict[str, float] = {}  # when a passing failure was found
        self._wanted: set[str] = set()
        self._lock = threading.Lock()
        self._jobs: queue.SimpleQueue[Prediction] = queue.SimpleQueue()
        self._process = 0

    def ask(self, prediction: Prediction) -> Result | None:
        """What the program does; None while nobody knows: then a thread is finding out."""
        found = self.get(prediction)
        if found is None or (found.passing and self._is_over(prediction)):
            self._compute_later(prediction)
        return found

    def get(self, prediction: Prediction) -> Result | None:
        """What is known, without asking anybody to find out."""
        name = self._name(prediction)
        if name not in self._known and (found := self._load(name)):
            self._known[name] = found
        return self._known.get(name)

    def put(self, prediction: Prediction, result: Result) -> None:
        name = self._name(prediction)
        self._known[name] = result
        if result.passing:
            self._passing[name] = time.monotonic()
        else:
            self._save(name, result)

    def compute(self, prediction: Prediction) -> Result:
        """What the program does, found out here and now where it isn't known."""
        from tutorial_site.quizzes.kinds.predict.computing import compute

        found = self.get(prediction)
        if found is None or found.passing:
            found = compute(prediction)
            self.put(prediction, found)
        return found

    # --- the thread ---------------------------------------------------------------------------

    def _compute_later(self, prediction: Prediction) -> None:
        name = self._name(prediction)
        with self._lock:
            if self._process != os.getpid():  # the first time, or after a fork: threads stay behind
                self._process = os.getpid()
                self._wanted.clear()
                threading.Thread(target=self._work, name="predictions", daemon=True).start()
            if name in self._wanted:
                return
            self._wanted.add(name)
        self._jobs.put(prediction)

    def _work(self) -> None:
        while True:
            prediction = self._jobs.get()
            try:
                self.compute(prediction)
            except Exception as error:  # whatever it is, the next one must have its turn
                why = f"The program couldn't be run: {type(error).__name__}: {error}"
                self.put(prediction, Result("", why[:300], "Try again.", passing=True))
            finally:
                with self._lock:
                    self._wanted.discard(self._name(prediction))

    def _is_over(self, prediction: Prediction) -> bool:
        since = self._passing.get(self._name(prediction), 0.0)
        return time.monotonic() - since > SECONDS_UNTIL_AGAIN

    # --- the disk -----------------------------------------------------------------------------

    def _name(self, prediction: Prediction) -> str:
        return digest_of(platform_digest(), prediction.id)

    def _load(self, name: str) -> Result | None:
        try:
            return Result(**json.loads((self.folder / f"{name}.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _save(self, name: str, result: Result) -> None:
        """Written aside and moved into place: another process sees the whole file or none."""
        with suppress(OSError):  # a full or read-only disk costs time, not answers
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=self.folder, delete=False, encoding="utf-8"
            ) as file:
                json.dump(asdict(result), file)
            Path(file.name).replace(self.folder / f"{name}.json")


@lru_cache(maxsize=8)
def _keys_in(folder: Path) -> Keys:
    return Keys(folder)


def keys() -> Keys:
    """The site's."""
    from django.conf import settings  # the catalog, which has none, never gets here

    return _keys_in(Path(settings.VAR_DIR) / "predictions")
