"""What set-up shows, and what becomes of the programs that it runs."""

import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tutorial_site.setup.lock import only_one
from tutorial_site.setup.processes import ProgramError, advice_on, run
from tutorial_site.setup.progress import Progress, Task


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def wait_for(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it didn't come"
        time.sleep(0.01)


def test_a_log_gets_plain_lines() -> None:
    stream = io.StringIO()
    with Progress(stream).task("Database", "2 migrations to apply"):
        pass
    lines = stream.getvalue().splitlines()
    assert lines[0] == "Database (2 migrations to apply) ..."
    assert lines[1].endswith("Database: done in 0 s")
    assert "\r" not in stream.getvalue()


def test_a_log_hears_of_a_long_task_now_and_then() -> None:
    stream = io.StringIO()
    with Progress(stream, log_seconds=0.01).task("Packages") as task:
        task.note("Collecting django")
        wait_for(lambda: "0 s: Collecting django" in stream.getvalue())


def test_a_terminal_sees_one_line_with_the_seconds_and_what_is_being_done() -> None:
    stream = Terminal()
    with Progress(stream).task("Packages") as task:
        task.note("Collecting django")
        wait_for(lambda: "Packages  0 s  Collecting django" in stream.getvalue())
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().endswith("✓ Packages: done in 0 s\n")


def test_a_console_without_ticks_gets_signs_that_it_has() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    with Progress(stream).task("Database"):
        pass
    assert b"+ Database: done" in stream.buffer.getvalue()


def test_a_failed_task_is_shown_as_failed() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError, match="no"), Progress(stream).task("Database"):
        raise ValueError("no")
    assert "✗ Database: failed after 0 s" in stream.getvalue() or "x Database" in stream.getvalue()


def test_what_a_program_prints_becomes_the_note(tmp_path: Path) -> None:
    task = Task("Greeting")
    run([sys.executable, "-c", "print('hello'); print()"], task=task, cwd=tmp_path)
    assert task.latest == "hello"


def test_a_program_that_fails_shows_the_end_of_what_it_said(tmp_path: Path) -> None:
    failing = "import sys; print('line 1'); sys.exit('the reason')"
    with pytest.raises(ProgramError, match=r"(?s)Build failed \(status 1\).*the reason.*Mend"):
        run([sys.executable, "-c", failing], task=Task("Build"), cwd=tmp_path)


def test_the_first_error_is_shown_however_much_came_after_it(tmp_path: Path) -> None:
    failing = "import sys; print('error: the cause'); [print(n) for n in range(200)]; sys.exit(2)"
    with pytest.raises(ProgramError) as failed:
        run([sys.executable, "-c", failing], task=Task("Build"), cwd=tmp_path)
    lines = str(failed.value).splitlines()
    assert lines[1].strip() == "error: the cause"
    assert "199" in lines[-3]


def test_a_line_as_long_as_a_program_is_cut(tmp_path: Path) -> None:
    failing = "import sys; print('x' * 100_000 + 'ENOSPC'); sys.exit('the reason')"
    with pytest.raises(ProgramError) as failed:
        run([sys.executable, "-c", failing], task=Task("Build"), cwd=tmp_path)
    assert len(str(failed.value)) < 1000
    assert "disk" not in str(failed.value)


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="no-such-program can't be started"):
        run(["no-such-program"], task=Task("Build"), cwd=tmp_path)


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("npm error code ENOTFOUND", "online"),
        ("npm error network request failed, reason: connect ECONNREFUSED", "online"),
        ("NewConnectionError: Failed to establish a new connection", "online"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left", "disk"),
        ("npm error code ENOSPC", "disk"),
        ("ERROR: No matching distribution found for granian", "Python 3.11"),
        ("SyntaxError: invalid syntax", "Mend what it names"),
        ("ModuleNotFoundError: No module named 'x'", "Mend what it names"),
    ],
)
def test_advice_follows_what_the_program_said(said: str, advice: str) -> None:
    assert advice in advice_on(said + " on device")


def test_an_interrupted_program_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    child = "import time; print('started', flush=True); time.sleep(600)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    class Interrupting(Task):
        def note(self, text: str) -> None:
            raise KeyboardInterrupt

    marker = tmp_path / "pids"
    parent = f"import os; open({str(marker)!r}, 'w').write(str(os.getpid())); {parent}"
    with pytest.raises(KeyboardInterrupt):
        run([sys.executable, "-c", parent], task=Interrupting("Build"), cwd=tmp_path)
    group = int(marker.read_text())
    wait_for(lambda: not _alive(group))


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_second_set_up_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    stream = io.StringIO()
    first_may_end = threading.Event()
    entered = threading.Event()
    order: list[str] = []

    def first() -> None:
        with only_one(tmp_path, Progress(io.StringIO())):
            entered.set()
            first_may_end.wait(20)
            order.append("first")

    def second() -> None:
        with only_one(tmp_path, Progress(stream)):
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert entered.wait(20)
    threads[1].start()
    wait_for(lambda: "Waiting for another set-up" in stream.getvalue())
    first_may_end.set()
    for thread in threads:
        thread.join(20)
    assert order == ["first", "second"]


def test_a_killed_set_up_leaves_no_lock(tmp_path: Path) -> None:
    holder = (
        "import os, pathlib, sys; from tutorial_site.setup.lock import only_one;"
        "from tutorial_site.setup.progress import Progress\n"
        "with only_one(pathlib.Path(sys.argv[1]), Progress()): os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).resolve().parent.parent
    subprocess.run([sys.executable, "-c", holder, str(tmp_path)], cwd=root, check=False)
    stream = io.StringIO()
    with only_one(tmp_path, Progress(stream)):
        assert stream.getvalue() == ""
