"""The harness's own programs: what the browser's Python makes of them is what CPython makes."""

import json
from pathlib import Path

import pytest

from tests.content.pyodide import BrowserPythons
from tutorial_site.playground.harness.native import Died, NativeInterpreter, TimeLimit
from tutorial_site.playground.runtime.manifest import FOLDER, runtime
from tutorial_site.playground.tests.sameness import differences
from tutorial_site.playground.tests.scenarios import SCENARIOS, play

SECONDS = 60.0


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_program_comes_to_the_same_in_the_browsers_python(name, browser_pythons):
    with NativeInterpreter(SECONDS) as python:
        natively = play(SCENARIOS[name], python)
    with browser_pythons.interpreter(SECONDS) as python:
        in_browser = play(SCENARIOS[name], python)
    assert natively["report"]["ok"], natively["report"]["error"]
    assert differences(natively, in_browser) == []


# --- what only the browser's Python has ---------------------------------------------------------


def plain(code):
    return {"framework": "python", "files": {"main.py": code}}


@pytest.fixture
def started(browser_pythons):
    """``started(code)``: report and console of a plain program in the browser's Python."""

    def start(code):
        with browser_pythons.interpreter(SECONDS) as python:
            report = python.call("start", plain(code))
            return report, "".join(piece["text"] for piece in python.console)

    return start


def test_chance_is_not_frozen_with_the_snapshot(started):
    code = "import os, random, uuid\nprint(random.random(), uuid.uuid4(), os.urandom(8))\n"
    assert started(code)[1] != started(code)[1]


def test_password_hashes_are_those_of_openssl(started):
    code = (
        "import hashlib\n"
        "print(hashlib.scrypt(b'word', salt=b'salt', n=1024, r=8, p=1, dklen=16).hex())\n"
        "print(hashlib.pbkdf2_hmac('sha256', b'word', b'salt', 1000).hex())\n"
    )
    with NativeInterpreter(SECONDS) as python:
        assert python.call("start", plain(code))["ok"]
        natively = "".join(piece["text"] for piece in python.console)
    assert started(code)[1] == natively


def test_a_thread_that_cannot_start_says_why(started):
    report, _ = started("import threading\nthreading.Thread(target=print, name='Worker').start()\n")
    assert "the browser's Python has no threads" in report["error"]["message"]
    assert report["error"]["where"] == {"file": "main.py", "line": 2}


def test_a_program_that_never_ends_is_ended_and_others_go_on(browser_pythons):
    with browser_pythons.interpreter(SECONDS) as python:
        python.timeout = 0.5
        with pytest.raises(TimeLimit):
            python.call("start", plain("while True: pass"))
    with browser_pythons.interpreter(SECONDS) as python:
        assert python.call("start", plain("print('here')"))["ok"]


def test_an_interpreter_takes_one_program(browser_pythons):
    with browser_pythons.interpreter(SECONDS) as python:
        python.call("start", plain("print('here')"))
        with pytest.raises(ValueError, match="needs a new interpreter"):
            python.call("start", plain("print('here')"))


def test_an_interpreter_that_cannot_be_started_says_why(tmp_path):
    files = {role: {"name": f"no-{role}"} for role in ("snapshot", "packages", "stdlib")}
    files["interpreter"] = {"name": str(FOLDER / Path(runtime().files["interpreter"].url).name)}
    manifest = {"files": files, "extras": {"name": "no-extras", "names": []}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with (
        BrowserPythons(tmp_path) as pythons,
        pythons.interpreter(SECONDS) as python,
        pytest.raises(Died, match=r"no such file.*no-snapshot"),
    ):
        python.call("start", plain("print('here')"))
