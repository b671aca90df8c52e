"""The PostgreSQL that tests start for themselves: found, or said what to install, and ended."""

import os
from pathlib import Path

import psycopg
import pytest

from tests.postgresql import running_postgresql
from tutorial_site.setup import SetupError, postgresql
from tutorial_site.setup.postgresql import NEEDED, find_postgresql


def programs(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in NEEDED:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return folder


def test_the_newest_version_that_debian_has_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PLACES", (f"{tmp_path}/*/bin",))
    for version in ("9", "15", "17"):
        programs(tmp_path / version / "bin")
    assert find_postgresql({"PATH": ""}) == tmp_path / "17" / "bin"


def test_what_is_on_the_path_is_taken_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PLACES", (f"{tmp_path}/*/bin",))
    programs(tmp_path / "15" / "bin")
    mine = programs(tmp_path / "mine")
    assert find_postgresql({"PATH": str(mine)}) == mine


def test_a_program_on_the_path_leads_to_those_beside_it(tmp_path: Path) -> None:
    real = programs(tmp_path / "15" / "bin")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "initdb").symlink_to(real / "initdb")
    assert find_postgresql({"PATH": str(tmp_path / "links")}) == real


def test_a_folder_that_is_named_is_taken_before_all(tmp_path: Path) -> None:
    other, mine = programs(tmp_path / "other"), programs(tmp_path / "mine")
    assert find_postgresql({"PATH": str(other), "POSTGRESQL": str(mine)}) == mine


def test_a_named_folder_without_them_is_not_replaced_in_silence(tmp_path: Path) -> None:
    other = programs(tmp_path / "other")
    with pytest.raises(SetupError, match="is no folder with initdb and postgres"):
        find_postgresql({"PATH": str(other), "POSTGRESQL": str(tmp_path)})


def test_without_any_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "PLACES", ())
    with pytest.raises(SetupError, match=r"(?s)apt install postgresql.*brew.*POSTGRESQL="):
        find_postgresql({"PATH": ""})


def test_a_server_is_there_for_one_run_and_leaves_nothing() -> None:
    with running_postgresql() as cluster:
        url, folder = cluster.make_database(), cluster.folder
        with psycopg.connect(url) as connection:
            [found] = connection.execute("SELECT current_database()").fetchall()
            assert found == ("side_by_side",)
        pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
