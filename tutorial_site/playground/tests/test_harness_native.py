"""Running natively, in a process of its own: whatever a program does, the caller lives."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ..harness.__main__ import main
from ..harness.native import Died, NativeProgram, TimeLimit, run_native
from .harness_programs import DJANGO_NOTES, FLASK_HELLO, get, program

LOOPS = FLASK_HELLO["app.py"] + (
    "\n\n@app.get('/loop')\ndef loop():\n    while True:\n        pass\n"
    "\n\n@app.get('/exit')\ndef exit_now():\n    import os\n    print('leaving')\n    os._exit(0)\n"
)
SECONDS = 30.0  # for programs that end by themselves


def plain(code):
    return program("python", {"main.py": code})


def text_of(console, stream="stdout"):
    return "".join(piece["text"] for piece in console if piece["stream"] == stream)


# --- one call -------------------------------------------------------------------------------


def test_a_program_is_started_and_asked_and_everything_comes_back():
    requests = [get("/hello/Ada"), get("/nowhere")]
    result = run_native(program("flask", FLASK_HELLO), requests, SECONDS)
    assert result["report"]["ok"]
    statuses = [visit["exchanges"][-1]["response"]["status"] for visit in result["visits"]]
    assert statuses == [200, 404]
    assert (result["stopped"], result["console"]) == ("", [])


def test_django_is_started_anew_in_each_process():
    for _ in range(2):
        result = run_native(program("django", DJANGO_NOTES), [get("/notes/")], SECONDS)
        assert result["report"]["ok"], result["report"]["error"]
        assert result["visits"][0]["exchanges"][0]["response"]["status"] == 200


def test_an_endless_loop_at_the_start_is_ended_and_the_report_says_so():
    result = run_native(plain("while True: pass\n"), [], 0.5)
    assert not result["report"]["ok"]
    error = result["report"]["error"]
    assert error is not None
    assert error["type"] == "TimeLimit"
    assert error["message"] == result["stopped"]
    assert result["stopped"] == (
        "The program was stopped after 0.5 seconds. Does a loop in it never end?"
    )


@pytest.mark.parametrize(
    "ending",
    [
        "os._exit(0)",
        "os.kill(os.getpid(), 9)",
        "os.abort()",
        "os.closerange(0, 100); input()",
    ],
)
def test_a_program_that_ends_its_process_is_told_apart_from_one_that_ends(ending):
    result = run_native(plain(f"import os\nprint('before', flush=True)\n{ending}\n"), [], SECONDS)
    error = result["report"]["error"]
    assert error is not None
    assert error["type"] == "Died"
    assert "ended its whole process, as os._exit() does" in error["message"]
    assert text_of(result["console"]) == "before\n"


def test_a_view_that_ends_the_process_ends_the_visits():
    requests = [get("/hello/Ada"), get("/exit"), get("/hello/Ada")]
    result = run_native(program("flask", {"app.py": LOOPS}), requests, SECONDS)
    assert len(result["visits"]) == 1
    assert "ended its whole process" in result["stopped"]
    assert text_of(result["console"]) == "leaving\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of address space")
def test_a_program_that_wants_too_much_memory_gets_a_memory_error():
    result = run_native(plain("text = 'x' * (3 * 1024 ** 3)\n"), [], SECONDS)
    error = result["report"]["error"]
    assert error is not None
    assert (error["type"], error["where"]) == ("MemoryError", {"file": "main.py", "line": 1})


# --- what it sees ---------------------------------------------------------------------------


def test_a_program_sees_nothing_of_the_site_or_of_its_environment(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tutorial_site.settings")
    monkeypatch.setenv("FLASK_APP", "somewhere")
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    code = (
        "import importlib.util, json, os, sys\n"
        "modules = ['tutorial_site', 'flask']\n"
        "found = [importlib.util.find_spec(name) is not None for name in modules]\n"
        "ours = ('DJANGO', 'FLASK', 'PYTHONPATH')\n"
        "names = [name for name in os.environ if name.startswith(ours)]\n"
        "print(json.dumps([found, names, sys.stdin.read(), sorted(os.listdir())]))\n"
    )
    result = run_native(plain(code), [], SECONDS)
    assert json.loads(text_of(result["console"])) == [[False, True], [], "", ["main.py"]]


@pytest.mark.parametrize("ending", ["print('ended')", "import os; os._exit(0)"])
def test_no_file_is_left_behind_however_it_ended(ending, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = run_native(plain(f"open('left.txt', 'w').close()\n{ending}\n"), [], SECONDS)
    assert (result["report"]["error"] is None) == (ending == "print('ended')")
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_left_behind_by_one_that_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with NativeProgram(plain("open('left.txt', 'w').close()\n"), SECONDS) as native:
        assert native.start()["ok"]
        assert list(tmp_path.rglob("left.txt"))
    assert list(tmp_path.iterdir()) == []


# --- step by step ---------------------------------------------------------------------------


def test_a_program_can_be_asked_step_by_step():
    with NativeProgram(program("flask", {"app.py": LOOPS}), SECONDS) as native:
        assert native.start()["ok"]
        (exchange,) = native.visit(get("/hello/Ada"))["exchanges"]
        assert exchange["response"]["text"] == "Hello, Ada!"
        with pytest.raises(Died):
            native.visit(get("/exit"))
        with pytest.raises(Died):
            native.visit(get("/hello/Ada"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_an_endless_program_ends_with_the_process_that_started_it_even_if_that_is_killed():
    endless = program("python", {"main.py": "while True: pass"})
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, json.dumps(endless)], stdin=subprocess.DEVNULL
    )
    try:
        child = until(lambda: children_of(parent.pid))[0]
    finally:
        parent.kill()
        parent.wait()
    until(lambda: not runs(child))


PARENT = (
    "import json, sys\n"
    "from tutorial_site.playground.harness.native import run_native\n"
    "run_native(json.loads(sys.argv[1]), timeout=120)\n"
)


def children_of(pid):
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def runs(pid):
    """Whether a process is there, and no mere entry that waits to be read."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(ask):
    """What is asked for, once it is there."""
    deadline = time.monotonic() + 60
    while not (answer := ask()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return answer


def test_once_the_time_is_over_nothing_more_is_answered():
    with NativeProgram(program("flask", {"app.py": LOOPS}), SECONDS) as native:
        assert native.start()["ok"]
        native.visit(get("/hello/Ada"))
        native.deadline = time.monotonic()
        with pytest.raises(TimeLimit, match="stopped after 30 seconds"):
            native.visit(get("/loop"))
        with pytest.raises(TimeLimit):
            native.visit(get("/hello/Ada"))


def test_leaving_ends_the_process():
    with NativeProgram(plain("while True: pass"), SECONDS) as native:
        assert native.process.poll() is None
    assert native.process.poll() is not None


# --- the command line -----------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "app.py").write_text(
        LOOPS + "\n\n@app.post('/add')\ndef add():\n    from flask import request\n"
        "    return request.form.to_dict()\n\n\n@app.get('/crash')\ndef crash():\n    1 / 0\n"
    )
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "app.cpython.pyc").write_bytes(b"\xff")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    return tmp_path


