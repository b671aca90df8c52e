"""Making .venv: which Python it takes, what it says where there is none, how it recovers."""

import hashlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tutorial_site.setup import ROOT, SetupError, environment, processes
from tutorial_site.setup.environment import UNFINISHED, discard_unfinished, python_of, steps
from tutorial_site.setup.progress import Progress, Task
from tutorial_site.setup.steps import do_due

SCRIPT = Path("tutorial_site/setup/environment.sh")


class Machine:
    """A checkout on a machine whose PATH holds the Pythons that a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.programs = folder / "bin"
        self.programs.mkdir()
        (self.checkout / SCRIPT).parent.mkdir(parents=True)
        shutil.copy(ROOT / SCRIPT, self.checkout / SCRIPT)
        for name in ("dirname", "cat"):
            (self.programs / name).symlink_to(str(shutil.which(name)))

    def add_python(self, name: str, version: str, *, works: bool = True) -> Path:
        """A stand-in that answers with its version, and says who it is when it has to set up."""
        program = self.programs / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(
            "#!/bin/sh\n"
            + ("" if works else "exit 127\n")
            + f'case "$*" in *"print("*) echo {version} ;; *) echo "{name} was asked: $*" ;; esac\n'
        )
        program.chmod(0o755)
        return program

    def set_up(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["/bin/sh", str(self.checkout / SCRIPT), *arguments],
            env={"PATH": str(self.programs), **variables},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_any_python_it_says_what_to_install(machine: Machine) -> None:
    done = machine.set_up()
    assert done.returncode == 1
    assert "needs Python 3.11" in done.stderr
    assert "sudo apt install python3.11 python3.11-venv" in done.stderr
    assert "brew install python@3.11" in done.stderr


def test_with_only_older_pythons_it_names_them(machine: Machine) -> None:
    machine.add_python("python3", "3.9")
    machine.add_python("python", "2.7")
    done = machine.set_up()
    assert done.returncode == 1
    assert "python3 is Python 3.9" in done.stderr
    assert "python is Python 2.7" in done.stderr


def test_python_3_11_is_preferred(machine: Machine) -> None:
    machine.add_python("python3", "3.13")
    machine.add_python("python3.11", "3.11")
    done = machine.set_up("--development")
    assert done.stdout == "python3.11 was asked: -m tutorial_site.setup --development\n"


def test_a_newer_python_under_a_plain_name_will_do(machine: Machine) -> None:
    machine.add_python("python3", "3.12")
    assert machine.set_up().stdout.startswith("python3 was asked")


def test_a_stand_in_without_its_python_is_passed_over(machine: Machine) -> None:
    machine.add_python("python3.11", "3.11", works=False)
    machine.add_python("python3", "3.11")
    assert machine.set_up().stdout.startswith("python3 was asked")


def test_the_python_that_is_named_is_taken(machine: Machine) -> None:
    machine.add_python("python3.11", "3.11")
    mine = machine.add_python("mine", "3.12")
    assert machine.set_up(PYTHON=str(mine)).stdout.startswith("mine was asked")


def test_a_named_python_that_will_not_do_is_not_replaced_in_silence(machine: Machine) -> None:
    machine.add_python("python3.11", "3.11")
    machine.add_python("old", "3.8")
    done = machine.set_up(PYTHON="old")
    assert done.returncode == 1
    assert "old is Python 3.8" in done.stderr
    assert "Looked for what PYTHON names: old" in done.stderr


def test_a_finished_environment_is_asked_itself(machine: Machine) -> None:
    machine.programs = machine.checkout / ".venv" / "bin"
    machine.add_python("python", "3.11")
    machine.programs = machine.checkout.parent / "bin"
    assert machine.set_up().stdout.startswith("python was asked: -m tutorial_site.setup")


def test_an_unfinished_environment_is_not(machine: Machine) -> None:
    machine.add_python("python3.11", "3.11")
    machine.add_python("../checkout/.venv/bin/python", "3.11")
    (machine.checkout / ".venv" / UNFINISHED).touch()
    assert machine.set_up().stdout.startswith("python3.11 was asked")


def test_an_environment_whose_python_is_gone_is_not(machine: Machine) -> None:
    machine.add_python("python3.11", "3.11")
    (machine.checkout / ".venv" / "bin").mkdir(parents=True)
    (machine.checkout / ".venv" / "bin" / "python").symlink_to("/no/such/python")
    assert machine.set_up().stdout.startswith("python3.11 was asked")


# --- what Python then does ------------------------------------------------------------------


class Programs:
    """Stands in for the programs that set-up runs: keeps what was asked, makes what it must."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: list[str] = []
        self.error: BaseException | None = None

    def run(self, arguments, *, task, cwd, env=None) -> None:
        self.asked.append(" ".join(arguments[1:]))
        if self.error:
            raise self.error
        if "venv" in arguments:
            python = python_of(self.root / ".venv")
            python.parent.mkdir(parents=True)
            # A link alone finds its base's packages: enough for a Python that starts and has pip.
            python.symlink_to(sys.executable)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    for lock in ("requirements.lock", "requirements-services.lock", "requirements-dev.lock"):
        (tmp_path / lock).write_text(f"{lock}\n")
    programs = Programs(tmp_path)
    monkeypatch.setattr(processes, "run", programs.run)
    return programs


