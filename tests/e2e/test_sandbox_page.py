"""The pages that a learner's program answers reach nothing but that program.

Each attempt is made twice: by a script of the app's page, and by one in a frame within it, which
has none of the stand-ins that pages are given (fetch, storage, cookies).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page, expect

from tests.e2e.app_block import AppOnPage
from tests.e2e.conftest import OpenLesson
from tests.e2e.lesson_page import LESSON, LessonPage
from tests.e2e.outside import Outside, outside
from tests.e2e.page_behind import PageBehind
from tests.site import Site

# OUT and SITE are addresses, UDP is a port. What resolves has been done; what throws or rejects has
# been denied.
ATTEMPTS = {
    "fetch from outside": "fetch(OUT)",
    "fetch from the site": "fetch(SITE, {credentials: 'include'})",
    "fetch without seeing the answer": "fetch(SITE, {mode: 'no-cors'})",
    "XMLHttpRequest": "new Promise((yes, no) => { const x = new XMLHttpRequest();"
    " x.onload = yes; x.onerror = () => no('error'); x.open('GET', OUT); x.send() })",
    "synchronous XMLHttpRequest": "{ const x = new XMLHttpRequest();"
    " x.open('GET', SITE, false); x.send() }",
    "WebSocket": "new Promise((yes, no) => { const s = new WebSocket(OUT.replace('http', 'ws'));"
    " s.onopen = yes; s.onerror = () => no('error') })",
    "EventSource": "new Promise((yes, no) => { const s = new EventSource(OUT);"
    " s.onopen = yes; s.onerror = () => no('error') })",
    "WebTransport": "new WebTransport(OUT.replace('http', 'https')).ready",
    "dynamic import from outside": "import(OUT + 'x.js')",
    "dynamic import from the site": "import(SITE + SCRIPT)",
    "a script of the site": "comes('script', {src: SITE + SCRIPT})",
    "a style sheet from outside": "comes('link', {rel: 'stylesheet', href: OUT + 'x.css'})",
    "an image from outside": "comes('img', {src: OUT + 'x.png'})",
    "an image of the site": "comes('img', {src: SITE + ICON})",
    "a video from outside": "comes('video', {src: OUT + 'x.mp4', preload: 'auto'})",
    "a font from outside": "new FontFace('x', `url(${OUT}x.woff2)`).load()",
    "a worker": "new Promise((yes, no) => {"
    " const w = new Worker('data:text/javascript,postMessage(1)');"
    " w.onmessage = yes; w.onerror = () => no('error') })",
    "a worker of the site": "new Promise((yes, no) => { const w = new Worker(SITE + SCRIPT);"
    " w.onmessage = yes; w.onerror = () => no('error') })",
    "a shared worker": "new SharedWorker('data:text/javascript,')",
    "a service worker": "navigator.serviceWorker.register(SITE + SCRIPT)",
    "indexedDB": "new Promise((yes, no) => { const r = indexedDB.open('x');"
    " r.onsuccess = yes; r.onerror = () => no('error') })",
    "caches": "caches.open('x')",
    "the private file system": "navigator.storage.getDirectory()",
    "the site's cookies": "{ if (!document.cookie.includes('csrftoken')) throw 'not there' }",
    "cookieStore": "cookieStore.getAll()",
    "the site's storage": "{ if (!localStorage.getItem('of-the-site')) throw 'not there' }",
    "the page's document": "top.document.title",
    "the page's storage": "top.localStorage.length",
    "the page's address": "top.location.href",
    "the preview's document": "top.frames[0].document.title",
    "the sandbox's document": "top.frames[top.frames.length - 1].document.title",
    "the element that holds it": "{ if (!frameElement) throw 'none' }",
    "leading the page away": "{ top.location = OUT }",
    "leading the page elsewhere on the site": "{ top.location.replace(SITE) }",
    "leading the preview away": "{ top.frames[0].location = OUT }",
    "a window": "{ if (!open(OUT)) throw 'no window' }",
    "a question": "{ if (!confirm('Go on?')) throw 'not asked' }",
    "a prompt": "{ if (prompt('Your password?') === null) throw 'not asked' }",
    "another domain": "{ document.domain = '127.0.0.1' }",
    "notifications": "{ if (Notification.permission !== 'granted') throw 'not granted' }",
    "the clipboard": "navigator.clipboard.readText()",
    "the camera": "navigator.mediaDevices.getUserMedia({video: true})",
    "where the learner is": "new Promise((yes, no) =>"
    " navigator.geolocation.getCurrentPosition(yes, () => no('error')))",
}

# What tells its script nothing: who would hear of it must not. In a frame each, since some of them
# leave the page.
SILENT = {
    "sendBeacon": "navigator.sendBeacon(OUT, 'x')",
    "an alert": "alert('Hello')",
    "printing": "print()",
    "a frame": "put('iframe', {src: OUT})",
    "a frame of the site": "put('iframe', {src: SITE})",
    "an object": "put('object', {data: OUT})",
    "an embed": "put('embed', {src: OUT})",
    "preconnect": "put('link', {rel: 'preconnect', href: OUT})",
    "dns-prefetch": "put('link', {rel: 'dns-prefetch', href: OUT})",
    "prefetch": "put('link', {rel: 'prefetch', href: OUT})",
    "preload": "put('link', {rel: 'preload', as: 'image', href: OUT})",
    "modulepreload": "put('link', {rel: 'modulepreload', href: OUT})",
    "an icon": "put('link', {rel: 'icon', href: OUT})",
    "a manifest": "put('link', {rel: 'manifest', href: OUT})",
    "@import": "put('style', {textContent: `@import url(${OUT})`})",
    "a background": "put('style', {textContent: `body { background: url(${OUT}) }`})",
    "an SVG's parts": "document.body.insertAdjacentHTML('beforeend',"
    " `<svg><image href='${OUT}'/><use href='${OUT}#x'/></svg>`)",
    "a poster": "put('video', {poster: OUT})",
    "speculation": "put('script', {type: 'speculationrules', textContent: JSON.stringify("
    "{prefetch: [{source: 'list', urls: [OUT]}], prerender: [{source: 'list', urls: [SITE]}]})})",
    "a ping": "put('a', {href: '#', ping: OUT}).click()",
    "a download": "put('a', {href: OUT, download: 'x'}).click()",
    "a link to the whole window": "put('a', {href: OUT, target: '_top'}).click()",
    "a link to a new window": "put('a', {href: OUT, target: '_blank'}).click()",
    "a form": "put('form', {action: OUT, method: 'post'}).submit()",
    "a form to the whole window": "put('form', {action: OUT, target: '_top'}).submit()",
    "a form to a new window": "put('form', {action: SITE, target: '_blank'}).submit()",
    "location": "location = OUT",
    "location on the site": "location = SITE",
    "a refresh": "put('meta', {httpEquiv: 'refresh', content: `0;url=${OUT}`})",
    "a report": "put('meta', {httpEquiv: 'Content-Security-Policy',"
    " content: `img-src 'none'; report-uri ${OUT}`}), put('img', {src: OUT})",
    "going back": "history.back()",
}

# WebRTC has the time to try every server.
WEBRTC = {
    "by UDP": "gathered({urls: `stun:127.0.0.1:${UDP}`})",
    "by TCP": "gathered({urls: `turn:${OUT.slice(7, -1)}?transport=tcp`, username: 'x',"
    " credential: 'x'})",
}

SCRIPT = """
const {out: OUT, site: SITE, udp: UDP, script: SCRIPT, icon: ICON} = given;
const put = (tag, properties) => {
  const made = Object.assign(document.createElement(tag), properties);
  (document.body ?? document.documentElement).append(made);
  return made;
};
const comes = (tag, properties) => new Promise((yes, no) => {
  const made = put(tag, properties);
  made.onload = made.oncanplay = yes;
  made.onerror = () => no('error');
});
const gathered = (server) => new Promise((yes) => {
  const connection = new RTCPeerConnection({iceServers: [server]});
  connection.onicegatheringstatechange = () =>
    connection.iceGatheringState === 'complete' && yes('tried');
  connection.createDataChannel('x');
  connection.createOffer().then((offer) => connection.setLocalDescription(offer));
});
const attempt = async (code) => {
  try {
    return `done: ${await eval(code.startsWith('{') ? `(() => ${code})()` : code)}`;
  } catch (error) {
    return `denied: ${error}`;
  }
};
"""

PAGE = """
<pre id="outcomes"></pre>
<script>
const given = GIVEN;
SCRIPT
const outcomes = {};
const tell = (where, name, outcome) => {
  outcomes[`${where}: ${name}`] = outcome;
  document.querySelector('#outcomes').textContent = JSON.stringify(outcomes);
};
addEventListener('message', ({data}) => data.told && tell(...data.told));
const inFrame = (where, name, code) => {
  const who = JSON.stringify([where, name]);
  const report = `parent.postMessage({told: ${who}.concat(outcome)}, '*')`;
  const script = `const given = ${JSON.stringify(given)}; ${given.common}
    attempt(${JSON.stringify(code)}).then((outcome) => ${report})`;
  const frame = document.createElement('iframe');
  frame.srcdoc = `<body><script>${script}</scr` + 'ipt>';
  document.body.append(frame);
};
onload = () => {
  for (const [name, code] of Object.entries(given.attempts)) {
    attempt(code).then((outcome) => tell('page', name, outcome));
    inFrame('frame', name, code);
  }
  for (const [name, code] of Object.entries(given.silent)) inFrame('silent', name, code);
};
</script>
"""

PROGRAM = """
from flask import Flask
app = Flask(__name__)
PAGE = {page!r}

