"""When a question comes back: what was missed soon, what was known later and later."""

from datetime import UTC, datetime, timedelta

import pytest

from tutorial_site.review.schedule import EARLY, LONGEST_DAYS, SITTING, Memory, Try, remember

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def tries(*said: tuple[float, str]) -> list[Try]:
    """(days since the start, "wrong" | "right" | "hinted"): hinted is right after a hint."""
    return [Try(START + timedelta(days=at), said != "wrong", said == "hinted") for at, said in said]


def days(memory: Memory | None) -> int:
    """How many days after the latest try it comes back, or a morning sooner."""
    assert memory is not None
    return round((memory.due + EARLY - memory.last) / timedelta(days=1))


def when_due(*answers: str) -> list[int]:
    """The intervals when each of the answers is given as soon as the question is due."""
    said: list[tuple[float, str]] = []
    at, intervals = 0.0, []
    for answer in answers:
        said.append((at, answer))
        interval = days(remember(tries(*said)))
        intervals.append(interval)
        at += interval
    return intervals


def test_what_was_right_at_once_and_without_a_hint_has_no_need_to_come_back() -> None:
    assert remember(tries((0, "right"))) is None
    assert remember([]) is None


@pytest.mark.parametrize("first", ["wrong", "hinted"])
def test_what_was_missed_or_hinted_comes_back_the_next_day(first: str) -> None:
    assert days(remember(tries((0, first)))) == 1


def test_it_isn_t_due_on_the_same_evening() -> None:
    memory = remember(tries((0, "wrong")))
    assert memory is not None
    assert memory.due - START >= timedelta(hours=16)


def test_only_the_first_try_of_a_sitting_counts() -> None:
    alone = remember(tries((0, "wrong")))
    then_right = remember(tries((0, "wrong"), (0.01, "right"), (0.02, "right")))
    assert alone is not None
    assert then_right is not None
    assert then_right.due == alone.due
    assert then_right.rated == 1


def test_intervals_grow_while_it_is_known() -> None:
    intervals = when_due("wrong", *["right"] * 6)
    assert intervals == sorted(intervals)
    assert intervals[-1] > 5 * intervals[1]


def test_an_answer_after_a_hint_makes_them_grow_less() -> None:
    assert when_due("wrong", "right", "right", "hinted")[-1] < when_due("wrong", *["right"] * 3)[-1]


def test_a_miss_brings_it_back_soon() -> None:
    known = when_due("wrong", *["right"] * 5)
    missed = when_due("wrong", *["right"] * 5, "wrong")
    assert missed[-1] < known[-1] / 3


def test_it_never_stays_away_longer_than_half_a_year() -> None:
    intervals = when_due("wrong", *["right"] * 30)
    assert max(intervals) == LONGEST_DAYS == intervals[-1]


def test_a_question_that_was_known_and_then_missed_comes_back_from_there() -> None:
    memory = remember(tries((0, "right"), (5, "wrong")))
    assert days(memory) == 1
    assert memory is not None
    assert memory.rated == 1


def test_the_same_tries_have_the_same_schedule_whenever_it_is_asked() -> None:
    said = tries((0, "wrong"), (1, "right"), (4, "hinted"), (9, "right"))
    assert remember(said) == remember(said)


def test_what_is_due_counts_when_it_is_answered_however_late_the_evening_before_was() -> None:
    late = SITTING / timedelta(days=1) * 0.9
    said = [(0, "wrong"), (late, "right"), (2 * late, "right")]
    memory = remember(tries(*said))
    assert memory is not None
    answered = remember([*tries(*said), Try(memory.due, correct=True, hinted=False)])
    assert answered is not None
    assert answered.rated == memory.rated + 1
    assert answered.due > memory.due
