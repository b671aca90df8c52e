"""The fixed cast of the specs, and the small course they take.

- **learner**: has a session and a history once they have done something;
- **other learner**: has their own;
- **outsider**: reads, and has done nothing.

Each is a browser without JavaScript: reads pages, fills in the forms found there, follows
redirects.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django import Settings

from tutorial_site.catalog.store import close_stores, store

COURSE = "title: Two of them\nsummary: A course of two lessons.\n"

LAZY = """\
---
title: Lazy querysets
claim: A queryset asks the database at once.
minutes: 5
---

/// verdict
    id: guess
    when: before
///

## Run it

/// app | By hand
    id: by-hand

```{.python file=main.py}
print("hello")
```
///

/// quiz
    id: lazy
    hints:
      - First, *look* at the line.
      - Then count the queries.

When does `Task.objects.all()` reach the database?

- [ ] On that line
    > Nothing has asked for rows yet.
- [x] When its rows are needed
    > A loop asks for them.
- [ ] Never at all
    > Then nothing would ever be shown.

Because: a queryset describes a query.

***

Which of these ask for the rows?

- [x] `len(tasks)`
    > It has to count them all.
- [x] `list(tasks)`
    > A list holds every row.
- [ ] `tasks.filter(done=True)`
    > That is another description.
- [ ] `tasks.order_by("id")`
    > So is that.

Because: only what needs a row sends the query.
///

/// verdict
    id: decision
    when: after
    verdict: does not hold

It asks when it has to, and this is the reason.
///
"""

MORE = """\
---
title: More of it
claim: One lesson is enough.
minutes: 5
---

/// quiz
    id: more
    order: fixed

Is one lesson enough?

- [ ] Yes
    > There is a second.
- [x] No
    > Here it is.

Because: there are two.
///

/// verdict
    id: enough
    verdict: holds with a catch

The reason of lesson two.
///
"""


class Lessons:
    """A course on disk that a spec may write to, as an instructor would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        course = folder / "two"
        course.mkdir(parents=True)
        (course / "course.yml").write_text(COURSE)
        for name, text in (("01-lazy", LAZY), ("02-more", MORE)):
            (course / name).mkdir()
            (course / name / "lesson.md").write_text(text)

    def write(self, name: str, text: str) -> None:
        """Save a lesson; it is on the page at once."""
        path = self.folder / "two" / name / "lesson.md"
        path.write_text(text)
        store().refresh()


class Page:
    """A response that was read: its HTML, and the forms on it."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    def at(self, html_id: str) -> Tag:
        """The element with an id."""
        found = self.soup.find(id=html_id)
        assert isinstance(found, Tag), f"nothing on the page has the id {html_id!r}"
        return found

    def text(self, html_id: str) -> str:
        return " ".join(self.at(html_id).get_text(" ").split())

    def has_form(self, html_id: str) -> bool:
        return self.at(html_id).find("form") is not None


class Person:
    """Somebody with a browser, in which no script runs."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def open(self, url: str = "/learn/two/lazy/", **headers: str) -> Page:
        response = self.client.get(url, headers=headers)
        return Page(response)

    def fill(self, page: Page, html_id: str, *labels: str) -> tuple[str, dict[str, Any]]:
        """Where the form under ``html_id`` goes, and what it sends with these labels ticked."""
        form = page.at(html_id).find("form")
        assert isinstance(form, Tag), f"there is no form to fill in at {html_id!r}"
        data: dict[str, Any] = {
            str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")
        }
        by_label = {
            " ".join(label.get_text().split()): form.find("input", id=label["for"])
            for label in form.find_all("label")
        }
        ticked = [by_label[label] for label in labels]
        for field in ticked:
            assert isinstance(field, Tag)
            data.setdefault(str(field["name"]), []).append(str(field["value"]))
        return str(form["action"]), data

    def send(self, url: str, data: dict[str, Any], **headers: str) -> Page:
        return Page(self.client.post(url, data, headers=headers))

    def answer(self, html_id: str, *labels: str, lesson: str = "lazy", **more: str) -> Page:
        """Open the lesson, tick, press the button."""
        page = self.open(f"/learn/two/{lesson}/")
        url, data = self.fill(page, html_id, *labels)
        return self.accepted(self.send(url, data | more))

    def vote(self, block: str, word: str, lesson: str = "lazy") -> Page:
        """Press one of the three buttons of a verdict."""
        page = self.open(f"/learn/two/{lesson}/")
        url, data = self.fill(page, block)
        button = page.at(block).find("button", attrs={"value": word})
        assert isinstance(button, Tag), f"{block} has no button {word!r}"
        pressed = {str(button["name"]): str(button["value"])}
        return self.accepted(self.send(url, data | pressed))

    def accepted(self, answered: Page) -> Page:
        assert answered.status == 303, answered.html
        return answered

    def run(self, key: str, outcome: str = "ok", **fields: Any) -> Any:
        """Send a run of the app, as the page's script does."""
        self.open()
        data = {"course": "two", "lesson": "lazy", "block": "by-hand", "key": key}
        return self.client.post(
            "/progress/runs/",
            data | {"outcome": outcome} | fields,
            content_type="application/json",
            headers={"X-CSRFToken": self.client.cookies["csrftoken"].value},
        )

    @property
    def has_session(self) -> bool:
        return "sessionid" in self.client.cookies


WRONG, RIGHT = "On that line", "When its rows are needed"
BOTH = ("len(tasks)", "list(tasks)")


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lessons]:
    """Compiled once for all specs that only read it."""
    yield Lessons(tmp_path_factory.mktemp("site") / "lessons")
    close_stores()


@pytest.fixture
def course(small_course: Lessons, settings: Settings) -> Lessons:
    return taught(small_course, settings)


@pytest.fixture
def own_course(tmp_path: Path, settings: Settings) -> Lessons:
    """A copy that a spec may edit."""
    return taught(Lessons(tmp_path / "lessons"), settings)


def taught(course: Lessons, settings: Settings) -> Lessons:
    """The site has this course and no other."""
    settings.DEBUG = False
    settings.LESSONS_DIR = course.folder
    settings.VAR_DIR = course.folder.parent / "var"
    problems = store().library().problems
    assert not problems, [str(problem) for problem in problems]
    return course


@pytest.fixture
def learner() -> Person:
    return Person()


@pytest.fixture
def other_learner() -> Person:
    return Person()


@pytest.fixture
def outsider() -> Person:
    return Person()
