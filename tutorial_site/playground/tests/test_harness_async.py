"""Async views and coroutines: natively as they are, and by the loop that the browser gets."""

import asyncio
import contextvars

import pytest
from asgiref import sync

from ..harness import event_loop
from .async_programs import (
    DJANGO_ASYNC,
    FLASK_ASYNC,
    PLAIN_ASYNC,
    judge_django,
    judge_flask,
)
from .interpreters import interpreter

NAME = contextvars.ContextVar("NAME", default="nobody")


def test_async_views_of_flask_answer():
    with interpreter() as python:
        python.start("flask", FLASK_ASYNC)
        judge_flask(python.visit)


def test_async_views_of_django_answer():
    with interpreter() as python:
        python.start("django", DJANGO_ASYNC)
        judge_django(python.visit)


def test_a_plain_program_runs_coroutines(python):
    begun = python(PLAIN_ASYNC)
    assert "".join(piece["text"] for piece in begun.report["console"]) == "first\nsecond\ndone\n"


# --- the browser's loop -----------------------------------------------------------------------


def inside_a_loop(call):
    """What ``call()`` returns within an event loop that is running, as in the browser."""

    async def outer():
        return call()

    return asyncio.run(outer())


async def answer():
    await asyncio.sleep(0)
    return 42


def test_a_coroutine_runs_to_its_end_while_another_loop_is_running():
    assert inside_a_loop(lambda: event_loop.run(answer())) == 42


def test_the_running_loop_is_the_running_one_again_afterwards():
    def both():
        before = asyncio.get_running_loop()
        event_loop.run(answer())
        return asyncio.get_running_loop() is before

    assert inside_a_loop(both)


def test_run_within_a_coroutine_is_refused_as_ever():
    async def outer():
        return event_loop.run(answer())

    with pytest.raises(RuntimeError, match="cannot be called from a running event loop"):
        event_loop.run(outer())


def test_waiting_for_what_cannot_come_is_said():
    async def wait():
        await asyncio.get_running_loop().create_future()

    with pytest.raises(RuntimeError, match="can't come"):
        event_loop.run(wait())


def test_tasks_that_are_left_are_cancelled():
    ended = []

    async def last():
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("cancelled")

    async def main():
        task = asyncio.ensure_future(last())
        await asyncio.sleep(0)
        return task.done()

    assert event_loop.run(main()) is False
    assert ended == ["cancelled"]


def test_asgirefs_bridges_keep_the_context_and_nest(monkeypatch):
    monkeypatch.setattr(sync.AsyncToSync, "__call__", event_loop._to_sync)
    monkeypatch.setattr(sync.SyncToAsync, "__call__", event_loop._to_async)

    async def inner():
        NAME.set("Ada")
        return NAME.get()

    async def outer():
        return await sync.sync_to_async(sync.async_to_sync(inner))()

    assert inside_a_loop(sync.async_to_sync(outer)) == "Ada"


@pytest.mark.parametrize("nothing", [None, 42])
def test_only_coroutines_are_run(nothing):
    with pytest.raises(ValueError, match="a coroutine was expected"):
        event_loop.run(nothing)
