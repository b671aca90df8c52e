"""Async code in the browser's Python: ``asyncio.run`` and asgiref's two bridges, without a thread.

The browser calls Python from within an event loop of its own, which has no turn before Python is
done, and there are no threads to run another in. So coroutines get a loop here that is run to its
end in place, while the browser's counts as not running. It waits and takes turns as any loop does;
what would go into a thread is called at once.
"""

import asyncio
import contextvars
import importlib
import os
import time
from asyncio import events
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"
NOTHING_COMES = (
    "The coroutine waits for something that can't come: nothing else is left to run, and there is "
    "no network here."
)
NESTED = "asyncio.run() cannot be called from a running event loop"
BRIDGED = (
    "You cannot use AsyncToSync in the same thread as an async event loop - "
    "just await the async function directly."
)


class _NoFiles:
    """Stands in for the selector, which waits for files and sockets: here there is only time."""

    def select(self, timeout: float | None) -> list[Any]:
        """Wait for as many seconds; None would be for ever."""
        if timeout is None:
            raise RuntimeError(NOTHING_COMES)
        if timeout > 0:
            time.sleep(timeout)
        return []

    def close(self) -> None:
        """Nothing was opened."""


class Loop(asyncio.BaseEventLoop):
    """An event loop that runs to its end where it is started."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _NoFiles()

    def _process_events(self, event_list: object) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody else could wake it."""

    def run_in_executor(  # type: ignore[override]
        self, executor: object, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Call what was to run in a thread, now."""
        future = self.create_future()
        try:
            with _no_loop():
                future.set_result(func(*args))
        except Exception as exc:
            future.set_exception(exc)
        return future


@contextmanager
def _no_loop() -> Iterator[None]:
    """Within it no event loop counts as running in this thread."""
    before = events._get_running_loop()
    events._set_running_loop(None)
    try:
        yield
    finally:
        events._set_running_loop(before)


@contextmanager
def _django_minds() -> Iterator[None]:
    """Within it Django refuses its synchronous ORM, as in any other event loop."""
    before = os.environ.pop(UNSAFE, None)
    try:
        yield
    finally:
        if before is not None:
            os.environ[UNSAFE] = before


def _is_inside() -> bool:
    return isinstance(events._get_running_loop(), Loop)


def run(
    main: Coroutine[Any, Any, Any],
    *,
    debug: bool | None = None,
    loop_factory: object = None,
    context: contextvars.Context | None = None,
) -> Any:
    """Stands in for asyncio.run()."""
    if _is_inside():
        main.close()
        raise RuntimeError(NESTED)
    if not asyncio.iscoroutine(main):
        raise ValueError(f"a coroutine was expected, got {main!r}")
    loop = Loop()
    if debug is not None:
        loop.set_debug(debug)
    with _no_loop(), _django_minds():
        try:
            return loop.run_until_complete(loop.create_task(main, context=context))
        finally:
            _end(loop)


def _end(loop: Loop) -> None:
    """Cancel what is left, as asyncio.run() does."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


async def _awaited(awaitable: Awaitable[Any]) -> Any:
    return await awaitable


def _to_sync(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Stands in for AsyncToSync.__call__(): what the coroutine puts into its context is kept."""
    if _is_inside():
        raise RuntimeError(BRIDGED)
    context = contextvars.copy_context()
    try:
        return run(_awaited(self.awaitable(*args, **kwargs)), context=context)
    finally:
        for variable, value in context.items():
            if variable.get(None) is not value:
                variable.set(value)


async def _to_async(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Stands in for SyncToAsync.__call__()."""
    with _no_loop():
        return self.func(*args, **kwargs)


def install() -> None:
    """Put the stand-ins in place, in the browser's Python."""
    asyncio.run = run
    asyncio.runners.run = run
    try:
        sync: Any = importlib.import_module("asgiref.sync")
    except ImportError:
        return
    sync.AsyncToSync.__call__ = _to_sync
    sync.SyncToAsync.__call__ = _to_async
