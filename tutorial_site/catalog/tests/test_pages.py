"""Pages of the catalog, as a visitor without a session gets them: none of them asks the database.

(These specs have no database: a query would fail them.)
"""

import json
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tutorial_site.catalog.addresses import PAGE_IDS, RESERVED, course_url, is_part_of
from tutorial_site.catalog.tests.conftest import Shelf
from tutorial_site.decisions.tests.example import decision

LESSON = """\
Somebody wrote the same thing twice.

## First

### Deeper

/// quiz
    id: lazy
    hints: Count the *queries*.

When does it reach the database?

- [ ] At once
    > Feedback on a wrong choice.
    misconception: queryset-is-a-list
- [x] Later on
    > Feedback on the right choice.

Because: the explanation of it all.
///

/// app | Hello
    id: hello

```{.python .flask file=app.py}
greeting = "</script><b>"
```
///

/// verdict
    id: decision
    verdict: holds with a catch

The instructor's own reason.
///
"""

Get = Callable[..., BeautifulSoup]


@pytest.fixture
def get(client: Client) -> Get:
    """``get(url)``: the page, which must be answered with ``status``."""

    def fetch(url: str, status: int = 200) -> BeautifulSoup:
        response = client.get(url)
        assert response.status_code == status, response.content[:500]
        return BeautifulSoup(response.content, "html.parser")

    return fetch


def text(found: BeautifulSoup | Tag) -> str:
    return " ".join(found.get_text(" ").split())


def main(page: BeautifulSoup) -> str:
    return text(page.select("#main")[0])


# --- what is where ----------------------------------------------------------------------------


def test_home_lists_the_courses_and_their_claims(shelf: Shelf, get: Get) -> None:
    shelf.course("one", orm="A")
    shelf.course("two", views="B", forms="C")
    page = get("/")
    assert [link["href"] for link in page.select(".volume h3 a")] == ["/learn/one/", "/learn/two/"]
    assert "It holds." in main(page)
    assert "2 lessons" in main(page)


def test_home_without_a_course_says_what_to_do(shelf: Shelf, get: Get) -> None:
    assert "Put one into the lessons folder" in main(get("/"))


def test_a_course_is_a_docket_of_claims(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="A", views="B")
    page = get("/learn/course/")
    assert [link["href"] for link in page.select(".docket__name a")] == [
        "/learn/course/orm/",
        "/learn/course/views/",
    ]
    assert page.h1
    assert text(page.h1) == "Flask or Django?"
    assert "Both, side by side." in main(page)


def test_a_course_without_lessons_says_so(shelf: Shelf, get: Get) -> None:
    shelf.course()
    assert "No lesson is ready yet" in main(get("/learn/course/"))


def test_a_lesson_shows_its_claim_its_contents_and_its_blocks(shelf: Shelf, get: Get) -> None:
    shelf.course(orm=LESSON)
    page = get("/learn/course/orm/")
    assert "It holds." in text(page.select(".exhibit")[0])
    contents = [(link["href"], text(link)) for link in page.select(".contents a")]
    assert contents == [("#first", "First"), ("#deeper", "Deeper")]
    for block in ("lazy", "hello", "decision"):
        assert page.find(id=block), block
    order = main(page)
    assert order.index("First") < order.index("When does it") < order.index("greeting")


