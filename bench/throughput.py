"""How many lesson pages a second one server process gives out, beside a bare view.

Both are views of the same site in the same process, behind the same middleware; the bare one is
``HttpResponse("ok")``. Visitors are new: they have no session. How many queries a page takes is
counted as well.
"""

import json
from collections.abc import Mapping, Sequence

from bench.loadgen import getting, load
from bench.results import Goal, Row, Samples, share
from bench.rounds import interleaved
from bench.stage import BARE, BARE_SETTINGS, LESSON, python, running_site

CONNECTIONS = 4
REQUESTS = 250  # a connection and round


def measure(rounds: int) -> Sequence[Row]:
    with running_site(DJANGO_SETTINGS_MODULE=BARE_SETTINGS) as site:
        queries = json.loads(python(site.environment, "-m", "bench.counting"))

        def contestant(path: str) -> Mapping[str, float]:
            found = load(site.url, [getting(path)] * CONNECTIONS, count=REQUESTS)
            if found.failures:
                raise RuntimeError(f"{path}: {found.failures[0]}")
            return {path: found.throughput}

        contestant(LESSON)  # the first one is rendered
        figures = interleaved(rounds, [lambda: contestant(BARE), lambda: contestant(LESSON)])
    return rows(figures, queries["page"])


def rows(figures: Mapping[str, Sequence[float]], queries: int) -> Sequence[Row]:
    """The table, from requests a second by path."""
    bare_view = Samples.of(figures[BARE], "req/s")
    page = Samples.of(figures[LESSON], "req/s")
    return [
        Row(
            "a lesson's page, anonymous",
            page,
            share(page, bare_view, "a bare view"),
            Goal(0.6, "%", at_least=True),
        ),
        Row("a bare view", bare_view),
        Row("queries a page", Samples.of([queries], ""), goal=Goal(0, "")),
    ]
