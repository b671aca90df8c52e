"""Programs that mean harm, or know no measure: name → (code, what the page says in the end).

What the page says is a pattern, in the console or the status line of the app's side. Those that
wait for ever are few, as each takes the ten seconds that a program may take (the plain loop, at the
start and in a view, is one of tests/e2e/test_endless.py).
"""

ANSWER = "\n@app.get('/')\ndef index():\n"
HEAD = "from flask import Flask, Response, redirect, request\napp = Flask(__name__)\n"


def start(code: str) -> str:
    """A program that does this at its start."""
    return f"{HEAD}{code}\n{ANSWER}    return 'started'\n"


def view(code: str) -> str:
    """A program that does this when it is asked for its page."""
    body = "\n".join(f"    {line}" for line in code.split("\n"))
    return f"{HEAD}{ANSWER}{body}\n"


TOO_MUCH = "MemoryError|OverflowError"
# Python's own limit, or the browser's, whichever comes first: both are told as this.
DEEP = "RecursionError|MemoryError|JSONDecodeError"

# More than there is: refused before any of it is taken.
MEMORY = {
    "a long text": ("'x' * 10**10", TOO_MUCH),
    "a long list": ("[0] * 2**40", TOO_MUCH),
    "a list of a range": ("list(range(10**12))", TOO_MUCH),
    "bytes": ("bytes(2**40)", TOO_MUCH),
    "a bytearray": ("bytearray(2**40)", TOO_MUCH),
    "a padded text": ("'x'.ljust(10**12)", TOO_MUCH),
    "a formatted number": ("format(1, '1000000000000d')", f"{TOO_MUCH}|ValueError"),
    "a shifted number": ("1 << 2**60", TOO_MUCH),
    "a wide percent": ("'%99999999999d' % 1", f"{TOO_MUCH}|ValueError"),
    "a number of a million digits": ("int('9' * 10**6)", "ValueError: Exceeds the limit"),
    "a greedy pattern": ("import re; re.compile('(a{4294967295}){4294967295}')", "OverflowError"),
    "a nested expression": ("eval('(' * 10**5)", "SyntaxError|MemoryError|RecursionError"),
    "a nested list": ("eval('[' * 10**4 + ']' * 10**4)", "SyntaxError|MemoryError|Recursion"),
    "a deep JSON": ("import json; json.loads('[' * 10**5)", DEEP),
}
CALLING_ITSELF = """\
from flask import render_template_string
def again(): return render_template_string("{{ again() }}")
app.jinja_env.globals["again"] = again
"""
RECURSION = {
    "a function": ("def f(): f()\nf()", DEEP),
    "two functions": ("def f(): g()\ndef g(): f()\nf()", DEEP),
    "an attribute": (
        "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().a",
        DEEP,
    ),
    "a text of itself": (
        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
        DEEP,
    ),
    "a template": (
        f"{CALLING_ITSELF}with app.app_context(): again()",
        DEEP,
    ),
    "a comparison": (
        "class A:\n    def __eq__(self, other): return self == other\nA() == 1",
        DEEP,
    ),
}
ENDS = {
    "exit": ("raise SystemExit(3)", "SystemExit|did not start|exit"),
    "an interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt|did not start|failed"),
    "an exception that can't be told": (
        "class Evil(Exception):\n    def __str__(self): raise self\nraise Evil()",
        "Evil",
    ),
    "an exception with a long message": ("raise ValueError('x' * 5_000_000)", "ValueError: xxx"),
    "an exception that is its own cause": (
        "error = ValueError('round')\nerror.__context__ = error\nraise error",
        "ValueError: round",
    ),
    "a group of exceptions": (
        "raise ExceptionGroup('many', [ValueError(n) for n in range(10_000)])",
        "ExceptionGroup",
    ),
}
SYSTEM = {
    "a thread": ("import threading\nthreading.Thread(target=print).start()", "no threads"),
    "a process": ("import subprocess\nsubprocess.run(['ls'])", "Error"),
    "a fork": ("import os\nos.fork()", "Error"),
    "a socket": (
        "import socket\nsocket.create_connection(('example.com', 80), timeout=2)",
        "Error|200 OK",  # it is told that it is connected, and nothing leaves
    ),
    "a download": (
        "import urllib.request\nurllib.request.urlopen('http://example.com', timeout=2)",
        "Error",
    ),
    "a file of the system": ("open('/etc/shadow').read()", "FileNotFoundError|PermissionError"),
    "a missing file": ("open('/dev/sda').read()", "Error"),
}
FLOODS = {
    "many lines": ("for n in range(200_000): print(n)", "only its first 1 MB is shown"),
    "one line": ("print('x' * 50_000_000)", "only its first 1 MB is shown"),
    "a log": (
        "for n in range(50_000): app.logger.warning('again and again and again')",
        "only its first 1 MB is shown",
    ),
    "errors": (
        "import sys\nfor n in range(200_000): sys.stderr.write('error error\\n')",
        "only its first 1 MB is shown",
    ),
}
COOKIES = "answer = Response('x')\nfor n in range(5000): answer.set_cookie(f'c{n}', 'x')\n"
VIEWS = {
    "a redirect to itself": ("return redirect('/')", "redirected 20 times"),
    "a redirect that grows": (
        "return redirect('/?x=' + request.args.get('x', '') + 'x')",
        "redirected 20 times",
    ),
    "a redirect to nowhere": ("return redirect('http://[')", "302|Error"),
    "a page of 100 MB": ("return 'x' * 100_000_000", "100\\.0 MB"),
    "nothing": ("return None", "The view returns nothing"),
    "a number": ("return 42", "TypeError"),
    "a status that is none": ("return 'x', 'no status'", "no status|Error"),
    "a status beyond all": ("return 'x', 99999", "99999|Error|no response"),
    "a header of two lines": ("return 'x', 200, {'X-Evil': 'a\\nSet-Cookie: b=1'}", "ValueError"),
    "a header of a megabyte": ("return 'x', 200, {'X-Long': 'x' * 1_000_000}", "200 OK"),
    "thousands of cookies": (
        f"{COOKIES}return answer",
        "200 OK",
    ),
    "a wrong length": ("return 'x', 200, {'Content-Length': '999999999'}", "200 OK"),
    "a type that is none": ("return 'x', 200, {'Content-Type': '\\x00/\\x01'}", "200 OK|Error"),
    "bytes that are no text": ("return Response(bytes(range(256)) * 1000)", "200 OK"),
    "an exit": ("raise SystemExit", "SystemExit|Stopped|failed|500"),
    "an interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt|Stopped|failed|500"),
    "a generator that raises": (
        "def parts():\n    yield 'x'\n    raise ValueError('later')\nreturn Response(parts())",
        "ValueError: later",
    ),
}
# What goes for the harness itself, which shares the interpreter with the program.
HARNESS = {
    "no output": ("import sys\nsys.stdout = sys.stderr = None", "200 OK|Error"),
    "no builtins": (
        "import builtins\nfor name in ('print', 'open', 'len'): setattr(builtins, name, None)",
        "Error|failed|200 OK|did not start|no answer",
    ),
    "no modules": ("import sys\nsys.modules.clear()", "Error|failed|200 OK|did not start"),
    "another json": (
        'import json\njson.dumps = lambda *a, **k: \'{"ok": true, "exchanges": 7}\'',
        "no response|failed|Error|did not start",
    ),
    "lies": (
        "import harness.remote\nharness.remote.json.dumps = lambda *a, **k: 'not json'",
        "failed|Error|JSON|did not start",
    ),
    "messages of its own": (
        "import js\nfor n in range(30_000): js.postMessage('x')",
        "200 OK|Stopped|Error|failed",
    ),
}
FOR_EVER = {
    "a sum": ("sum(iter(int, 1))", "no answer after 10 seconds"),
    "a pattern": ("import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "no answer after 10 seconds"),
}

AT_THE_START = {
    f"{kind}: {name}": (start(code), ends)
    for kind, table in {
        "memory": MEMORY,
        "recursion": RECURSION,
        "ends": ENDS,
        "system": SYSTEM,
        "floods": FLOODS,
        "harness": HARNESS,
        "for ever": FOR_EVER,
    }.items()
    for name, (code, ends) in table.items()
}
ASKED = {f"view: {name}": (view(code), ends) for name, (code, ends) in VIEWS.items()}
PROGRAMS = AT_THE_START | ASKED
