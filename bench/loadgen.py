"""Many requests at once over connections that are kept open, bounded in number and in time.

Each connection is a thread of its own, as a browser is to a server: it asks, reads all of the
answer, and asks again. Python takes some of the machine for that, alike for whatever is compared.
"""

import http.client
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlparse

import brotli

from bench.results import percentile

PATIENCE = 30  # seconds for one answer
ENCODINGS = "gzip, deflate, br, zstd"  # as browsers ask


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how long it took in ms."""

    status: int
    encoding: str
    body: bytes  # as it was sent
    milliseconds: float

    @property
    def text(self) -> str:
        body = brotli.decompress(self.body) if self.encoding == "br" else self.body
        return body.decode()


class Connection:
    """One connection, kept open: ``get`` and ``post``, with the cookies set on the way."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlparse(url).netloc, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self._ask("POST", path, body, headers)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        sent = {"Connection": "keep-alive", "Accept-Encoding": ENCODINGS, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        self._connection.request(method, path, body or None, sent)
        response = self._connection.getresponse()
        content = response.read()
        took = (time.perf_counter() - began) * 1000
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers["Content-Encoding"] or "", content, took)


@dataclass(slots=True)
class Load:
    """What came of it: answers' times in ms, what failed, and the seconds from first to last."""

    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def throughput(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: float) -> float:
        return percentile(self.times, percent)


Task = Callable[[Connection], Answer]


def load(
    url: str, tasks: Sequence[Task], *, count: int, seconds: float = 60.0, status: int = 200
) -> Load:
    """Have every task done over a connection of its own, all at once, again and again.

    At most ``count`` times each, and no longer than ``seconds``. An answer of another status than
    ``status`` is a failure, and so is none; a task that fails is not done again.
    """
    result, lock = Load(), threading.Lock()
    ready = threading.Barrier(len(tasks) + 1)

    def work(task: Task) -> None:
        connection = Connection(url)
        times: list[float] = []
        failure = ""
        ready.wait()
        deadline = time.monotonic() + seconds
        while len(times) < count and time.monotonic() < deadline and not failure:
            try:
                answer = task(connection)
            except (OSError, http.client.HTTPException) as error:
                failure = f"{type(error).__name__}: {error}"
            else:
                if answer.status == status:
                    times.append(answer.milliseconds)
                else:
                    failure = f"status {answer.status}: {answer.text[:200]}"
        connection.close()
        with lock:
            result.times += times
            result.failures += [failure] if failure else []

    threads = [threading.Thread(target=work, args=(task,), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - began
    return result


def getting(path: str) -> Task:
    """Ask for ``path``."""
    return lambda connection: connection.get(path)
