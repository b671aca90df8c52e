"""A jar's cookies as the inspector shows them, read as far as their makers can read them."""

import base64
import importlib
import json
import zlib
from collections.abc import Callable
from typing import Any

from .browser import Cookie, CookieJar
from .shapes_inspector import Meaning, ShownCookie
from .values import for_json, shown

MAX_TEXT = 1000  # characters
MAX_ITEMS = 100
Read = Callable[[Cookie], Meaning | None]

SIGNED = (
    "Signed, not encrypted: whoever has the cookie can read this; only who knows SECRET_KEY can "
    "change it."
)
FORGED = "The signature is not this program's: it ignores the cookie."
SERVER_SIDE = (
    "The cookie holds nothing but this key; the data stands on the server, in {where}. Whoever has "
    "the key is taken for its owner."
)
LOST = "The server has no session of this key (any more): it begins a new one."
CSRF = (
    "A secret that forms send along as a hidden field, masked anew each time. Other sites can't "
    "read it, so they can't send this program's forms."
)
REMEMBER = "Signed: the user's id, and a proof that this program wrote it. It outlives the session."


def shown_cookies(jar: CookieJar, read: Read | None) -> list[ShownCookie]:
    """All cookies of a jar that have not run out, each with what it means."""
    return [_shown(cookie, read) for cookie in jar.current()]


def _shown(cookie: Cookie, read: Read | None) -> ShownCookie:
    try:
        meaning = read(cookie) if read else None
    except Exception:  # a session interface, or a store, of the program's own may fail
        meaning = None
    return {
        "name": cookie.name,
        "value": cookie.value,
        "path": cookie.path,
        "expires": cookie.expires,
        "httponly": "httponly" in cookie.attributes,
        "secure": "secure" in cookie.attributes,
        "samesite": cookie.attributes.get("samesite", ""),
        "meaning": meaning,
    }


def _meaning(kind: str, data: Any, note: str, **more: Any) -> Meaning:
    meaning: Meaning = {
        "kind": kind,
        "data": _plain(data),
        "signed": False,
        "encrypted": False,
        "valid": None,
        "note": note,
    }
    meaning.update(more)  # type: ignore[typeddict-item]
    return meaning


def _plain(data: Any, depth: int = 0) -> Any:
    """Session data as JSON can hold it."""
    if isinstance(data, dict) and depth < 4:
        return {str(k): _plain(v, depth + 1) for k, v in list(data.items())[:MAX_ITEMS]}
    if isinstance(data, list | tuple | set) and depth < 4:
        return [_plain(value, depth + 1) for value in list(data)[:MAX_ITEMS]]
    return for_json(data, MAX_TEXT) if isinstance(data, str | int | float | None) else shown(data)


def read_flask(app: Any) -> Read:
    """Reads a Flask program's cookies: its session, Flask-Login's."""

    def read(cookie: Cookie) -> Meaning | None:
        if cookie.name == app.config["SESSION_COOKIE_NAME"]:
            return _flask_session(app, cookie.value)
        if cookie.name == app.config.get("REMEMBER_COOKIE_NAME", "remember_token"):
            return _remembered(app, cookie.value)
        return None

    return read


def _flask_session(app: Any, value: str) -> Meaning | None:
    from itsdangerous import BadSignature

    signer = getattr(app.session_interface, "get_signing_serializer", lambda _: None)(app)
    if signer is None:
        return None
    try:
        data = signer.loads(value)
    except BadSignature:
        return _meaning("flask-session", _payload(value), FORGED, signed=True, valid=False)
    return _meaning("flask-session", data, SIGNED, signed=True, valid=True)


def _payload(value: str) -> Any:
    """What a signed value says, whoever signed it; None if it says nothing."""
    compressed = value.startswith(".")
    text = value.removeprefix(".").split(".")[0]
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        raw = zlib.decompressobj().decompress(raw, 100_000) if compressed else raw
        return json.loads(raw)
    except (ValueError, zlib.error):
        return None


def _remembered(app: Any, value: str) -> Meaning:
    from flask_login import decode_cookie  # type: ignore[import-untyped]

    with app.app_context():
        user = decode_cookie(value)
    known = value.rpartition("|")[0]
    data = {"user": known}
    note = REMEMBER if user is not None else FORGED
    return _meaning("flask-remember", data, note, signed=True, valid=user is not None)


def read_django(cookie: Cookie) -> Meaning | None:
    """Reads a Django program's cookies: session, CSRF secret, messages."""
    from django.conf import settings

    if cookie.name == settings.CSRF_COOKIE_NAME:
        return _meaning("csrf-token", None, CSRF)
    if cookie.name == "messages":
        return _django_messages(cookie.value)
    if cookie.name == settings.SESSION_COOKIE_NAME:
        return _django_session(cookie.value, settings.SESSION_ENGINE)
    return None


def _django_session(key: str, engine: str) -> Meaning:
    session = importlib.import_module(engine).SessionStore(key)
    data = session.load()
    kept = session.session_key is not None  # load() forgets a key that isn't known
    if engine.endswith("signed_cookies"):
        note = SIGNED if data else FORGED
        return _meaning("django-session", data, note, signed=True, valid=bool(data))
    where = {
        "django.contrib.sessions.backends.db": "the table django_session",
        "django.contrib.sessions.backends.cached_db": "the table django_session and the cache",
        "django.contrib.sessions.backends.cache": "the cache",
        "django.contrib.sessions.backends.file": "a file",
    }.get(engine, engine)
    note = SERVER_SIDE.format(where=where) if kept else LOST
    return _meaning("django-session", data, note, valid=kept)


def _django_messages(value: str) -> Meaning | None:
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.http import HttpRequest

    storage: Any = CookieStorage(HttpRequest())
    messages = storage._decode(value)
    data = None if messages is None else [str(message) for message in messages]
    note = SIGNED if messages is not None else FORGED
    return _meaning("django-messages", data, note, signed=True, valid=messages is not None)
