"""What an app's page is made of besides itself: asked for as often as a browser would, no more."""

import pytest
from playwright.sync_api import expect

from tests.e2e.app_block import AppOnPage, SideOnPage
from tests.e2e.lesson_page import LessonPage
from tests.e2e.workbench import Browser

# Every part tells on the console that it was asked for. The style says how often, too.
PARTS = """\
from flask import Flask, Response

app = Flask(__name__)
asked = {}


@app.get("/")
def page():
    return '''<!doctype html><link rel="stylesheet" href="/kept.css">
        <link rel="stylesheet" href="/fresh.css"><img alt="" src="/picture.svg">
        <img alt="" src="/kept/static/icon.svg"><p>Parts</p>'''


@app.get("/kept/static/<name>")
@app.get("/<name>")
def part(name):
    asked[name] = asked.get(name, 0) + 1
    print(name, asked[name])
    kind = "image/svg+xml" if name.endswith(".svg") else "text/css"
    text = "<svg xmlns='http://www.w3.org/2000/svg'/>" if name.endswith(".svg") else COLOUR
    answer = Response(text, content_type=kind)
    answer.headers["Last-Modified"] = "Wed, 25 Nov 2026 10:00:00 GMT"
    if name.startswith("fresh"):
        answer.headers["Cache-Control"] = "no-cache"
    return answer


COLOUR = "p { color: rgb(1, 2, 3) }"
"""


@pytest.fixture
def parts(workbench: LessonPage) -> AppOnPage:
    app = workbench.app("books")
    app.flask.write("app.py", PARTS)
    app.run_and_wait()
    return app


def text_of(side: SideOnPage):
    return side.page.locator("p")


def open_again(side: SideOnPage, times: int) -> None:
    """Reload the app's page, and see that what has to be fresh has been asked for again."""
    Browser(side).reload.click()
    expect(side.console).to_contain_text(f"fresh.css {times}")
    expect(text_of(side)).to_have_css("color", "rgb(1, 2, 3)")


def test_a_style_sheet_that_may_be_kept_is_asked_for_once_a_run(parts: AppOnPage) -> None:
    expect(text_of(parts.flask)).to_have_css("color", "rgb(1, 2, 3)")
    open_again(parts.flask, 2)
    open_again(parts.flask, 3)
    expect(parts.flask.console).to_contain_text("kept.css 1")
    expect(parts.flask.console).not_to_contain_text("kept.css 2")


def test_a_picture_is_asked_for_every_time_unless_it_is_static(parts: AppOnPage) -> None:
    open_again(parts.flask, 2)
    expect(parts.flask.console).to_contain_text("picture.svg 2")
    expect(parts.flask.console).to_contain_text("icon.svg 1")
    expect(parts.flask.console).not_to_contain_text("icon.svg 2")


def test_the_next_run_starts_with_nothing_kept(parts: AppOnPage) -> None:
    expect(text_of(parts.flask)).to_have_css("color", "rgb(1, 2, 3)")
    parts.flask.replace("app.py", "rgb(1, 2, 3)", "rgb(4, 5, 6)")
    parts.run_and_wait()
    expect(text_of(parts.flask)).to_have_css("color", "rgb(4, 5, 6)")


def test_style_sheets_that_draw_on_each_other_hold_up_nothing(parts: AppOnPage) -> None:
    circle = 'COLOUR = \'@import "kept.css"; @import "fresh.css"; p { color: rgb(7, 8, 9) }\''
    parts.flask.replace("app.py", 'COLOUR = "p { color: rgb(1, 2, 3) }"', circle)
    parts.run_and_wait()
    expect(text_of(parts.flask)).to_have_css("color", "rgb(7, 8, 9)")


# What each script writes down is when it ran, and whether it saw the end of the page.
ORDER = """\
from flask import Flask, Response

app = Flask(__name__)


@app.get("/")
def page():
    return '''<!doctype html><script>ran = []; note = (name) =>
          ran.push(name + (document.querySelector("#end") ? " late" : " early"))</script>
        <script src="/later.js" defer></script><script src="/module.js" type="module"></script>
        <script src="/now.js" data-note="its own"></script><script src="/ends.js"></script>
        <p id="end">Order</p><script>addEventListener("load", () =>
          document.querySelector("#end").textContent = ran.join())</script>'''


@app.get("/<name>.js")
def script(name):
    said = "document.currentScript.dataset.note" if name == "now" else f"'{name}'"
    text = f"note({said}); '</scr' + 'ipt> <!-- </script>'"
    return Response(text, content_type="text/javascript")
"""


def test_scripts_run_when_the_page_says_whatever_is_in_them(workbench: LessonPage) -> None:
    app = workbench.app("books")
    app.flask.write("app.py", ORDER)
    app.run_and_wait()
    expect(text_of(app.flask)).to_have_text("its own early,ends early,later late,module late")


MEDIA = """\
from flask import Flask, Response

app = Flask(__name__)


@app.get("/")
def page():
    return '''<!doctype html><link rel="stylesheet" href="/screen.css" media="screen">
        <link rel="stylesheet" href="/print.css" media="print"><p>Media</p>'''


@app.get("/<name>.css")
def style(name):
    colour = "rgb(1, 2, 3)" if name == "screen" else "rgb(9, 9, 9)"
    return Response("p { color: %s } /* </style> */" % colour, content_type="text/css")
"""


def test_a_style_sheet_is_for_the_media_that_its_page_says(workbench: LessonPage) -> None:
    app = workbench.app("books")
    app.flask.write("app.py", MEDIA)
    app.run_and_wait()
    expect(text_of(app.flask)).to_have_css("color", "rgb(1, 2, 3)")


MISSING = """\
from flask import Flask, Response

app = Flask(__name__)


@app.get("/")
def page():
    return '<!doctype html><link rel="stylesheet" href="/css/own.css"><p>Missing</p>'


@app.get("/css/own.css")
def style():
    text = "p { color: rgb(1, 2, 3); background: url(../none.png); filter: url(#blur) }"
    return Response(text, content_type="text/css")
"""


def test_what_a_style_sheet_names_in_vain_is_missing_and_harms_nothing_else(
    workbench: LessonPage,
) -> None:
    app = workbench.app("books")
    app.flask.write("app.py", MISSING)
    app.run_and_wait()
    expect(text_of(app.flask)).to_have_css("color", "rgb(1, 2, 3)")
    expect(text_of(app.flask)).to_have_css("filter", 'url("#blur")')
