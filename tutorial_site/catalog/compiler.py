"""Compiles in another process and takes no longer than it may: the caller's end of worker.py."""

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

from tutorial_site.catalog import limits
from tutorial_site.catalog.compiling import CompiledCourse, CompiledLesson, compile_course
from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.sources import CourseSource, LessonSource
from tutorial_site.catalog.worker import (
    READY,
    Failure,
    Job,
    Result,
    read_message,
    run,
    write_message,
)

_ROOT = Path(__file__).resolve().parent.parent.parent
_START_SECONDS = 60.0
_MOST_PROCESSES = 4
_JOBS_WORTH_A_PROCESS = 8


_ENDED = (
    "The compiling process ended before it was done with this file.",
    "It may have run out of memory. Look for what is unusually long or deep here.",
)
_BROKE = (
    "This file breaks the compiler, which is a fault of the site.",
    "Please report it with the file; meanwhile, undo the last change.",
)


class _TooSlowError(Exception):
    pass


class _EndedError(Exception):
    pass


class Worker:
    """One compiling process, started when first needed and again after it was killed."""

    def __init__(self, seconds: float = limits.COMPILE_SECONDS) -> None:
        self.seconds = seconds
        self._process: _Process | None = None
        self._lock = threading.Lock()

    def compile(self, job: Job) -> Result:
        """The result of ``job``; a problem says so if it took too long or broke. Never raises."""
        with self._lock:
            try:
                process = self._running()
            except OSError:
                return run(job)  # no process to be had: without the limit, but not without a page
            try:
                answer = process.ask(job, self.seconds)
            except _TooSlowError:
                self._stop()
                return failed(
                    job,
                    "too-slow",
                    f"This file takes longer than {self.seconds:g} seconds to compile.",
                    "Look for very long runs of the same character, such as *, [, _ or `.",
                )
            except (_EndedError, OSError):
                self._stop()
                return failed(job, "compiler-ended", *_ENDED)
        if isinstance(answer, Failure):
            return failed(job, "compiler-broke", f"{_BROKE[0]} ({answer.error})", _BROKE[1])
        return answer

    def stop(self) -> None:
        """End the process, if there is one; the next job starts another."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._process:
            self._process.end()
            self._process = None

    def _running(self) -> "_Process":
        if self._process and not self._process.is_alive():
            self._stop()
        if self._process is None:
            self._process = _Process()
        return self._process


class _Process:
    """A running worker and the two pipes to it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "tutorial_site.catalog.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
        )
        assert self.popen.stdin is not None
        assert self.popen.stdout is not None
        self.stdin, self.stdout = self.popen.stdin, self.popen.stdout
        self.is_ready = False
        self.is_late = False
        _processes.add(self)

    def is_alive(self) -> bool:
        # After a fork the pipes belong to the process that opened them.
        return self.owner == os.getpid() and self.popen.poll() is None

    def ask(self, job: Job, seconds: float) -> Result | Failure:
        """Raises _TooSlowError, _EndedError, or OSError when the pipe breaks."""
        if not self.is_ready:
            with self._watched(_START_SECONDS):
                self.is_ready = self.stdout.read(len(READY)) == READY
        with self._watched(seconds):
            write_message(self.stdin, pickle.dumps(job))
            message = read_message(self.stdout)
        if message is None:
            raise _EndedError
        try:
            answer: Result | Failure = pickle.loads(message)  # noqa: S301  from our own worker
        except Exception as error:  # the worker may be of newer code than this process
            raise _EndedError from error
        return answer

    @contextmanager
    def _watched(self, seconds: float) -> Iterator[None]:
        """Kill the process after ``seconds``, which ends any read or write of its pipes."""
        timer = threading.Timer(seconds, self._kill_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        except OSError:
            if not self.is_late:
                raise
        finally:
            timer.cancel()
        if self.is_late:
            raise _TooSlowError

    def _kill_late(self) -> None:
        self.is_late = True
        self.popen.kill()

    def end(self) -> None:
        _processes.discard(self)
        if self.owner != os.getpid():
            return
        self.popen.kill()
        with suppress(OSError):
            self.stdin.close()  # flushes into the broken pipe
        self.stdout.close()
        self.popen.wait()


_processes: set[_Process] = set()


@atexit.register
def end_processes() -> None:
    """End every compiling process of this one."""
    for process in list(_processes):
        process.end()


def failed(job: Job, code: str, message: str, hint: str) -> Result:
    """The result of a job that gave none."""
    source = job.source
    if isinstance(source, LessonSource):
        problem = Problem(source.path, 1, 1, code, message, hint)
        return CompiledLesson(None, source.slug.replace("-", " ").capitalize(), (problem,))
    problem = Problem(f"{source.slug}/course.yml", 1, 1, code, message, hint)
    empty = compile_course(CourseSource(source.slug, b"", None), job.digest)
    return CompiledCourse(empty.course, (problem,), good=False)


class Compiler:
    """Compiles one job, or many in parallel. One worker stays for the next edit, the others end."""

    def __init__(self, seconds: float = limits.COMPILE_SECONDS) -> None:
        self.seconds = seconds
        self._worker = Worker(seconds)

    def compile_all(self, jobs: Sequence[Job]) -> list[Result]:
        """The results in the order of ``jobs``."""
        count = min(os.cpu_count() or 1, _MOST_PROCESSES, 1 + len(jobs) // _JOBS_WORTH_A_PROCESS)
        if count == 1:
            return [self._worker.compile(job) for job in jobs]
        workers = SimpleQueue[Worker]()
        extra = [Worker(self.seconds) for _ in range(count - 1)]
        for worker in (self._worker, *extra):
            workers.put(worker)

        def compile_one(job: Job) -> Result:
            worker = workers.get()
            try:
                return worker.compile(job)
            finally:
                workers.put(worker)

        try:
            with ThreadPoolExecutor(count) as threads:
                return list(threads.map(compile_one, jobs))
        finally:
            for worker in extra:
                worker.stop()

    def close(self) -> None:
        self._worker.stop()
