"""Pages that are compressed once, with gaps: whatever is put in, they decode to what was meant."""

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_site.catalog import packing
from tutorial_site.catalog.packing import PackedPage, pack

GAP = 64
TOKENS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=GAP)
FORM = b'<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="'
REST = b'"><fieldset class="quiz-fieldset"><legend>Choose one.</legend></fieldset></form>'


def packed(*pieces: bytes) -> PackedPage:
    found = pack(pieces, GAP)
    assert found is not None
    return found


@given(TOKENS.map(lambda token: token[:GAP].encode()))
def test_a_page_of_forms_decodes_to_itself_whatever_its_token(token: bytes):
    pieces = [b"<h1>A lesson</h1>" * 20 + FORM, *[REST + FORM] * 7, REST + b"<footer>"]
    assert brotli.decompress(packed(*pieces).filled(token)) == token.join(pieces)


@given(
    st.lists(st.text(max_size=80).map(str.encode), min_size=1, max_size=8),
    TOKENS.map(lambda token: token[:GAP].encode()),
)
def test_any_text_cut_anywhere_decodes_to_itself(pieces: list[bytes], token: bytes):
    assert brotli.decompress(packed(*pieces).filled(token)) == token.join(pieces)


def test_text_that_is_like_a_token_is_not_taken_for_one():
    token = b"a" * GAP
    pieces = [b"b" * GAP + FORM, REST + b"b" * GAP, b"c"]
    page = packed(*pieces)
    assert brotli.decompress(page.filled(token)) == token.join(pieces)
    assert brotli.decompress(page.filled(b"b" * GAP)) == (b"b" * GAP).join(pieces)


def test_a_page_without_gaps_is_compressed_like_any_text():
    assert brotli.decompress(packed(b"no form here").filled(b"")) == b"no form here"


def test_a_packed_page_is_a_fraction_of_its_text():
    text = b"<p>Flask and Django run in the page, side by side.</p>" * 200
    assert packed(text + FORM, REST + text).size < len(text) / 10


def test_what_would_not_decode_is_not_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packing, "_header", lambda size: b"\xff\xff\xff")
    assert pack([FORM, REST], GAP) is None
