"""Answers recorded: the queries of one, and 64 learners who answer at the same moment.

Each learner opens the lesson, and then answers one question after the other over a connection of
their own; the database is SQLite. Afterwards the attempts are counted: one for each answer that
the server said it has. In turns with it, the same connections ask for a bare view.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from bench.databases import attempts_in
from bench.loadgen import Answer, Connection, Load, Task, getting, load
from bench.questions import answers_to, questions_of
from bench.results import Goal, Row, Samples
from bench.rounds import say
from bench.stage import BARE, BARE_SETTINGS, LESSON, python, running_site

LEARNERS = 64
ANSWERS = 10  # of each learner in a round
PERCENTILES = (50, 95, 99)


def measure(rounds: int) -> Sequence[Row]:
    answers, bare_views, lost = [], [], []
    with running_site(DJANGO_SETTINGS_MODULE=BARE_SETTINGS) as site:
        queries = json.loads(python(site.environment, "-m", "bench.counting"))
        for turn in range(1, rounds + 1):
            before = attempts_in(site)
            answers.append(load(site.url, [learner() for _ in range(LEARNERS)], count=ANSWERS))
            lost.append(len(answers[-1].times) - (attempts_in(site) - before))
            tasks = [getting(BARE)] * LEARNERS
            bare_views.append(load(site.url, tasks, count=ANSWERS))
            say(f"round {turn} of {rounds}: {answers[-1].throughput:,.0f} answers/s")
    return rows(queries, answers, bare_views, lost)


def rows(
    queries: Mapping[str, int],
    answers: Sequence[Load],
    bare_views: Sequence[Load],
    lost: Sequence[int],
) -> Sequence[Row]:
    """The table, from what each round gave."""
    failed = [len(each.failures) for each in answers]
    found = [
        Row("queries of a first answer", Samples.of([queries["first"]], "")),
        Row("queries of an answer", Samples.of([queries["later"]], ""), goal=Goal(4, "")),
        Row(f"{LEARNERS} at once: answers that failed", Samples.of(failed, ""), goal=Goal(0, "")),
        Row(f"{LEARNERS} at once: answers lost", Samples.of(lost, ""), goal=Goal(0, "")),
    ]
    for name, loads in (("answers", answers), ("bare views", bare_views)):
        what = f"{LEARNERS} at once: {name}"
        found.append(Row(what, Samples.of((each.throughput for each in loads), "req/s")))
        for percent in PERCENTILES:
            times = (each.percentile(percent) for each in loads)
            found.append(Row(f"{what}, p{percent}", Samples.of(times, "ms")))
    return found


def learner() -> Task:
    """Opens the lesson first; from then on each call answers a question."""
    answering: Callable[[Connection], Answer] | None = None

    def task(connection: Connection) -> Answer:
        nonlocal answering
        if answering is None:
            answering = _answering(connection.get(LESSON))
        return answering(connection)

    return task


def _answering(page: Answer) -> Callable[[Connection], Answer]:
    questions = questions_of(page.text)
    turn = 0

    def answer(connection: Connection) -> Answer:
        nonlocal turn
        question = questions[turn % len(questions)]
        form = answers_to(question, choice=turn, token=connection.cookies["csrftoken"])
        turn += 1
        headers = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        return connection.post(question.url, urlencode(form).encode(), headers)

    return answer
