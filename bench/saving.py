"""How long after a lesson is saved its page shows what was saved, for a lesson of 2,000 lines.

On a site in development, as an instructor has it. Time runs from the moment when the file is
written, and the page is asked for at once and again until the new text is on it.
"""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.lessons_at_large import lesson, write_course
from bench.loadgen import Connection
from bench.results import Goal, Row, Samples
from bench.rounds import say
from bench.stage import running_site

LINES = 2000
PAGE = "/learn/large/lesson-1/"
WARM_UP = 2
PAUSE = 1.0  # seconds between two savings
PATIENCE = 30.0


def measure(rounds: int) -> Sequence[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        lessons = Path(folder, "lessons")
        (file,) = write_course(lessons, 1, LINES)
        with running_site(lessons=lessons, debug=True) as site:
            connection = Connection(site.url)
            connection.get(PAGE)
            times = []
            for number in range(WARM_UP + rounds):
                time.sleep(PAUSE)
                times.append(_saved_to_shown(connection, file, f"Saved {number} times."))
                say(f"saved: {times[-1]:.0f} ms")
    return rows(times[WARM_UP:])


def rows(times: Sequence[float]) -> Sequence[Row]:
    what = f"saved → on the page, {LINES:,} lines"
    return [Row(what, Samples.of(times, "ms"), goal=Goal(150, "ms"))]


def _saved_to_shown(connection: Connection, file: Path, sentence: str) -> float:
    text = f"{lesson(1, LINES)}\n{sentence}\n"
    began = time.perf_counter()
    file.write_text(text)
    while sentence not in connection.get(PAGE).text:
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError(f"The page doesn't show {sentence!r}.")
    return (time.perf_counter() - began) * 1000
