"""The browser's part: what is sent, what is kept, where it goes next."""

import base64
from typing import Any, cast

import pytest

from ..harness.browser import Browser, CookieJar
from ..harness.errors import BadRequest
from ..harness.shapes import Request
from ..harness.wsgi import RawRequest, RawResponse


def sent(**wanted: Any) -> RawRequest:
    return Browser().request(cast(Request, wanted))


def header(request, name):
    return next((v for k, v in request.headers if k.lower() == name.lower()), None)


# --- requests ---------------------------------------------------------------------------------


def test_a_request_names_the_host_and_what_it_accepts():
    request = sent(path="/")
    assert header(request, "Host") == "localhost"
    assert header(request, "Accept").startswith("text/html")


@pytest.mark.parametrize(
    ("address", "path", "query"),
    [
        ("/hello/Zoë", "/hello/Zo%C3%AB", ""),
        ("/a b?q=c d&x=é", "/a%20b", "q=c%20d&x=%C3%A9"),
        ("/a%20b", "/a%20b", ""),
        ("/a/../b/./c", "/b/c", ""),
        ("a", "/a", ""),
        ("", "/", ""),
        ("?q=1", "/", "q=1"),
        ("/a#part", "/a", ""),
        ("http://localhost/a?b=1", "/a", "b=1"),
    ],
)
def test_an_address_is_encoded_as_a_browser_does(address, path, query):
    request = sent(path=address)
    assert (request.path, request.query) == (path, query)


@pytest.mark.parametrize(
    ("wanted", "complaint"),
    [
        ({"path": "https://example.com/"}, "another site"),
        ({"path": "//example.com/"}, "another site"),
        ({"path": "javascript:alert(1)"}, "another site"),
        ({"path": "/a\r\nX: y"}, "line break"),
        ({"method": "GET /"}, "no HTTP method"),
        ({"headers": {"X": "a\r\nb"}}, "no usable header"),
        ({"headers": ["X"]}, "Headers are an object"),
        ({"method": "POST", "form": {"a": "1"}, "json": {}}, "one body"),
        ({"method": "POST", "form": "a=1"}, "A form is an object"),
        ({"method": "POST", "files": [{"name": "f"}]}, "as base64"),
    ],
)
def test_a_request_that_cannot_be_sent_says_why(wanted, complaint):
    with pytest.raises(BadRequest, match=complaint):
        sent(**wanted)


def test_a_form_is_urlencoded_with_every_value_of_a_list():
    request = sent(method="POST", path="/", form={"a": ["1", "2"], "b": "é\n", "c": None})
    assert request.body == b"a=1&a=2&b=%C3%A9%0D%0A&c="
    assert header(request, "Content-Type") == "application/x-www-form-urlencoded"
    assert header(request, "Content-Length") == str(len(request.body))


def test_a_form_sent_by_get_becomes_the_query():
    request = sent(path="/search?old=1", form={"q": "milk"})
    assert (request.query, request.body) == ("q=milk", b"")


def test_files_make_the_form_multipart():
    file = {"name": "f", "filename": 'a".txt', "type": "text/plain"}
    file["base64"] = base64.b64encode(b"content").decode()
    request = sent(method="POST", path="/", form={"a": "1"}, files=[file])
    assert header(request, "Content-Type").startswith("multipart/form-data; boundary=")
    assert b'name="f"; filename="a%22.txt"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n' in (
        request.body
    )


def test_json_and_plain_bodies_have_their_types():
    as_json = sent(method="PUT", path="/", json={"a": 1})
    assert (header(as_json, "Content-Type"), as_json.body) == ("application/json", b'{"a": 1}')
    plain = sent(method="POST", path="/", body="hi", headers={"Content-Type": "text/csv"})
    assert (header(plain, "content-type"), plain.body) == ("text/csv", b"hi")


