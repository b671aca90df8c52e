"""CSRF tokens for kept pages: Django takes them for its own."""

import string
from collections import Counter

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (  # type: ignore[attr-defined]
    CsrfViewMiddleware,
    _unmask_cipher_token,
)
from django.test import RequestFactory

from tutorial_site.catalog.tokens import masked, random_letters, token_for

LETTERS = string.ascii_letters + string.digits


def posted(token: str, cookie: str) -> HttpRequest:
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": token})
    request.COOKIES["csrftoken"] = cookie
    return request


def refusal(request: HttpRequest) -> HttpResponse | None:
    middleware = CsrfViewMiddleware(lambda _: HttpResponse())
    middleware.process_request(request)
    return middleware.process_view(request, lambda _: HttpResponse(), (), {})


def test_django_accepts_a_form_with_the_token_and_the_cookie_of_a_page():
    page = RequestFactory().get("/")
    token = token_for(page).decode()
    assert page.META["CSRF_COOKIE_NEEDS_UPDATE"]
    assert refusal(posted(token, page.META["CSRF_COOKIE"])) is None


def test_django_refuses_the_token_of_somebody_else():
    page, other = RequestFactory().get("/"), RequestFactory().get("/")
    token_for(page)
    answer = refusal(posted(token_for(other).decode(), page.META["CSRF_COOKIE"]))
    assert answer is not None
    assert answer.status_code == 403


def test_who_has_a_secret_keeps_it():
    page = RequestFactory().get("/")
    page.META["CSRF_COOKIE"] = "s" * 32
    assert _unmask_cipher_token(token_for(page).decode()) == "s" * 32
    assert page.META["CSRF_COOKIE"] == "s" * 32


def test_a_token_looks_different_every_time_and_holds_the_same_secret():
    secret = random_letters(32)
    tokens = {masked(secret) for _ in range(50)}
    assert len(tokens) == 50
    assert {_unmask_cipher_token(token.decode()) for token in tokens} == {secret.decode()}


@pytest.mark.parametrize("count", [1, 32, 1000])
def test_letters_are_as_many_as_asked_for(count: int):
    found = random_letters(count).decode()
    assert len(found) == count
    assert set(found) <= set(LETTERS)


def test_every_letter_is_as_likely_as_the_others():
    counts = Counter(random_letters(62_000).decode())
    assert set(counts) == set(LETTERS)
    # Six standard deviations around 1,000: one run in ten million is outside.
    assert max(abs(count - 1000) for count in counts.values()) < 190
