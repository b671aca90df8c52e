"""CSRF tokens for pages that are kept: Django's, made in a tenth of the time.

``get_token`` asks the operating system for every letter by itself, which takes as long as the rest
of the view. What is made here has the same shape and the same strength: a secret of 32 letters and
digits, and a token that hides it under a mask as long (``django.middleware.csrf``).
"""

import operator
import os

from django.http import HttpRequest
from django.middleware.csrf import (
    CSRF_ALLOWED_CHARS,
    CSRF_SECRET_LENGTH,
    CSRF_TOKEN_LENGTH,
    get_token,
)

__all__ = ["CSRF_TOKEN_LENGTH", "token_for"]

_LETTERS = CSRF_ALLOWED_CHARS.encode()
# A byte is the letter that it falls on when all are laid out in turn, four times; the bytes beyond
# are dropped: they would make the first letters likelier.
_ROUNDS = 256 // len(_LETTERS)
_FALLS_ON = (_LETTERS * (_ROUNDS + 1))[:256]
_BEYOND = bytes(range(_ROUNDS * len(_LETTERS), 256))
_PLACES = bytes.maketrans(_LETTERS, bytes(range(len(_LETTERS))))  # letter → its place


def token_for(request: HttpRequest) -> bytes:
    """This visitor's token, masked anew; whoever has no secret yet gets one, as a cookie."""
    if "CSRF_COOKIE" in request.META:
        return get_token(request).encode()
    secret = random_letters(CSRF_SECRET_LENGTH)
    request.META.update({"CSRF_COOKIE": secret.decode(), "CSRF_COOKIE_NEEDS_UPDATE": True})
    return masked(secret)


def random_letters(count: int) -> bytes:
    """Letters and digits that nobody can guess, each as likely as the others."""
    found = b""
    while len(found) < count:
        found += os.urandom(count * 2).translate(_FALLS_ON, _BEYOND)
    return found[:count]


def masked(secret: bytes) -> bytes:
    """A token that holds ``secret``: a mask, and the secret moved on by it, letter by letter."""
    mask = random_letters(len(secret))
    places = map(operator.add, secret.translate(_PLACES), mask.translate(_PLACES))
    return mask + bytes(places).translate(_FALLS_ON)
