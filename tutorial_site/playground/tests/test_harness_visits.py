"""A visit: a request as a browser sends it, and all the redirects that follow."""

import base64
import json

import pytest

from ..harness.browser import MAX_REDIRECTS
from ..harness.wsgi import MAX_BODY
from .harness_programs import FLASK_NOTES, get, post
from .trial import header

SHOP = """\
import time

from flask import Flask, Response, make_response, redirect, request

app = Flask(__name__)
app.secret_key = "a secret"


@app.route("/echo", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def echo():
    return {
        "method": request.method,
        "args": request.args.to_dict(flat=False),
        "form": request.form.to_dict(flat=False),
        "json": request.get_json(silent=True),
        "body": request.get_data(as_text=True),
        "cookies": request.cookies,
        "headers": dict(request.headers),
    }


@app.post("/upload")
def upload():
    files = request.files.getlist("picture")
    return {
        "form": request.form,
        "files": [[file.filename, file.mimetype, len(file.read())] for file in files],
    }


@app.get("/remember/<name>")
def remember(name):
    response = make_response("remembered")
    response.set_cookie("name", name, max_age=60, httponly=True)
    response.set_cookie("inner", "1", path="/inner")
    return response


@app.get("/forget")
def forget():
    response = redirect("/echo")
    response.delete_cookie("name")
    return response


@app.route("/go/<int:status>", methods=["GET", "POST"])
def go(status):
    return redirect("/echo", status)


@app.get("/chain/<int:left>")
def chain(left):
    return redirect(f"/chain/{left - 1}") if left else "the end"


@app.get("/circle")
def circle():
    return redirect("/circle")


@app.get("/away")
def away():
    return redirect("https://example.com/?q=1")


@app.get("/picture")
def picture():
    return Response(bytes(range(256)), mimetype="image/png")


@app.get("/large")
def large():
    return Response(b"x" * 3_000_000, mimetype="text/plain")


@app.get("/slowly")
def slowly():
    return Response((f"{number}\\n" for number in range(3)), mimetype="text/plain")


@app.get("/teapot")
def teapot():
    return "short and stout", "418 I am a teapot"


@app.get("/nothing")
def nothing():
    return "", 204
"""


@pytest.fixture
def shop(flask):
    return flask(SHOP)


def echoed(exchange):
    return json.loads(exchange["response"]["text"])


# --- what is sent -------------------------------------------------------------------------------


def test_the_exchange_shows_the_request_as_it_was_sent(shop):
    request = shop.visit(post("/echo?q=ü", text="two words"))[0]["request"]
    assert (request["method"], request["path"], request["query"]) == ("POST", "/echo", "q=%C3%BC")
    assert request["body"] == "text=two+words"
    assert ("Content-Type", "application/x-www-form-urlencoded") in request["headers"]


def test_query_and_form_arrive_with_every_value(shop):
    seen = echoed(shop.post("/echo?a=1&a=2", text=["x", "y"], other="ü"))
    assert seen["args"] == {"a": ["1", "2"]}
    assert seen["form"] == {"text": ["x", "y"], "other": ["ü"]}


def test_json_arrives(shop):
    seen = echoed(shop.visit({"method": "PUT", "path": "/echo", "json": {"done": True}})[-1])
    assert (seen["method"], seen["json"]) == ("PUT", {"done": True})


def test_a_body_of_the_learners_own_arrives_with_the_headers_of_their_own(shop):
    wanted = {"method": "PATCH", "path": "/echo", "body": "a;b"}
    seen = echoed(shop.visit(wanted | {"headers": {"content-type": "text/csv", "X-Own": "1"}})[-1])
    assert seen["body"] == "a;b"
    assert (seen["headers"]["Content-Type"], seen["headers"]["X-Own"]) == ("text/csv", "1")


def test_files_arrive_with_name_type_and_content(shop):
    def file(name, content):
        encoded = base64.b64encode(content).decode()
        return {"name": "picture", "filename": name, "type": "image/png", "base64": encoded}

    files = [file("a.png", bytes(range(256))), file("ü.png", b"")]
    wanted = post("/upload", title="Cat") | {"files": files}
    seen = echoed(shop.visit(wanted)[-1])
    assert seen["form"] == {"title": "Cat"}
    assert seen["files"] == [["a.png", "image/png", 256], ["ü.png", "image/png", 0]]


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        ({"path": "https://example.com/"}, "another site"),
        ({"method": "GET IT", "path": "/"}, "no HTTP method"),
        (None, "A request is an object"),
        ({"path": "/", "as": "ada"}, "doesn't use Flask-Login"),
    ],
)
def test_a_request_that_cannot_be_sent_is_an_exchange_that_says_why(shop, request_, complaint):
    (exchange,) = shop.visit(request_)
    assert (exchange["response"]["status"], exchange["response"]["reason"]) == (0, "Not sent")
    assert complaint in exchange["response"]["text"]
    assert complaint in exchange["error"]["message"]
    assert shop.get("/echo")["response"]["status"] == 200


# --- cookies ------------------------------------------------------------------------------------


