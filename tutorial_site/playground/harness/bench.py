"""The same request again and again, timed as a whole: what ``bench:`` of an app asks for.

Nothing is traced and no statement is kept meanwhile: what is measured is the program, its framework
and the few microseconds in which ``wsgi.call`` takes the response.
"""

import gc
import time
from typing import Any, TypedDict, cast

from .errors import BadRequest, HarnessError
from .run import Run
from .shapes import Request
from .wsgi import RawRequest, RawResponse, call, environ_of

MAX_TIMES = 1000
SECONDS = 3.0  # after which no further request is sent: the page waits for ten


class NotMeasured(HarnessError):
    """The program doesn't answer as it must for its time to mean anything."""


class Measured(TypedDict):
    """One round. ``milliseconds`` and ``query_milliseconds`` (from each statement until its first
    row) are those of one request: the mean of ``times``. ``queries``: statements of one request.
    """

    times: int
    milliseconds: float
    query_milliseconds: float
    queries: float
    status: int


def bench(run: Run, wanted: Any) -> Measured:
    """Send ``{request, times}`` in a row; raises HarnessError where there is no time to tell."""
    asked = wanted if isinstance(wanted, dict) else {}
    request, times = asked.get("request"), asked.get("times")
    if not isinstance(request, dict) or not isinstance(times, int) or not 1 <= times <= MAX_TIMES:
        raise BadRequest(f"Give a request, and how many times from 1 to {MAX_TIMES} it is sent.")
    with run.capture:
        raw = run.prepare(cast(Request, request), run.browser)
        _check(_send(run, raw), raw)  # and whatever only the first request pays for is paid
        return _round(run, raw, times)


def _round(run: Run, raw: RawRequest, times: int) -> Measured:
    environs = [environ_of(raw, run.capture.log) for _ in range(times)]
    app = run.served.app
    assert app is not None
    response = RawResponse()
    done = 0
    gc.collect()
    with run.recorder.tallying() as tally:
        begin = time.perf_counter()
        for environ in environs:
            response = call(app, environ)
            done += 1
            elapsed = time.perf_counter() - begin
            if elapsed > SECONDS:
                break
    _check(response, raw)
    return {
        "times": done,
        "milliseconds": elapsed * 1000 / done,
        "query_milliseconds": tally.seconds * 1000 / done,
        "queries": tally.queries / done,
        "status": response.status,
    }


def _send(run: Run, raw: RawRequest) -> RawResponse:
    assert run.served.app is not None
    with run.recorder.tallying():
        return call(run.served.app, environ_of(raw, run.capture.log))


def _check(response: RawResponse, raw: RawRequest) -> None:
    if response.status >= 400:
        raise NotMeasured(
            f"{raw.method} {raw.path} is answered {response.status}: the time of a failure says "
            "nothing. Send it by hand, and mend what it is about."
        )
