"""The server's side of WSGI, tried on bare applications."""

import io

import pytest

from ..harness.wsgi import MAX_BODY, RawRequest, call, environ_of, received

OK = ("200 OK", [("Content-Type", "text/plain; charset=utf-8")])


def answer(app, request=None):
    return call(app, environ_of(request or RawRequest("GET", "/"), io.StringIO()))


def respond(body, *headers):
    def app(environ, start_response):
        start_response("200 OK", list(headers) or OK[1])
        return body

    return app


def test_the_environ_says_what_was_asked_for():
    headers = [("Content-Type", "text/plain"), ("Content-Length", "2"), ("X-Name", "Zoë")]
    request = RawRequest("POST", "/hello/Zo%C3%AB", "q=1", headers, b"hi")
    environ = environ_of(request, io.StringIO())
    assert environ["REQUEST_METHOD"] == "POST"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/hello/Zoë"
    assert environ["QUERY_STRING"] == "q=1"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "2")
    assert environ["HTTP_X_NAME"].encode("latin-1").decode() == "Zoë"
    assert environ["wsgi.input"].read() == b"hi"
    assert (environ["SERVER_NAME"], environ["wsgi.url_scheme"]) == ("localhost", "http")
    assert environ["SCRIPT_NAME"] == ""


def test_it_conforms_to_the_standard_librarys_validator():
    from wsgiref.validate import validator

    response = answer(validator(respond([b"hello"])))
    assert response.exception is None
    assert response.body == b"hello"


def test_status_headers_and_body_come_back():
    response = answer(
        respond([b"a", b"b"], ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X", " y "))
    )
    assert (response.status, response.reason, response.body) == (200, "OK", b"ab")
    assert response.headers == [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X", "y")]


def test_what_write_was_given_comes_first():
    def app(environ, start_response):
        write = start_response(*OK)
        write(b"first ")
        return [b"second"]

    assert answer(app).body == b"first second"


def test_the_body_is_closed():
    class Body(list):
        closed = False

        def close(self):
            self.closed = True

    body = Body([b"x"])
    answer(respond(body))
    assert body.closed


@pytest.mark.parametrize(
    ("app", "complaint"),
    [
        (lambda environ, start_response: [b"x"], "never called start_response"),
        (respond("text"), "returned a str"),
        (respond(None), "returned None"),
        (respond(["text"]), "is str, not bytes"),
        (respond([b""], ("X", 1)), "numbers have to be turned into texts"),
        (respond([b""], ("X", "a\r\nb")), "line break"),
        (lambda environ, start_response: start_response(200, []), 'such as "200 OK"'),
    ],
)
def test_an_application_that_breaks_the_rules_is_told_how(app, complaint):
    response = answer(app)
    assert response.status == 500
    assert complaint in str(response.exception)


def test_an_exception_of_the_application_is_a_500():
    response = answer(lambda environ, start_response: 1 / 0)
    assert (response.status, type(response.exception)) == (500, ZeroDivisionError)


def test_a_long_body_is_cut_and_an_endless_one_too():
    def app(environ, start_response):
        start_response(*OK)
        while True:
            yield b"x" * 10_000

    response = answer(app)
    assert response.truncated
    assert len(response.body) == MAX_BODY
    assert received(response)["truncated"]


def test_a_cut_response_still_tells_its_whole_size():
    response = answer(respond([b"x" * (MAX_BODY + 5)], ("Content-Length", str(MAX_BODY + 5))))
    assert received(response)["bytes"] == MAX_BODY + 5


def test_head_has_no_body():
    assert answer(respond([b"x"]), RawRequest("HEAD", "/")).body == b""


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/html; charset=utf-8", "é".encode(), "é"),
        ("text/plain; charset=latin-1", "é".encode("latin-1"), "é"),
        ("text/plain; charset=nonsense", "é".encode(), "é"),
        ("application/json", b"{}", "{}"),
        ("image/svg+xml", b"<svg/>", "<svg/>"),
        ("text/css", b"\xff", "�"),
    ],
)
def test_text_is_decoded_as_its_type_says(content_type, body, text):
    got = received(answer(respond([body], ("Content-Type", content_type))))
    assert (got["text"], got["base64"]) == (text, None)


def test_what_is_no_text_is_base64():
    got = received(answer(respond([b"\x89PNG"], ("Content-Type", "image/png"))))
    assert (got["text"], got["base64"], got["bytes"]) == (None, "iVBORw==", 4)