def test_every_id_of_a_lessons_page_is_there_once(shelf: Shelf, get: Get) -> None:
    shelf.course(orm=LESSON)
    ids = [found["id"] for found in get("/learn/course/orm/").find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


def test_no_heading_can_take_an_id_of_the_page_around_it(shelf: Shelf, get: Get) -> None:
    shelf.course(orm=LESSON)
    around = get("/learn/course/orm/")
    prose = around.select_one(".prose")
    assert prose
    prose.extract()
    left = {str(found["id"]) for found in around.find_all(id=True)}
    assert {each for each in left if not is_part_of("decision", each)} <= PAGE_IDS


def test_no_heading_can_take_an_id_of_a_part_of_a_block(shelf: Shelf, get: Get) -> None:
    taken = ("Lazy q1", "Lazy hints status", "Hello title", "Decision before status", "Own result")
    headings = "\n\n".join(f"## {each}" for each in taken)
    shelf.course(orm=f"{headings}\n\n{LESSON}\n{decision()}")
    page = get("/learn/course/orm/")
    assert [heading["id"] for heading in page.select(".prose h2")][: len(taken)] == [
        "section-lazy-q1",
        "section-lazy-hints-status",
        "section-hello-title",
        "section-decision-before-status",
        "section-own-result",
    ]
    ids = [found["id"] for found in page.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


def test_the_glossary_lists_its_terms_by_letter(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="A :term[wsgi].")
    shelf.write("course/glossary.md", "WSGI\n: A *standard*.\n\ncookie\n: Text.\n")
    page = get("/learn/course/glossary/")
    assert [text(letter) for letter in page.select(".glossary__letter")] == ["C", "W"]
    link = get("/learn/course/orm/").select_one("a.term")
    assert link
    path, _, anchor = str(link["href"]).partition("#")
    assert path == "/learn/course/glossary/"
    assert text(page.select(f"#{anchor}")[0]) == "WSGI A standard ."


def test_a_course_without_terms_has_a_glossary_that_says_so(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="A")
    assert "explains no terms yet" in main(get("/learn/course/glossary/"))
    assert not get("/learn/course/").select('a[href$="glossary/"]')


def test_previous_and_next_lead_through_the_course(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="A", views="B", forms="C")

    def turns(slug: str) -> list[tuple[object, object]]:
        links = get(f"/learn/course/{slug}/").select(".turn a")
        return [(link.get("rel"), link["href"]) for link in links]

    assert turns("orm") == [(None, "/learn/course/"), (["next"], "/learn/course/views/")]
    assert turns("views") == [(["prev"], "/learn/course/orm/"), (["next"], "/learn/course/forms/")]
    assert turns("forms") == [(["prev"], "/learn/course/views/"), (None, "/learn/course/")]


def test_the_rail_marks_the_lesson_that_is_read(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="A", views="B")
    current = get("/learn/course/views/").select('.rail [aria-current="page"]')
    assert [link["href"] for link in current] == ["/learn/course/views/"]


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (220, 1), (221, 2), (1100, 5)])
def test_reading_takes_a_minute_for_220_words(
    shelf: Shelf, get: Get, words: int, minutes: int
) -> None:
    shelf.course(orm="word " * words)
    assert f"{minutes} min to read" in main(get("/learn/course/orm/"))


def test_code_takes_time_to_read_too(shelf: Shelf, get: Get) -> None:
    lines = "x = 1\n" * 61
    shelf.course(
        orm=f"```python\n{lines}```\n",
        views=f"/// app | A\n    id: a\n\n```{{.python .flask file=app.py}}\n{lines}```\n///\n",
    )
    for slug in ("orm", "views"):
        assert "3 min to read" in main(get(f"/learn/course/{slug}/"))


def test_how_long_a_lesson_takes_is_the_instructors_to_say(shelf: Shelf, get: Get) -> None:
    shelf.course(orm=LESSON)
    assert "10 min with the apps" in main(get("/learn/course/orm/"))  # three a block, and reading
    shelf.write("course/01-orm/lesson.md", "---\ntitle: A\nclaim: B.\nminutes: 45\n---\n" + LESSON)
    shelf.show()
    assert "45 min with the apps" in main(get("/learn/course/orm/"))


def test_a_page_is_described_by_its_first_paragraph(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="A paragraph with *weight* " + "and words " * 30)
    [described] = get("/learn/course/orm/").select('meta[name="description"]')
    content = str(described["content"])
    assert content.startswith("A paragraph with weight and words")
    assert content.endswith("…")
    assert len(content) <= 160


def test_the_language_of_a_course_is_that_of_its_pages(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="Texte")
    shelf.write("course/course.yml", "title: A\nsummary: B\nlanguage: fr\n")
    for url in ("/learn/course/", "/learn/course/orm/", "/learn/course/glossary/"):
        page = get(url)
        assert page.html
        assert page.html["lang"] == "fr"


