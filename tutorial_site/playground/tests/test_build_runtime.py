"""``manage.py build_runtime`` and what it leaves: whole, or as it was."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from ..management.commands import build_runtime
from ..runtime import manifest, packages

FILE = {"name": "snapshot-0123456789ab.bin", "size": 41_000_000, "compressed": {"br": 12_000_000}}
EXTRAS = {"name": "extras-0.bin", "size": 9, "compressed": {"br": 3}, "names": ["blinker"]}
BUILT = {"python": "3.14.2", "head": "AAAA", "files": {"snapshot": FILE}, "extras": EXTRAS}


@pytest.fixture
def folder(tmp_path, monkeypatch, settings):
    """The runtime's folder in a checkout of its own, with node_modules/ and a runtime in it."""
    monkeypatch.setattr(manifest, "FOLDER", tmp_path / "static" / "dist" / "runtime")
    monkeypatch.setattr(packages, "IMPORTED_BY_LESSONS", ("itsdangerous",))
    monkeypatch.setattr(packages, "ON_REQUEST", ("blinker",))
    settings.BASE_DIR = tmp_path
    (tmp_path / "node_modules" / "pyodide").mkdir(parents=True)
    write(manifest.FOLDER, "the old one")
    return manifest.FOLDER


def write(folder: Path, python: str, seconds: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "manifest.json"
    path.write_text(json.dumps(BUILT | {"python": python}))
    os.utime(path, (seconds, seconds))


@pytest.fixture
def node(monkeypatch):
    """Stands in for Node: ``node.does(build)``, with ``build(staged, output, environment)``."""

    class Node:
        def does(self, what):
            def run(script, staged, output, previous, *, env):
                assert Path(script).name == "build.mjs"
                what(Path(staged), Path(output), env)

            monkeypatch.setattr(build_runtime, "run_node", run)

    return Node()


# --- the command --------------------------------------------------------------------------------


def test_the_new_runtime_takes_the_place_of_the_old_one_whole(folder, node):
    (folder / "left-from-before.bin").touch()

    def build(staged, output, env):
        assert (staged / "itsdangerous" / "signer.py").is_file()
        assert (staged / "harness" / "run.py").is_file()
        later = json.loads((staged / "on_request.json").read_text())
        assert "blinker/base.py" in later
        assert "itsdangerous/signer.py" not in later
        assert manifest.runtime().python == "the old one"  # served until the new one is complete
        assert env == {"BROTLI_QUALITY": "3"}
        write(output, "the new one", seconds=1)

    node.does(build)
    call_command("build_runtime", brotli=3, verbosity=0)
    assert manifest.runtime().python == "the new one"
    assert [path.name for path in folder.iterdir()] == ["manifest.json"]


def test_a_build_that_fails_leaves_the_old_runtime(folder, node, tmp_path):
    def fail(staged, output, env):
        write(output, "half of one")
        raise subprocess.CalledProcessError(1, "node")

    node.does(fail)
    with pytest.raises(CommandError, match="could not be built; see above"):
        call_command("build_runtime", verbosity=0)
    assert manifest.runtime().python == "the old one"
    assert list((tmp_path / ".make").iterdir()) == []


def test_without_its_packages_from_npm_it_says_what_to_run_first(folder, tmp_path):
    (tmp_path / "node_modules" / "pyodide").rmdir()
    with pytest.raises(CommandError, match=r"node_modules/ is missing. Run .* prepare` first"):
        call_command("build_runtime")
    assert manifest.runtime().python == "the old one"


def test_it_says_what_goes_into_it(folder, node, capsys):
    node.does(lambda staged, output, env: write(output, "the new one"))
    call_command("build_runtime")
    assert ", itsdangerous 2." in capsys.readouterr().out


def test_brotli_knows_qualities_from_1_to_11(folder):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("build_runtime", "--brotli", "12")


# --- what pages read of it ----------------------------------------------------------------------


def test_a_page_gets_addresses_and_sizes_plain_and_as_sent(folder):
    built = manifest.runtime()
    assert built.files["snapshot"] == manifest.RuntimeFile(
        "/static/runtime/snapshot-0123456789ab.bin", 41_000_000, 12_000_000
    )
    assert built.head == "AAAA"
    extras = manifest.RuntimeFile("/static/runtime/extras-0.bin", 9, 3)
    assert built.extras == manifest.Extras(extras, ["blinker"])


def test_a_new_build_is_seen_at_once(folder):
    assert manifest.runtime().python == "the old one"
    write(folder, "the new one", seconds=5)
    assert manifest.runtime().python == "the new one"


def test_without_a_build_it_says_what_to_run(folder):
    (folder / "manifest.json").unlink()
    with pytest.raises(ImproperlyConfigured, match=r"not built. Run `make run`, or `python manage"):
        manifest.runtime()
