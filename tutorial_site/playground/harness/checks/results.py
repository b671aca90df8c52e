"""What a check ended in, as the page is told it, and as mistakes are recognised by it."""

import re
import traceback

from ..errors import HarnessError, message_of
from ..run import Run
from ..shapes import Error, Exchange, Output
from .explaining import explain, shown
from .rewriting import CHECKS_FILE, CheckFailed, Seen
from .shapes import CheckResult
from .window import Log

MAX_EXCHANGES = 30  # of a failed check
MAX_BODIES = 2_000_000  # characters of responses, beside the one that the check is about
MAX_CONSOLE = 20_000  # characters of a check's output, the last
MAX_MESSAGE = 1_000  # characters
SHORT = 60  # characters of a value by which one mistake is told from another


class NotStarted(Exception):
    """The program doesn't start, or answers no requests: no check can pass."""

    def __init__(self, error: Error | None) -> None:
        self.error = error
        super().__init__(
            f"The program doesn't start. {error['type']}: {error['message']}"
            if error
            else "The program answers no requests: it holds no application."
        )


def result_of(failure: BaseException | None, run: Run, log: Log) -> CheckResult:
    """The result of a check; name, title and time are its caller's to fill in."""
    result: CheckResult = {
        "name": "",
        "title": "",
        "ok": failure is None,
        "message": "",
        "expected": "",
        "actual": "",
        "line": 0,
        "exchange": None,
        "exchanges": [],
        "error": None,
        "milliseconds": 0.0,
        "console": _last_output(run.console.pieces),
        "signature": "",
    }
    if failure is None:
        return result
    lines = _lines(failure)
    result["line"] = lines[-1] if lines else 0
    result["exchanges"], result["exchange"] = _exchanges(log)
    about = log.exchanges[log.looked_at] if log.looked_at is not None else None
    result["error"] = about["error"] if about else None
    if isinstance(failure, NotStarted):
        result["error"] = failure.error
    result["message"] = _message(failure, result)[:MAX_MESSAGE]
    if isinstance(failure, CheckFailed):
        result["expected"], result["actual"] = explain(failure.seen)
    result["signature"] = _signature(failure, lines, about, result["error"])
    return result


def _message(failure: BaseException, result: CheckResult) -> str:
    if isinstance(failure, CheckFailed) and failure.said is not None:
        return str(failure.said)
    error = result["error"]
    if isinstance(failure, CheckFailed):
        return f"The program raised {error['type']}: {error['message']}" if error else ""
    said = message_of(failure)
    if isinstance(failure, HarnessError | NotStarted):
        return said
    return (
        f"This check could not be carried out: {type(failure).__name__}: {said} "
        f"(line {result['line']} of the checks)."
    )


def _lines(failure: BaseException) -> list[int]:
    """Where in the checks it happened: the check's own line, then those of what it called."""
    steps = traceback.extract_tb(failure.__traceback__)
    return [step.lineno or 0 for step in steps if step.filename == CHECKS_FILE]


def _exchanges(log: Log) -> tuple[list[Exchange], int | None]:
    """The last exchanges, and where among them is the one that was looked at."""
    at = log.looked_at
    if at is None:
        return [], None
    kept: list[int] = []
    room = MAX_BODIES
    for index in range(len(log.exchanges) - 1, -1, -1):
        room -= 0 if index == at else _size(log.exchanges[index])
        if index == at or (room >= 0 and len(kept) < MAX_EXCHANGES):
            kept.append(index)
    kept.reverse()
    return [log.exchanges[index] for index in kept], kept.index(at)


def _size(exchange: Exchange) -> int:
    response = exchange["response"]
    return len(response["text"] or "") + len(response["base64"] or "")


def _last_output(pieces: list[Output]) -> list[Output]:
    kept: list[Output] = []
    room = MAX_CONSOLE
    for piece in reversed(pieces):
        if room <= 0:
            break
        kept.append({"stream": piece["stream"], "text": piece["text"][-room:]})
        room -= len(piece["text"])
    return kept[::-1]


def _signature(
    failure: BaseException, lines: list[int], about: Exchange | None, error: Error | None
) -> str:
    """How it failed: where, in which exchange, with which exception or which small value."""
    status = about["response"]["status"] if about else "-"
    if error:
        what = f"{error['type']}: {error['message']}"
    elif isinstance(failure, CheckFailed):
        what = _small(failure.seen)
    else:
        what = f"{type(failure).__name__}: {message_of(failure)}"
    # Addresses in memory are new in every run.
    what = re.sub(r"\b0x[0-9a-f]+", "0x", what[:300])
    return f"{'>'.join(map(str, lines))} {status} {what}".strip()


def _small(seen: Seen) -> str:
    """The value that was not expected, if it is so small that it says something."""
    values = [value for value, fixed in _sides(seen) if not fixed]
    texts = [shown(value) for value in values]
    return " ".join(text for text in texts if len(text) <= SHORT)


def _sides(seen: Seen) -> list[tuple[object, bool]]:
    left = (seen.left, seen.left_fixed)
    return [left] if seen.sign in ("", "not") else [left, (seen.right, seen.right_fixed)]
