"""Names, paths and digests of what lies on the disk."""

import pytest

from tutorial_site.catalog.sources import decode, digest_of, safe_path


@pytest.mark.parametrize(
    "path", ["app.py", "templates/notes.html", "a/b/c/d", ".flaskenv", "a-b_c.d", "x" * 80]
)
def test_a_path_below_its_folder_is_safe(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "/etc/passwd", "..", "../a", "a/../b", "a/..", ".", "./a", "a/./b", "a//b"),
        *("a\\b", "C:/a", "a:b", "a b", "a\nb", "a\0b", "%2e%2e/a", "é.py", "a\u202eb", "~/a"),
        *("a/", "$a", "x" * 81, "/".join("x" * 101)),
    ],
)  # fmt: skip
def test_any_other_path_is_not(path: str) -> None:
    with pytest.raises(ValueError, match="a path"):
        safe_path(path)


def test_a_digest_tells_where_one_part_ends() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc") != digest_of("abc")
    assert digest_of() != digest_of("") != digest_of("", "")
    assert digest_of("é") == digest_of("é".encode())
    assert len(digest_of("\ud800")) == 16


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\xef\xbb\xbf", "a\ufeff"),
        ("é".encode(), "é"),
    ],
)
def test_text_has_one_kind_of_line_end_and_no_mark_before_it(data: bytes, text: str) -> None:
    assert decode(data) == text
