"""Which browser the tests take, and what they say where there is none."""

from pathlib import Path

import pytest

from tutorial_site.setup import SetupError, chromium
from tutorial_site.setup.chromium import find_chromium


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", chromium.NAMES)
def test_any_of_the_usual_names_is_found(tmp_path: Path, name: str) -> None:
    found = program(tmp_path / name)
    assert find_chromium({"PATH": str(tmp_path)}) == found


def test_chromium_is_taken_before_chrome(tmp_path: Path) -> None:
    program(tmp_path / "google-chrome")
    found = program(tmp_path / "chromium")
    assert find_chromium({"PATH": str(tmp_path)}) == found


def test_the_one_that_is_named_is_taken_before_all(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    mine = program(tmp_path / "elsewhere" / "my-browser")
    assert find_chromium({"PATH": str(tmp_path), "CHROMIUM": str(mine)}) == mine


def test_a_named_one_that_is_not_there_is_not_replaced_in_silence(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    with pytest.raises(SetupError, match="CHROMIUM=nonesuch is no program"):
        find_chromium({"PATH": str(tmp_path), "CHROMIUM": "nonesuch"})


def test_windows_keeps_it_under_its_program_folders(tmp_path: Path) -> None:
    found = program(tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe")
    assert find_chromium({"PATH": "", "ProgramFiles(x86)": str(tmp_path)}) == found


def test_macos_keeps_it_among_its_applications(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = program(tmp_path / "Chromium.app" / "Contents" / "MacOS" / "Chromium")
    monkeypatch.setattr(chromium, "PLACES", (str(found),))
    assert find_chromium({"PATH": str(tmp_path / "bin")}) == found


def test_without_any_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "PLACES", ())
    with pytest.raises(SetupError, match=r"(?s)apt install chromium.*brew.*winget.*CHROMIUM="):
        find_chromium({"PATH": str(tmp_path)})
