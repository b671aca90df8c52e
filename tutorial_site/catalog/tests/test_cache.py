"""Compiled lessons on disk: found again, never trusted, never in the way."""

import os
import pickle
from pathlib import Path

import pytest

from tutorial_site.catalog import cache as caches
from tutorial_site.catalog.cache import Cache, pipeline_version


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "lessons")


def test_what_was_put_is_found_by_another_process(cache: Cache, tmp_path: Path) -> None:
    cache.put("abc", {"a": 1})
    assert Cache(tmp_path / "lessons").get("abc") == {"a": 1}
    assert cache.get("abd") is None


def test_the_last_good_version_is_kept_by_name(cache: Cache) -> None:
    cache.keep_good("course/01-orm", "one")
    cache.keep_good("course/01-orm", "two")
    assert cache.last_good("course/01-orm") == "two"
    assert cache.last_good("course/02-views") is None


def test_a_version_made_by_other_code_is_not_good(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep_good("course/01-orm", "one")
    monkeypatch.setattr(caches, "pipeline_version", lambda: "another")
    assert cache.last_good("course/01-orm") is None


def test_the_pipelines_version_is_the_same_all_along() -> None:
    assert pipeline_version() == pipeline_version()
    assert len(pipeline_version()) == 16


def test_what_was_not_used_for_longest_is_forgotten_first(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "_MOST_FILES", 2)
    for age, name in enumerate(("new", "older", "oldest")):
        cache.put(name, name)
        os.utime(tmp_path / "lessons" / "compiled" / f"{name}.pickle", (1000 - age, 1000 - age))
    assert cache.get("oldest") == "oldest"  # which makes it the newest
    cache.prune()
    assert [cache.get(name) for name in ("oldest", "new", "older")] == ["oldest", "new", None]


def test_a_full_or_forbidden_disk_costs_nothing_but_time(tmp_path: Path) -> None:
    blocked = Cache(tmp_path / "file" / "lessons")
    (tmp_path / "file").write_text("no folder")
    blocked.put("abc", 1)
    blocked.keep_good("a", 1)
    blocked.prune()
    assert (blocked.get("abc"), blocked.last_good("a")) == (None, None)


def test_a_half_written_file_is_never_seen(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put("abc", "whole")

    def fail(_: object) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(pickle, "dumps", fail)
    cache.put("abc", "half")
    assert cache.get("abc") == "whole"
