"""What was measured, and how it reads: medians with the lowest and highest, ratios, a table."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

HEAD = ("what", "median (lowest – highest)", "ratio", "to reach", "reached")


@dataclass(frozen=True, slots=True)
class Samples:
    """One figure, measured several times. ``unit`` is "ms", "MB", "req/s", or "" for a count."""

    values: tuple[float, ...]
    unit: str

    @classmethod
    def of(cls, values: Iterable[float], unit: str) -> Self:
        """Raises ValueError if there are none: a figure that nobody measured is no figure."""
        found = tuple(values)
        if not found:
            raise ValueError("Nothing was measured.")
        return cls(found, unit)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        text = amount(self.median, self.unit)
        if len(self.values) == 1:
            return text
        return f"{text} ({number(min(self.values))} – {number(max(self.values))})"


@dataclass(frozen=True, slots=True)
class Ratio:
    """How one figure stands to another of the same run: ``times`` 2.0 is "2.0×" or "200 %"."""

    times: float
    of: str  # what it is compared with, to be read after the ratio: "stock, byte-compiled"
    unit: str = "×"

    def __str__(self) -> str:
        return f"{amount(self.times, self.unit)} {self.of}"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: a bound in the unit of the figure ("ms"), or of the ratio."""

    bound: float
    unit: str
    at_least: bool = False

    def reached(self, figure: float) -> bool:
        return figure >= self.bound if self.at_least else figure <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {amount(self.bound, self.unit)}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. The goal is one for the ratio if there is a ratio."""

    what: str
    samples: Samples
    ratio: Ratio | None = None
    goal: Goal | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is, None if there is none."""
        if self.goal is None:
            return None
        return self.goal.reached(self.ratio.times if self.ratio else self.samples.median)

    def cells(self) -> tuple[str, ...]:
        reached = {True: "yes", False: "no", None: ""}[self.reached]
        parts = (self.ratio, self.goal)
        return (
            self.what,
            str(self.samples),
            *("" if p is None else str(p) for p in parts),
            reached,
        )


def faster(samples: Samples, reference: Samples, of: str) -> Ratio:
    """How many times faster ``samples`` (times) are than ``reference``."""
    return Ratio(reference.median / samples.median, f"faster than {of}")


def share(samples: Samples, reference: Samples, of: str) -> Ratio:
    """How much of ``reference`` (throughput) ``samples`` reach."""
    return Ratio(samples.median / reference.median, f"of {of}", "%")


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of ``values`` that at least ``percent`` of them don't exceed."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("Nothing was measured.")
    rank = max(1, -(-len(ordered) * percent // 100))  # rounded up
    return ordered[int(rank) - 1]


def amount(value: float, unit: str) -> str:
    """A figure with its unit, as it is read: "1,234 ms", "6.1×", "62 %", "0"."""
    if unit == "%":
        return f"{value * 100:.0f} %"
    if unit == "×":
        return f"{value:.1f}×"
    return f"{number(value)} {unit}".strip()


def number(value: float) -> str:
    """Three figures that count: "1,234", "12.3", "0.123", and no zeros behind."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{2 if abs(value) < 10 else 1}f}"


def table(rows: Sequence[Row]) -> str:
    """Rows as Markdown, columns lined up."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in ruled
    )