@app.get("/hello/<name>")
def page(name):
    return PAGE if name == "attempts" else "Hello, " + name
"""

# These leave their frame before they could tell.
LEAVING = {"location", "location on the site", "a refresh", "a form"}
TELLING = [f"{where}: {name}" for where in ("page", "frame") for name in ATTEMPTS]


@dataclass
class Attempts:
    """What the page says came of each attempt, and who heard of any."""

    hello: AppOnPage
    outside: Outside
    outcomes: dict[str, str] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)


def page_of(page: Page, site: Site, listening: Outside, **tried: dict[str, str]) -> str:
    """The app's page that makes the attempts ``tried``: {attempts, silent}."""
    given: dict[str, object] = {
        "out": listening.url,
        "site": site.url,
        "udp": listening.udp_port,
        "script": page.locator("script[src*=site-]").get_attribute("src"),
        "icon": page.locator("link[rel=icon]").get_attribute("href"),
        "attempts": tried.get("attempts", {}),
        "silent": tried.get("silent", {}),
        "common": SCRIPT,
    }
    written = json.dumps(given).replace("</", "<\\/")
    return PAGE.replace("SCRIPT", SCRIPT).replace("GIVEN", written)


def dismiss(dialog: Dialog, seen: list[str]) -> None:
    seen.append(dialog.message)
    dialog.dismiss()


