"""Links, terms and images: each leads somewhere, and is told where it stands when it doesn't."""

import struct
from collections.abc import Callable

import pytest
from django.urls import resolve

from tutorial_site.catalog import pictures
from tutorial_site.catalog.extensions.links import SITE_PAGES
from tutorial_site.catalog.sources import FileEntry
from tutorial_site.catalog.tests.conftest import FRONT_LINES, Compile, Report

Html = Callable[..., str]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 120.4"></svg>'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480)
FILES: dict[str, bytes | FileEntry] = {"wsgi.svg": SVG, "img/a.png": PNG, "notes.txt": b"x"}


# --- links ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[x](lesson:views)", 'href="/learn/course/views/"'),
        ("[x](lesson:views#a)", 'href="/learn/course/views/#a"'),
        ("[x](lesson:orm#evaluation)", 'href="/learn/course/orm/#evaluation"'),
        ("[x](#evaluation)", 'href="#evaluation"'),
        ("[x](https://example.org/?a=1&b=2#c)", 'href="https://example.org/?a=1&amp;b=2#c"'),
        ("<https://example.org/>", 'href="https://example.org/"'),
        ("[x](mailto:ada@example.org)", 'href="mailto:ada@example.org"'),
        ("[x][ref]\n\n[ref]: https://example.org/ 'Title'", 'title="Title"'),
        ("<ada@example.org>", ">ada@example.org</a>"),
    ],
)
def test_a_link_that_leads_somewhere_is_a_link(html: Html, typed: str, expected: str) -> None:
    assert expected in html(f"{typed}\n\n## Evaluation\n")


