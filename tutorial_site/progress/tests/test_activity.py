"""The year in marks, and the time that was spent, about."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tutorial_site.progress.activity import Calendar, Moment, calendar_of, time_spent
from tutorial_site.progress.templatetags.progress import duration

ZONE = ZoneInfo("UTC")
TODAY = date(2026, 11, 25)  # a Wednesday


def at(text: str, lesson: str = "lazy") -> Moment:
    return datetime.fromisoformat(text).replace(tzinfo=UTC), "two", lesson


def year(*days: str, zone: ZoneInfo = ZONE) -> Calendar:
    return calendar_of([at(day) for day in days], TODAY, zone)


def test_the_year_ends_today_and_begins_on_a_monday() -> None:
    days = year().days
    assert days[-1].date == TODAY
    assert days[0].date.weekday() == 0
    assert TODAY - timedelta(days=372) <= days[0].date <= TODAY - timedelta(days=364)
    assert len(days) == len({day.date for day in days})


def test_every_mark_stands_in_the_picture_and_none_over_another() -> None:
    calendar = year("2026-11-25T10:00", "2025-11-24T10:00")
    assert len({(day.x // 14, day.y // 14) for day in calendar.days}) == len(calendar.days)
    for day in calendar.days:
        assert 0 <= day.x <= day.x + day.size <= calendar.width
        assert 0 <= day.y <= day.y + day.size <= calendar.height


def test_the_more_was_done_the_larger_the_mark() -> None:
    counts = (0, 1, 3, 8, 20)
    sizes = [year(*["2026-11-25T10:00"] * count).days[-1].size for count in counts]
    assert sizes == sorted(set(sizes))


def test_a_day_is_that_of_the_learner() -> None:
    late = "2026-11-24T23:30"
    assert year(late).active[0].date == date(2026, 11, 24)
    assert year(late, zone=ZoneInfo("Europe/Berlin")).active[0].date == TODAY
    assert year(late, zone=ZoneInfo("America/Los_Angeles")).active[0].date == date(2026, 11, 24)


def test_what_was_done_is_counted_by_day_newest_first() -> None:
    calendar = year("2026-11-01T10:00", "2026-11-25T10:00", "2026-11-25T11:00", "2020-01-01T10:00")
    assert [(day.date.day, day.count) for day in calendar.active] == [(25, 2), (1, 1)]
    assert calendar.total == 3


@pytest.mark.parametrize(
    ("days", "row"),
    [
        ([], 0),
        (["25"], 1),
        (["24", "23"], 2),  # today may still come
        (["25", "24", "23", "21"], 3),
        (["23", "22"], 0),
    ],
)
def test_days_in_a_row_reach_up_to_now(days: list[str], row: int) -> None:
    assert year(*(f"2026-11-{day}T10:00" for day in days)).row == row


def test_time_is_that_between_two_things_done_without_the_pauses() -> None:
    moments = [
        at("2026-11-25T10:00"),
        at("2026-11-25T10:04"),
        at("2026-11-25T10:14", "more"),
        at("2026-11-25T10:25", "more"),  # eleven minutes: somebody had gone
        at("2026-11-25T10:26", "more"),
    ]
    assert time_spent(moments) == {
        ("two", "lazy"): timedelta(minutes=4),
        ("two", "more"): timedelta(minutes=11),
    }
    assert time_spent([]) == time_spent(moments[:1]) == {}


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "under a minute"),
        (0.4, "under a minute"),
        (59, "about 59 min"),
        (60, "about 1 h"),
        (80, "about 1 h 20 min"),
    ],
)
def test_time_is_told_in_hours_and_minutes(minutes: float, said: str) -> None:
    assert duration(timedelta(minutes=minutes)) == said
