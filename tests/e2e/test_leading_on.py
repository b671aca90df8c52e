"""Where a page is and where it leads: location, history, <base>, refresh, window.open."""

import pytest
from playwright.sync_api import expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LessonPage
from tests.e2e.workbench import Browser

PROGRAM = """\
from flask import Flask, Response, request

app = Flask(__name__)
PAGES = {pages!r}


@app.route("/", defaults={{"path": "start"}}, methods=["GET", "POST"])
@app.route("/<path:path>", methods=["GET", "POST"])
def page(path):
    if path in PAGES:
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        headers = {{"Refresh": "0; url=/refreshed"}} if path == "header" else {{}}
        return Response("<!doctype html>" * (kind == "text/html") + PAGES[path], 200, headers, kind)
    return f"<p>{{request.method}} {{request.full_path.rstrip('?')}}</p>"
"""

PAGES = {
    "start": "<p>start</p>",
    "assign": "<script>location.assign('/next?a=1')</script>",
    "replace": "<script>window.location.replace('/next')</script>",
    "set": "<script>document.location = '/next'</script>",
    "property": "<script>location.search = '?b=2'</script>",
    "file": "<script src='/static-like/go.js'></script>",
    "static-like/go.js": "const location_ = location; location_.href = '/next';",
    "attribute": "<button onclick=\"location.href = '/next'\">Go</button>",
    "url": "<a href=\"javascript:location.assign('/next')\">Go</a>",
    "self": "<button onclick=\"window.open('/next', '_self')\">Go</button>",
    "where": "<p></p><script>document.querySelector('p').textContent ="
    " [location.pathname, location.search, location.host, document.URL].join(' ')</script>",
    "shop/based": "<base href='/shop/sub/'><a href='list'>List</a>"
    "<form action='send' method='post'><button>Send</button></form><output></output>"
    "<button id=ask>Ask</button><script>document.querySelector('#ask').onclick = async () => {"
    " document.querySelector('output').textContent = await (await fetch('data')).text() }</script>",
    "meta": "<meta http-equiv='refresh' content='0; url=/refreshed'><p>soon</p>",
    "header": "<p>soon</p>",
    "pushed": "<p>first</p><button onclick=\"history.pushState({n: 1}, '', '/pushed?page=2');"
    " document.querySelector('p').textContent = location.search\">Push</button>"
    "<button onclick='history.back()'>Back</button><script>addEventListener('popstate', () => {"
    " document.querySelector('p').textContent = 'first again' })</script>",
    "back": "<button onclick='history.back()'>Back</button>",
    "hash": "<a href='/hash#far'>Far</a><p></p><div style='height: 3000px'></div>"
    "<h2 id=far>Far</h2><script>addEventListener('hashchange', () => {"
    " document.querySelector('p').textContent = location.hash })</script>",
    "for-ever": "<p>for ever</p><script>location.reload()</script>",
    "opens": "<p></p><button onclick=\"other = window.open('/listens', 'other')\">Open</button>"
    "<script>addEventListener('message', ({data}) => {"
    " document.querySelector('p').textContent = data; other.location = '/elsewhere' })</script>",
    "listens": "<p>listens</p><script>opener.postMessage('said')</script>",
    "stores": "<p></p><button>Store</button><script>const p = document.querySelector('p');"
    " p.textContent = [localStorage.theme, localStorage.getItem('n'), sessionStorage.length,"
    " Object.keys(localStorage)].join(' ');"
    " document.querySelector('button').onclick = () => { localStorage.theme = 'dark';"
    " localStorage.setItem('n', 1); sessionStorage.x = 'y'; p.textContent = 'stored' }</script>",
    "dynamic": "<script>eval('loca' + 'tion.href = \"/next\"')</script>",
}


@pytest.fixture(scope="module")
def kept(workbench_tab: LessonPage) -> AppOnPage:
    app = workbench_tab.app("own-flask")
    app.flask.write("app.py", PROGRAM.format(pages=PAGES))
    app.run_and_wait()
    return app


@pytest.fixture
def app(kept: AppOnPage) -> AppOnPage:
    Browser(kept.flask).go("/")
    expect(kept.flask.text).to_have_text("start")
    return kept


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("/assign", "GET /next?a=1"),
        ("/replace", "GET /next"),
        ("/set", "GET /next"),
        ("/file", "GET /next"),
        ("/meta", "GET /refreshed"),
        ("/header", "GET /refreshed"),
    ],
)
def test_a_page_leads_on_by_itself(app: AppOnPage, path: str, end: str) -> None:
    Browser(app.flask).go(path)
    expect(app.flask.text).to_have_text(end)
    expect(Browser(app.flask).address).to_have_value(end.partition(" ")[2])


