"""``browser`` in a check: a person's browser, with a window of its own on the program."""

import pytest

from .harness_programs import FLASK_NOTES
from .judging import one, passes

ECHO = """
from flask import Flask, jsonify, redirect, request, url_for

app = Flask(__name__)

@app.route("/echo/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def echo(rest):
    files = {name: [f.filename, f.read().decode()] for name, f in request.files.items()}
    return jsonify(
        method=request.method, rest=rest, args=request.args.to_dict(flat=False), files=files,
        form=request.form.to_dict(), body=request.get_json(silent=True),
        headers=dict(request.headers), link=url_for("echo", rest="x"),
    )

@app.get("/away")
def away():
    return redirect("/echo/there?from=away")

@app.get("/set")
def set_cookie():
    response = redirect("/echo/set")
    response.set_cookie("seen", "yes")
    return response

@app.get("/pages")
def pages():
    return '''<h1>Pages</h1><a href="/echo/link?x=1">A link</a>
        <form method="post" action="/echo/first"><input type="hidden" name="n" value="1">
          <input name="text" value="old"><button name="do" value="save">Save</button></form>
        <form action="/echo/search"><input name="q"><button aria-label="Search">?</button></form>
        <button>Outside</button>'''

@app.get("/broken")
def broken():
    raise ValueError("broken")
"""


@pytest.mark.parametrize(
    "body",
    [
        'assert browser.get("/echo/a", q="x").json["args"] == {"q": ["x"]}',
        'assert browser.get("/echo/a", n=[1, 2]).json["args"] == {"n": ["1", "2"]}',
        'assert browser.get("/echo/a?q=1", r=2).json["args"] == {"q": ["1"], "r": ["2"]}',
        'assert browser.post("/echo/a", text="Milk").json["form"] == {"text": "Milk"}',
        'assert browser.post("/echo/a", form={"json": "x"}).json["form"] == {"json": "x"}',
        'assert browser.post("/echo/a", json={"t": 1}).json["body"] == {"t": 1}',
        'assert browser.put("/echo/a", json=[1]).json["method"] == "PUT"',
        'assert browser.patch("/echo/a", a="1").json["form"] == {"a": "1"}',
        'assert browser.delete("/echo/a").json["method"] == "DELETE"',
        'assert browser.get("/echo/a", headers={"X-A": "b"}).json["headers"]["X-A"] == "b"',
        """
page = browser.post("/echo/a", files={"f": ("a.txt", "hi"), "g": b"x"}, t="1")
assert page.json["files"] == {"f": ["a.txt", "hi"], "g": ["g", "x"]}
assert page.json["form"] == {"t": "1"}
""",
        'assert browser.get("/echo/a", mount="/app").json["link"] == "/app/echo/x"',
    ],
)
def test_requests_carry_what_a_check_gives_them(body):
    assert passes(ECHO, body)


def test_redirects_are_followed_unless_a_check_wants_to_see_them():
    assert passes(
        ECHO,
        """
page = browser.get("/away")
assert (page.path, page.query, len(page.exchanges)) == ("/echo/there", {"from": "away"}, 2)
page = browser.get("/away", follow=False)
assert (page.status, page.location, len(page.exchanges)) == (302, "/echo/there?from=away", 1)
""",
    )


def test_windows_have_cookies_of_their_own():
    assert passes(
        ECHO,
        """
assert "seen=yes" in browser.get("/set").json["headers"]["Cookie"]
assert dict(browser.cookies) == {"seen": "yes"}
other = browser.new_window()
assert "Cookie" not in other.get("/echo/a").json["headers"]
browser.cookies["seen"] = "forged"
assert browser.get("/echo/a").json["headers"]["Cookie"] == "seen=forged"
del browser.cookies["seen"]
assert "Cookie" not in browser.get("/echo/a").json["headers"]
browser.get("/set")
browser.sign_out()
assert len(browser.cookies) == 0
""",
    )


def test_links_and_buttons_are_clicked_by_their_text():
    assert passes(
        ECHO,
        """
browser.get("/pages")
assert browser.click("A link").json["args"] == {"x": ["1"]}
browser.get("/pages")
assert browser.click("Save", text="new").json["form"] == {"n": "1", "text": "new", "do": "save"}
browser.get("/pages")
assert browser.click("Search", q="milk").json["args"] == {"q": ["milk"]}
page = browser.get("/pages")
assert browser.click(page.select("a")[0]).json["rest"] == "link"
""",
    )


