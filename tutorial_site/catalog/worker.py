"""The compiling process: reads jobs from its standard input, writes results to its output.

A process of its own, because Markdown has inputs that take minutes, and only a process can be
stopped for sure. Started as ``python -m tutorial_site.catalog.worker``; ends when its input does.
Messages are pickles after eight bytes of length: both ends are this program.
"""

import gc
import os
import pickle
import sys
import traceback
from dataclasses import dataclass
from typing import IO

from tutorial_site.catalog import limits
from tutorial_site.catalog.compiling import (
    CompiledCourse,
    CompiledLesson,
    compile_course,
    compile_lesson,
)
from tutorial_site.catalog.sources import CourseSource, LessonSource

READY = b"ready\n"
Result = CompiledLesson | CompiledCourse


@dataclass(frozen=True, slots=True)
class Job:
    source: LessonSource | CourseSource
    digest: str


@dataclass(frozen=True, slots=True)
class Failure:
    """The compilation itself broke: a fault of ours, or memory ran out. ``error`` is one line."""

    error: str


def run(job: Job) -> Result:
    if isinstance(job.source, LessonSource):
        return compile_lesson(job.source, job.digest)
    return compile_course(job.source, job.digest)


def write_message(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next message; None at the end of the stream, even in the midst of a message."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return data if len(data) == length else None


def limit_memory() -> None:
    """Keep a bomb that all checks have missed from taking the machine along."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = limits.COMPILE_MEMORY
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def main() -> None:
    jobs = sys.stdin.buffer
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever prints must not get between the messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limit_memory()
    # Trees of elements are made and dropped by the thousand: collecting amidst a lesson finds
    # little and takes a fifth of the time.
    gc.disable()
    gc.freeze()  # what is loaded by now stays: after each job only what came since is looked at
    results.write(READY)
    results.flush()
    while (message := read_message(jobs)) is not None:
        try:
            answer: Result | Failure = run(pickle.loads(message))  # noqa: S301  from our parent
        except Exception as error:
            traceback.print_exc()
            answer = Failure(f"{type(error).__name__}: {error}"[:200])
        write_message(results, pickle.dumps(answer))
        gc.collect()


if __name__ == "__main__":
    # By its own name: of a class that is pickled as __main__'s, the other end knows nothing.
    from tutorial_site.catalog.worker import main as work

    work()
