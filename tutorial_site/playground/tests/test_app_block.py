"""The app block on a page: code that can be read without a script, and what the script needs."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from tutorial_site.catalog.compiling import compile_lesson
from tutorial_site.catalog.sources import LessonSource
from tutorial_site.catalog.tree import Course

from .. import blocks, policies
from ..runtime import manifest

LESSON = """\
---
title: Notes
claim: It holds.
---

/// app | Hello, twice
    id: hello
    open: /hello/Ada
    superuser: ada/lovelace
    requests:
      - path: /secret?a=1
        as: bob
        headers: {X-Own: "1"}
        expect: {status: 404, text: the-key}
      - method: POST
        path: /save
        form: {text: Milk}
    bench:
      requests: [/slow, {path: /quick, expect: {text: the-key}}]
      times: 20
    readonly: [extra.py]
    hidden: [seed.py]
    show: [app.py, urls.py]

Read *both*.

```{.python .flask file=app.py highlight="1"}
app = "</script><b>"
```

```{.python .flask file=seed.py}
SEED = 1
```

```{.python .flask file=extra.py}
EXTRA = 1
```

```{.python .django file=urls.py}
urlpatterns = []
```
///

/// app | By hand
    id: by-hand

```{.python file=by_hand.py}
print(1)
```
///
"""


@pytest.fixture(scope="module")
def lesson():
    source = LessonSource("course", "01-notes", 1, "notes", LESSON.encode(), {}, {})
    compiled = compile_lesson(source, "digest")
    assert compiled.lesson, compiled.problems
    return compiled.lesson


@pytest.fixture
def course(lesson):
    return Course("course", "Course", "", "", (), "en", (lesson,), (), "digest")


@pytest.fixture
def drawn(rf, course, lesson):
    """``drawn("hello")``: a block's HTML, as text and parsed."""

    def draw(block):
        html = blocks.render(rf.get("/"), course, lesson, lesson.block(block))
        return html, BeautifulSoup(html, "html.parser")

    return draw


@pytest.fixture
def config(drawn):
    """``config("hello")``: what the page's script reads."""
    return lambda block: json.loads(drawn(block)[1].find("script").string)


# --- what is read -------------------------------------------------------------------------------


def test_the_code_stands_on_the_page_highlighted(drawn):
    _, page = drawn("hello")
    sources = {pre["data-source"]: pre.get_text() for pre in page.select("[data-source]")}
    assert sources["app.py"].strip() == 'app = "</script><b>"'
    assert sources["urls.py"].strip() == "urlpatterns = []"


def test_a_hidden_file_is_run_and_not_shown(drawn, config):
    _, page = drawn("hello")
    assert "seed.py" not in [pre["data-source"] for pre in page.select("[data-source]")]
    assert "seed.py" not in [tab["data-file"] for tab in page.select("[data-file]")]
    files = {file["path"]: file for file in config("hello")["sides"][0]["files"]}
    assert files["seed.py"]["hidden"] is True
    assert files["seed.py"]["text"] == "SEED = 1\n"


def test_a_bench_says_what_it_will_do_and_waits_for_the_script(drawn, config):
    _, page = drawn("hello")
    bench = page.select_one("[data-app-bench]")
    assert "hidden" in bench.attrs
    assert "each request 20 times a round, for 9 rounds, to the two in turn" in bench.get_text()
    assert [request["path"] for request in config("hello")["bench"]["requests"]] == [
        "/slow",
        "/quick",
    ]


def test_an_app_without_one_has_none(drawn, config):
    assert drawn("by-hand")[1].select("[data-app-bench]") == []
    assert config("by-hand")["bench"] is None


def test_title_and_words_of_the_block_are_there(drawn):
    _, page = drawn("hello")
    assert page.find("h3").get_text() == "Hello, twice"
    assert page.select_one(".app__intro em").get_text() == "both"
    assert page.section["id"] == "hello"


def test_each_side_has_its_name_and_its_own_files(drawn):
    _, page = drawn("hello")
    sides = {side["data-side"]: side for side in page.select("[data-side]")}
    assert list(sides) == ["flask", "django"]
    assert sides["flask"].find("strong").get_text() == "Flask"
    assert [tab["data-file"] for tab in sides["django"].select("[data-file]")] == ["urls.py"]


def test_a_file_that_cannot_be_edited_says_so_in_words(drawn):
    _, page = drawn("hello")
    tab = page.find(attrs={"data-file": "extra.py"})
    assert "(read only)" in tab.get_text()


