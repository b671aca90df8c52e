"""Pages for visitors without a session, rendered and compressed once and then only copied.

Such a page is the same for everybody but for its CSRF tokens, which are cut out when it is kept and
put in anew for every visitor. Whoever has a session gets a page of their own every time.
"""

import copy
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (  # type: ignore[attr-defined]
    _unmask_cipher_token,
    get_token,
)
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from tutorial_site.catalog.packing import PackedPage, pack
from tutorial_site.catalog.store import library
from tutorial_site.catalog.tokens import CSRF_TOKEN_LENGTH, token_for
from tutorial_site.frontend.assets import assets

_MOST_PAGES = 300
_MOST_BYTES = 50_000_000
_TOKENLIKE = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")
_TAKES_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A page in pieces; a CSRF token belongs between each two of them."""

    pieces: tuple[bytes, ...]
    size: int  # in memory, both forms together
    packed: PackedPage | None = None

    def response(self, request: HttpRequest, status: int) -> HttpResponse:
        """The page with this visitor's token; one without forms gets nobody a cookie."""
        token = token_for(request) if len(self.pieces) > 1 else b""
        if self.packed and _TAKES_BROTLI.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response = HttpResponse(self.packed.filled(token), status=status)
            response.headers["Content-Encoding"] = "br"
        else:
            response = HttpResponse(token.join(self.pieces), status=status)
        # A token is in it, and soon progress: no proxy may keep it, the browser must ask again.
        response.headers["Vary"] = "Cookie, Accept-Encoding"
        response.headers["Cache-Control"] = "private, no-cache"
        return response


class _Pages:
    """The pages kept, least recently used first out. Thread-safe."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, ...], CachedPage] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...]) -> CachedPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[str, ...], page: CachedPage) -> None:
        with self._lock:
            if replaced := self._pages.pop(key, None):
                self._bytes -= replaced.size
            self._pages[key] = page
            self._bytes += page.size
            while len(self._pages) > _MOST_PAGES or self._bytes > _MOST_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= dropped.size

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


pages = _Pages()


def page_response(
    request: HttpRequest, template: str, context: dict[str, Any], *, digest: str, status: int = 200
) -> HttpResponse:
    """The page, from the pages kept if the visitor has no session. ``digest`` is its content's."""
    if settings.DEBUG or not is_anonymous(request):
        if settings.DEBUG:
            context = context | {"dev_version": dev_version()}
        response = render(request, template, context, status=status)
        patch_vary_headers(response, ("Cookie",))
        patch_cache_control(response, private=True, no_cache=True)
        return response
    # Whatever the templates can tell visitors apart by must be in here.
    key = (
        template,
        request.path,
        request.scheme or "",
        request.get_host(),
        digest,
        assets_version(),
    )
    page = pages.get(key)
    if page is None:
        page = _cached(request, template, context)
        pages.put(key, page)
    return page.response(request, status)


def is_anonymous(request: HttpRequest) -> bool:
    """Whether nothing sets this visit apart: no session, no message waiting, no partial asked.

    An address with a query is not kept either: there is no end to them.
    """
    return (
        not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HTTP_HX_REQUEST" not in request.META
        and request.method in ("GET", "HEAD")
    )


def dev_version() -> str:
    """Changes when an open page should load itself again. A page says which one it was made of."""
    return f"{library().version} {assets_version()}"


def assets_version() -> str:
    """The version of the built files, "" if none are built."""
    try:
        return assets().version
    except ImproperlyConfigured:
        return ""


def _cached(request: HttpRequest, template: str, context: dict[str, Any]) -> CachedPage:
    """Render the page for nobody in particular, and cut it at everything that is personal."""
    nobody = copy.copy(request)
    nobody.META = {name: value for name, value in request.META.items() if name != "CSRF_COOKIE"}
    nobody.COOKIES = {}
    # Wherever on the page a token is drawn, and by whatever: it is one of this secret, masked
    # anew each time, and so can be told from any other run of letters.
    get_token(nobody)
    secret = nobody.META["CSRF_COOKIE"]
    body = render(nobody, template, context).content
    return cut(body, secret)


def cut(body: bytes, secret: str) -> CachedPage:
    """``body`` without the CSRF tokens made of ``secret``, wherever they stand."""
    pieces: list[bytes] = []
    at = 0
    for match in _TOKENLIKE.finditer(body):
        if _unmask_cipher_token(match[0].decode()) == secret:
            pieces.append(body[at : match.start()])
            at = match.end()
    pieces.append(body[at:])
    packed = pack(pieces, CSRF_TOKEN_LENGTH)
    return CachedPage(tuple(pieces), len(body) + (packed.size if packed else 0), packed)