def test_a_post_says_where_it_comes_from():
    browser = Browser()
    page = browser.request({"path": "/form?x=1"})
    browser.take(page, RawResponse(200, headers=[("Content-Type", "text/html")]))
    request = browser.request({"method": "POST", "path": "/save"})
    assert header(request, "Referer") == "http://localhost/form?x=1"
    assert header(request, "Origin") == "http://localhost"


# --- cookies ----------------------------------------------------------------------------------


def test_a_cookie_comes_back_until_it_is_deleted():
    jar = CookieJar()
    jar.take("a=1; Path=/; HttpOnly", "/")
    jar.take("b=x=y; Path=/", "/")
    assert jar.header("/") == "a=1; b=x=y"
    jar.take("a=; Path=/; Max-Age=0", "/")
    jar.take("b=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "/")
    assert jar.header("/") == ""


def test_a_cookie_goes_to_its_path_only():
    jar = CookieJar()
    jar.take("a=1; Path=/admin", "/")
    jar.take("b=2", "/shop/cart")
    assert jar.header("/admin/users") == "a=1"
    assert jar.header("/administrator") == ""
    assert jar.header("/shop/x") == "b=2"
    assert jar.header("/") == ""


def test_the_longer_path_comes_first():
    jar = CookieJar()
    jar.take("a=outer; Path=/", "/")
    jar.take("a=inner; Path=/in", "/")
    assert jar.header("/in") == "a=inner; a=outer"


def test_a_header_that_is_no_cookie_is_ignored():
    jar = CookieJar()
    jar.take("nonsense", "/")
    jar.take("=x", "/")
    jar.take("a=1; Expires=never; Max-Age=soon", "/")
    assert jar.header("/") == "a=1"


# --- redirects --------------------------------------------------------------------------------


def leads_to(status, location, method="POST"):
    """Where a redirect from /dir/page leads, as it is reported."""
    return _redirect(status, location, method)[2]


def followed(status, location, method="POST"):
    """The request that a redirect from /dir/page leads to."""
    browser, request, target = _redirect(status, location, method)
    return browser.follow(request, status, target)


def _redirect(status, location, method):
    browser = Browser()
    headers = [("Content-Type", "text/plain"), ("X-Own", "1"), ("Origin", "http://localhost")]
    request = RawRequest(method, "/dir/page", "", headers, b"body")
    response = RawResponse(status, headers=[("Location", location)])
    return browser, request, browser.take(request, response)


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_post_is_redirected_to_a_get_without_body(status):
    following = followed(status, "/next")
    assert (following.method, following.path, following.body) == ("GET", "/next", b"")
    assert header(following, "Content-Type") is None
    assert header(following, "Origin") is None
    assert header(following, "X-Own") == "1"


@pytest.mark.parametrize("status", [307, 308])
def test_a_307_or_308_keeps_method_and_body(status):
    following = followed(status, "/next")
    assert (following.method, following.body) == ("POST", b"body")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("next", "/dir/next"),
        ("?page=2", "/dir/page?page=2"),
        ("/a b", "/a%20b"),
        ("/a#part", "/a#part"),
        ("http://localhost/a", "/a"),
        ("http://localhost", "/"),
        ("http://localhost?q=1", "/?q=1"),
        ("http://localhost:8000/a?b=1", "/a?b=1"),
        ("https://localhost/a", "/a"),
    ],
)
def test_a_location_is_resolved_against_the_page(location, target):
    assert leads_to(302, location, "GET") == target


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://example.com/x", "https://example.com/x"),
        ("//example.com/x", "http://example.com/x"),
        ("http://localhost.example.com/", "http://localhost.example.com/"),
    ],
)
def test_a_location_off_the_site_is_reported_whole_and_cannot_be_followed(location, target):
    assert leads_to(302, location, "GET") == target
    with pytest.raises(BadRequest, match="another site"):
        followed(302, location, "GET")


def test_a_304_and_a_redirect_without_location_lead_nowhere():
    assert leads_to(304, "/x") is None
    assert leads_to(302, "") is None
