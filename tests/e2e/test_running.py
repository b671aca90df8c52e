"""A new learner runs a twin, and uses the apps that came up."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage


def test_run_shows_what_both_programs_answer(hello: AppOnPage) -> None:
    hello.run()
    for side in hello.sides:
        expect(side.status).to_contain_text("200 OK")
        expect(side.status).to_contain_text("11 B")
        expect(side.text).to_have_text("Hello, Ada!")


def test_ctrl_enter_in_the_editor_runs(hello: AppOnPage) -> None:
    hello.flask.edit("app.py")
    hello.page.keyboard.press("Control+Enter")
    expect(hello.flask.text).to_have_text("Hello, Ada!")
    expect(hello.django.text).to_have_text("Hello, Ada!")


def test_the_address_bar_drives_both(hello: AppOnPage) -> None:
    hello.run_and_wait()
    hello.send("/hello/Bob")
    for side in hello.sides:
        expect(side.text).to_have_text("Hello, Bob!")
        expect(side.state).to_have_text("/hello/Bob")
    hello.send("/nowhere")
    for side in hello.sides:
        expect(side.status).to_contain_text("404")


def test_an_address_without_a_slash_is_meant_as_a_path(hello: AppOnPage) -> None:
    hello.run_and_wait()
    hello.send("hello/Bob")
    for side in hello.sides:
        expect(side.text).to_have_text("Hello, Bob!")


def test_another_sites_address_is_refused_in_words(hello: AppOnPage) -> None:
    hello.run_and_wait()
    hello.send("https://example.org/")
    for side in hello.sides:
        expect(side.status).to_contain_text("Not sent")
        expect(side.text).to_contain_text("Only the program itself can be reached")


def test_a_forms_body_can_be_sent_from_the_bar(notes: AppOnPage) -> None:
    notes.run_and_wait()
    expect(notes.body).to_be_hidden()
    notes.send("/", method="POST", body="text=Buy oat milk")
    expect(notes.flask.status).to_contain_text("302 → 200 OK")
    expect(notes.flask.page.get_by_role("listitem")).to_have_text(["Buy oat milk"])
    expect(notes.django.status).to_contain_text("403 Forbidden")


DOUBLES = """
from flask import Flask, request
app = Flask(__name__)

@app.post("/double")
def double():
    return {"twice": request.get_json()["number"] * 2}
"""


def test_json_can_be_sent_from_the_bar(hello: AppOnPage) -> None:
    hello.flask.write("app.py", DOUBLES)
    hello.run_and_wait()
    hello.send("/double", method="POST", body='{"number": 21}')
    expect(hello.flask.text).to_contain_text('"twice":42')


def test_forms_in_both_pages_work_with_cookies_token_and_redirect(notes: AppOnPage) -> None:
    notes.run_and_wait()
    for side in notes.sides:
        for text in ("Milk", "<b>Bread</b>"):
            side.page.get_by_label("New note").fill(text)
            side.page.get_by_role("button", name="Add").click()
            expect(side.status).to_contain_text("302 → 200 OK")
            expect(side.page.get_by_role("listitem").first).to_have_text(text)
        expect(side.page.get_by_role("listitem")).to_have_text(["<b>Bread</b>", "Milk"])
    # Each has a database of its own: what is sent to one, the other doesn't know.
    notes.flask.page.get_by_label("New note").fill("Only here")
    notes.flask.page.get_by_role("button", name="Add").click()
    expect(notes.flask.page.get_by_role("listitem")).to_have_count(3)
    expect(notes.django.page.get_by_role("listitem")).to_have_count(2)


LINKS = """
<p id="top">{title}</p>
<a href="/hello/Bob?from=link">on</a> <a href="#end">down</a> <a href="//example.org/">out</a>
<form action="/hello/search"><input name="q" value="a b"><button>Find</button></form>
<div style="height: 3000px"></div><p id="end">The end</p>
"""
FLASK_WITH_LINKS = f"""
from flask import Flask, request
app = Flask(__name__)

@app.get("/hello/<name>")
def hello(name):
    return '''{LINKS}'''.format(title=request.full_path)
"""
DJANGO_WITH_LINKS = f"""
from django.http import HttpResponse
from django.urls import path

def hello(request, name):
    return HttpResponse('''{LINKS}'''.format(title=request.get_full_path()))

urlpatterns = [path("hello/<name>", hello)]
"""


def run_with_links(app: AppOnPage) -> None:
    """Have both programs answer a page of links, which says what its address is."""
    app.flask.write("app.py", FLASK_WITH_LINKS)
    app.django.write("urls.py", DJANGO_WITH_LINKS)
    app.run_and_wait()


def test_links_and_forms_that_ask_lead_on_within_the_app(hello: AppOnPage) -> None:
    run_with_links(hello)
    for side in hello.sides:
        side.page.get_by_role("link", name="on").click()
        expect(side.page.locator("#top")).to_have_text("/hello/Bob?from=link")
        expect(side.state).to_have_text("/hello/Bob?from=link")
        side.page.get_by_role("button", name="Find").click()
        expect(side.page.locator("#top")).to_have_text("/hello/search?q=a+b")


def test_a_link_to_a_place_on_the_page_scrolls_there(hello: AppOnPage) -> None:
    run_with_links(hello)
    side = hello.flask
    side.page.get_by_role("link", name="down").click()
    expect(side.page.locator("#end")).to_be_in_viewport()
    expect(side.page.locator("#top")).to_have_text("/hello/Ada?")  # the same page still


def test_a_link_out_of_the_app_is_not_followed_and_the_console_says_so(hello: AppOnPage) -> None:
    run_with_links(hello)
    hello.django.page.get_by_role("link", name="out").click()
    expect(hello.django.console).to_contain_text("//example.org/ is outside the app")
    expect(hello.django.page.locator("#top")).to_have_text("/hello/Ada")


WITH_PARTS = """
from flask import Flask, Response
app = Flask(__name__)

