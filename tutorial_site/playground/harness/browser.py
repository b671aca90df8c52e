"""The browser's part: cookies, redirects, forms, and the headers that browsers add."""

import base64
import binascii
import json
import re
import secrets
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from .errors import BadRequest
from .shapes import Headers, Request, Upload
from .wsgi import RawRequest, RawResponse

ORIGIN = "http://localhost"
MAX_REDIRECTS = 20
REDIRECTS = {301, 302, 303, 307, 308}
USER_AGENT = "Mozilla/5.0 (Side by Side)"
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# What a browser leaves alone in a path or query; everything else is percent-encoded.
URL_SAFE = "%/:?#[]@!$&'()*+,;=-._~|"


@dataclass
class Cookie:
    """A cookie as kept; ``expires`` in seconds since the epoch, None until the browser closes."""

    name: str
    value: str
    path: str
    expires: float | None
    attributes: dict[str, str]

    def fits(self, path: str) -> bool:
        """Whether the cookie goes with a request for this path (RFC 6265, 5.1.4)."""
        if path == self.path:
            return True
        return path.startswith(self.path if self.path.endswith("/") else self.path + "/")


class CookieJar:
    """Cookies of one site. Domain is ignored: there is only this one."""

    def __init__(self) -> None:
        self.cookies: dict[tuple[str, str], Cookie] = {}

    def take(self, header: str, request_path: str) -> None:
        """Keep, replace or delete what a Set-Cookie header says."""
        pair, *parts = header.split(";")
        name, equals, value = pair.strip().partition("=")
        if not equals or not name:
            return
        attributes = {}
        for part in parts:
            key, _, text = part.strip().partition("=")
            attributes[key.lower()] = text.strip()
        path = attributes.get("path", "")
        if not path.startswith("/"):
            path = request_path.rpartition("/")[0] or "/"
        expires = _expiry(attributes)
        self.cookies.pop((name, path), None)
        if expires is None or expires > time.time():
            self.cookies[name, path] = Cookie(name, value.strip(), path, expires, attributes)

    def write(self, text: str, page_path: str) -> None:
        """Do what a script of the page says by ``document.cookie = text``.

        HttpOnly cookies are no business of scripts: they neither make nor replace one.
        """
        hidden = {key: one for key, one in self.cookies.items() if "httponly" in one.attributes}
        if not re.search(r";\s*httponly\b", text, re.IGNORECASE):
            self.take(text, page_path)
        self.cookies |= hidden

    def set(self, name: str, value: str) -> None:
        """Put a cookie for the whole site."""
        self.cookies[name, "/"] = Cookie(name, value, "/", None, {})

    def value(self, name: str) -> str:
        """A cookie's value, "" if there is none."""
        return next((c.value for c in self.cookies.values() if c.name == name), "")

    def current(self) -> list[Cookie]:
        """The cookies that have not run out."""
        now = time.time()
        return [c for c in self.cookies.values() if c.expires is None or c.expires > now]

    def forget(self, name: str = "") -> None:
        """Forget the cookies of a name, or all of them."""
        self.cookies = {
            key: cookie for key, cookie in self.cookies.items() if name and cookie.name != name
        }

    def header(self, path: str) -> str:
        """The Cookie header for a path; longer paths first, as browsers send them."""
        fitting = [cookie for cookie in self.current() if cookie.fits(path)]
        fitting.sort(key=lambda cookie: -len(cookie.path))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in fitting)


def _expiry(attributes: dict[str, str]) -> float | None:
    age = attributes.get("max-age", "")
    if re.fullmatch(r"-?\d+", age):
        return time.time() + int(age[:12])
    try:
        return parsedate_to_datetime(attributes["expires"]).timestamp()
    except (KeyError, ValueError, OverflowError):
        return None


class Browser:
    """Turns what a learner asks for into requests as a browser would send them."""

    def __init__(self) -> None:
        self.jar = CookieJar()
        self.page = ""  # URL of the page that is open
        self.signed_in = ""  # by ``as``, until the program sets a cookie

    def request(self, wanted: Request) -> RawRequest:
        """The first request of a visit; raises BadRequest."""
        if not isinstance(wanted, dict):
            raise BadRequest("A request is an object such as {method, path}.")
        method = str(wanted.get("method") or "GET").upper()
        if not re.fullmatch(r"[A-Z]{1,20}", method):
            raise BadRequest(f"{method[:40]!r} is no HTTP method: use GET, POST, PUT, DELETE ….")
        path, query = split_url(str(wanted.get("path") or "/"))
        content_type, body = _body(wanted)
        form = wanted.get("form")
        if method in ("GET", "HEAD") and form and not wanted.get("files"):
            query, content_type, body = _form_text(form), "", b""
        mount = split_url(str(wanted.get("mount") or "/"))[0].rstrip("/")
        request = RawRequest(method, path, query, [], body, mount)
        self._add_headers(request, content_type, _own_headers(wanted))
        return request

    def _add_headers(self, request: RawRequest, content_type: str, own: Headers) -> None:
        given = {name.lower() for name, _ in own}
        usual = [("Host", "localhost"), ("User-Agent", USER_AGENT), ("Accept", ACCEPT)]
        usual.append(("Accept-Language", "en"))
        if request.method not in ("GET", "HEAD"):
            usual.append(("Origin", ORIGIN))
            usual.append(("Referer", self.page or ORIGIN + "/"))
        if content_type:
            usual.append(("Content-Type", content_type))
        if request.body or request.method in ("POST", "PUT", "PATCH"):
            usual.append(("Content-Length", str(len(request.body))))
        request.headers = [pair for pair in usual if pair[0].lower() not in given] + own
        self._add_cookies(request, own)

    def _add_cookies(self, request: RawRequest, own: Headers) -> None:
        cookies = self.jar.header(request.address)
        if cookies and not any(name.lower() == "cookie" for name, _ in own):
            request.headers.append(("Cookie", cookies))

    def take(self, request: RawRequest, response: RawResponse) -> str | None:
        """Keep a response's cookies; the URL it redirects to, or None."""
        for header in response.all("Set-Cookie"):
            self.jar.take(header, request.address)
        here = ORIGIN + request.address + (f"?{request.query}" if request.query else "")
        location = response.get("Location")
        if response.status in REDIRECTS and location:
            return _target(here, encoded(_utf8(location)))
        if response.get("Content-Type").startswith("text/html"):
            self.page = here
        return None

    def follow(self, request: RawRequest, status: int, target: str) -> RawRequest:
        """The request that a redirect leads to (Fetch standard: HTTP-redirect fetch)."""
        path, query = split_url(target)
        method, body, headers = request.method, request.body, request.headers
        becomes_get = (status in (301, 302) and method == "POST") or (
            status == 303 and method not in ("GET", "HEAD")
        )
        gone = {"cookie"}
        if becomes_get:
            method, body = "GET", b""
            gone |= {"content-type", "content-length", "origin"}
        kept = [pair for pair in headers if pair[0].lower() not in gone]
        mount = request.mount if path.startswith(f"{request.mount}/") else ""
        following = RawRequest(method, path.removeprefix(mount), query, kept, body, mount)
        self._add_cookies(following, [])
        return following


