"""A learner's program, and the JavaScript that it can run, reach nothing but themselves.

One program makes all the attempts; each test looks at one of them. Whatever comes of an attempt is
told by the program itself; that nothing arrived is told by whom it was meant for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.lesson_page import LESSON, LessonPage
from tests.e2e.outside import Outside, outside
from tests.site import Site

# JavaScript, run in the worker that the program lives in. OUT and SITE are addresses. What resolves
# has been done; what throws or rejects has been denied.
FROM_JAVASCRIPT = {
    "fetch from outside": "fetch(OUT)",
    "fetch from the site": "fetch(SITE, {credentials: 'include'})",
    "fetch a file of the site without its answer": "fetch(SITE, {mode: 'no-cors'})",
    "XMLHttpRequest": "new Promise((yes, no) => { const x = new XMLHttpRequest();"
    " x.onload = yes; x.onerror = () => no('error'); x.open('GET', OUT); x.send() })",
    "synchronous XMLHttpRequest": "{ const x = new XMLHttpRequest();"
    " x.open('GET', SITE, false); x.send() }",
    "WebSocket": "new Promise((yes, no) => { const s = new WebSocket(OUT.replace('http', 'ws'));"
    " s.onopen = yes; s.onerror = () => no('error') })",
    "EventSource": "new Promise((yes, no) => { const s = new EventSource(OUT);"
    " s.onopen = yes; s.onerror = () => no('error') })",
    "WebTransport": "new WebTransport(OUT.replace('http', 'https')).ready",
    "sendBeacon": "navigator.sendBeacon(OUT, 'x')",
    "dynamic import from outside": "import(OUT + 'x.js')",
    "dynamic import from the site": "import(SITE + SCRIPT)",
    "importScripts": "importScripts(SITE + SCRIPT)",
    "a worker of the site": "new Promise((yes, no) => { const w = new Worker(SITE + SCRIPT);"
    " w.onmessage = yes; w.onerror = () => no('error') })",
    "a worker's fetch": "new Promise((yes, no) => { const w = new Worker('data:text/javascript,' +"
    " encodeURIComponent(`fetch('${OUT}').then(() => postMessage('done'),"
    " (error) => postMessage('denied ' + error))`)); w.onerror = () => no('error');"
    " w.onmessage = ({data}) => data === 'done' ? yes() : no(data) })",
    "a shared worker": "new SharedWorker('data:text/javascript,')",
    "a service worker": "navigator.serviceWorker.register(SITE + SCRIPT)",
    "WebRTC": "new RTCPeerConnection()",
    "indexedDB": "new Promise((yes, no) => { const r = indexedDB.open('x');"
    " r.onsuccess = yes; r.onerror = () => no('error') })",
    "caches": "caches.open('x')",
    "the private file system": "navigator.storage.getDirectory()",
    "localStorage": "localStorage.getItem('x')",
    "cookieStore": "cookieStore.getAll()",
    "document": "document.cookie",
    "parent": "parent.document",
    "locks": "navigator.locks.request('x', () => {})",
    "notifications": "{ if (Notification.permission !== 'granted') throw 'not granted' }",
}

# Python.
FROM_PYTHON = {
    "urlopen": "__import__('urllib.request').request.urlopen(OUT, timeout=3)",
    "a socket": "(s := __import__('socket').create_connection(('127.0.0.1', PORT), timeout=3),"
    " s.sendall(b'x'), s.recv(1))",
    "open_url": "__import__('pyodide.http').http.open_url(SITE)",
    "a process": "__import__('subprocess').run(['true'], check=True)",
    "a fork": "__import__('os').fork()",
    "the machine's files": "open('/etc/passwd').read()",
    "the site's own modules": "__import__('tutorial_site')",
}

PROGRAM = """
import json
from flask import Flask
from js import globalThis as here
from pyodide.code import run_js
from pyodide.ffi import create_proxy

OUT, SITE, PORT, SCRIPT = {out!r}, {site!r}, {port!r}, {script!r}
ATTEMPTS = json.loads({attempts!r})
outcomes = {{}}

def tell(name, outcome):
    outcomes[name] = outcome

try_it = run_js('''async (OUT, SITE, SCRIPT, name, code, tell) => {{
    try {{
        const made = eval(code.startsWith("{{") ? `(() => ${{code}})()` : code);
        tell(name, `done: ${{await made}}`);
    }} catch (error) {{
        tell(name, `denied: ${{error}}`);
    }}
}}''')
for name, code in ATTEMPTS["javascript"].items():
    try_it(OUT, SITE, SCRIPT, name, code, create_proxy(tell))
for name, code in ATTEMPTS["python"].items():
    try:
        tell(name, f"done: {{eval(code)}}")
    except BaseException as error:
        tell(name, f"denied: {{error!r}}")

tell("origin", str(here.origin))
app = Flask(__name__)

@app.get("/hello/<when>")
def answer(when):
    return outcomes
"""


@dataclass
class Attempts:
    """What the program says came of each attempt, and who heard of any."""

    page: Page
    outcomes: dict[str, str]
    outside: Outside
    answered: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def attempts(browser: Browser, site: Site) -> Iterator[Attempts]:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto(LESSON)
    hello = LessonPage(page).app("hello")
    hello.flask.edit("app.py")
    hello.run_and_wait()  # so that what the page itself needs has come
    with outside() as listening:
        script = page.locator("script[src*=site-]").get_attribute("src")
        program = PROGRAM.format(
            out=listening.url,
            site=site.url,
            port=listening.tcp_port,
            script=script,
            attempts=json.dumps({"javascript": FROM_JAVASCRIPT, "python": FROM_PYTHON}),
        )
        made = Attempts(page, {}, listening)
        hello.flask.write("app.py", program)
        context.on("response", lambda response: made.answered.append(response.url))
        hello.run_and_wait()
        count = len(FROM_JAVASCRIPT) + len(FROM_PYTHON) + 1
        asked = 0
        while len(made.outcomes) < count:  # each settles by itself
            asked += 1
            hello.send(f"/hello/{asked}")
            expect(hello.flask.state).to_have_text(f"/hello/{asked}")
            made.outcomes = json.loads(hello.flask.text.inner_text())
        yield made
    context.close()


@pytest.mark.parametrize("name", FROM_JAVASCRIPT)
def test_javascript_of_a_program_is_denied(attempts: Attempts, name: str) -> None:
    assert attempts.outcomes[name].startswith("denied: ")


@pytest.mark.parametrize("name", FROM_PYTHON)
def test_a_program_is_denied(attempts: Attempts, name: str) -> None:
    assert attempts.outcomes[name].startswith("denied: ")


def test_a_program_has_an_origin_of_its_own(attempts: Attempts) -> None:
    assert attempts.outcomes["origin"] == "null"


def test_nothing_of_a_program_arrives_outside(attempts: Attempts) -> None:
    assert attempts.outside.heard == []


def test_the_site_answers_a_program_nothing(attempts: Attempts) -> None:
    own = [url for url in attempts.answered if "/progress/" not in url and "/sandbox/" not in url]
    assert own == []


def test_the_page_is_none_the_worse(attempts: Attempts) -> None:
    hello = LessonPage(attempts.page).app("hello")
    hello.reset_button.click()
    hello.path.fill("/hello/Ada")
    hello.run_and_wait()
    for side in hello.sides:
        expect(side.text).to_have_text("Hello, Ada!")