@pytest.mark.parametrize(
    ("typed", "code", "hint"),
    [
        ("[x](¦lesson:Two_ORMs)", "dead-link", "without its number"),
        ("[x](¦lesson:03-orm/)", "dead-link", "without its number"),
        ("[x](¦lesson:)", "dead-link", "without its number"),
        ("[x](¦#evaluatoin)", "dead-anchor", 'Did you mean "evaluation"?'),
        ("[x](¦lesson:orm#nowhere-at-all)", "dead-anchor", "Known here: evaluation"),
        ("[x](¦../02-views/lesson.md)", "dead-link", "lesson:its-name"),
        ("[x](¦views)", "dead-link", "lesson:its-name"),
        ("[x](¦www.example.org)", "dead-link", "https://"),
        ("[x¦]()", "dead-link", "Write its address"),
        ("[x](¦https://)", "unsafe-link", "Use https:"),
        ("[x](¦ftp://example.org/)", "unsafe-link", "Use https:"),
        ("[x](¦file:///etc/passwd)", "unsafe-link", "Use https:"),
        ("[x](¦http://[::1/)", "dead-link", "Correct it"),
        ("[](¦https://example.org/)", "empty-link", "[text](address)"),
        ("[x](¦/learn/other/)", "unchecked-link", "lesson:its-name"),
        ("[x](¦//example.org/review/)", "unchecked-link", "lesson:its-name"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_mend(
    compiled: Compile, typed: str, code: str, hint: str
) -> None:
    """The bar stands before what is at fault."""
    [problem] = compiled(f"Text {typed.replace('¦', '')}\n\n## Evaluation\n").problems
    assert problem.code == code
    assert hint in problem.hint
    assert (problem.line - FRONT_LINES, problem.column) == (1, 6 + typed.index("¦"))


@pytest.mark.parametrize("address", sorted(SITE_PAGES))
def test_a_link_to_a_page_of_the_site_itself_is_fine(problems: Report, address: str) -> None:
    assert problems(f"[Look]({address}) and [there]({address}#days)\n") == []
    assert resolve(address)


def test_a_link_is_told_at_its_own_place_though_code_holds_the_same(problems: Report) -> None:
    body = "```\n[x](nowhere)\n```\n\n`[x](nowhere)` and [x](nowhere)\n\n[x](nowhere)\n"
    assert problems(body) == ["5:24 dead-link", "7:5 dead-link"]


def test_links_of_other_lessons_wait_until_those_are_read(compiled: Compile) -> None:
    found = compiled("[x](lesson:views#a) and [y](lesson:orm)\n")
    assert [(each.lesson, each.anchor, each.line, each.column) for each in found.references] == [
        ("views", "a", FRONT_LINES + 1, 5)
    ]


# --- terms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown", "anchor"),
    [
        (":term[WSGI]", "WSGI", "wsgi"),
        (":term[wsgi]", "wsgi", "wsgi"),
        (":term[the gateway](WSGI)", "the gateway", "wsgi"),
        (":term[Query String]", "Query String", "query-string"),
        ("*:term[WSGI]*", "WSGI", "wsgi"),
    ],
)
def test_a_term_links_to_the_glossary_and_carries_its_definition(
    html: Html, typed: str, shown: str, anchor: str
) -> None:
    page = html(f"A {typed} thing.\n")
    assert f'href="/learn/course/glossary/#{anchor}"' in page
    assert f">{shown}</a>" in page
    assert 'class="term"' in page
    assert 'data-term="What ' in page


@pytest.mark.parametrize(
    ("typed", "hint"),
    [(":term[WGSI]", 'Did you mean "WSGI"?'), (":term[x](Flask)", "Add it to the course's")],
)
def test_a_term_that_nobody_defined_is_told(compiled: Compile, typed: str, hint: str) -> None:
    [problem] = compiled(f"Text and {typed}.\n").problems
    assert (problem.line - FRONT_LINES, problem.column) == (1, 10)
    assert problem.code == "unknown-term"
    assert hint in problem.hint


# --- images -----------------------------------------------------------------------------------


def test_an_image_is_served_under_its_digest_with_its_size(compiled: Compile) -> None:
    lesson = compiled("![A request](wsgi.svg)\n", FILES).lesson
    assert lesson
    [image] = lesson.images
    assert (image.path, image.content_type) == ("wsgi.svg", "image/svg+xml")
    page = str(lesson.parts[0])
    assert f'src="/learn/course/orm/wsgi.svg?{image.digest}"' in page
    assert 'width="480"' in page
    assert 'height="120"' in page
    assert 'alt="A request"' in page
    assert 'loading="lazy"' in page


def test_an_image_changes_its_address_when_it_changes(compiled: Compile) -> None:
    first = compiled("![A](wsgi.svg)\n", FILES).lesson
    second = compiled("![A](wsgi.svg)\n", {"wsgi.svg": SVG.replace(b"480", b"481")}).lesson
    assert first
    assert second
    assert first.images[0].digest != second.images[0].digest


@pytest.mark.parametrize("typed", ["img/a.png", "./img/a.png", "img/%61.png"])
def test_an_image_may_stand_in_a_folder(compiled: Compile, typed: str) -> None:
    lesson = compiled(f"![A]({typed})\n", FILES).lesson
    assert lesson
    assert [image.path for image in lesson.images] == ["img/a.png"]


@pytest.mark.parametrize(
    ("typed", "codes", "hint"),
    [
        ("![](wsgi.svg)", ["missing-alt"], "Say what it shows"),
        ("![ ](wsgi.svg)", ["missing-alt"], "Say what it shows"),
        ("![A](wgsi.svg)", ["missing-image"], 'Did you mean "wsgi.svg"?'),
        ("![A](zzzzzzzzzzzz.svg)", ["missing-image"], "Known here: img/a.png, wsgi.svg"),
        ("![A](https://example.org/a.png)", ["missing-image"], "beside lesson.md"),
        ("![A](//example.org/a.png)", ["missing-image"], "beside lesson.md"),
        ("![A](data:image/png;base64,AAAA)", ["missing-image"], "beside lesson.md"),
        ("![A](../01-a/a.png)", ["bad-path"], "wsgi.svg"),
        ("![A](/etc/passwd)", ["bad-path"], "wsgi.svg"),
        ("![A](%2e%2e/a.png)", ["bad-path"], "wsgi.svg"),
        ("![A](a&#46;&#46;/x.png)", ["missing-image"], "Known here"),
        ("![A](notes.txt)", ["bad-image"], "Use one of: gif, jpeg"),
        ("![A]()", ["bad-path"], "wsgi.svg"),
    ],
)
def test_a_bad_image_is_told_with_its_mend(
    compiled: Compile, typed: str, codes: list[str], hint: str
) -> None:
    found = compiled(f"{typed}\n", FILES).problems
    assert [problem.code for problem in found] == codes
    assert hint in found[0].hint


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (FileEntry("link"), "is a link"),
        (FileEntry("other"), "is a link"),
        (FileEntry("file", 5_000_001, PNG), "has 5.0 MB"),
        (b"GIF89a", "not what its name says"),
        (b"", "not what its name says"),
    ],
)
def test_a_file_that_is_no_such_image_is_refused(
    compiled: Compile, entry: bytes | FileEntry, message: str
) -> None:
    [problem] = compiled("![A](a.png)\n", {"a.png": entry}).problems
    assert message in problem.message


# --- pictures ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.png", PNG, (640, 480)),
        ("a.gif", b"GIF89a" + struct.pack("<HH", 32, 16), (32, 16)),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20ab", (32, 16)),
        ("a.webp", b"RIFF....WEBPVP8X" + b"\0" * 8 + b"\x1f\0\0\x0f\0\0", (32, 16)),
        ("a.webp", b"RIFF....WEBPVP8L" + b"\0" * 5 + b"\x1f\xc0\x03\x00" + b"\0" * 5, (32, 16)),
        ("a.webp", b"RIFF....WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 32, 16), (32, 16)),
        ("a.svg", SVG, (480, 120)),
        ("a.svg", b'<?xml?><svg\n width="32px" height="15.6">', (32, 16)),
        ("a.svg", b'<svg width="100%" height="100%">', None),
        ("a.svg", b'<svg viewBox="0 0 . .">', None),
        ("a.png", PNG[:18], None),
        ("a.jpg", b"\xff\xd8\xff" + b"\xff" * 20, None),
        ("a.webp", b"RIFF....WEBPVP8X", None),
        ("a.png", PNG[:16] + struct.pack(">II", 0, 2**31), None),
        ("a.txt", b"x", None),
    ],
)
def test_the_size_is_in_the_head_of_the_file_or_unknown(
    name: str, data: bytes, size: tuple[int, int] | None
) -> None:
    assert pictures.size_of(name, data) == size
