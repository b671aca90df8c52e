"""Whatever goes wrong in set-up ends in a message that says what to do, never in a traceback."""

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tutorial_site.setup import SetupError

STOPPED = 130  # what shells expect of a program stopped by Ctrl+C


class Stopped(SetupError):
    """The person stopped the set-up."""


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn what the machine may do to us into SetupError: a full disk, a missing right, Ctrl+C."""
    _end_cleanly_when_told_to()
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(
            "Stopped. What is done stays done; the same command goes on from there."
        ) from None
    except OSError as error:
        raise SetupError(_advice(error)) from error


def _advice(error: OSError) -> str:
    what = f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full ({what}). Free some space, then run the same command again."
    if isinstance(error, PermissionError):
        return (
            f"Not allowed ({what}). Does the checkout belong to you? "
            "An earlier run with sudo may have left files of root's in it."
        )
    return f"{what}.\nMend that, then run the same command again."


def _end_cleanly_when_told_to() -> None:
    """Let a SIGTERM unwind us, so that programs which we started are ended with us."""

    def unwind(_number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, unwind)
