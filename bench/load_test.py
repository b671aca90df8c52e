"""64 learners answering for a minute, on SQLite and on PostgreSQL, beside a bare view.

The server is the one of production (``manage.py serve``), asked over real HTTP. Each learner opens
the lesson once, then answers as fast as the answers come. Afterwards the attempts in the database
are counted, and the server's log is searched for locks. ``SECONDS=10 python -m bench load`` is
shorter.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Literal

from bench.answering import LEARNERS, learner
from bench.databases import attempts_in
from bench.loadgen import Load, getting, load
from bench.results import Goal, Row, Samples, share
from bench.rounds import say
from bench.stage import BARE, BARE_SETTINGS, running_site
from tests.postgresql import running_postgresql
from tests.site import ProductionSite, Site

Database = Literal["SQLite", "PostgreSQL"]
DATABASES: tuple[Database, ...] = ("SQLite", "PostgreSQL")
PERCENTILES = (50, 95, 99)
ENDLESS = 10**9  # answers of one learner: the time ends them
LOCKS = ("database is locked", "deadlock detected", "too many clients", "OperationalError")


def seconds() -> float:
    """How long learners answer; a bare view is asked for a sixth of it."""
    return float(os.environ.get("SECONDS") or 60)


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one: answers and bare views, the answers that are in no database, and locks."""

    answers: Load
    bare_views: Load
    lost: int
    locks: int


def measure(rounds: int) -> Sequence[Row]:
    """In turns: a round on one database, then one on the other."""
    found: dict[Database, list[Round]] = {database: [] for database in DATABASES}
    for turn in range(1, rounds + 1):
        for database in DATABASES:
            with site_on(database) as site:
                found[database].append(one_round(site))
            rate = found[database][-1].answers.throughput
            say(f"round {turn} of {rounds}: {database}: {rate:,.0f} answers/s")
    return [row for database in DATABASES for row in rows(database, found[database])]


@contextmanager
def site_on(database: Database) -> Iterator[Site]:
    with ExitStack() as stack:
        url = ""
        if database == "PostgreSQL":
            # As careful with what it is given as anybody's: no answer is lost when the power goes.
            url = stack.enter_context(running_postgresql(hasty=False)).make_database()
        site = running_site(
            kind=ProductionSite, DATABASE_URL=url, DJANGO_SETTINGS_MODULE=BARE_SETTINGS
        )
        yield stack.enter_context(site)


def one_round(site: Site) -> Round:
    answers = load(site.url, [learner() for _ in range(LEARNERS)], count=ENDLESS, seconds=seconds())
    bare = [getting(BARE)] * LEARNERS
    bare_views = load(site.url, bare, count=ENDLESS, seconds=seconds() / 6)
    lost = len(answers.times) - attempts_in(site)
    logged = site.logged()
    return Round(answers, bare_views, lost, sum(logged.count(lock) for lock in LOCKS))


def rows(database: str, rounds: Sequence[Round]) -> Sequence[Row]:
    """The table of one database."""
    counts: Mapping[str, list[int]] = {
        "answers": [len(each.answers.times) for each in rounds],
        "answers that failed": [len(each.answers.failures) for each in rounds],
        "locks in the server's log": [each.locks for each in rounds],
        "answers lost": [each.lost for each in rounds],
    }
    goals = {name: Goal(0, "") for name in counts if name != "answers"}
    found = [
        Row(f"{database}: {name}", Samples.of(values, ""), goal=goals.get(name))
        for name, values in counts.items()
    ]
    bare = Samples.of((each.bare_views.throughput for each in rounds), "req/s")
    rate = Samples.of((each.answers.throughput for each in rounds), "req/s")
    found.append(Row(f"{database}: answers a second", rate, share(rate, bare, "a bare view")))
    found.append(Row(f"{database}: bare views a second", bare))
    for what, loads in (
        ("answers", [each.answers for each in rounds]),
        ("bare views", [each.bare_views for each in rounds]),
    ):
        for percent in PERCENTILES:
            times = Samples.of((each.percentile(percent) for each in loads), "ms")
            found.append(Row(f"{database}: {what}, p{percent}", times))
    return found
