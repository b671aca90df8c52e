"""Runs a program natively, in a process of its own: for content tests and the command line.

The process talks in JSON lines: a job on its standard input, what happens on its standard output.
It sees the harness and the installed packages, and nothing of the folder it was started from, so
that a program finds there what it finds in the browser.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Self, TypedDict

from .errors import HarnessError, Paths, describe
from .run import start
from .shapes import Output, Program, Report, Request, Visit

Say = Callable[[dict[str, Any]], None]
MAX_MEMORY = 2 * 1024**3  # bytes of address space; a program that wants more gets a MemoryError
DIED = "The program ended its whole process, as os._exit() does, or ran out of memory."
CHILD = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from harness.native import serve; sys.path.remove(sys.argv[1]); serve(int(sys.argv[2]))"
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
    visits: list[Visit] = []
    stopped = ""
    with NativeProgram(program, timeout, prewarmed=prewarmed) as native:
        try:
            native.start()
            # Not by a comprehension: what was answered before one that fails has to stay.
            visits.extend(native.visit(request) for request in requests)
        except (TimeLimit, Died) as exc:
            stopped = str(exc)
        return {
            "report": native.report,
            "visits": visits,
            "console": native.console,
            "stopped": stopped,
        }


class _Process:
    """The other process, to be used as a context. ``console`` is all the output that came of it."""

    def __init__(self, timeout: float) -> None:
        self.timeout = timeout
        self.deadline = time.monotonic() + timeout
        self.console: list[Output] = []
        # A killed program leaves its files behind: in here.
        self.folder = tempfile.TemporaryDirectory(prefix="side-by-side-")
        self.process = _launch(self.folder.name)
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _ask(self, question: Any) -> Any:
        """The answer; raises TimeLimit, Died, and ValueError for what can't be asked."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Died(DIED) from None
        while line := self._line():
            event: dict[str, Any] = json.loads(line)
            if "answer" in event:
                return event["answer"]
            if "failed" in event:
                raise ValueError(event["failed"])
            self.console.append(event["output"])
        self.lines.put("")  # whoever asks again is told the same
        raise Died(DIED)

    def _line(self) -> str:
        try:
            return self.lines.get(timeout=max(0.0, self.deadline - time.monotonic()))
        except queue.Empty:
            raise TimeLimit(
                f"The program was stopped after {self.timeout:g} seconds. "
                "Does a loop in it never end?"
            ) from None

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, if it runs or not."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.kill()
        self.process.wait()
        self.reader.join()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.folder.cleanup()


class NativeProgram(_Process):
    """A program in a process of its own: start it, then visit it.

    ``timeout`` in seconds counts from the making of this object to the last answer. ``start`` and
    ``visit`` raise TimeLimit when it is over, and Died when the process is.
    """

    def __init__(self, program: Program, timeout: float = 30.0, *, prewarmed: str = "") -> None:
        super().__init__(timeout)
        self.job = {"program": program, "prewarmed": [prewarmed] if prewarmed else []}
        self.report: Report = {
            "ok": False,
            "error": None,
            "supplied": {},
            "milliseconds": 0.0,
            "console": self.console,
            "serves": False,
        }

    def start(self) -> Report:
        """Start the program; how it went."""
        try:
            self.report = self._ask(self.job)
        except (TimeLimit, Died) as exc:
            self.report["error"] = describe(exc, Paths(Path("/nowhere")))
            raise
        return self.report

    def visit(self, request: Request) -> Visit:
        """Send a request and follow its redirects."""
        visit: Visit = self._ask(request)
        return visit


class NativeInterpreter(_Process):
    """A Python that is asked as the page asks the browser's: see ``harness.remote``.

    ``timeout`` in seconds is for each call, as in the page; the first one also waits for the
    process and what it is to have ``prewarmed``.
    """

    STARTING = 60.0  # seconds

    def __init__(self, timeout: float = 10.0, *, prewarmed: Sequence[str] = ()) -> None:
        super().__init__(self.STARTING)
        self._ask({"program": None, "prewarmed": list(prewarmed)})
        self.timeout = timeout

    def call(self, name: str, argument: Any) -> Any:
        """What ``remote.call`` answers."""
        self.deadline = time.monotonic() + self.timeout
        return self._ask([name, argument])


def _launch(folder: str) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "FLASK_"))}
    environment |= {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    environment.pop("PYTHONPATH", None)
    return subprocess.Popen(  # noqa: S603  # our own interpreter and our own text
        [sys.executable, "-P", "-c", CHILD, str(Path(__file__).parent.parent), str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def serve(parent: int) -> None:
    """The other side: takes a job, then requests, from standard input, until that is closed.

    ``parent``: the id of the process that started this one.
    """
    _end_with_parent(parent)
    _limit_memory()
    questions = os.fdopen(os.dup(0), encoding="utf-8")
    # Whatever the program writes past Python's streams must not end up between our lines.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)

    def say(event: dict[str, Any]) -> None:
        channel.write(json.dumps(event) + "\n")
        channel.flush()

    job = json.loads(questions.readline())
    for framework in job["prewarmed"]:
        from .prewarm import prewarm

        prewarm(framework)
    if job["program"] is None:
        say({"answer": None})
        _serve_calls(questions, say)
    else:
        _serve_program(job["program"], questions, say)


def _serve_program(program: Program, questions: Iterable[str], say: Say) -> None:
    run = start(program, lambda output: say({"output": output}))
    try:
        say({"answer": run.report})
        for line in questions:
            say({"answer": run.visit(json.loads(line))})
    finally:
        run.close()


def _serve_calls(questions: Iterable[str], say: Say) -> None:
    from .remote import call

    def hear(pieces: str) -> None:
        for output in json.loads(pieces):
            say({"output": output})

    for line in questions:
        name, argument = json.loads(line)
        try:
            say({"answer": json.loads(call(name, json.dumps(argument), hear))})
        except ValueError as error:
            say({"failed": str(error)})


def _end_with_parent(parent: int) -> None:
    """Be killed when the process that started this one is, however: a program may never end.

    Only Linux can; elsewhere a program that never ends survives a parent that was killed.
    """
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: prctl(2)
        if os.getppid() != parent:  # it ended before it could be watched
            sys.exit()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