def set_up(root: Path, *, development: bool = False, services: bool = False) -> list[str]:
    progress = Progress(io.StringIO())
    discard_unfinished(root, progress)
    return do_due(steps(root, development=development, services=services), root, progress)


def test_running_needs_only_what_the_site_runs_on(tmp_path: Path, programs: Programs) -> None:
    assert set_up(tmp_path) == ["environment", "packages"]
    install = programs.asked[-1]
    assert "--require-hashes" in install
    assert "--requirement requirements.lock" in install
    assert set_up(tmp_path) == []


def test_testing_adds_what_tests_need_and_running_keeps_it(
    tmp_path: Path, programs: Programs
) -> None:
    set_up(tmp_path)
    assert set_up(tmp_path, development=True) == ["development"]
    assert set_up(tmp_path) == []


def test_a_site_told_to_use_a_service_gets_what_speaks_to_it(
    tmp_path: Path, programs: Programs
) -> None:
    set_up(tmp_path)
    assert set_up(tmp_path, services=True) == ["services"]
    assert "--requirement requirements-services.lock" in programs.asked[-1]


def test_tests_have_the_services_packages_without_being_told(
    tmp_path: Path, programs: Programs
) -> None:
    assert set_up(tmp_path, development=True, services=True)[2:] == ["development"]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({}, False),
        ({"DATABASE_URL": ""}, False),
        ({"DATABASE_URL": "postgresql:///site"}, True),
    ],
)
def test_a_service_is_named_by_the_variable_that_settings_read(
    told: dict[str, str], named: bool
) -> None:
    assert environment.services_named(told) is named


def test_a_changed_lock_file_is_installed(tmp_path: Path, programs: Programs) -> None:
    set_up(tmp_path)
    (tmp_path / "requirements.lock").write_text("newer\n")
    assert set_up(tmp_path) == ["packages"]


def test_a_missing_lock_file_is_named(tmp_path: Path, programs: Programs) -> None:
    (tmp_path / "requirements.lock").unlink()
    with pytest.raises(SetupError, match=r"git checkout requirements\.lock"):
        set_up(tmp_path)


@pytest.mark.parametrize("cut_off_at", ["venv", "pip"])
def test_a_set_up_that_was_cut_off_starts_the_environment_again(
    tmp_path: Path, programs: Programs, cut_off_at: str
) -> None:
    if cut_off_at == "pip":
        set_up(tmp_path)
        (tmp_path / "requirements.lock").write_text("newer\n")
    programs.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        set_up(tmp_path)
    programs.error = None
    assert set_up(tmp_path) == ["environment", "packages"]


def test_packages_that_could_not_be_fetched_leave_the_environment_sound(
    tmp_path: Path, programs: Programs
) -> None:
    set_up(tmp_path)
    (tmp_path / "requirements.lock").write_text("newer\n")
    programs.error = SetupError("no network")
    with pytest.raises(SetupError, match="no network"):
        set_up(tmp_path)
    programs.error = None
    assert set_up(tmp_path) == ["packages"]


def test_an_environment_made_by_hand_is_kept(tmp_path: Path, programs: Programs) -> None:
    programs.run(["python", "-m", "venv"], task=Task(""), cwd=tmp_path)
    (tmp_path / ".venv" / "mine").touch()
    set_up(tmp_path)
    assert (tmp_path / ".venv" / "mine").exists()


def test_one_that_does_not_start_is_made_again(tmp_path: Path, programs: Programs) -> None:
    python = python_of(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.write_text("not a program")
    set_up(tmp_path)
    assert programs.asked[0].startswith("-m venv")


def test_a_python_without_venv_names_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    with pytest.raises(SetupError, match=f"sudo apt install python{re.escape(version)}-venv"):
        environment.require_venv()


# --- the lock files -------------------------------------------------------------------------


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text()
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("asked", "lock"),
    [
        ("requirements.txt", "requirements.lock"),
        ("requirements-services.txt", "requirements-services.lock"),
        ("requirements-dev.txt", "requirements-dev.lock"),
    ],
)
def test_a_lock_file_pins_what_is_asked_for(asked: str, lock: str) -> None:
    assert pins(asked).items() <= pins(lock).items(), "run `make lock`"


def test_tests_run_on_the_very_packages_that_the_site_runs_on() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_what_speaks_to_services_changes_no_other_package() -> None:
    everything = pins("requirements-dev.lock").items()
    assert pins("requirements-services.lock").items() <= everything, "run `make lock`"


def test_the_front_end_lock_pins_what_package_json_asks_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert asked[kind] == locked[kind], "run `make lock`"


def test_the_stamp_is_the_hash_of_the_lock_file(tmp_path: Path, programs: Programs) -> None:
    set_up(tmp_path)
    stamp = json.loads((tmp_path / ".venv" / "packages.json").read_text())
    content = (tmp_path / "requirements.lock").read_bytes()
    assert stamp == {"requirements.lock": hashlib.sha256(content).hexdigest()}