def test_without_javascript_it_says_what_is_missing(drawn):
    _, page = drawn("hello")
    assert "needs JavaScript" in page.find("noscript").get_text()
    assert page.find(attrs={"data-app-bar": True}).has_attr("hidden")


def test_a_plain_program_has_nothing_to_send_requests_with(drawn):
    _, page = drawn("by-hand")
    assert page.find(attrs={"name": "path"}) is None
    assert page.find(attrs={"data-app-run": True})
    assert "is-twin" not in page.section["class"]


# --- what the script reads ----------------------------------------------------------------------


def test_no_code_can_end_the_scripts_element(drawn):
    html, page = drawn("hello")
    assert "</script><b>" not in html
    assert len(page.find_all("script")) == 1


def test_the_script_learns_who_the_block_is_and_what_to_send(config, lesson):
    found = config("hello")
    assert (found["course"], found["lesson"], found["block"]) == ("course", "notes", "hello")
    assert found["digest"] == lesson.block("hello").digest
    assert (found["open"], found["superuser"]) == ("/hello/Ada", "ada/lovelace")
    first, second = found["requests"]
    assert first == {
        "method": "GET", "path": "/secret?a=1", "headers": {"X-Own": "1"}, "form": None,
        "json": None, "as": "bob",
    }  # fmt: skip
    assert (second["method"], second["form"]) == ("POST", {"text": "Milk"})


def test_what_is_expected_stays_with_the_instructor(drawn):
    html, _ = drawn("hello")
    assert "the-key" not in html
    assert "lesson.md" not in html


def test_files_are_as_they_were_typed(config):
    side = config("hello")["sides"][0]
    assert (side["framework"], side["name"]) == ("flask", "Flask")
    assert set(side["files"][0]) == {
        *("path", "text", "language", "readonly", "hidden", "shown", "highlight", "title"),
    }
    assert side["files"][0]["text"] == 'app = "</script><b>"\n'
    assert side["files"][0]["highlight"] == [[1, 1]]
    assert [file["path"] for file in side["files"] if file["shown"]] == ["app.py"]


def test_people_are_those_whom_the_lesson_knows(lesson):
    assert blocks.people(lesson.block("hello")) == ["ada", "bob"]
    assert blocks.people(lesson.block("by-hand")) == []


def test_a_page_for_everybody_holds_nothing_of_anybody(rf, course, lesson):
    block = lesson.block("hello")
    assert blocks.render(rf.get("/a?b=1"), course, lesson, block) == blocks.render(
        rf.get("/"), course, lesson, block
    )


# --- the sandbox --------------------------------------------------------------------------------


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "FOLDER", tmp_path)
    file = {"name": "interpreter-0123.wasm", "size": 9_000_000, "compressed": {"br": 3_000_000}}
    extras = {"name": "extras-4567.bin", "size": 4_000_000, "compressed": {"br": 900_000}}
    data = {
        "python": "3.14.2",
        "head": "AAAA",
        "files": {"interpreter": file},
        "extras": extras | {"names": ["flask_admin"]},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(data))


def test_the_page_learns_where_the_sandbox_is_and_how_much_will_come(built):
    html = Template("{% load playground %}{% sandbox_config %}").render(Context())
    (script,) = BeautifulSoup(html, "html.parser").find_all("script")
    assert script["id"] == "sandbox-config"
    assert script["type"] == "application/json"
    found = json.loads(script.get_text())
    assert found["files"]["interpreter"] == {
        "url": "/static/runtime/interpreter-0123.wasm", "size": 9_000_000, "sent": 3_000_000,
    }  # fmt: skip
    assert found["files"]["source"]["url"].startswith("/static/hashed/")
    assert found["frame"].startswith("/sandbox/runtime/?v=")
    assert found["extras"]["url"] == "/static/runtime/extras-4567.bin"
    assert found["extras"]["names"] == ["flask_admin"]


@pytest.mark.usefixtures("built")
def test_the_sandboxs_addresses_change_with_build_and_headers(monkeypatch, config):
    from tutorial_site.frontend.assets import assets

    version = assets().version
    assert blocks.sandbox_config()["frame"] == f"/sandbox/runtime/?v={version}{policies.VERSION}"
    assert config("hello")["preview"] == f"/sandbox/preview/?v={version}{policies.VERSION}"


def test_without_a_runtime_it_says_what_to_run(built, tmp_path):
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(ImproperlyConfigured, match="build_runtime"):
        blocks.sandbox_config()
