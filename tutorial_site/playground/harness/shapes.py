"""The JSON-able shapes that go into and come out of the harness."""

from typing import Any, Literal, NotRequired, TypedDict

from .shapes_inspector import Place as Place  # noqa: PLC0414  # for those that use it
from .shapes_inspector import Step, TableChange, Transaction

Framework = Literal["flask", "django", "python"]
Headers = list[tuple[str, str]]


class KeptWindow(TypedDict):
    """A browser window: who is signed in by ``as``, and its cookies, as fields of ``Cookie``."""

    signed_in: str
    cookies: list[dict[str, Any]]


class Kept(TypedDict):
    """What a program leaves to its next start: ``files`` that it wrote, in base64 by path, texts
    of ``supplied`` migrations, browser ``windows``, the terminal's ``folder`` and variables."""

    files: dict[str, str]
    supplied: dict[str, str]
    windows: dict[str, KeptWindow]
    folder: str
    environment: dict[str, str]


class Program(TypedDict):
    """What to run: ``files`` are texts by path, ``superuser`` is "name/password" or "".

    ``by_hand``: no migration is made or applied at the start, as on a computer of one's own.
    ``kept``: what the last start left; then none is, either.
    """

    framework: str
    files: dict[str, str]
    superuser: NotRequired[str]
    by_hand: NotRequired[bool]
    kept: NotRequired[Kept | None]


class Teaching(TypedDict):
    """What an error means, for those who meet it first: a paragraph, its usual cause, the next
    move, and what the other framework has in its place ("" for what is Python's own). Code stands
    in backticks. ``section`` is the part of the course that explains it, lesson#section, or ""."""

    id: str
    title: str
    meaning: str
    cause: str
    mend: str
    other: str
    section: str


class Frame(TypedDict):
    """One step of a traceback; ``own`` says that it is in the learner's files, ``library`` in whose
    it is otherwise: "flask", "django", "python" for Python's own …, or ""."""

    file: str
    line: int
    function: str
    code: str
    own: bool
    library: str


class Error(TypedDict):
    """An exception: ``where`` is the learner's innermost line, ``frames`` outermost first."""

    type: str
    message: str
    where: Place | None
    frames: list[Frame]
    text: str
    teaching: Teaching | None


class Query(TypedDict):
    """One SQL statement; ``where`` is the learner's line, in code or template, that caused it.

    ``group`` is the index of the exchange's first query of the same shape (values don't count):
    what is asked once for each row of something is one group. ``rows``: read, or affected; None
    while nobody has read any.
    """

    sql: str
    params: Any
    milliseconds: float
    where: Place | None
    group: int
    rows: int | None


class Output(TypedDict):
    """A piece of the console: ``stream`` is "stdout", "stderr" or "log"."""

    stream: str
    text: str


class Report(TypedDict):
    """How a start went. ``supplied`` are files that the program left out, by path; ``serves``
    says that it answers requests (a plain Python program may or may not)."""

    ok: bool
    error: Error | None
    supplied: dict[str, str]
    milliseconds: float
    console: list[Output]
    serves: bool


class Upload(TypedDict):
    """A file of a form."""

    name: str
    filename: str
    type: NotRequired[str]
    base64: str


# Functional syntax: "as" and "json" are no names for class attributes.
Request = TypedDict(
    "Request",
    {
        "method": str,
        "path": str,
        "headers": dict[str, str],
        "form": dict[str, Any] | None,
        "json": Any,
        "body": str | None,
        "files": list[Upload],
        "as": str,
        "window": str,  # the browser window that sends it, "main" if not given
        "trace": bool,  # whether the path through the framework is recorded: unless False
        "follow": bool,  # redirects, as a browser does: unless False
        "mount": str,  # the path below which the program is served: see RawRequest
    },
    total=False,
)


class SentRequest(TypedDict):
    """A request as it reached the program; ``body`` is cut at 100,000 characters."""

    method: str
    path: str
    query: str
    headers: Headers
    body: str


class ReceivedResponse(TypedDict):
    """A response: ``text`` or ``base64`` holds the body, ``bytes`` its size in bytes.

    ``status`` is 0 when nothing was sent, because the request itself could not be. ``download`` is
    the name under which the browser is to save the body instead of showing it, None to show it."""

    status: int
    reason: str
    headers: Headers
    text: str | None
    base64: str | None
    bytes: int
    truncated: bool
    type: str
    download: str | None


class Seen(TypedDict):
    """What was seen of the program while it answered. ``queries_left_out`` counts the statements
    beyond the first 2,000. ``trace`` is None if it wasn't asked for; ``trace_left_out`` counts the
    steps beyond the first 400. ``lines``: numbers of the learner's lines that ran, by file."""

    queries: list[Query]
    queries_left_out: int
    transactions: list[Transaction]
    trace: list[Step] | None
    trace_left_out: int
    lines: dict[str, list[int]]
    changes: list[TableChange]


class Exchange(Seen):
    """One request and its response. ``redirected_to`` is the path that the browser goes to next,
    or a whole URL when that leads off the site (which is reported, and not followed). ``window`` is
    the browser window that sent it. ``teaching``: of a status that is an error without an
    exception, such as 404; an exception brings its own."""

    request: SentRequest
    response: ReceivedResponse
    milliseconds: float
    error: Error | None
    redirected_to: str | None
    window: str
    teaching: Teaching | None


class Visit(TypedDict):
    """What one request of the learner led to: itself and the redirects after it."""

    exchanges: list[Exchange]
