"""Each check gets a program of its own, and says how it went so that a learner can act on it."""

import json

import pytest

from ..harness import remote
from ..harness.checks import BadChecks, Checks
from ..harness.checks.native import native_checks
from .harness_programs import DJANGO_ADMIN, DJANGO_HELLO, DJANGO_NOTES, FLASK_NOTES, program
from .judging import judge, one, passes

COUNTING = """
from flask import Flask

app = Flask(__name__)
seen = []

@app.get("/")
def index():
    seen.append(1)
    print("seen", len(seen))
    return f"<h1>{len(seen)}</h1>"

@app.get("/broken")
def broken():
    raise LookupError("no such note")
"""
TWICE = '''
def test_one(browser):
    """Counts from one."""
    assert browser.get("/").heading == "1"


def test_two(browser):
    """Counts
    on.

    More is said here.
    """
    browser.get("/")
    assert browser.get("/").heading == "2"


def helper(browser):
    return browser.get("/").heading


def test_three(browser):
    """Fails."""
    first = browser.get("/")
    second = browser.get("/")
    assert first.status == 500
'''


def test_every_check_starts_the_program_anew():
    results = judge(COUNTING, TWICE)
    assert [result["ok"] for result in results.values()] == [True, True, False]


def test_checks_are_listed_with_their_rules():
    checks = Checks({"program": program("flask", {}), "checks": TWICE}, lambda _: None)
    assert checks.listed == [
        {"name": "test_one", "title": "Counts from one."},
        {"name": "test_two", "title": "Counts on."},
        {"name": "test_three", "title": "Fails."},
    ]


def test_a_passing_check_says_only_that():
    result = judge(COUNTING, TWICE)["one"]
    assert (result["message"], result["expected"], result["actual"]) == ("", "", "")
    assert (result["exchange"], result["exchanges"], result["signature"]) == (None, [], "")
    assert result["console"] == [{"stream": "stdout", "text": "seen 1\n"}]


def test_a_failed_check_points_at_the_exchange_it_looked_at():
    result = judge(COUNTING, TWICE)["three"]
    assert (result["expected"], result["actual"], result["line"]) == ("500", "200", 25)
    assert result["exchange"] == 0
    assert len(result["exchanges"]) == 2


def test_what_the_program_raised_is_told():
    check = (
        'def test_it(browser):\n    """It."""\n    assert browser.get("/broken").status == 200\n'
    )
    result = judge(COUNTING, check)["it"]
    assert result["message"] == "The program raised LookupError: no such note"
    assert result["error"]["where"] == {"file": "app.py", "line": 15}
    assert (result["expected"], result["actual"]) == ("200", "500")


def test_a_program_that_does_not_start_fails_every_check_and_says_why():
    result = judge("import nothing_of_that_name", TWICE)["one"]
    assert result["message"].startswith("The program doesn't start. ModuleNotFoundError: No module")
    assert result["error"]["where"] == {"file": "app.py", "line": 1}
    assert (result["exchange"], result["line"]) == (None, 0)


def test_a_check_that_breaks_off_says_at_which_line():
    message = one(COUNTING, 'browser.get("/").forms[0]')["message"]
    assert message.startswith("This check could not be carried out: IndexError")
    assert "(line 3 of the checks)" in message


def test_a_check_may_import_what_the_learner_wrote():
    assert passes(COUNTING, "import app\nbrowser.get('/')\nassert app.seen == [1]")


def test_what_a_program_prints_is_no_result():
    cheat = COUNTING + '\nprint(\'{"answer": {"ok": true}}\')\n'
    assert not judge(cheat, TWICE)["three"]["ok"]


def test_what_a_check_itself_prints_is_shown_as_well():
    result = one(COUNTING, "print('here')\nassert False, 'so'")
    assert result["message"] == "so"
    assert result["console"] == [{"stream": "stdout", "text": "here\n"}]


def test_many_exchanges_are_cut_to_the_last_and_the_one_that_matters():
    lines = ["first = browser.get('/')", *["browser.get('/')"] * 99, "assert first.status == 500"]
    result = one(COUNTING, "\n".join(lines))
    assert len(result["exchanges"]) <= 31
    about = result["exchanges"][result["exchange"]]
    assert "<h1>1</h1>" in about["response"]["text"]


