"""How long ``manage.py lint_lessons`` takes for 1,000 lessons: all new, then none changed.

The whole command is timed, the start of Python included. The lessons are generated: a hundred
lines each, with prose, code, an app as a twin, and a quiz.
"""

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.lessons_at_large import write_course
from bench.results import Goal, Row, Samples, faster
from bench.rounds import interleaved, say
from bench.stage import python

LESSONS = 1000
LINES = 100


def measure(rounds: int) -> Sequence[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        lessons = Path(folder, "lessons")
        say(f"writing {LESSONS:,} lessons")
        write_course(lessons, LESSONS, LINES)
        figures = interleaved(rounds, [lambda: _lint(lessons)])
    return rows({name: Samples.of(values, "s") for name, values in figures.items()})


def rows(samples: Mapping[str, Samples]) -> Sequence[Row]:
    """The table, from samples by "new" and "unchanged"."""
    new, unchanged = samples["new"], samples["unchanged"]
    return [
        Row(f"lint of {LESSONS:,} lessons, all new", new, goal=Goal(10, "s")),
        Row("the same again, none changed", unchanged, faster(unchanged, new, "all new")),
    ]


def _lint(lessons: Path) -> Mapping[str, float]:
    """Seconds with nothing known of the lessons, and with all known."""
    with tempfile.TemporaryDirectory(prefix="bench-") as var:
        environment = {**os.environ, "DEBUG": "1", "VAR_DIR": var, "LESSONS_DIR": str(lessons)}
        seconds = {}
        for name in ("new", "unchanged"):
            began = time.perf_counter()
            said = python(environment, "manage.py", "lint_lessons")
            seconds[name] = time.perf_counter() - began
            if not said.startswith(f"{LESSONS} lessons"):
                raise RuntimeError(f"The generated lessons have problems:\n{said[:2000]}")
    return seconds
