"""Output of what isn't the app's own doing: of commands, and of code in the shell."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from .console import Capture, Console
from .run import Run


@contextmanager
def aside(run: Run, console: Console) -> Iterator[None]:
    """Within it everything that is written goes to this console, the app's log included."""
    capture = Capture(console)
    # Log handlers of the app keep writing to its own console: they are sent here meanwhile.
    vars(run.console)["write"] = console.write
    try:
        with capture:
            yield
    finally:
        del vars(run.console)["write"]
        _hand_back_handlers(run, capture)


def _hand_back_handlers(run: Run, capture: Capture) -> None:
    """Handlers that were made meanwhile (Alembic configures logging) outlive the console."""
    gone = (capture.stdout, capture.stderr, capture.log)
    for reference in logging._handlerList:  # type: ignore[attr-defined]
        handler = reference()
        if vars(handler).get("stream") in gone:
            handler.setStream(run.capture.log)
