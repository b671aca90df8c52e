"""Attempts are facts: added, never changed; counted once, however often they come."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction

from tutorial_site.progress.models import AppendOnly, Attempt, Learner
from tutorial_site.progress.services import KeyAlreadyUsed, record_attempt

T = TypeVar("T")
HERE: dict[str, Any] = {"course": "two", "lesson": "lazy", "block": "lazy", "question": "q1"}


def record(learner: Learner, **given: Any) -> Attempt:
    fields = {**HERE, "kind": "answer", "key": uuid4(), "digest": "d", "payload": {}, "score": 0.0}
    return record_attempt(learner, **{**fields, **given})


@pytest.fixture
def ada(db: None) -> Learner:
    return Learner.objects.create()


@pytest.fixture
def bob(db: None) -> Learner:
    return Learner.objects.create()


def test_attempts_at_the_same_thing_are_counted_from_one(ada: Learner) -> None:
    assert [record(ada).ordinal for _ in range(3)] == [1, 2, 3]
    assert record(ada, question="q2").ordinal == 1


def test_each_learner_is_counted_apart(ada: Learner, bob: Learner) -> None:
    record(ada)
    assert record(bob).ordinal == 1


def test_the_same_key_counts_once(ada: Learner) -> None:
    key = uuid4()
    first, again = record(ada, key=key), record(ada, key=key, score=1.0)

    assert first.pk == again.pk
    assert (first.repeated, again.repeated) == (False, True)
    assert again.score == 0.0
    assert Attempt.objects.count() == 1


def test_two_learners_may_send_the_same_key(ada: Learner, bob: Learner) -> None:
    key = uuid4()
    assert record(ada, key=key).pk != record(bob, key=key).pk


def test_a_key_that_comes_again_for_something_else_is_refused(ada: Learner) -> None:
    key = uuid4()
    record(ada, key=key)
    with pytest.raises(KeyAlreadyUsed, match="lazy/lazy/q1"):
        record(ada, key=key, question="q2")


def test_only_a_full_score_is_correct_and_no_score_is_neither(ada: Learner) -> None:
    assert [record(ada, score=score).correct for score in (1.0, 0.5, 0.0, None)] == [
        True,
        False,
        False,
        None,
    ]


def test_an_attempt_cannot_be_changed(ada: Learner) -> None:
    attempt = record(ada)
    attempt.score = 1.0
    with pytest.raises(AppendOnly):
        attempt.save()
    with pytest.raises(AppendOnly):
        Attempt.objects.update(score=1.0)
    with pytest.raises(AppendOnly):
        Attempt.objects.bulk_update([attempt], ["score"])


def test_an_attempt_cannot_be_deleted(ada: Learner) -> None:
    attempt = record(ada)
    with pytest.raises(AppendOnly):
        attempt.delete()
    with pytest.raises(AppendOnly):
        Attempt.objects.all().delete()


def test_forgetting_a_learner_forgets_their_attempts(ada: Learner, bob: Learner) -> None:
    record(ada)
    kept = record(bob)
    ada.delete()
    assert list(Attempt.objects.all()) == [kept]


def test_the_database_itself_refuses_a_score_that_is_no_share(ada: Learner) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record(ada, score=1.5)


def test_the_newest_attempt_at_each_thing_asked_and_each_version(
    ada: Learner, bob: Learner
) -> None:
    record(ada)
    newest = [record(ada), record(ada, question="q2"), record(ada, digest="e"), record(bob)]
    assert list(Attempt.objects.newest()) == newest
    assert list(Attempt.objects.by(ada).newest()) == newest[:3]


def test_runs_that_were_stopped_do_not_count(ada: Learner) -> None:
    for outcome in ("ok", "stopped", "error"):
        record(ada, kind="run", payload={"outcome": outcome}, score=None)
    answer = record(ada)
    counted = list(Attempt.objects.that_count())
    assert [attempt.payload.get("outcome") for attempt in counted] == ["ok", "error", None]
    assert answer in counted


def test_first_tries_are_what_statistics_look_at(ada: Learner) -> None:
    first = record(ada)
    record(ada)
    assert list(Attempt.objects.at(**HERE).answers().first_tries()) == [first]


def test_a_learner_was_last_seen_at_the_last_attempt(ada: Learner, bob: Learner) -> None:
    record(ada)
    last = record(ada)
    seen = {learner.pk: learner.last_seen for learner in Learner.objects.with_last_seen()}
    assert seen == {ada.pk: last.created_at, bob.pk: None}


# --- at once, on a database as the site has it --------------------------------------------------


@pytest.fixture
def shared_database(tmp_path: Path, transactional_db: None) -> Iterator[None]:
    """A database to which each thread has a connection of its own.

    On PostgreSQL that is the tests' own. SQLite's lives in memory, where nobody waits for a lock:
    there, new threads connect to a fresh file, with the site's own options (WAL, time-out).
    """
    if connection.vendor != "sqlite":
        yield
        return
    options = connections.settings["default"]
    memory, options["NAME"] = options["NAME"], str(tmp_path / "db.sqlite3")
    try:
        in_threads(1, lambda: call_command("migrate", verbosity=0))
        assert (tmp_path / "db.sqlite3").exists()
        yield
    finally:
        options["NAME"] = memory


def in_threads(times: int, act: Callable[[], T]) -> list[T]:
    """What ``act`` gave, done ``times`` times by four threads at once."""

    def once() -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        return [each.result(timeout=60) for each in [threads.submit(once) for _ in range(times)]]


@pytest.mark.usefixtures("shared_database")
def test_posts_that_meet_are_all_kept_and_numbered() -> None:
    [learner] = in_threads(1, Learner.objects.create)
    assert sorted(in_threads(12, lambda: record(learner).ordinal)) == list(range(1, 13))
    assert in_threads(1, Attempt.objects.count) == [12]


@pytest.mark.usefixtures("shared_database")
def test_the_same_post_arriving_four_times_at_once_counts_once() -> None:
    [learner], key = in_threads(1, Learner.objects.create), uuid4()
    assert set(in_threads(8, lambda: record(learner, key=key).ordinal)) == {1}
    assert in_threads(1, Attempt.objects.count) == [1]


@pytest.mark.usefixtures("shared_database")
def test_learners_do_not_wait_for_each_other_in_vain() -> None:
    def a_new_learner_answers_three_times() -> list[int]:
        learner = Learner.objects.create()
        return [record(learner).ordinal for _ in range(3)]

    assert in_threads(16, a_new_learner_answers_three_times) == [[1, 2, 3]] * 16