def test_cookies_are_kept_from_one_visit_to_the_next(shop):
    assert echoed(shop.get("/echo"))["cookies"] == {}
    shop.get("/remember/ada")
    assert echoed(shop.get("/echo"))["cookies"] == {"name": "ada"}
    shop.get("/remember/bob")
    assert echoed(shop.get("/echo"))["cookies"] == {"name": "bob"}


def test_a_cookie_that_is_deleted_on_the_way_is_gone_after_the_redirect(shop):
    shop.get("/remember/ada")
    deleting, page = shop.visit(get("/forget"))
    assert ("Cookie", "name=ada") in deleting["request"]["headers"]
    assert echoed(page)["cookies"] == {}


def test_a_cookie_of_the_learners_own_replaces_the_kept_ones_once(shop):
    shop.get("/remember/ada")
    own = shop.get("/echo", headers={"Cookie": "name=eve"})
    assert echoed(own)["cookies"] == {"name": "eve"}
    assert echoed(shop.get("/echo"))["cookies"] == {"name": "ada"}


def test_another_run_has_other_cookies(flask):
    flask(SHOP).get("/remember/ada")
    assert echoed(flask(SHOP).get("/echo"))["cookies"] == {}


# --- csrf ---------------------------------------------------------------------------------------


def test_a_form_with_its_token_is_accepted_and_without_it_refused(flask):
    trial = flask(FLASK_NOTES)
    refused = trial.post("/notes/", text="Milk")
    assert refused["response"]["status"] == 400
    assert "The CSRF token is missing" in refused["response"]["text"]
    assert "<li>Milk</li>" in trial.submit("/notes/", text="Milk")["response"]["text"]


# --- redirects ----------------------------------------------------------------------------------


def test_a_redirect_is_followed_and_both_exchanges_are_told(shop):
    first, second = shop.visit(post("/go/302", text="x"))
    assert (first["response"]["status"], first["redirected_to"]) == (302, "/echo")
    assert header(first, "Location") == "/echo"
    assert (second["request"]["method"], second["redirected_to"]) == ("GET", None)
    assert echoed(second)["form"] == {}


def test_a_307_sends_the_form_again(shop):
    _, second = shop.visit(post("/go/307", text="x"))
    assert echoed(second)["method"] == "POST"
    assert echoed(second)["form"] == {"text": ["x"]}


def test_redirects_are_followed_as_far_as_browsers_do(shop):
    exchanges = shop.visit(get(f"/chain/{MAX_REDIRECTS}"))
    assert len(exchanges) == MAX_REDIRECTS + 1
    assert exchanges[-1]["response"]["text"] == "the end"


def test_redirects_in_a_circle_end_with_an_error_that_says_so(shop):
    exchanges = shop.visit(get("/circle"))
    assert len(exchanges) == MAX_REDIRECTS + 1
    error = exchanges[-1]["error"]
    assert error["type"] == "TooManyRedirects"
    assert "last to /circle. Does a page redirect to itself?" in error["message"]


def test_a_redirect_off_the_site_is_reported_and_not_followed(shop):
    (exchange,) = shop.visit(get("/away"))
    assert exchange["redirected_to"] == "https://example.com/?q=1"
    assert exchange["error"] is None


def test_a_location_that_is_no_address_is_told_after_the_redirect(python):
    trial = python(
        "def app(environ, start_response):\n"
        "    start_response('302 Found', [('Location', '//[::1')])\n"
        "    return []\n"
    )
    redirect, following = trial.visit(get("/"))
    assert (redirect["response"]["status"], redirect["error"]) == (302, None)
    assert following["response"]["status"] == 0
    assert following["error"]["message"] == "//[::1 is no address."


# --- what comes back ----------------------------------------------------------------------------


def test_head_has_headers_and_no_body(shop):
    exchange = shop.visit({"method": "HEAD", "path": "/teapot"})[-1]
    assert exchange["response"]["status"] == 418
    assert header(exchange, "Content-Length") == "15"
    assert (exchange["response"]["text"], exchange["response"]["bytes"]) == ("", 0)


def test_status_and_reason_are_the_programs_own(shop):
    response = shop.get("/teapot")["response"]
    assert (response["status"], response["reason"]) == (418, "I am a teapot")


def test_a_picture_comes_as_base64(shop):
    response = shop.get("/picture")["response"]
    assert response["text"] is None
    assert base64.b64decode(response["base64"]) == bytes(range(256))
    assert (response["type"], response["bytes"]) == ("image/png", 256)


def test_a_large_body_is_cut_and_its_size_told(shop):
    response = shop.get("/large")["response"]
    assert (len(response["text"]), response["truncated"]) == (MAX_BODY, True)
    assert response["bytes"] == 3_000_000


def test_a_streamed_body_comes_whole(shop):
    assert shop.get("/slowly")["response"]["text"] == "0\n1\n2\n"


def test_an_empty_body_is_empty_text(shop):
    response = shop.get("/nothing")["response"]
    assert (response["status"], response["text"], response["base64"]) == (204, "", None)


def test_options_tells_the_methods(shop):
    exchange = shop.visit({"method": "OPTIONS", "path": "/upload"})[-1]
    allowed = header(exchange, "Allow")
    assert allowed is not None
    assert set(allowed.split(", ")) == {"OPTIONS", "POST"}
