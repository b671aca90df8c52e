"""When a learner did something: a picture of the year, and an estimate of the time it took."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

WEEKS = 53
# A pause longer than this was no pause in learning: somebody had gone.
LONGEST_PAUSE = timedelta(minutes=10)
LEVELS = (1, 3, 8, 20)  # things done on a day from which its mark is one size larger
STEP, LARGEST = 14, 12  # of the picture's grid, in its own units
TOP = 18  # above the days stand the months

Moment = tuple[datetime, str, str]  # when, course, lesson


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the picture: how much was done, and its mark (``x``, ``y``, ``size``)."""

    date: date
    count: int
    level: int
    x: float
    y: float
    size: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year of days up to today, in columns of a week each, Monday first.

    ``months`` are (x, first of the month) for the labels. ``active`` are the days on which
    something was done, newest first; ``row`` of them up to today (or yesterday) had no gap.
    """

    days: tuple[Day, ...]
    months: tuple[tuple[int, date], ...]
    active: tuple[Day, ...]
    row: int

    @property
    def width(self) -> int:
        return WEEKS * STEP

    @property
    def height(self) -> int:
        return TOP + 7 * STEP

    @property
    def total(self) -> int:
        return sum(day.count for day in self.days)


def calendar_of(moments: Iterable[Moment], today: date, zone: ZoneInfo) -> Calendar:
    """The year that ends with ``today``, its days being those of ``zone``."""
    counts = Counter(moment.astimezone(zone).date() for moment, _, _ in moments)
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    dates = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    days = tuple(_day(each, counts[each], index) for index, each in enumerate(dates))
    months = tuple(
        (index // 7 * STEP, each)
        for index, each in enumerate(dates)
        if each.day == 1 and index // 7 < WEEKS - 2
    )
    active = tuple(day for day in reversed(days) if day.count)
    return Calendar(days, months, active, _row(counts, today))


def _day(day: date, count: int, index: int) -> Day:
    level = sum(count >= least for least in LEVELS)
    size = LARGEST - 2 * (len(LEVELS) - level) if level else 3
    column, row = divmod(index, 7)
    x, y = column * STEP + (STEP - size) / 2, TOP + row * STEP + (STEP - size) / 2
    return Day(day, count, level, x, y, size)


def _row(counts: Counter[date], today: date) -> int:
    """How many days there were in a row; today need not be among them yet."""
    day = today if counts[today] else today - timedelta(days=1)
    length = 0
    while counts[day]:
        length += 1
        day -= timedelta(days=1)
    return length


def time_spent(moments: Sequence[Moment]) -> dict[tuple[str, str], timedelta]:
    """(course, lesson) → an estimate: the time from one thing done to the next, pauses left out.

    ``moments`` are oldest first. What was read before the first thing and after the last is not in
    it, since nobody was watching: it is rather too little than too much.
    """
    spent: dict[tuple[str, str], timedelta] = {}
    for (before, _, _), (now, course, lesson) in pairwise(moments):
        pause = now - before
        if pause <= LONGEST_PAUSE:
            place = (course, lesson)
            spent[place] = spent.get(place, timedelta()) + pause
    return spent