def call(capsys, folder, *arguments):
    status = main([str(folder), "--framework", "flask", *arguments])
    output = capsys.readouterr()
    return status, json.loads(output.out), output.err


def test_a_folder_is_run_and_asked_in_the_order_given(capsys, folder):
    requests = "--post /add text=Milk done=a=b --get /hello/Ada --delete /add".split()
    status, result, notes = call(capsys, folder, *requests)
    assert status == 0
    sent = [visit["exchanges"][0]["request"] for visit in result["visits"]]
    assert [(each["method"], each["path"]) for each in sent] == [
        ("POST", "/add"), ("GET", "/hello/Ada"), ("DELETE", "/add"),
    ]  # fmt: skip
    answer = json.loads(result["visits"][0]["exchanges"][0]["response"]["text"])
    assert answer == {"text": "Milk", "done": "a=b"}
    assert notes == "picture.png is no text and is left out.\n"


@pytest.mark.parametrize("requests", [["--get", "/crash"], ["--get", "/exit"]])
def test_an_exception_or_a_sudden_end_is_status_1(capsys, folder, requests):
    status, result, _ = call(capsys, folder, *requests)
    assert (status, result["report"]["ok"]) == (1, True)


def test_a_program_that_does_not_start_is_status_1(capsys, folder):
    (folder / "app.py").write_text("import nowhere\n")
    status, result, _ = call(capsys, folder)
    assert (status, result["report"]["error"]["where"]) == (1, {"file": "app.py", "line": 1})


def test_the_time_can_be_limited(capsys, folder):
    status, result, _ = call(capsys, folder, "--timeout", "0.5", "--get", "/loop")
    assert status == 1
    assert "stopped after 0.5 seconds" in result["stopped"]


def test_what_is_no_folder_is_refused(capsys, tmp_path):
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "none"), "--framework", "flask"])
    assert ended.value.code == 2
    assert "is no folder." in capsys.readouterr().err


def test_it_is_a_command_of_its_own(folder):
    module = "tutorial_site.playground.harness"
    command = [sys.executable, "-m", module, str(folder), "--framework", "flask"]
    environment = {key: value for key, value in os.environ.items() if "DJANGO" not in key}
    done = subprocess.run(
        [*command, "--get", "/hello/Ada"],
        capture_output=True, text=True, env=environment, check=True,
    )  # fmt: skip
    response = json.loads(done.stdout)["visits"][0]["exchanges"][0]["response"]
    assert response["text"] == "Hello, Ada!"
