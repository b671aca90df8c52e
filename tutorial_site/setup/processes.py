"""Running other programs: their output becomes progress, their failure a message to act on."""

import os
import re
import signal
import subprocess
import tempfile
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tutorial_site.setup import SetupError
from tutorial_site.setup.progress import Task

FIRST_ERRORS = 8
TAIL_LINES = 20
LINE_LENGTH = 200  # Node shows the line that failed, and a minified one is a whole program
SECONDS_TO_END = 2
SECONDS_BETWEEN_READS = 0.1

# What pip, npm, Node and Python say when the network, the disk or the platform is at fault.
_NETWORK = re.compile(
    r"\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT"
    r"|ProxyError|SSLError|[Rr]ead timed out|Max retries exceeded|Connection reset by peer"
    r"|Temporary failure in name resolution|Name or service not known|Network is unreachable"
    r"|Failed to establish a new connection)\b"
)
_DISK = re.compile(r"\b(ENOSPC|No space left on device|not enough space on the disk)\b")
_NO_WHEEL = re.compile(r"\bNo matching distribution found\b")


class ProgramError(SetupError):
    """A program failed: what it was for, what to do, and the end of what it said."""


@dataclass(slots=True)
class Output:
    """What a program says while it runs: all lines are noted, the first errors and the end kept."""

    errors: list[str] = field(default_factory=list)
    tail: deque[str] = field(default_factory=lambda: deque(maxlen=TAIL_LINES))
    _begun: bytes = b""

    def add(self, said: bytes, task: Task) -> None:
        *lines, self._begun = (self._begun + said).split(b"\n")
        for line in lines:
            text = line.decode(errors="replace").rstrip()[:LINE_LENGTH]
            self.tail.append(text)
            if "error" in text.lower() and len(self.errors) < FIRST_ERRORS:
                self.errors.append(text)
            task.note(text)

    def lines(self) -> list[str]:
        earlier = [line for line in self.errors if line not in self.tail]
        return [*earlier, "...", *self.tail] if earlier else list(self.tail)


def run(
    arguments: Sequence[str],
    *,
    task: Task,
    cwd: Path,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program to its end; each line it prints becomes the task's note.

    Raises ProgramError if it can't be started or fails. Leaves nothing running behind it, however
    it is left.
    """
    output = Output()
    with tempfile.TemporaryDirectory(prefix="set-up-") as folder:
        log = Path(folder, "output")
        with log.open("ab") as written, log.open("rb") as read:
            try:
                process = _start(arguments, cwd, env, written)
            except OSError as error:
                message = f"{task.title}: {arguments[0]} can't be started: {error}"
                raise ProgramError(message) from error
            try:
                while _still_runs(process):
                    output.add(read.read(), task)
            finally:
                _end(process)
            output.add(read.read() + b"\n", task)
    if process.returncode:
        raise ProgramError(_failure(task.title, process.returncode, output.lines()))


def _start(
    arguments: Sequence[str], cwd: Path, env: Mapping[str, str] | None, log: IO[bytes]
) -> "subprocess.Popen[bytes]":
    # Its output goes to a file: into a pipe, Node cuts a long message off when it crashes.
    # It gets a group of its own, so that all of it can be ended. Open files are handed on: the
    # set-up's lock is then held until the last program lets go, even if we are killed.
    return subprocess.Popen(  # noqa: S603  our own programs
        list(arguments),
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        close_fds=False,
        start_new_session=os.name == "posix",
    )


def _still_runs(process: "subprocess.Popen[bytes]") -> bool:
    """Wait a moment, and say whether the program runs on."""
    try:
        process.wait(SECONDS_BETWEEN_READS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program and what it started, should it still run."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
            process.wait()


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    if os.name == "posix":
        os.killpg(process.pid, number)
    else:
        process.terminate()


def _failure(title: str, status: int, said: list[str]) -> str:
    output = "\n".join(f"    {line}" for line in said if line) or "    (it said nothing)"
    advice = advice_on("\n".join(said))
    return f"{title} failed (status {status}). What it said:\n{output}\n\n{advice}"


def advice_on(output: str) -> str:
    """What to do about a failure, by what the program said."""
    if _DISK.search(output):
        return "The disk is full. Free some space (about 2 GB), then run the same command again."
    if _NETWORK.search(output):
        return (
            "A package could not be fetched: is this machine online, and does it need a proxy "
            "(HTTPS_PROXY)?\nRun the same command again when it is; it goes on where it stopped."
        )
    if _NO_WHEEL.search(output):
        return (
            "A package has no ready-made build for this Python on this machine. "
            "Python 3.11 is the one that is tested: PYTHON=python3.11 make run"
        )
    return "Mend what it names, then run the same command again; what is done stays done."
