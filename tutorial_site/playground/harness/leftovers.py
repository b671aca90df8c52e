"""What a program changes in its process besides modules and files: put back when it is closed."""

import logging
import os
import warnings
from collections.abc import Callable
from typing import Any

# A logger as ``getLogger`` makes it.
UNTOUCHED: dict[str, Any] = {"level": 0, "propagate": True, "disabled": False, "filters": []}


def remember() -> Callable[[], None]:
    """Take stock of environment, warnings' filters and logging; what comes back restores them."""
    environment = dict(os.environ)
    filters = list(warnings.filters)
    disabled = logging.root.manager.disable
    loggers = {logger.name: _state(logger) for logger in _loggers()}

    def put_back() -> None:
        if dict(os.environ) != environment:
            os.environ.clear()
            os.environ.update(environment)
        # Not simplefilter() and the like: none of them takes a list back as it was.
        warnings.filters[:] = filters  # type: ignore[index]
        logging.disable(disabled)
        for logger in _loggers():
            _restore(logger, loggers.get(logger.name))

    return put_back


def _loggers() -> list[logging.Logger]:
    known = list(logging.root.manager.loggerDict.values())
    return [logging.root, *(one for one in known if isinstance(one, logging.Logger))]


def _state(logger: logging.Logger) -> dict[str, Any]:
    return {
        "level": logger.level,
        "propagate": logger.propagate,
        "disabled": logger.disabled,
        "filters": list(logger.filters),
        "handlers": list(logger.handlers),
    }


def _restore(logger: logging.Logger, state: dict[str, Any] | None) -> None:
    """A logger that is new stays, as a library may hold it, and loses what it was told."""
    if state is None:
        silent = [one for one in logger.handlers if isinstance(one, logging.NullHandler)]
        state = UNTOUCHED | {"handlers": silent}
    if _state(logger) != state:
        vars(logger).update({name: value for name, value in state.items() if name != "level"})
        logger.setLevel(state["level"])
