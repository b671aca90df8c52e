"""Whatever a program or its page says to the lesson's page, that page takes no harm.

A learner's program shares its interpreter with the harness, and can make it answer anything. The
page that a program answers can send messages to every frame. An exception that either provokes in
the lesson's page fails the test, as any error in the console does.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import expect

from tests.console import Console
from tests.e2e.app_block import AppOnPage
from tests.e2e.lesson_page import LESSON

XSS = "<img src=x onerror=alert(1)><script>alert(1)</script>"
FINE = {
    "request": {"method": "GET", "path": "/x", "query": "", "headers": [], "body": ""},
    "response": {
        "status": 200,
        "reason": "OK",
        "headers": [],
        "text": "A page",
        "base64": None,
        "bytes": 6,
        "truncated": False,
        "type": "text/html",
    },
    "milliseconds": 1.0,
    "queries": [],
    "queries_left_out": 0,
    "error": None,
    "redirected_to": None,
}


def exchange(**changed: object) -> dict[str, object]:
    return {"exchanges": [{**FINE, **changed}]}


def response(**changed: object) -> dict[str, object]:
    fine = FINE["response"]
    assert isinstance(fine, dict)
    return exchange(response={**fine, **changed})


REFUSED: dict[str, Any] = {
    "nothing": None,
    "a number": 1,
    "a text": "x",
    "a list": [],
    "an empty object": {},
    "no list of exchanges": {"exchanges": {"length": 3}},
    "no exchanges": {"exchanges": []},
    "a null exchange": {"exchanges": [None]},
    "an empty exchange": {"exchanges": [{}]},
    "no status": response(status=None),
    "a status that is text": response(status="200"),
    "a status beyond all": response(status=10**9),
    "a negative status": response(status=-1),
    "one that is right and one that isn't": {"exchanges": [FINE, 7]},
}
SHOWN = {
    "headers of no shape": response(headers=[None, 1, "x", [], ["a"], [1, 2], {"a": "b"}]),
    "headers that are no list": response(headers={"x": "y"}),
    "a text that is an object": response(text={"toString": 1, "valueOf": 1}),
    "a reason that is a list": response(reason=[[[]]]),
    "bytes that are text": response(bytes="many"),
    "no request": exchange(request=None),
    "a path that is a number": exchange(request={"path": 5, "query": {}}),
    "queries of no shape": exchange(queries=[None, 1, {"sql": 5, "where": 1}, {"params": {}}]),
    "queries that are no list": exchange(queries="many"),
    "times that are no numbers": exchange(milliseconds="soon"),
    "an error of no shape": exchange(error={"type": 1, "where": {"file": 1, "line": "x"}}),
    "an error without a line": exchange(error={"type": "E", "where": {"file": "app.py"}}),
    "an error beyond the file": exchange(
        error={"type": "E", "message": "m", "where": {"file": "app.py", "line": 10**9}}
    ),
    "frames of no shape": exchange(error={"type": "E", "frames": [None, 1, {"file": []}]}),
    "a lesson that leads elsewhere": exchange(
        error={"type": "E", "teaching": {"title": XSS, "href": "https://example.org/"}}
    ),
    "a trace of no shape": exchange(trace=[1, 2]),
    "markup everywhere": exchange(
        request={"method": XSS, "path": f"/{XSS}", "query": XSS},
        error={"type": XSS, "message": XSS, "text": XSS, "frames": [{"file": XSS, "code": XSS}]},
        response={"status": 200, "reason": XSS, "headers": [[XSS, XSS]], "bytes": 1, "text": XSS},
    ),
}

REPORTS: dict[str, Any] = {
    "nothing": None,
    "a list": [],
    "no error where it failed": {"ok": False},
    "an error of no shape": {"ok": False, "error": [1], "supplied": 7},
    "supplied files of no shape": {"ok": True, "supplied": {"x.py": 1, "y": None}},
    "100,000 supplied files": {"ok": True, "supplied": {f"f{n}": "" for n in range(10**5)}},
    "markup": {"ok": True, "supplied": {XSS: XSS}},
}

# The harness writes its answers with json.dumps. /forged/3 is answered by the third of FORGED.
FORGES_ANSWERS = """
import json, types
import harness.remote as remote
from flask import Flask
app = Flask(__name__)
FORGED = {forged!r}

