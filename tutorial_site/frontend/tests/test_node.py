"""Node comes from PyPI: no Node has to be installed on the machine."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tutorial_site.frontend.node import node_folder, run_node


def test_node_stands_in_the_environment() -> None:
    name = "node.exe" if os.name == "nt" else "node"
    assert (node_folder() / name).is_file()


def test_a_script_runs_in_the_projects_folder(capfd: pytest.CaptureFixture[str]) -> None:
    run_node("-p", "process.cwd()")
    assert Path(capfd.readouterr().out.strip()) == Path(settings.BASE_DIR)


def test_a_script_finds_this_node_and_what_it_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    script = "process.env.PATH.split(require('path').delimiter)[0] + ' ' + process.env.TOLD"
    run_node("-p", script, env={"TOLD": "something"})
    assert capfd.readouterr().out.strip() == f"{node_folder()} something"


def test_a_script_that_fails_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run_node("-e", "process.exit(3)")
