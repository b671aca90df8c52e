"""Stand-ins for what the browser's Python lacks, against the originals."""

import hashlib
import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from ..harness import stand_ins

real_scrypt, real_pbkdf2 = hashlib.scrypt, hashlib.pbkdf2_hmac


@pytest.fixture
def javascript(monkeypatch):
    """The module that the browser's worker registers, computing natively."""
    module = SimpleNamespace(
        scrypt=lambda password, salt, n, r, p, dklen: memoryview(
            real_scrypt(password, salt=salt, n=n, r=r, p=p, dklen=dklen, maxmem=2**27)
        ),
        pbkdf2=lambda name, password, salt, rounds, dklen: memoryview(
            real_pbkdf2(name, password, salt, rounds, dklen)
        ),
    )
    monkeypatch.setitem(sys.modules, "sidebyside", module)


@pytest.mark.usefixtures("javascript")
def test_scrypt_gives_the_same_bytes():
    for dklen in (16, 64):
        options: Any = {"salt": b"salt", "n": 16, "r": 8, "p": 1, "dklen": dklen}
        assert stand_ins.scrypt(b"word", **options) == real_scrypt(b"word", **options)


@pytest.mark.usefixtures("javascript")
@pytest.mark.parametrize("name", ["sha1", "sha256", "SHA512", "sha-256"])
def test_pbkdf2_gives_the_same_bytes(name):
    for dklen in (None, 20):
        expected = real_pbkdf2(name, b"word", b"salt", 10, dklen)
        assert stand_ins.pbkdf2_hmac(name, b"word", b"salt", 10, dklen) == expected


SCRYPT = {"salt": b"s", "n": 16, "r": 8, "p": 1}


@pytest.mark.usefixtures("javascript")
@pytest.mark.parametrize(
    "change",
    [
        {"salt": "text"},
        {"salt": None},
        {"n": 15},
        {"n": 1},
        {"n": None},
        {"r": None},
        {"p": None},
        {"maxmem": -1},
        {"dklen": 0},
        {"n": 2**20, "r": 32},
    ],
)
def test_scrypt_refuses_what_the_original_refuses(change):
    with pytest.raises((TypeError, ValueError)) as ours:
        stand_ins.scrypt(b"word", **(SCRYPT | change))
    with pytest.raises((TypeError, ValueError)) as theirs:
        real_scrypt(b"word", **(SCRYPT | change))
    assert ours.type is theirs.type


@pytest.mark.usefixtures("javascript")
@pytest.mark.parametrize(
    "arguments",
    [
        ("sha256", "text", b"s", 1),
        ("sha256", b"p", "text", 1),
        ("nonsense", b"p", b"s", 1),
        (b"sha256", b"p", b"s", 1),
        ("sha256", b"p", b"s", 0),
        ("sha256", b"p", b"s", 1, 0),
    ],
)
def test_pbkdf2_refuses_what_the_original_refuses(arguments):
    with pytest.raises((TypeError, ValueError)) as ours:
        stand_ins.pbkdf2_hmac(*arguments)
    with pytest.raises((TypeError, ValueError)) as theirs:
        real_pbkdf2(*arguments)
    # OpenSSL's "unsupported" is a ValueError of its own kind: whoever catches one catches ours.
    assert issubclass(theirs.type, ours.type)


@pytest.mark.usefixtures("javascript")
def test_werkzeug_and_django_hash_with_them(monkeypatch):
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from werkzeug.security import check_password_hash, generate_password_hash

    of_werkzeug = generate_password_hash("word", "scrypt:1024:8:1")
    of_django = PBKDF2PasswordHasher().encode("word", "salt", iterations=10)
    monkeypatch.setattr(hashlib, "scrypt", stand_ins.scrypt)
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", stand_ins.pbkdf2_hmac)
    assert check_password_hash(of_werkzeug, "word")
    assert not check_password_hash(of_werkzeug, "another")
    assert check_password_hash(generate_password_hash("word", "pbkdf2:sha256:10"), "word")
    assert PBKDF2PasswordHasher().verify("word", of_django)
    assert not PBKDF2PasswordHasher().verify("another", of_django)


def test_nothing_is_replaced_where_nothing_is_missing():
    stand_ins.install()
    assert hashlib.scrypt is real_scrypt
    assert hashlib.pbkdf2_hmac is real_pbkdf2


def test_what_is_missing_is_put_in(monkeypatch):
    monkeypatch.delattr(hashlib, "scrypt")
    monkeypatch.delattr(hashlib, "pbkdf2_hmac")
    stand_ins.install()
    assert hashlib.scrypt is stand_ins.scrypt
    assert hashlib.pbkdf2_hmac is stand_ins.pbkdf2_hmac
    monkeypatch.undo()


def test_a_thread_that_cannot_start_says_why():
    with pytest.raises(RuntimeError, match="no threads"):
        stand_ins.no_thread(threading.Thread(name="Worker"))
