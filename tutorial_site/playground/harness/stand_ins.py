"""What the browser's Python lacks, or has frozen, and programs need."""

import hashlib
import importlib
import random
import sys
import threading
from typing import Any

from . import event_loop

IN_BROWSER = sys.platform == "emscripten"
DIGESTS = ("sha1", "sha256", "sha512", "sha224", "sha384", "md5")
MAX_INT = 2**31 - 1
DEFAULT_SCRYPT_MEMORY = 32 * 1024 * 1024  # bytes, OpenSSL's limit when maxmem is 0


def install() -> None:
    """Put the stand-ins in place, where they are needed. May be called again."""
    if not hasattr(hashlib, "scrypt"):
        hashlib.scrypt = scrypt
    if not hasattr(hashlib, "pbkdf2_hmac"):
        hashlib.pbkdf2_hmac = pbkdf2_hmac
    if IN_BROWSER:
        # The interpreter starts from a snapshot, which froze the state of the generator.
        random.seed()
        threading.Thread.start = no_thread  # type: ignore[method-assign]
        event_loop.install()


def ask_no_servers() -> None:
    """Judge e-mail addresses by their form alone: no network is there to ask for their servers.

    To be called when the program is imported; libraries look it up when they judge one.
    """
    if validator := sys.modules.get("email_validator"):
        vars(validator)["CHECK_DELIVERABILITY"] = False


def no_thread(self: threading.Thread) -> None:
    """Stands in for Thread.start(): the browser's Python has one thread."""
    raise RuntimeError(
        f"{self.name} can't start: the browser's Python has no threads. "
        "Call the function directly, or try this program on a computer of your own."
    )


def _javascript() -> Any:
    """The module that the worker registers; looked up late, as a snapshot can't hold it."""
    return importlib.import_module("sidebyside")


def _bytes(value: object, name: str) -> bytes:
    if isinstance(value, str):
        raise TypeError(f"a bytes-like object is required for {name}, not 'str'")
    return bytes(memoryview(value))  # type: ignore[arg-type]


def scrypt(
    password: Any,
    *,
    salt: Any = None,
    n: int | None = None,
    r: int | None = None,
    p: int | None = None,
    maxmem: int = 0,
    dklen: int = 64,
) -> bytes:
    """hashlib.scrypt, computed by JavaScript: same arguments, same checks, same bytes."""
    secret = _bytes(password, "password")
    if salt is None:
        raise TypeError("salt is required")
    if n is None or r is None or p is None:
        missing = next(name for name, given in (("n", n), ("r", r), ("p", p)) if given is None)
        raise TypeError(f"{missing} is required and must be an unsigned int")
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2.")
    if not 0 <= maxmem <= MAX_INT:
        raise ValueError(f"maxmem must be positive and smaller than {MAX_INT}")
    if not 0 < dklen <= MAX_INT:
        raise ValueError(f"dklen must be greater than 0 and smaller than {MAX_INT}")
    needed = 128 * r * (n + p + 2)
    if r < 1 or p < 1 or needed > (maxmem or DEFAULT_SCRYPT_MEMORY):
        raise ValueError("Invalid parameter combination for n, r, p, maxmem.")
    return bytes(_javascript().scrypt(secret, _bytes(salt, "salt"), n, r, p, dklen))


def pbkdf2_hmac(
    hash_name: str, password: Any, salt: Any, iterations: int, dklen: int | None = None
) -> bytes:
    """hashlib.pbkdf2_hmac, computed by JavaScript: same arguments, same checks, same bytes."""
    if not isinstance(hash_name, str):
        raise TypeError("argument 'hash_name' must be str")
    name = hash_name.lower().replace("-", "")
    if name not in DIGESTS:
        raise ValueError(f"unsupported hash type {hash_name}")
    secret, grain = _bytes(password, "password"), _bytes(salt, "salt")
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = hashlib.new(name).digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    return bytes(_javascript().pbkdf2(name, secret, grain, iterations, dklen))
