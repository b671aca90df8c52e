"""Pages kept for visitors without a session: the same for all, but for what protects each."""

import re
from http.cookies import SimpleCookie

import brotli
import pytest
from django.test import Client
from django.test.signals import template_rendered
from pytest_django import Settings

from tutorial_site.catalog import pages
from tutorial_site.catalog.pages import CachedPage, cut
from tutorial_site.catalog.tests.conftest import Shelf

QUIZ = """\
/// quiz
    id: q

Which?

- [ ] A
    > No.
- [x] B
    > Yes.

Because: b.
///
"""
URL = "/learn/course/orm/"
TOKEN = re.compile(rb"(?<=csrfmiddlewaretoken\" value=\")\w+")


class Drawn:
    """Counts the pages that a template was drawn for."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, template: object, **_: object) -> None:
        self.count += getattr(template, "name", "") == "catalog/lesson.html"


@pytest.fixture
def drawn():
    counter = Drawn()
    template_rendered.connect(counter)
    yield counter
    template_rendered.disconnect(counter)


@pytest.fixture
def lesson(shelf: Shelf) -> Shelf:
    shelf.course(orm=QUIZ)
    return shelf


def tokens(html: bytes) -> set[str]:
    return set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html.decode()))


def test_a_page_is_drawn_once_for_all_visitors(lesson: Shelf, drawn: Drawn) -> None:
    for _ in range(3):
        assert Client().get(URL).status_code == 200
    assert drawn.count == 1


def test_an_edit_is_drawn_anew(lesson: Shelf, drawn: Drawn) -> None:
    Client().get(URL)
    lesson.lesson(1, "orm", "Edited")
    lesson.show()
    assert b"Edited" in Client().get(URL).content
    assert drawn.count == 2


def test_what_the_rail_shows_belongs_to_the_page(lesson: Shelf) -> None:
    Client().get(URL)
    lesson.lesson(2, "views", "Two")
    lesson.show()
    assert b"/learn/course/views/" in Client().get(URL).content


def test_hosts_do_not_share_a_page(lesson: Shelf, drawn: Drawn, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for host in ("a.example", "b.example", "a.example"):
        Client(headers={"Host": host}).get(URL)
    assert drawn.count == 2


def test_addresses_with_a_query_are_not_kept(lesson: Shelf, drawn: Drawn) -> None:
    """There is no end to them."""
    for _ in range(2):
        assert Client().get(f"{URL}?utm=1").status_code == 200
    assert drawn.count == 2


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_whoever_has_a_session_gets_a_page_of_their_own(
    lesson: Shelf, drawn: Drawn, cookie: str
) -> None:
    Client().get(URL)
    known = Client()
    known.cookies = SimpleCookie({cookie: "something"})
    known.get(URL)
    assert drawn.count == 2


@pytest.mark.django_db
def test_in_development_every_page_is_drawn_anew(
    lesson: Shelf, drawn: Drawn, settings: Settings
) -> None:
    settings.DEBUG = True
    for _ in range(2):
        Client().get(URL)
    assert drawn.count == 2


def test_each_visitor_gets_a_token_of_their_own_that_works(lesson: Shelf) -> None:
    seen = [(client := Client(), tokens(client.get(URL).content)) for _ in range(3)]
    every = [token for _, each in seen for token in each]
    assert len(every) == len(set(every)) == 3
    secrets = {client.cookies["csrftoken"].value for client, _ in seen}
    assert len(secrets) == 3


def test_a_page_without_forms_sets_no_cookie(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("course/01-orm/lesson.md", "---\ntitle: No claim, no form\n---\nText")
    for _ in range(2):
        response = Client().get(URL)
        assert not response.cookies


def test_no_proxy_keeps_a_page_and_no_browser_shows_it_unasked(lesson: Shelf) -> None:
    response = Client().get(URL)
    assert "Cookie" in response["Vary"]
    assert {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))


def test_a_kept_page_keeps_its_status(shelf: Shelf) -> None:
    shelf.course(orm="[x](nowhere)")
    assert [Client().get(URL).status_code for _ in range(2)] == [503, 503]


def test_head_is_answered_like_get_without_a_body(lesson: Shelf) -> None:
    get, head = Client().get(URL), Client().head(URL)
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Type"] == get["Content-Type"]


def test_only_the_visitors_own_secret_is_cut_out() -> None:
    """Whatever else of 64 letters stands on a page, a digest say, stays."""
    digest = b"a" * 64
    page = cut(b"<p>" + digest + b"</p>", "s" * 32)
    assert page.pieces == (b"<p>" + digest + b"</p>",)


def test_the_pages_longest_unused_are_dropped_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MOST_PAGES", 2)
    kept = pages._Pages()
    one, two, three = (CachedPage((name,), 1) for name in (b"1", b"2", b"3"))
    kept.put(("1",), one)
    kept.put(("2",), two)
    assert kept.get(("1",)) is one
    kept.put(("3",), three)
    assert [kept.get((name,)) for name in "123"] == [one, None, three]


def test_the_pages_kept_take_no_more_than_their_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MOST_BYTES", 10)
    kept = pages._Pages()
    kept.put(("1",), CachedPage((b"x" * 6,), 6))
    kept.put(("1",), CachedPage((b"y" * 6,), 6))  # replaced, not added
    assert kept.get(("1",))
    kept.put(("2",), CachedPage((b"x" * 6,), 6))
    assert kept.get(("1",)) is None
    assert kept.get(("2",))


# --- images -----------------------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'


@pytest.fixture
def picture(shelf: Shelf) -> str:
    """The address of an image that a lesson shows."""
    shelf.course(orm="![A](a.svg)")
    shelf.write("course/01-orm/a.svg", SVG)
    shelf.write("course/01-orm/b.svg", SVG)
    shelf.write("course/01-orm/notes/flask/app.py", "x = 1")
    found = re.search(r'src="(/learn/[^"]+)"', Client().get(URL).content.decode())
    assert found
    return found[1]


def test_an_image_under_its_digest_may_be_kept_for_ever(picture: str) -> None:
    response = Client().get(picture)
    assert response.content == SVG.encode()
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_image_under_another_digest_is_asked_for_again(picture: str) -> None:
    path = picture.partition("?")[0]
    for address in (path, f"{path}?0123456789abcdef"):
        assert Client().get(address)["Cache-Control"] == "no-cache"


def test_an_image_opened_by_itself_runs_no_script(picture: str) -> None:
    response = Client().get(picture)
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "b.svg",  # there, and shown by no lesson
        "lesson.md",
        "notes/flask/app.py",
        "../course.yml",
        "..%2fcourse.yml",
        "%2e%2e/course.yml",
        "a.svg/",
        "a.svg%00.png",
        "/etc/passwd",
    ],
)
def test_no_other_file_beside_a_lesson_can_be_had(picture: str, path: str) -> None:
    assert Client().get(f"{URL}{path}").status_code == 404


def test_a_file_exchanged_since_is_not_served_under_the_old_name(
    picture: str, shelf: Shelf
) -> None:
    shelf.write("course/01-orm/a.svg", SVG.replace("alert", "other"))
    assert Client().get(picture).status_code == 404


def test_an_image_exchanged_for_a_link_is_not_served(picture: str, shelf: Shelf) -> None:
    image = shelf.root / "course/01-orm/a.svg"
    image.unlink()
    image.symlink_to(shelf.root / "course/01-orm/b.svg")
    assert Client().get(picture).status_code == 404


def test_a_large_image_is_served_whole(shelf: Shelf) -> None:
    shelf.course(orm="![A](a.svg)")
    large = SVG + " " * 1_500_000
    shelf.write("course/01-orm/a.svg", large)
    assert Client().get(f"{URL}a.svg").content == large.encode()


def test_the_images_of_a_draft_are_nobodys(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("course/01-new/lesson.md", "---\ntitle: N\ndraft: true\n---\n![A](a.svg)")
    shelf.write("course/01-new/a.svg", SVG)
    assert Client().get("/learn/course/new/a.svg").status_code == 404


def test_a_browser_that_takes_brotli_gets_the_same_page_compressed(lesson: Shelf) -> None:
    plain = Client().get(URL)
    packed = Client().get(URL, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "br"
    assert packed["Content-Length"] == str(len(packed.content))
    text = brotli.decompress(packed.content)
    assert TOKEN.sub(b"", text) == TOKEN.sub(b"", plain.content)
    assert len(packed.content) < len(plain.content) / 2


@pytest.mark.parametrize("accepts", ["", "gzip", "br;q=0", "gzip, br; q=0.0, zstd", "identity"])
def test_who_does_not_take_brotli_gets_the_page_plain(lesson: Shelf, accepts: str) -> None:
    response = Client().get(URL, headers={"Accept-Encoding": accepts})
    assert "Content-Encoding" not in response.headers
    assert b"<h1" in response.content


def test_the_token_in_a_compressed_page_is_the_visitors(lesson: Shelf) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(URL, headers={"Accept-Encoding": "br"})
    (token,) = tokens(brotli.decompress(page.content))
    answer = client.post("/answers/course/orm/q/q1/", {"csrfmiddlewaretoken": token})
    assert answer.status_code != 403  # only a choice is missing


def test_caches_on_the_way_know_what_a_page_depends_on(lesson: Shelf) -> None:
    response = Client().get(URL, headers={"Accept-Encoding": "br"})
    assert {"Cookie", "Accept-Encoding"} <= set(response["Vary"].split(", "))
    assert response["Cache-Control"] == "private, no-cache"
