"""Measuring in turns: A B A B …, so that whatever else the machine does touches all alike."""

import sys
from collections.abc import Callable, Iterable, Mapping

Contestant = Callable[[], Mapping[str, float]]


def interleaved(rounds: int, contestants: Iterable[Contestant]) -> dict[str, list[float]]:
    """Call every contestant once a round, in order. Each gives figures by name; so is what
    comes back: name → one figure a round.
    """
    measured: dict[str, list[float]] = {}
    contestants = list(contestants)
    for turn in range(1, rounds + 1):
        for measure in contestants:
            for name, figure in measure().items():
                measured.setdefault(name, []).append(figure)
                say(f"round {turn} of {rounds}: {name}: {figure:,.1f}")
    return measured


def say(text: str) -> None:
    """Progress, for whoever waits; the table alone goes to the standard output."""
    print(f"  {text}", file=sys.stderr, flush=True)
