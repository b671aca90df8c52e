"""What a command may change in the process, and a process of its own would take with it."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LOGGER_STATE = ("disabled", "level", "handlers", "propagate", "filters")


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """Environment variables for one command; what it sets itself is forgotten."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


@contextmanager
def arguments(words: list[str]) -> Iterator[None]:
    """``sys.argv`` of one command."""
    before = sys.argv
    sys.argv = list(words)
    try:
        yield
    finally:
        sys.argv = before


@contextmanager
def loggers_kept() -> Iterator[None]:
    """Loggers as they were: Alembic configures logging anew, which silences those of the app."""
    before = {logger: _state(logger) for logger in _loggers()}
    try:
        yield
    finally:
        for logger in _loggers():
            if logger in before:
                vars(logger).update(before[logger])
            elif logger.disabled:
                logger.disabled = False


def _loggers() -> list[logging.Logger]:
    known: list[Any] = [logging.root, *logging.root.manager.loggerDict.values()]
    return [logger for logger in known if isinstance(logger, logging.Logger)]


def _state(logger: logging.Logger) -> dict[str, Any]:
    kept = {name: vars(logger)[name] for name in LOGGER_STATE}
    return kept | {"handlers": list(logger.handlers), "filters": list(logger.filters)}
