"""Running other programs: their output becomes progress, their failure a message to act on."""

import os
import re
import signal
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from tutorial_site.setup import SetupError
from tutorial_site.setup.progress import Task

FIRST_ERRORS = 8
TAIL_LINES = 20
SECONDS_TO_END = 5

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
    errors: list[str] = []
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    try:
        process = _start(arguments, cwd, env)
    except OSError as error:
        raise ProgramError(f"{task.title}: {arguments[0]} can't be started: {error}") from error
    try:
        assert process.stdout is not None
        for line in process.stdout:
            tail.append(line.rstrip())
            if "error" in line.lower() and len(errors) < FIRST_ERRORS:
                errors.append(line.rstrip())
            task.note(line)
        status = process.wait()
    finally:
        _end(process)
    if status:
        raise ProgramError(_failure(task.title, status, errors, list(tail)))


def _start(
    arguments: Sequence[str], cwd: Path, env: Mapping[str, str] | None
) -> "subprocess.Popen[str]":
    # A group of its own, so that all of it can be ended. Open files are handed on: the set-up's
    # lock is then held until the last program lets go, even if we are killed.
    return subprocess.Popen(  # noqa: S603  our own programs
        list(arguments),
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        close_fds=False,
        start_new_session=os.name == "posix",
    )


def _end(process: "subprocess.Popen[str]") -> None:
    """End the program and what it started, should it still run."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
            process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _signal(process: "subprocess.Popen[str]", number: int) -> None:
    if os.name == "posix":
        os.killpg(process.pid, number)
    else:
        process.terminate()


def _failure(title: str, status: int, errors: list[str], tail: list[str]) -> str:
    """The message: the first errors, which name the cause, the end of the output, what to do."""
    earlier = [line for line in errors if line not in tail]
    said = [*earlier, "...", *tail] if earlier else tail
    output = "\n".join(f"    {line}" for line in said) or "    (it said nothing)"
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