@pytest.mark.parametrize("source", ["def test_(", "x = '\0'", "return 1"])
def test_checks_that_are_no_python_are_refused(source):
    with pytest.raises(BadChecks, match="can't be read"):
        Checks({"program": program("flask", {}), "checks": source}, lambda _: None)


def test_a_check_that_is_not_there_is_refused():
    checks = Checks({"program": program("flask", {}), "checks": TWICE}, lambda _: None)
    with pytest.raises(BadChecks, match="there are test_one, test_two"):
        checks.run("helper")


# --- natively, and Django ---------------------------------------------------------------------

ADDS = '''
def test_adds(browser):
    """A note is added."""
    browser.get("/notes/")
    browser.submit(text="Milk")
    assert rows("select text from {note}") == ["Milk"]


def test_adds_to_nothing(browser):
    """Nothing is left of the check before."""
    assert rows("select text from {note}") == []
    assert browser.post("/notes/", text="Eggs").status == 200


def test_forged(browser):
    """Other sites can't add any."""
    assert browser.post("/notes/", text="Milk", forged=True).status in (400, 403)
'''


@pytest.mark.parametrize(("framework", "files"), [("flask", FLASK_NOTES), ("django", DJANGO_NOTES)])
def test_the_same_checks_hold_for_both_frameworks(framework, files):
    with native_checks(ADDS) as checks:
        assert [r["message"] for r in checks.run(program(framework, files)) if not r["ok"]] == []


def test_one_process_judges_one_django_program_after_the_other():
    login = (
        'def test_ada(browser):\n    """Ada gets in."""\n    browser.sign_in("ada")\n'
        '    assert browser.get("/admin/").heading == "Site administration"\n'
        '    browser.sign_out()\n    assert browser.get("/admin/").path == "/admin/login/"\n'
    )
    with native_checks(login) as checks:
        programs = [
            program("django", DJANGO_ADMIN, "ada/lovelace"),
            program("django", DJANGO_HELLO),
            program("django", {"models.py": "import nothing_of_that_name", "urls.py": ""}),
            program("django", DJANGO_ADMIN, "ada/lovelace"),
        ]
        assert [checks.run(each)[0]["ok"] for each in programs] == [True, False, False, True]


ENDLESS = """
import os
from flask import Flask

app = Flask(__name__)

@app.get("/loop")
def loop():
    while True:
        pass

@app.get("/end")
def end():
    os._exit(1)

@app.get("/")
def index():
    return "Here"
"""


def test_a_check_that_never_ends_is_ended_and_the_others_go_on():
    checks = "".join(
        f'def test_{name}(browser):\n    """{name}"""\n    browser.get("/{name}")\n\n\n'
        for name in ("loop", "end", "")
    )
    with native_checks(checks, seconds=2.0) as native:
        loop, end, fine = native.run(program("flask", {"app.py": ENDLESS}))
    assert "stopped after 2 seconds" in loop["message"]
    assert "ended its whole process" in end["message"]
    assert (loop["signature"], end["ok"], fine["ok"]) == ("stopped", False, True)


# --- as the page asks -------------------------------------------------------------------------


def test_the_page_asks_for_checks_by_name(monkeypatch):
    monkeypatch.setattr(remote, "_run", None)
    suite = {"program": program("flask", {"app.py": COUNTING}), "checks": TWICE}
    heard: list[str] = []
    listed = ask("checks", suite)
    assert [each["name"] for each in listed] == ["test_one", "test_two", "test_three"]
    assert ask("check", {"name": "test_one"}, heard)["ok"]
    assert heard == ['[{"stream": "stdout", "text": "seen 1\\n"}]']
    assert "there are test_one" in ask("check", {"name": "test_four"})["refused"]


def test_checks_need_an_interpreter_of_their_own(monkeypatch):
    monkeypatch.setattr(remote, "_run", object())
    with pytest.raises(ValueError, match="checks needs an interpreter alone"):
        ask("checks", {})


def ask(name, argument, heard=None):
    hear = heard.append if heard is not None else lambda _: None
    return json.loads(remote.call(name, json.dumps(argument), hear))