def test_addresses_that_lessons_link_to_are_those_that_are_served() -> None:
    assert course_url("a-b") == reverse("catalog:course", args=["a-b"])
    for name in RESERVED:
        assert reverse(f"catalog:{name}", args=["a"]) == f"{course_url('a')}{name}/"


# --- what isn't there -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["/nothing/", "/learn/other/", "/learn/other/orm/", "/learn/course/gone/", "/learn/Course/"],
)
def test_a_page_that_is_not_there_says_so_kindly(shelf: Shelf, get: Get, url: str) -> None:
    shelf.course(orm="A")
    page = get(url, status=404)
    assert "There is no page here" in main(page)
    assert page.select_one('a[href="/"]')


def test_a_lesson_that_never_compiled_is_being_mended(
    shelf: Shelf, get: Get, client: Client
) -> None:
    shelf.course(orm="A", views="[x](nowhere-at-all)")
    page = get("/learn/course/views/", status=503)
    assert "This lesson is being mended" in main(page)
    assert "“Views” has a mistake" in main(page)
    assert "nowhere-at-all" not in str(page)
    get("/learn/course/orm/")


def test_drafts_do_not_exist_for_learners(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="A")
    shelf.write("course/02-new/lesson.md", "---\ntitle: New\ndraft: true\n---\nText")
    get("/learn/course/new/", status=404)
    for url in ("/", "/learn/course/", "/learn/course/orm/"):
        assert "/learn/course/new/" not in str(get(url))


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_read_and_nothing_else(shelf: Shelf, client: Client, method: str) -> None:
    shelf.course(orm="A")
    for url in ("/", "/learn/course/", "/learn/course/orm/", "/learn/course/glossary/"):
        assert getattr(client, method)(url).status_code == 405


# --- what must not be on a page ---------------------------------------------------------------


def test_the_key_of_a_question_is_nowhere_in_its_page(shelf: Shelf, client: Client) -> None:
    shelf.course(orm=LESSON)
    html = client.get("/learn/course/orm/").content.decode()
    for secret in (
        "Feedback on",
        "the explanation of it all",
        "queryset-is-a-list",
        "own reason",
    ):
        assert secret not in html, secret
    page = BeautifulSoup(html, "html.parser")
    right, wrong = (
        label.parent for label in page.find_all("label") if text(label) in ("Later on", "At once")
    )
    assert shape(right) == shape(wrong)


def shape(choice: Tag | None) -> str:
    """A choice's HTML without what tells one from the other: its text, its number, its value."""
    return re.sub(r'Later on|At once|\d+|(?:value|id|for)="[^"]*"', "", str(choice))


def test_whatever_the_verdict_is_the_page_before_the_vote_is_the_same(
    shelf: Shelf, get: Get
) -> None:
    seen = set()
    for word in ("holds", "holds with a catch", "does not hold"):
        shelf.course(orm=LESSON.replace("verdict: holds with a catch", f"verdict: {word}"))
        shelf.show()
        page = get("/learn/course/orm/")
        for chance in page.select("input[type=hidden]"):  # tokens, and keys of attempts
            chance.extract()
        seen.add("".join(str(part) for part in page.select("[data-block=decision]")))
    assert len(seen) == 1
    assert "Does not hold" in seen.pop()


def test_values_for_scripts_can_not_end_the_script(shelf: Shelf, get: Get) -> None:
    shelf.course(orm=LESSON)
    page = get("/learn/course/orm/")
    values = [json.loads(found.string or "") for found in page.select('script[type$="json"]')]
    files = [file for value in values for side in value.get("sides", ()) for file in side["files"]]
    assert files[0]["text"] == 'greeting = "</script><b>"\n'


def test_a_page_holds_no_script_and_no_style_of_its_own(shelf: Shelf, get: Get) -> None:
    shelf.course(orm=LESSON)
    shelf.write("course/glossary.md", "A\n: B\n")
    for url in ("/", "/learn/course/", "/learn/course/orm/", "/learn/course/glossary/"):
        page = get(url)
        assert not page.select("style, [style], [onclick], [onload]")
        for script in page.find_all("script"):
            assert script.get("src") or str(script.get("type", "")).endswith("json"), script