def dumps(value):
    exchanges = value.get("exchanges") if isinstance(value, dict) else None
    path = exchanges[0]["request"]["path"] if exchanges else ""
    name = path.removeprefix("/forged/")
    return FORGED[int(name)] if name.isdigit() else json.dumps(value)

remote.json = types.SimpleNamespace(loads=json.loads, dumps=dumps)

@app.get("/hello/<name>")
def hello(name):
    return f"Hello, {{name}}!"
"""

FORGES_ITS_REPORT = """
import json, types
import harness.remote as remote
from flask import Flask
app = Flask(__name__)

def dumps(value):
    remote.json = json
    return {forged!r}

remote.json = types.SimpleNamespace(loads=json.loads, dumps=dumps)
"""


def run_forger(app: AppOnPage, forged: Iterable[object]) -> None:
    """Run a program whose side of the harness answers /forged/0, /forged/1, … with ``forged``."""
    answers = [json.dumps(each) for each in forged]
    app.flask.write("app.py", FORGES_ANSWERS.format(forged=answers))
    app.run_and_wait()


def send_forged(app: AppOnPage, number: int) -> None:
    """Send the request, and wait until both sides have made something of its answer."""
    app.send(f"/forged/{number}")
    expect(app.django.state).to_have_text(f"/forged/{number}")
    expect(app.flask.root).to_have_attribute("aria-busy", "false")


def assert_unharmed(app: AppOnPage) -> None:
    """Nothing of it became part of the page, and the block works on."""
    assert app.page.url.endswith(LESSON)
    smuggled = "img[src=x], script:not([type='application/json']), a[href^='http'], b:text('bold')"
    assert app.root.locator(f":is({smuggled})").count() == 0
    app.send("/hello/Bob")
    expect(app.django.text).to_have_text("Hello, Bob!")
    app.reset_button.click()
    app.path.fill("/hello/Ada")
    app.run()
    for side in app.sides:
        expect(side.text).to_have_text("Hello, Ada!")


class TestAProgram:
    def test_that_answers_what_is_no_response_is_told_so(self, hello: AppOnPage) -> None:
        run_forger(hello, REFUSED.values())
        told = hello.flask.console.get_by_text("The program answered something that is no response")
        for number, name in enumerate(REFUSED):
            send_forged(hello, number)
            expect(told, name).to_have_count(number + 1)
        assert_unharmed(hello)

    def test_that_answers_half_a_response_is_shown_as_far_as_it_goes(
        self, hello: AppOnPage
    ) -> None:
        run_forger(hello, SHOWN.values())
        hello.inspect("Response")
        for number, name in enumerate(SHOWN):
            send_forged(hello, number)
            expect(hello.flask.state, name).not_to_have_text(f"/forged/{number}")  # a forged path
            expect(hello.flask.status, name).to_contain_text("200")
            for tab in ("SQL", "Compare", "Trace", "Response"):  # where it is looked at closely
                hello.inspect(tab)
        assert_unharmed(hello)

    def test_that_forges_how_its_start_went_harms_nothing(self, hello: AppOnPage) -> None:
        for name, report in REPORTS.items():
            program = FORGES_ITS_REPORT.format(forged=json.dumps(report))
            hello.flask.write("app.py", program)
            hello.run_and_wait()
            expect(hello.django.text, name).to_have_text("Hello, Ada!")
            assert hello.flask.root.get_by_role("tab").count() < 100, name
        assert_unharmed(hello)

    def test_that_forges_its_output_harms_nothing(self, hello: AppOnPage) -> None:
        hello.flask.write("app.py", FORGED_OUTPUT)
        hello.run_and_wait()
        expect(hello.flask.text).to_have_text("Hello, Ada!")
        expect(hello.flask.console).to_have_text("<b>bold</b>before the flood")
        assert_unharmed(hello)

    def test_that_answers_more_than_a_page_can_take_is_refused(self, hello: AppOnPage) -> None:
        program = FORGES_ANSWERS.format(forged=[""]).replace("['']", "['1' * 10**8]")
        hello.flask.write("app.py", program)
        hello.run_and_wait()
        hello.send("/forged/0")
        expect(hello.flask.console).to_contain_text("The answer is too large for a page.")
        assert_unharmed(hello)

    def test_that_replaces_the_workers_own_javascript_forges_no_message(
        self, hello: AppOnPage, console: Console
    ) -> None:
        console.expect("uncaught: stray")  # of the worker, not of the page
        hello.flask.write("app.py", REPLACED)
        hello.run_and_wait()
        expect(hello.flask.text).to_have_text("Hello, Ada!")
        assert_unharmed(hello)


FORGED_OUTPUT = """
import json, sys
frame = sys._getframe()
while frame and "emit" not in frame.f_locals:
    frame = frame.f_back