@pytest.fixture(scope="module")
def attempts(browser: Browser, site: Site) -> Iterator[Attempts]:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/")  # somewhere to go back to
    page.goto(LESSON)
    page.evaluate("localStorage.setItem('of-the-site', 'x')")
    hello = LessonPage(page).app("hello")
    with outside() as listening:
        made = Attempts(hello, listening)
        written = page_of(page, site, listening, attempts=ATTEMPTS, silent=SILENT)
        hello.flask.write("app.py", PROGRAM.format(page=written))
        hello.run_and_wait()
        context.on("response", lambda response: made.answered.append(response.url))
        context.on("page", lambda opened: made.windows.append(opened.url))
        page.on("dialog", lambda dialog: dismiss(dialog, made.dialogs))
        hello.send("/hello/attempts")
        told, said = hello.flask.page.locator("#outcomes"), ""
        expected = {*TELLING, *(f"silent: {name}" for name in SILENT if name not in LEAVING)}
        while not expected <= made.outcomes.keys():
            expect(told).not_to_have_text(said)
            said = told.inner_text()
            made.outcomes = json.loads(said)
        page.wait_for_timeout(500)  # for what nobody tells of: the longer, the stricter
        yield made
    context.close()


@pytest.mark.parametrize("name", TELLING)
def test_a_script_of_an_apps_page_is_denied(attempts: Attempts, name: str) -> None:
    assert attempts.outcomes[name].startswith("denied: ")


def test_nothing_of_an_apps_page_arrives_outside(attempts: Attempts) -> None:
    assert attempts.outside.heard == []


def test_the_site_answers_an_apps_page_nothing(attempts: Attempts) -> None:
    assert [url for url in attempts.answered if "/progress/" not in url] == []


def test_an_apps_page_opens_no_dialog_and_no_window(attempts: Attempts) -> None:
    assert attempts.dialogs == []
    assert attempts.windows == []


def test_the_lesson_is_where_it_was_and_works(attempts: Attempts) -> None:
    hello = attempts.hello
    assert hello.page.url.endswith(LESSON)
    hello.send("/hello/Bob")
    expect(hello.flask.text).to_have_text("Hello, Bob")
    assert hello.page.evaluate("localStorage.getItem('of-the-site')") == "x"


@pytest.mark.parametrize("way", WEBRTC)
def test_webrtc_sends_nothing_and_the_lesson_goes_on(
    browser: Browser, open_lesson: OpenLesson, site: Site, way: str
) -> None:
    # Where the browser ends the sandbox's process for trying, Playwright takes the whole page for
    # crashed; the browser itself knows better.
    lesson = open_lesson()
    crashed: list[Page] = []
    lesson.page.on("crash", lambda page: crashed.append(page))  # noqa: PLW0108  it marks it
    behind = PageBehind(browser, lesson.page.url)
    hello = lesson.app("hello")
    with outside() as listening:
        written = page_of(lesson.page, site, listening, silent={way: WEBRTC[way]})
        hello.flask.write("app.py", PROGRAM.format(page=written))
        hello.run_and_wait()
        hello.path.fill("/hello/attempts")
        try:
            hello.send_button.click()
            expect(hello.flask.page.locator("#outcomes")).to_contain_text(way)
        except (AssertionError, Error):
            if not crashed:
                raise
        assert listening.heard == []
        block = "document.querySelector('#hello')"
        behind.evaluate(f"{block}.querySelector('[name=path]').value = '/hello/Bob'")
        behind.evaluate(f"{block}.querySelector('[data-app-run]').click()")
        states = f"[...{block}.querySelectorAll('[data-side-state]')].map((s) => s.textContent)"
        behind.wait_for(f"{states}.every((text) => text === '/hello/Bob')")
        assert listening.heard == []