def _same_site(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.hostname == "localhost"


def _target(here: str, location: str) -> str:
    """Where a location leads: a path on the site, or a whole URL off it."""
    try:
        target = urljoin(here, location)
        return _path_of(target) if _same_site(target) else target
    except ValueError:  # no address at all; whoever follows it is told so
        return location


def _path_of(url: str) -> str:
    """An address without its site: ``/a?b=1#c``."""
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))


def _utf8(header: str) -> str:
    """A header's text: WSGI hands bytes over as latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def encoded(url: str) -> str:
    """A URL in which everything that may not stand in one is percent-encoded."""
    return quote(url, safe=URL_SAFE)


def split_url(url: str) -> tuple[str, str]:
    """Path and query of an address on the site, percent-encoded; raises BadRequest."""
    if any(ord(c) < 32 for c in url):
        raise BadRequest("The address holds a line break or another control character.")
    absolute = re.match(r"[a-z][a-z0-9+.-]*:|//", url, re.IGNORECASE)
    try:
        target = urljoin(ORIGIN + "/", encoded(url.lstrip()))
        same_site = _same_site(target)
    except ValueError:
        raise BadRequest(f"{url[:100]} is no address.") from None
    if absolute and not same_site:
        raise BadRequest(
            f"{url[:100]} is another site. Only the program itself can be reached from here: "
            "give a path, such as /hello."
        )
    parts = urlsplit(target)
    return parts.path or "/", parts.query


def _own_headers(wanted: Request) -> Headers:
    headers = wanted.get("headers") or {}
    if not isinstance(headers, dict):
        raise BadRequest("Headers are an object: {name: value}.")
    own = [(str(name), str(value)) for name, value in headers.items()]
    for name, value in own:
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) or re.search(r"[\r\n\0]", value):
            raise BadRequest(f"{name[:60]!r} is no usable header: letters, digits and hyphens.")
    return own


def _body(wanted: Request) -> tuple[str, bytes]:
    """Content type and bytes of the body; ("", b"") without one."""
    given = [key for key in ("form", "json", "body") if wanted.get(key) is not None]
    files = wanted.get("files") or []
    if len(given) > 1 or (files and given not in ([], ["form"])):
        raise BadRequest(f"A request has one body: give only one of {', '.join(given)}.")
    if files:
        return _multipart(wanted.get("form") or {}, files)
    if wanted.get("form") is not None:
        return "application/x-www-form-urlencoded", _form_text(wanted["form"]).encode()
    if wanted.get("json") is not None:
        return "application/json", json.dumps(wanted["json"]).encode()
    if wanted.get("body") is not None:
        return "text/plain;charset=UTF-8", str(wanted["body"]).encode()
    return "", b""


def _fields(form: object) -> list[tuple[str, str]]:
    if not isinstance(form, dict):
        raise BadRequest("A form is an object: {name: value}, or {name: [value, value]}.")
    return [
        (str(name), "" if one is None else str(one))
        for name, value in form.items()
        for one in (value if isinstance(value, list | tuple) else [value])
    ]


def _form_text(form: object) -> str:
    # A browser sends line breaks in form fields as CRLF.
    return urlencode([(k, re.sub(r"\r?\n", "\r\n", v)) for k, v in _fields(form)])


def _multipart(form: dict[str, Any], files: list[Upload]) -> tuple[str, bytes]:
    """multipart/form-data, names escaped as browsers do (HTML standard)."""
    boundary = f"----SideBySide{secrets.token_hex(12)}"
    parts: list[bytes] = []

    def escape(name: str) -> str:
        return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")

    for name, value in _fields(form):
        parts.append(f'Content-Disposition: form-data; name="{escape(name)}"\r\n\r\n'.encode())
        parts[-1] += value.encode()
    for file in files:
        try:
            content = base64.b64decode(file["base64"], validate=True)
            name, filename = escape(file["name"]), escape(file["filename"])
        except (KeyError, TypeError, AttributeError, binascii.Error):
            raise BadRequest("A file has a name, a filename and its content as base64.") from None
        kind = str(file.get("type") or "application/octet-stream")
        parts.append(
            f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
            f"Content-Type: {escape(kind)}\r\n\r\n".encode()
            + content
        )
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
    return f"multipart/form-data; boundary={boundary}", body + f"--{boundary}--\r\n".encode()