@pytest.mark.parametrize("path", ["/attribute", "/url", "/self"])
def test_a_click_leads_on_by_a_script(app: AppOnPage, path: str) -> None:
    Browser(app.flask).go(path)
    app.flask.page.get_by_text("Go").click()
    expect(app.flask.text).to_have_text("GET /next")


def test_a_page_knows_where_it_is(app: AppOnPage) -> None:
    Browser(app.flask).go("/where?q=1")
    said = "/where ?q=1 localhost http://localhost/where?q=1"
    expect(app.flask.text.locator("p")).to_have_text(said)


def test_replaced_pages_are_not_gone_back_to(app: AppOnPage) -> None:
    browser = Browser(app.flask)
    browser.go("/replace")
    expect(app.flask.text).to_have_text("GET /next")
    browser.back.click()
    expect(app.flask.text).to_have_text("start")


def test_a_script_goes_back(app: AppOnPage) -> None:
    Browser(app.flask).go("/back")
    app.flask.page.get_by_role("button", name="Back").click()
    expect(app.flask.text).to_have_text("start")


def test_addresses_start_from_the_base_that_a_page_names(app: AppOnPage) -> None:
    browser = Browser(app.flask)
    browser.go("/shop/based")
    app.flask.page.get_by_role("button", name="Ask").click()
    expect(app.flask.page.locator("output")).to_contain_text("GET /shop/sub/data")
    app.flask.page.get_by_role("link", name="List").click()
    expect(app.flask.text).to_have_text("GET /shop/sub/list")
    browser.back.click()
    app.flask.page.get_by_role("button", name="Send").click()
    expect(app.flask.text).to_have_text("POST /shop/sub/send")


def test_a_page_that_makes_itself_another_shows_in_the_bar(app: AppOnPage) -> None:
    browser = Browser(app.flask)
    browser.go("/pushed")
    app.flask.page.get_by_role("button", name="Push").click()
    expect(app.flask.page.locator("p")).to_have_text("?page=2")
    expect(browser.address).to_have_value("/pushed?page=2")
    app.flask.page.get_by_role("button", name="Back").click()
    expect(app.flask.page.locator("p")).to_have_text("first again")
    expect(browser.address).to_have_value("/pushed")


def test_a_place_in_the_same_page_is_gone_to_without_loading_it(app: AppOnPage) -> None:
    Browser(app.flask).go("/hash")
    app.flask.page.get_by_role("link", name="Far").click()
    expect(app.flask.page.locator("p")).to_have_text("#far")
    expect(app.flask.page.get_by_role("heading", name="Far")).to_be_in_viewport()


def test_a_popup_is_talked_to_and_led_on(app: AppOnPage) -> None:
    Browser(app.flask).go("/opens")
    app.flask.page.get_by_role("button", name="Open").click()
    expect(app.flask.page.locator("p")).to_have_text("said")
    popup = app.flask.root.frame_locator("[data-side-preview] iframe").frame_locator(
        "dialog iframe"
    )
    expect(popup.locator("p")).to_have_text("GET /elsewhere")


def test_a_page_that_loads_itself_for_ever_is_left_alone(app: AppOnPage) -> None:
    Browser(app.flask).go("/for-ever")
    expect(app.flask.console).to_contain_text("not followed any more")
    Browser(app.flask).go("/")
    expect(app.flask.text).to_have_text("start")


def test_what_cannot_be_followed_is_said(app: AppOnPage) -> None:
    Browser(app.flask).go("/dynamic")
    expect(app.flask.text).to_contain_text("type the address into the bar above")


def test_what_a_page_stores_the_next_one_finds_until_the_next_run(app: AppOnPage) -> None:
    browser, said = Browser(app.flask), app.flask.page.locator("p")
    browser.go("/stores")
    app.flask.page.get_by_role("button", name="Store").click()
    expect(said).to_have_text("stored")
    browser.go("/stores")
    expect(said).to_have_text("dark 1 1 theme,n")
    browser.window.click()
    expect(said).to_have_text("start")
    browser.go("/stores")
    expect(said).to_have_text("0")
    app.run_and_wait()
    browser.go("/stores")
    expect(said).to_have_text("0")