@app.get("/hello/Ada")
def page():
    return '''<!doctype html><link rel="stylesheet" href="style.css">
        <p id="own" style="margin: 7px">Styled</p> <img src="/dot.svg" alt="A dot">
        <script src="/page.js"></script>'''

@app.get("/hello/style.css")
def style():
    return Response("p { color: rgb(1, 2, 3) }", mimetype="text/css")

@app.get("/page.js")
def script():
    return Response("own.textContent += ' and scripted'", mimetype="text/javascript")

@app.get("/dot.svg")
def dot():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    return Response(svg, mimetype="image/svg+xml")
"""


def test_a_pages_own_styles_scripts_and_images_are_there(hello: AppOnPage) -> None:
    hello.flask.write("app.py", WITH_PARTS)
    hello.run()
    paragraph = hello.flask.page.locator("#own")
    expect(paragraph).to_have_text("Styled and scripted")
    expect(paragraph).to_have_css("color", "rgb(1, 2, 3)")
    expect(paragraph).to_have_css("margin-top", "7px")
    expect(hello.flask.page.get_by_alt_text("A dot")).to_have_js_property("naturalWidth", 9)


TAKES_A_FILE = """
from flask import Flask, request
app = Flask(__name__)

@app.route("/hello/Ada", methods=["GET", "POST"])
def page():
    if request.method == "GET":
        return '''<form method="post" enctype="multipart/form-data">
            <input type="file" name="letter"><button>Send</button></form>'''
    letter = request.files["letter"]
    return f"{letter.filename}: {letter.read().decode()}"
"""


def test_a_file_can_be_sent_with_a_form(hello: AppOnPage) -> None:
    hello.flask.write("app.py", TAKES_A_FILE)
    hello.run()
    hello.flask.page.locator("[name=letter]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": "Grüße".encode()}
    )
    hello.flask.page.get_by_role("button", name="Send").click()
    expect(hello.flask.text).to_have_text("letter.txt: Grüße")


def test_prints_and_the_log_stand_in_the_console(hello: AppOnPage) -> None:
    hello.django.replace("urls.py", "    return", '    print("I was here")\n    return')
    hello.run_and_wait()
    expect(hello.django.console).to_contain_text("I was here")
    expect(hello.flask.console).to_be_hidden()


def test_a_plain_program_shows_what_it_printed_and_has_then_ended(lesson: LessonPage) -> None:
    app = lesson.app("wsgi")
    app.run()
    side = app.side("python")
    expect(side.console).to_contain_text("b'Hello, Ada!'")
    expect(side.state).to_have_text("finished")
    expect(app.stop_button).to_be_hidden()


def test_requests_of_the_lesson_are_sent_before_the_page_is_opened(lesson: LessonPage) -> None:
    app = lesson.app("forged")
    app.run()
    expect(app.flask.page.get_by_role("listitem")).to_have_text(["Buy oat milk"])
    expect(app.django.page.get_by_role("heading", name="Notes")).to_be_visible()
    expect(app.django.page.get_by_role("listitem")).to_have_count(0)


def test_a_run_that_is_overtaken_by_another_sends_nothing_to_it(lesson: LessonPage) -> None:
    app = lesson.app("forged")
    app.run_and_wait()
    app.run_button.dblclick()
    app.run_and_wait()
    expect(app.flask.page.get_by_role("listitem")).to_have_text(["Buy oat milk"])


def test_each_run_starts_afresh(notes: AppOnPage) -> None:
    notes.run_and_wait()
    notes.flask.page.get_by_label("New note").fill("Gone soon")
    notes.flask.page.get_by_role("button", name="Add").click()
    expect(notes.flask.page.get_by_role("listitem")).to_have_count(1)
    notes.run()
    expect(notes.flask.page.get_by_role("listitem")).to_have_count(0)


def test_what_is_visited_adds_no_steps_to_the_browsers_history(hello: AppOnPage) -> None:
    before = hello.page.evaluate("history.length")
    hello.run_and_wait()
    for name in ("Bob", "Cy", "Di"):
        hello.send(f"/hello/{name}")
        expect(hello.flask.text).to_have_text(f"Hello, {name}!")
        expect(hello.django.text).to_have_text(f"Hello, {name}!")
    assert hello.page.evaluate("history.length") == before


def test_on_a_narrow_screen_one_side_shows_at_a_time(open_lesson) -> None:
    hello = open_lesson(viewport={"width": 360, "height": 740}).app("hello")
    hello.run()
    expect(hello.flask.text).to_have_text("Hello, Ada!")
    expect(hello.django.root).to_be_hidden()
    pane = hello.root.get_by_role("button", name=re.compile("Django"))
    expect(pane).to_contain_text("200")
    pane.click()
    expect(hello.django.text).to_have_text("Hello, Ada!")
    expect(hello.flask.root).to_be_hidden()


def test_nothing_is_fetched_for_running_before_an_app_is_near(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/learn/flask-or-django/same-app-twice/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/runtime/" in url or "/sandbox/" in url]
    page.locator("#hello").scroll_into_view_if_needed()
    with page.expect_response(re.compile("/runtime/snapshot")):
        pass