emit = frame.f_locals["emit"]
while getattr(emit, "__closure__", None):
    emit = next(cell.cell_contents for cell in emit.__closure__ if callable(cell.cell_contents))
for forged in (None, 1, "x", {}, [], [None], [1], [[]], [{}], [{"stream": {}, "text": {}}],
               [{"stream": "stdout", "text": 5}], [{"stream": "__proto__", "text": "<b>bold</b>"}],
               {"ready": 1}, {"broken": "x"}, {"id": 1, "result": None}):
    emit(json.dumps(forged))
print("before the flood")
class Liar:
    length = -10**12
    def __str__(self):
        return json.dumps([{"stream": "stdout", "text": "x" * 5_000_000}])
    toString = __str__
for _ in range(20):
    try:
        emit(Liar())
    except Exception:
        pass
from flask import Flask
app = Flask(__name__)

@app.get("/hello/<name>")
def hello(name):
    return f"Hello, {name}!"
"""

REPLACED = """
from pyodide.code import run_js
run_js('''
  const stolen = [];
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (...given) {
    stolen.push(this);
    post.call(this, {ready: 1}); post.call(this, null);
  };
  JSON.parse = () => ({exchanges: 7});
  JSON.stringify = () => "null";
  Object.defineProperty(MessageEvent.prototype, "data", {get: () => ({id: 1, call: "x"})});
  Object.defineProperty(Object.prototype, "id", {get: () => 1, set() {}});
  Object.defineProperty(Object.prototype, "output", {get: () => [null], set() {}});
  self.postMessage({ready: 1}); self.postMessage({broken: "x"});
  setTimeout(() => { throw new Error("stray") });
''')
from flask import Flask
app = Flask(__name__)

@app.get("/hello/<name>")
def hello(name):
    return f"Hello, {name}!"
