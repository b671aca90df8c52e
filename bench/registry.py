"""The measurements by name: adding one is a module and a line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import answering, linting, load_test, running, saving, startup, throughput, transfer
from bench.results import Row


@dataclass(frozen=True, slots=True)
class Measurement:
    """``measure(rounds)`` gives rows of the table."""

    title: str
    measure: Callable[[int], Sequence[Row]]
    rounds: int  # unless told otherwise; one takes seconds or a minute


MEASUREMENTS = {
    "startup": Measurement("From an empty cache to two responses", startup.measure, 5),
    "run": Measurement("Run, and clicks in a running app", running.measure, 5),
    "bytes": Measurement("What is fetched before the first run", transfer.measure, 1),
    "throughput": Measurement("A lesson's page beside a bare view", throughput.measure, 7),
    "answer": Measurement("Answers, of 64 learners at once", answering.measure, 5),
    "load": Measurement("64 learners answering for a minute", load_test.measure, 1),
    "lint": Measurement("Linting 1,000 lessons", linting.measure, 3),
    "save": Measurement("A lesson saved until its page shows it", saving.measure, 9),
}
