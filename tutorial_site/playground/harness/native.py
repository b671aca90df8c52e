"""Runs a program natively, in a process of its own: for content tests and the command line.

The process talks in JSON lines: a job on its standard input, what happens on its standard output.
It sees the harness and the installed packages, and nothing of the folder it was started from, so
that a program finds there what it finds in the browser.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO, TypedDict

from .errors import HarnessError, Paths, describe
from .run import start
from .shapes import Output, Program, Report, Request, Visit

MAX_MEMORY = 2 * 1024**3  # bytes of address space; a program that wants more gets a MemoryError
CHILD = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from harness.native import serve; sys.path.remove(sys.argv[1]); serve()"
)


class TimeLimit(HarnessError):
    """The program took longer than it may."""


class Died(HarnessError):
    """The program ended the process that it ran in."""


class NativeRun(TypedDict):
    """All that came of a program: its report, one visit for each request, its whole console.

    ``stopped`` says why the rest is missing, "" if nothing is.
    """

    report: Report
    visits: list[Visit]
    console: list[Output]
    stopped: str


def run_native(
    program: Program,
    requests: Sequence[Request] = (),
    timeout: float = 30.0,
    *,
    prewarmed: str = "",
) -> NativeRun:
    """Start a program in a new process and send it requests; ``timeout`` in seconds, for all of it.

    Never raises for what the program does: one that takes too long is killed, and ``stopped`` and
    the report (if it hadn't come yet) say so. ``prewarmed`` names the framework to warm up before,
    as the browser's snapshot does.
    """
    job = {"program": program, "requests": list(requests), "prewarmed": prewarmed}
    result: NativeRun = {"report": _no_report(), "visits": [], "console": [], "stopped": ""}
    try:
        for event in _events(job, timeout):
            kind, value = next(iter(event.items()))
            if kind == "report":
                result["report"] = value
            elif kind == "visit":
                result["visits"].append(value)
            else:
                result["console"].append(value)
    except (TimeLimit, Died) as exc:
        result["stopped"] = str(exc)
        if not result["report"]["milliseconds"]:
            result["report"]["error"] = describe(exc, Paths(Path("/nowhere")))
            result["report"]["console"] = result["console"]
    return result


def _no_report() -> Report:
    return {
        "ok": False,
        "error": None,
        "supplied": {},
        "milliseconds": 0.0,
        "console": [],
        "serves": False,
    }


def _events(job: dict[str, Any], timeout: float) -> Iterator[dict[str, Any]]:
    """What the process reports, as it comes; raises TimeLimit or Died."""
    deadline = time.monotonic() + timeout
    process = _launch()
    assert process.stdin is not None
    assert process.stdout is not None
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        while line := _take(lines, deadline, timeout):
            event: dict[str, Any] = json.loads(line)
            if "end" in event:
                return
            yield event
        raise Died("The program ended its whole process, as os._exit() does, or ran out of memory.")
    except BrokenPipeError:
        raise Died("The process that should run the program ended at once.") from None
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdin.close()
        process.stdout.close()


def _launch() -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "FLASK_"))}
    environment |= {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONPATH", None)
    return subprocess.Popen(  # noqa: S603  # our own interpreter and our own text
        [sys.executable, "-P", "-c", CHILD, str(Path(__file__).parent.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def _read(stream: TextIO, lines: "queue.SimpleQueue[str]") -> None:
    for line in stream:
        lines.put(line)
    lines.put("")


def _take(lines: "queue.SimpleQueue[str]", deadline: float, timeout: float) -> str:
    try:
        return lines.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise TimeLimit(
            f"The program was stopped after {timeout:g} seconds. Does a loop in it never end?"
        ) from None


def serve() -> None:
    """The other side: do the job that comes on standard input."""
    _limit_memory()
    job = json.loads(sys.stdin.readline())
    # Whatever the program writes past Python's streams must not end up between our lines.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)

    def say(event: dict[str, Any]) -> None:
        channel.write(json.dumps(event) + "\n")
        channel.flush()

    if job["prewarmed"]:
        from .prewarm import prewarm

        prewarm(job["prewarmed"])
    run = start(job["program"], lambda output: say({"output": output}))
    say({"report": run.report})
    for request in job["requests"]:
        say({"visit": run.visit(request)})
    run.close()
    say({"end": True})


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