"""

SHAPES = """[null, 1, 'x', [], {}, true, new Map([[1, 2]]), new Blob(['x']), new ArrayBuffer(9),
  {visit: null}, {visit: 1}, {visit: 'x'}, {visit: {}}, {visit: {path: 5}}, {visit: {path: 'x'}},
  {visit: {path: '//example.org/'}}, {visit: {path: '/x'.repeat(1e6)}},
  {visit: {path: '/hello/a', method: 'TRACE\\r\\nX: y'}}, {visit: {path: '/hello/b', hash: {}}},
  {visit: {path: '/hello/c', method: 'POST', fields: 7, files: 7}},
  {visit: {path: '/hello/d', method: 'POST', fields: [null, 1, [], [{}, []], ['__proto__', 'x']]}},
  {visit: {path: '/hello/e', method: 'POST', fields: [], files: [null, 1, {name: 5, base64: {}}]}},
  {visit: new Map()}, {visit: {path: '/hello/f', self: 10n}},
  {ask: null}, {ask: 1}, {ask: {}}, {ask: {id: {}, path: 5}}, {ask: {id: 1, path: '/hello/g'}},
  {ask: {id: 1, path: '/hello/h', headers: [[1]], body: {}}},
  {cookie: 1}, {cookie: 'x'.repeat(1e7)}, {cookie: '\\0\\r\\n;'}, {popup: null}, {popup: {}},
  {popup: {name: {}, path: '/hello/i'}}, {elsewhere: 1}, {elsewhere: '<b>bold</b>'.repeat(1e5)},
  {call: 1}, {call: {key: 'eval', args: 7}}, {close: 1}, {closed: 'x'}, {answer: {id: 1}},
  {load: '/hello/j', id: 1}, {load: 5}, {loaded: 1, response: 1}, {listening: true},
  {page: {html: 'forged'}}, {page: {text: {}}, popup: 1}, {ping: true}, {pong: true},
  {files: {source: 'forged'}, complete: true}, {open: 'x'}, {close: 'python-1'}, {ready: 1},
  {broken: 'x'}, {output: [null]}, {id: 1, result: 1}, {id: 1, failed: {}}, 'hello']"""

SENDS = f"""
<p>Sent <b id="count">0</b></p>
<script>
onload = () => {{
  let count = 0;
  const everybody = [parent, top, ...Array.from({{length: top.length}}, (_, n) => top[n])];
  for (const one of everybody) {{
    for (const shape of {SHAPES}) {{
      one.postMessage(shape, '*');
      one.postMessage(shape, '*', [new MessageChannel().port1]);
      count += 2;
    }}
  }}
  document.querySelector('#count').textContent = count;
}};
</script>
"""

FLOODED = 500  # ms; the page goes and comes all the time, so nothing of it can be looked at
FLOODS = """
<script>
const flood = () => {
  for (let n = 0; n < 2000; n += 1) {
    parent.postMessage({elsewhere: `https://example.org/${n}`}, '*');
    parent.postMessage({visit: {method: 'GET', path: '/hello/Ada'}}, '*');
    parent.postMessage({ask: {id: n, method: 'GET', path: '/hello/Ada'}}, '*');
    top.postMessage({output: [{stream: 'stdout', text: 'x'}]}, '*');
  }
};
setInterval(flood, 50);
</script>
"""

ANSWERS = """
from flask import Flask
app = Flask(__name__)
PAGE = {page!r}

@app.get("/hello/<name>")
def hello(name):
    return PAGE if name == "page" else f"Hello, {{name}}!"
"""


class TestAnAppsPage:
    def test_that_sends_messages_of_all_shapes_to_everybody_harms_nothing(
        self, hello: AppOnPage
    ) -> None:
        hello.flask.write("app.py", ANSWERS.format(page=SENDS))
        hello.run_and_wait()
        hello.send("/hello/page")
        # What it asks for first is done, or refused as another site's: that is all it can do.
        done = re.compile("^Hello, [a-i]!$|^//example.org/ is another site")
        expect(hello.flask.text).to_have_text(done)
        expect(hello.page.locator("#hello b:text('bold')")).to_have_count(0)
        assert_unharmed(hello)

    def test_that_floods_the_lesson_leaves_it_alive(self, hello: AppOnPage) -> None:
        always = ANSWERS.format(page=FLOODS).replace('if name == "page"', "if name")
        hello.flask.write("app.py", always)
        hello.run()
        expect(hello.flask.status).to_contain_text("200 OK")
        hello.page.wait_for_timeout(FLOODED)
        hello.django.edit("urls.py")
        hello.page.keyboard.type("#")
        expect(hello.django.code).to_contain_text("#")
        hello.stop_button.click()
        expect(hello.stop_button).to_be_hidden()
        hello.reset_button.click()
        hello.path.fill("/hello/Ada")
        hello.run()
        for side in hello.sides:
            expect(side.text).to_have_text("Hello, Ada!")