def test_pages_carry_a_policy_that_refuses_what_is_inline(shelf: Shelf, client: Client) -> None:
    shelf.course(orm="A")
    policy = client.get("/learn/course/orm/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


# --- instructors ------------------------------------------------------------------------------


@pytest.fixture
def instructor(client: Client, settings: Settings, shelf: Shelf) -> Client:
    """Whoever has the site running in development."""
    settings.DEBUG = True
    return client


@pytest.mark.django_db
def test_an_instructor_sees_what_is_wrong_with_a_lesson(instructor: Client, shelf: Shelf) -> None:
    shelf.course(orm="[x](/unchecked/)")
    shelf.write("course/02-views/lesson.md", "---\ntitle: V\n---\n[x](nowhere)\n\n![](a.png)\n")
    warned = text(BeautifulSoup(instructor.get("/learn/course/orm/").content, "html.parser"))
    assert "1 problem in this lesson" in warned
    assert "course/01-orm/lesson.md:5:5 warning unchecked-link" in warned
    response = instructor.get("/learn/course/views/")
    assert response.status_code == 503
    broken = text(BeautifulSoup(response.content, "html.parser"))
    assert "3 problems in this lesson only instructors see this" in broken
    assert "course/02-views/lesson.md:4:5 error dead-link" in broken
    assert "Link to a lesson as lesson:its-name" in broken


@pytest.mark.django_db
def test_an_instructor_sees_drafts_and_that_they_are_drafts(
    instructor: Client, shelf: Shelf
) -> None:
    shelf.course(orm="A")
    shelf.write("course/02-new/lesson.md", "---\ntitle: New\ndraft: true\n---\nText")
    for url in ("/learn/course/", "/learn/course/new/", "/learn/course/orm/"):
        page = BeautifulSoup(instructor.get(url).content, "html.parser")
        assert page.select(".draft-mark"), url


def test_learners_see_no_problems(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="[x](/unchecked/)")
    assert "unchecked-link" not in str(get("/learn/course/orm/"))


def test_learners_read_the_last_good_version(shelf: Shelf, get: Get) -> None:
    shelf.course(orm="The good text")
    assert "The good text" in main(get("/learn/course/orm/"))
    shelf.lesson(1, "orm", "[x](nowhere)")
    shelf.show()
    assert "The good text" in main(get("/learn/course/orm/"))


# --- live reload ------------------------------------------------------------------------------


def watched(client: Client) -> str:
    """The address that an open page asks whether it is still current."""
    page = BeautifulSoup(client.get("/learn/course/orm/").content, "html.parser")
    return str(page.select("html")[0].get("data-dev-version") or "")


@pytest.mark.django_db
def test_an_open_page_learns_of_an_edit(instructor: Client, shelf: Shelf) -> None:
    shelf.course(orm="One")
    address = watched(instructor)
    first = instructor.get(address)
    assert first["Cache-Control"] == "no-store"
    assert first["Content-Type"].startswith("text/plain")
    assert instructor.get(address).content == first.content
    shelf.lesson(1, "orm", "Two")
    shelf.show()
    assert instructor.get(address).content != first.content


@pytest.mark.django_db
def test_an_open_page_learns_of_a_problem_and_of_its_mend(instructor: Client, shelf: Shelf) -> None:
    shelf.course(orm="One")
    address = watched(instructor)
    seen = []
    for body in ("One", "[x](nowhere)", "[x](nowhere) and ![](a.png)", "One"):
        shelf.lesson(1, "orm", body)
        shelf.show()
        seen.append(instructor.get(address).content)
    assert len(set(seen)) == 3
    assert seen[0] == seen[3]


def test_nothing_is_watched_in_production(shelf: Shelf, client: Client) -> None:
    shelf.course(orm="One")
    assert watched(client) == ""
    assert client.get("/dev/version/").status_code == 404
