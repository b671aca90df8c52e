"""WSGI (PEP 3333) from the server's side: one request in, one response out."""

import base64
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value
from http import HTTPStatus
from typing import Any, TextIO
from urllib.parse import unquote_to_bytes

from .errors import HarnessError
from .shapes import Headers, ReceivedResponse

MAX_BODY = 1_000_000  # bytes
WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
TEXT_TYPES = re.compile(
    r"text/.*|application/(?:.*\+)?(?:json|xml|javascript|ecmascript|x-www-form-urlencoded|sql)"
    r"|image/svg\+xml"
)


class BrokenWSGI(HarnessError):
    """The application doesn't keep to PEP 3333."""


@dataclass
class RawRequest:
    """A request as it goes over the wire; ``path`` is percent-encoded.

    ``mount`` is the path below which the server serves the program (SCRIPT_NAME), as "/app"; it
    stands before ``path``.
    """

    method: str
    path: str
    query: str = ""
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    mount: str = ""

    @property
    def address(self) -> str:
        """The whole path, as the browser knows it."""
        return self.mount + self.path


@dataclass
class RawResponse:
    """A response as it came; ``exception`` is what the application let through."""

    status: int = 500
    reason: str = "Internal Server Error"
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    truncated: bool = False
    exception: BaseException | None = None

    def get(self, name: str) -> str:
        """The first header of this name, "" if there is none."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")

    def all(self, name: str) -> list[str]:
        """All headers of this name."""
        return [v for k, v in self.headers if k.lower() == name.lower()]


def environ_of(request: RawRequest, errors: TextIO) -> dict[str, Any]:
    """The environ dictionary, with text as "bytes decoded as latin-1", as PEP 3333 wants it."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": unquote_to_bytes(request.mount).decode("latin-1"),
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": errors,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        value = value.encode("utf-8").decode("latin-1")
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ


class _Call:
    """One call of the application: holds what ``start_response`` was told."""

    def __init__(self) -> None:
        self.response = RawResponse()
        self.started = False
        self.written: list[bytes] = []

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
    ) -> Callable[[bytes], None]:
        if self.started and not exc_info:
            raise BrokenWSGI(
                "start_response was called twice. Call it once, before the body is returned."
            )
        self.started = True
        self.response.status, self.response.reason = _status(status)
        self.response.headers = _headers(headers)
        return self.written.append


def call(app: WSGIApp, environ: dict[str, Any]) -> RawResponse:
    """Call the application and take its response, at most 1 MB of the body.

    Exceptions of the application end up in the response, which is a 500 then.
    """
    one = _Call()
    chunks: Iterable[bytes] | None = None
    try:
        chunks = app(environ, one.start_response)
        body, truncated = _consume(one, chunks)
        if not one.started:
            raise BrokenWSGI(
                "The application never called start_response. A WSGI application calls "
                'start_response("200 OK", [("Content-Type", "text/plain")]) and then returns '
                "the body, as a list of bytes."
            )
        one.response.body = b"" if environ["REQUEST_METHOD"] == "HEAD" else body
        one.response.truncated = truncated
    except (Exception, SystemExit) as exc:
        one.response = crashed(exc)
    finally:
        try:
            close = getattr(chunks, "close", None)
            if close:
                close()
        except Exception as exc:
            one.response.exception = one.response.exception or exc
    return one.response


def crashed(exc: BaseException) -> RawResponse:
    """What a server answers when the application fails and says nothing itself."""
    return RawResponse(
        headers=[("Content-Type", "text/plain; charset=utf-8")],
        body=b"Internal Server Error",
        exception=exc,
    )


def _consume(one: _Call, chunks: object) -> tuple[bytes, bool]:
    if isinstance(chunks, str) or not isinstance(chunks, Iterable):
        kind = "None" if chunks is None else f"a {type(chunks).__name__}"
        raise BrokenWSGI(
            f'The application returned {kind}. The body is a list of bytes, such as [b"Hello"].'
        )
    body = bytearray()
    for chunk in chunks:
        if not isinstance(chunk, bytes | bytearray):
            kind = type(chunk).__name__
            raise BrokenWSGI(
                f'The body has a part that is {kind}, not bytes: encode it, as in "Hello".encode().'
            )
        body += b"".join(one.written) + chunk
        one.written.clear()
        if len(body) > MAX_BODY:
            return bytes(body[:MAX_BODY]), True
    body += b"".join(one.written)
    return bytes(body[:MAX_BODY]), len(body) > MAX_BODY


def _status(status: object) -> tuple[int, str]:
    if not isinstance(status, str) or not re.match(r"\d{3}( |$)", status):
        raise BrokenWSGI(f'The status is {status!r}: it must be a text such as "200 OK".')
    code, _, reason = status.partition(" ")
    return int(code), reason or _reason(int(code))


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _headers(headers: object) -> Headers:
    fine = isinstance(headers, list) and all(
        isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
        for pair in headers
    )
    if not fine:
        raise BrokenWSGI(
            "The headers must be a list of pairs of texts, such as "
            '[("Content-Type", "text/plain")]; numbers have to be turned into texts.'
        )
    assert isinstance(headers, list)
    for name, value in headers:
        if any(c in name + value for c in "\r\n\0"):
            raise BrokenWSGI(f"The header {name!r} holds a line break, which HTTP forbids.")
    return [(name.strip(), value.strip()) for name, value in headers]


def received(response: RawResponse) -> ReceivedResponse:
    """The response as JSON: text where its type says so, base64 otherwise."""
    message = Message()
    message["Content-Type"] = response.get("Content-Type") or "application/octet-stream"
    kind = message.get_content_type()
    length = response.get("Content-Length")
    exact = response.truncated and length.isdigit()
    text = encoded = None
    if TEXT_TYPES.fullmatch(kind) or not response.body:
        text = _decoded(response.body, str(message.get_content_charset("utf-8")))
    else:
        encoded = base64.b64encode(response.body).decode()
    return {
        "status": response.status,
        "reason": response.reason,
        "headers": response.headers,
        "text": text,
        "base64": encoded,
        "bytes": int(length) if exact else len(response.body),
        "truncated": response.truncated,
        "type": kind if response.get("Content-Type") else "",
        "download": download_name(response.get("Content-Disposition")),
    }


def download_name(disposition: str) -> str | None:
    """The file's name in ``attachment; filename="notes.csv"`` (RFC 6266); None to show the body."""
    message = Message()
    message["Content-Disposition"] = disposition
    if not disposition or message.get_content_disposition() != "attachment":
        return None
    # The encoded name, filename*, goes before the plain one, which may stand in for it.
    given = message.get_params([], "Content-Disposition")
    names = [value for name, value in given if name == "filename"]
    names.sort(key=lambda value: not isinstance(value, tuple))
    name = collapse_rfc2231_value(names[0]) if names else ""
    name = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in name if c.isprintable()).strip(". ") or "download"


def _decoded(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, "replace")
    except LookupError:  # a charset that Python doesn't know
        return body.decode("utf-8", "replace")
