"""How built files are sent: compressed as well as the browser takes it."""

from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse

from tutorial_site.frontend.static_files import StaticFilesMiddleware

PLAIN = b"plain " * 100
FORMS = {".br": b"brotli" * 10, ".gz": b"gzip" * 20, ".zst": b"zstd" * 10}


@pytest.fixture
def get(tmp_path: Path, settings):
    """Ask for a file as a browser that takes these encodings: status, encoding, body, headers."""
    settings.STATICFILES_DIRS = [tmp_path]
    settings.DEBUG = settings.WHITENOISE_AUTOREFRESH = False
    (tmp_path / "runtime").mkdir()
    for name, suffixes in {"snapshot.bin": FORMS, "font.woff2": []}.items():
        (tmp_path / "runtime" / name).write_bytes(PLAIN)
        for suffix in suffixes:
            (tmp_path / "runtime" / f"{name}{suffix}").write_bytes(FORMS[suffix])
    middleware = StaticFilesMiddleware(lambda request: HttpResponse(status=404))

    def ask(name: str, accepts: str, method: str = "GET"):
        request = HttpRequest()
        request.method = method
        request.path_info = f"/static/runtime/{name}"
        request.META = {"HTTP_ACCEPT_ENCODING": accepts}
        response = middleware(request)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        response.close()
        return response, body

    # Closing a response looks after the database's connections, if earlier specs have left any;
    # Django's own test client keeps it from doing so in the same way.
    request_finished.disconnect(close_old_connections)
    yield ask
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize(
    ("accepts", "encoding", "suffix"),
    [
        ("gzip, deflate, br, zstd", "zstd", ".zst"),
        ("gzip, deflate, br", "br", ".br"),
        ("gzip", "gzip", ".gz"),
    ],
)
def test_a_browser_gets_the_best_compression_that_it_takes(get, accepts, encoding, suffix):
    response, body = get("snapshot.bin", accepts)
    assert response.status_code == 200
    assert response["Content-Encoding"] == encoding
    assert response["Content-Length"] == str(len(FORMS[suffix]))
    assert body == FORMS[suffix]


def test_a_program_that_takes_no_compression_gets_the_file_itself(get):
    response, body = get("snapshot.bin", "")
    assert "Content-Encoding" not in response
    assert body == PLAIN


def test_a_file_that_was_not_compressed_is_sent_as_it_is(get):
    response, body = get("font.woff2", "gzip, deflate, br, zstd")
    assert "Content-Encoding" not in response
    assert body == PLAIN


def test_every_form_may_be_kept_for_ever_and_depends_on_what_was_asked_for(get):
    for accepts in ("zstd", "br", ""):
        response, _ = get("snapshot.bin", accepts)
        assert "immutable" in response["Cache-Control"]
        assert response["Vary"] == "Accept-Encoding"


def test_asking_for_the_head_alone_gives_no_body(get):
    response, body = get("snapshot.bin", "zstd", method="HEAD")
    assert response["Content-Encoding"] == "zstd"
    assert body == b""