def test_a_form_is_filled_in_and_sent():
    assert passes(
        ECHO,
        """
browser.get("/pages")
assert browser.submit(text="Eggs").json["form"] == {"n": "1", "text": "Eggs"}
browser.get("/pages")
assert browser.submit(q="Eggs").json["rest"] == "search"
""",
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('browser.submit(text="x")', "No page is open yet"),
        ('browser.get("/pages"); browser.submit(colour="x")', "a form with colour. It holds none."),
        ('browser.get("/nowhere"); browser.submit(text="x")', "with text. It answered 404."),
        ('browser.get("/pages"); browser.click("Delete")', 'There are "A link", "Save"'),
        ('browser.get("/echo/a"); browser.click("Delete")', "It holds none at all."),
        ('browser.get("/pages"); browser.click("Outside")', "stands in no form"),
        ('browser.sign_in("ada")', "'ada' can't be signed in"),
        ('browser.get("https://example.org/")', "Only the program itself can be reached"),
    ],
)
def test_what_a_page_lacks_is_said_to_the_learner(line, why):
    result = one(ECHO, f"{line}\nassert browser.page.status == 1")
    assert not result["ok"]
    told = result["message"] + str(result["exchanges"][-1:] and result["exchanges"][-1]["error"])
    assert why in told


# --- tokens -----------------------------------------------------------------------------------

WITHOUT_TOKEN = {
    **FLASK_NOTES,
    "templates/notes.html": '<form method="post"><input name="text"></form>',
}
STORE = 'browser.post("/notes/", text="Milk")\nassert rows("select text from {note}") == ["Milk"]'


def test_a_post_carries_the_token_that_the_program_s_forms_have():
    assert passes(FLASK_NOTES, STORE)
    assert passes(FLASK_NOTES, f'browser.get("/notes/")\n{STORE}')
    assert passes(FLASK_NOTES, STORE.replace('text="Milk"', 'json={"text": 1}').split("\n")[0])


def test_a_form_that_forgot_its_token_is_refused_as_it_would_be_for_a_person():
    refused = 'browser.get("/notes/")\nassert browser.post("/notes/", text="Milk").status == 400'
    assert passes(WITHOUT_TOKEN, refused)
    sent = 'browser.get("/notes/")\nassert browser.submit(text="Milk").status == 400'
    assert passes(WITHOUT_TOKEN, sent)


def test_a_forged_post_comes_from_elsewhere_without_a_token():
    assert passes(
        FLASK_NOTES,
        """
browser.get("/notes/")
assert browser.post("/notes/", text="Milk", forged=True).status == 400
assert rows("select * from {note}") == []
""",
    )
    assert passes(
        ECHO,
        """
browser.cookies["seen"] = "yes"
headers = browser.post("/echo/a", forged=True).json["headers"]
assert headers["Origin"] == "http://elsewhere.example"
assert headers["Referer"] == "http://elsewhere.example/"
assert headers["Cookie"] == "seen=yes"
""",
    )


def test_a_token_given_by_the_check_is_left_alone():
    line = 'assert browser.post("/notes/", text="Milk", csrf_token="mine").status == 400'
    assert passes(FLASK_NOTES, line)


# --- rows -------------------------------------------------------------------------------------


def test_rows_are_what_is_committed():
    assert passes(
        FLASK_NOTES,
        """
assert tables() == ["note"]
assert execute("insert into {note} (text) values (?)", "Eggs") == 1
assert "Eggs" in browser.get("/notes/").text
assert rows("select id, text from {note} where text = ?", "Eggs") == [(1, "Eggs")]
assert rows("select count(*) from note") == [1]
assert browser.page.queries
assert "count" not in browser.page.queries[-1]
""",
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('rows("select * from {nope}")', "no table for {nope}. Tables: note."),
        ('rows("selec")', 'near "selec": syntax error'),
    ],
)
def test_rows_that_cannot_be_had_are_explained(line, why):
    assert why in one(FLASK_NOTES, line)["message"]


def test_a_program_without_a_database_has_no_rows():
    assert "keeps no SQLite database" in one(ECHO, 'rows("select 1")')["message"]


# --- people -----------------------------------------------------------------------------------

PEOPLE = """
from flask import Flask
from flask_login import LoginManager, UserMixin, current_user, login_required

app = Flask(__name__)
app.secret_key = "x"
manager = LoginManager(app)

class Person(UserMixin):
    def __init__(self, name):
        self.id = name

@manager.user_loader
def load(name):
    return Person(name) if name in ("ada", "bob") else None

@app.get("/")
@login_required
def index():
    return current_user.id
"""


def test_people_sign_in_and_out_each_in_their_window():
    assert passes(
        PEOPLE,
        """
assert browser.get("/").status == 401
browser.sign_in("ada")
other = browser.new_window()
other.sign_in("bob")
assert (browser.get("/").text, other.get("/").text) == ("ada", "bob")
browser.sign_in("bob")
assert browser.get("/").text == "bob"
browser.sign_out()
assert (browser.get("/").status, other.get("/").status) == (401, 200)
""",
    )


def test_somebody_who_is_not_there_cannot_sign_in():
    assert "There is no user 'eve'" in one(PEOPLE, 'browser.sign_in("eve")')["message"]
