"""Packages that few programs import come to those that name them, and to no others."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage, StartSite

LESSON = """\
---
title: Packages
---

/// app | Small
    id: small

```{{.python .flask file=app.py}}
from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "as small as ever"
```
///

/// app | Large
    id: large

```{{.python .flask file=app.py}}
from flask import Flask
from flask_admin import Admin

app = Flask(__name__)
Admin(app, name="Desk")


@app.get("/")
def index():
    return "with an admin"
```
///
"""


@pytest.fixture(scope="module")
def lesson(start_site: StartSite, tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("lessons")
    course = folder / "a-course"
    (course / "01-packages").mkdir(parents=True)
    (course / "course.yml").write_text("title: A course\nsummary: Short.\n")
    (course / "01-packages" / "lesson.md").write_text(LESSON.format())
    return start_site(lessons=folder)


def run(page: Page, block: str) -> None:
    app = page.locator(f"[data-app]#{block}")
    app.locator("[data-app-run]").click()
    expect(app.locator("[data-side-status]")).to_contain_text("200", timeout=60_000)


def test_they_are_fetched_when_the_first_program_names_one(lesson, open_page: OpenPage) -> None:
    page = open_page(site=lesson)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1][:7]))
    page.goto("/learn/a-course/packages/")
    run(page, "small")
    assert "snapsho" in fetched
    assert "extras-" not in fetched
    run(page, "large")
    assert fetched.count("extras-") == 1
    run(page, "large")
    assert fetched.count("extras-") == 1
