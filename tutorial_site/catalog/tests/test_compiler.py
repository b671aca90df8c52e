"""Compiling in a process of its own, which may be stopped at any moment."""

import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tutorial_site.catalog import compiler as compilers
from tutorial_site.catalog.compiler import Compiler, Worker
from tutorial_site.catalog.compiling import CompiledCourse, CompiledLesson
from tutorial_site.catalog.sources import CourseSource, LessonSource
from tutorial_site.catalog.tests.conftest import FRONT
from tutorial_site.catalog.worker import Job, Result, run

SLOW = FRONT + "*\n\n" * 30_000  # Markdown takes far longer than a second for this


def job(text: str, slug: str = "orm", **fields: Any) -> Job:
    return Job(LessonSource("course", f"03-{slug}", 3, slug, text.encode(), **fields), "digest")


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process for all specs that leave it alive."""
    started = Worker()
    yield started
    started.stop()


@pytest.fixture
def own_worker() -> Iterator[Worker]:
    """One that a spec may do anything to."""
    started = Worker()
    yield started
    started.stop()


def test_what_comes_back_is_what_was_compiled(worker: Worker) -> None:
    asked = job(FRONT + "## Heading\n\nText with *weight*.\n")
    assert worker.compile(asked) == run(asked)


def test_a_course_goes_the_same_way(worker: Worker) -> None:
    asked = Job(CourseSource("course", b"title: A\nsummary: B\n", b"C\n: D\n"), "digest")
    assert worker.compile(asked) == run(asked)


def test_one_process_serves_many_files(worker: Worker) -> None:
    worker.compile(job(FRONT))
    assert worker._process
    process = worker._process.popen.pid
    for number in range(5):
        result = worker.compile(job(f"{FRONT}Text {number}"))
        assert isinstance(result, CompiledLesson)
        assert result.lesson
    assert worker._process.popen.pid == process


def test_a_file_that_breaks_the_compiler_breaks_nothing_else(
    own_worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    """Such a file is a fault of ours that nobody knows of: a source that can't be, stands in."""
    impossible = LessonSource("course", "03-orm", 3, "orm", None)  # type: ignore[arg-type]
    result = own_worker.compile(Job(impossible, "digest"))
    assert codes(result) == ["compiler-broke"]
    assert "TypeError" in result.problems[0].message
    assert "Traceback" in capfd.readouterr().err  # for the operator's log
    assert codes(own_worker.compile(job(FRONT))) == []


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_compiled(
    own_worker: Worker,
) -> None:
    own_worker.seconds = 1
    result = own_worker.compile(job(SLOW))
    assert codes(result) == ["too-slow"]
    assert "1 seconds" in result.problems[0].message
    own_worker.seconds = 60
    assert codes(own_worker.compile(job(FRONT))) == []


def test_nothing_is_left_that_could_end_a_later_file(own_worker: Worker) -> None:
    own_worker.seconds = 3600
    own_worker.compile(job(FRONT))
    for watch in threading.enumerate():
        if isinstance(watch, threading.Timer):
            watch.join(30)
            assert not watch.is_alive()


def test_a_process_that_dies_is_replaced(own_worker: Worker) -> None:
    own_worker.compile(job(FRONT))
    assert own_worker._process
    own_worker._process.popen.kill()
    own_worker._process.popen.wait()
    assert codes(own_worker.compile(job(FRONT))) == []


def test_a_process_that_dies_amidst_a_file_is_a_problem_of_that_file(own_worker: Worker) -> None:
    own_worker.compile(job(FRONT))
    assert own_worker._process
    killing = threading.Timer(0.2, own_worker._process.popen.kill)
    killing.start()
    result = own_worker.compile(job(SLOW))
    killing.join()
    assert codes(result) == ["compiler-ended"]
    assert "memory" in result.problems[0].hint
    assert codes(own_worker.compile(job(FRONT))) == []


def test_a_stopped_worker_leaves_no_process_behind(own_worker: Worker) -> None:
    own_worker.compile(job(FRONT))
    assert own_worker._process
    process = own_worker._process.popen
    own_worker.stop()
    assert process.poll() is not None
    assert process not in [each.popen for each in compilers._processes]


def test_lessons_are_compiled_though_no_process_can_be_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    result = Worker().compile(job(FRONT + "Text"))
    assert isinstance(result, CompiledLesson)
    assert result.lesson


def test_many_are_compiled_in_parallel_and_come_back_in_order() -> None:
    compiler = Compiler()
    try:
        jobs = [job(f"{FRONT}Text {number}", f"lesson-{number}") for number in range(30)]
        results = compiler.compile_all(jobs)
    finally:
        compiler.close()
    assert all(isinstance(result, CompiledLesson) for result in results)
    slugs = [result.lesson.slug for result in results if isinstance(result, CompiledLesson)]  # type: ignore[union-attr]
    assert slugs == [f"lesson-{number}" for number in range(30)]


def test_a_course_that_can_not_be_compiled_is_still_a_course() -> None:
    asked = Job(CourseSource("two-of-them", b"title: A\nsummary: B\n", None), "digest")
    result = compilers.failed(asked, "too-slow", "It takes too long.", "Shorten it.")
    assert isinstance(result, CompiledCourse)
    assert not result.good
    assert result.course.title == "Two of them"
    assert [str(problem) for problem in result.problems] == [
        "two-of-them/course.yml:1:1 too-slow It takes too long."
    ]
