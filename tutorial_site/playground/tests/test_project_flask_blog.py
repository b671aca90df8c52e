"""A whole Flask project, used as people use it.

It has a factory, two blueprints, Flask-SQLAlchemy, Flask-Login, Flask-WTF, Flask-Migrate, whose
migrations make its tables, and Flask-Admin.
"""

import base64
import re

import pytest

from .harness_programs import get
from .interpreters import interpreter
from .project_folders import FLASK_BLOG
from .traces import step
from .trial import header, hidden_fields

PIXEL = base64.b64encode(b"GIF89a\x01\0\x01\0\0\0\0;").decode()


class Blog:
    """The project, started, with a few posts in it."""

    def __init__(self, python):
        self.python = python
        python.start("flask", FLASK_BLOG)
        assert python.call("terminal", {"line": "flask seed"})["status"] == 0

    def visit(self, request, **more):
        return self.python.call("visit", {**request, **more})["exchanges"]

    def get(self, path, **more):
        return self.visit(get(path), **more)[-1]

    def submit(self, path, *, files=(), **fields):
        """Open a page, fill in its form, send it; all exchanges."""
        page = self.get(path)
        form = {**hidden_fields(page), "csrf_token": token(page), **fields}
        return self.visit({"method": "POST", "path": path, "form": form, "files": list(files)})

    def sql(self, text):
        database = "instance/blog.sqlite3"
        return self.python.call("sql", {"database": database, "text": text})["results"]


def found(pattern, page):
    """The first thing that a pattern catches in a page."""
    (first, *_) = re.findall(pattern, page["response"]["text"])
    return first


def token(page):
    return found(r'name="csrf_token"[^>]*value="([^"]+)"', page)


def text(exchange):
    return exchange["response"]["text"]


def status(exchange):
    return exchange["response"]["status"]


@pytest.fixture
def blog():
    with interpreter() as python:
        yield Blog(python)


def test_its_tables_are_made_by_its_migrations(blog):
    (database,) = blog.python.call("database")
    tables = {table["name"]: table for table in database["tables"]}
    assert {"user", "post", "comment", "alembic_version"} == set(tables)
    assert "picture" in [column["name"] for column in tables["post"]["columns"]]
    assert blog.sql("SELECT * FROM alembic_version")[0]["rows"] == [["0002"]]


def test_a_visitor_reads_and_comments(blog):
    front = blog.get("/")
    assert [title for title in ("Numbers", "On Poetry") if title in text(front)]
    assert "6 comments so far" in text(front)
    sent, after = blog.submit("/posts/1", name="Reader", text="Well said")
    assert (status(sent), status(after)) == (302, 200)
    assert "Well said — Reader" in text(after)
    (change,) = sent["changes"]
    assert (change["table"], change["inserted"][0][1:3]) == ("comment", ["Reader", "Well said"])


def test_a_comment_for_each_post_is_an_n_plus_one_that_is_seen(blog):
    queries = blog.get("/")["queries"]
    groups = [query["group"] for query in queries]
    repeated = max(set(groups), key=groups.count)
    assert groups.count(repeated) == 3
    where = {(q["where"]["file"], q["where"]["line"]) for q in queries if q["group"] == repeated}
    assert where == {("blog/templates/posts/_post.html", 4)}


def test_somebody_signs_up_writes_with_a_picture_and_deletes(blog):
    welcome = blog.submit(
        "/auth/sign-up", username="cyd", password="a long one", again="a long one"
    )
    assert "Welcome, cyd!" in text(welcome[-1])
    picture = {"name": "picture", "filename": "a b.gif", "type": "image/gif", "base64": PIXEL}
    written = blog.submit("/posts/new", title="Mine", body="My own words", files=[picture])
    assert "Published." in text(written[-1])
    path = found(r'<img src="([^"]+)"', written[-1])
    assert path == "/pictures/a_b.gif"
    assert blog.get(path)["response"]["base64"] == PIXEL
    here = written[-1]["request"]["path"]
    form = {"csrf_token": token(written[-1])}
    gone = blog.visit({"method": "POST", "path": f"{here}/delete", "form": form})
    assert "Mine" not in text(gone[-1])
    assert status(blog.get(here)) == 404


def test_forms_say_what_is_wrong(blog):
    wrong = blog.submit("/auth/log-in", username="ada", password="guess")[-1]
    assert "Nobody has this name and password." in text(wrong)
    taken = blog.submit("/auth/sign-up", username="ada", password="long enough", again="other")[-1]
    assert "This name is taken." in text(taken)
    refused = blog.visit({"method": "POST", "path": "/auth/log-in", "form": {"username": "ada"}})[
        -1
    ]
    assert status(refused) == 400
    assert "CSRF token is missing" in text(refused)


def test_what_needs_a_writer_sends_to_the_log_in_and_back(blog):
    first, login = blog.visit(get("/posts/new"))
    assert (status(first), login["request"]["path"]) == (302, "/auth/log-in")
    path = "/auth/log-in?next=/posts/new"
    back = blog.submit(path, username="ada", password="lovelace-1815")
    assert back[-1]["request"]["path"] == "/posts/new"
    assert "A new post" in text(back[-1])


def test_somebody_who_may_not_is_refused(blog):
    page = blog.get("/posts/new", **{"as": "bob"})
    form = {"csrf_token": token(page)}
    refused = blog.visit({"method": "POST", "path": "/posts/1/delete", "form": form})[-1]
    assert status(refused) == 403


def test_an_editor_uses_flask_admin(blog):
    assert blog.get("/manage/", **{"as": "bob"})["request"]["path"] == "/"
    index = blog.get("/manage/", window="desk", **{"as": "ada"})
    assert status(index) == 200
    listed = blog.get("/manage/posts/?search=Poetry", window="desk")
    assert "On Poetry" in text(listed)
    assert "Notes on the Engine" not in text(listed)
    filtered = blog.get("/manage/posts/?flt0_0=ada", window="desk")
    assert "Numbers" in text(filtered)
    form = {"title": "By the desk", "body": "Words", "author": "1"}
    page = blog.get("/manage/posts/new/", window="desk")
    form |= {"csrf_token": token(page)} if "csrf_token" in text(page) else {}
    added = {"method": "POST", "path": "/manage/posts/new/", "form": form}
    assert "Record was successfully created" in text(blog.visit(added, window="desk")[-1])


def test_flask_admins_own_files_are_there(blog):
    page = blog.get("/manage/posts/new/", **{"as": "ada"})
    addresses = re.findall(r'(?:src|href)="(/manage/static/[^"]+)"', text(page))
    assert len(addresses) > 10
    missing = [path for path in addresses if status(blog.get(path.replace("&amp;", "&"))) != 200]
    assert missing == []


def test_its_own_static_files_and_its_page_for_what_is_lost(blog):
    style = blog.get("/static/blog.css")
    assert (status(style), header(style, "Content-Type")) == (200, "text/css; charset=utf-8")
    assert "There is no such page" in text(blog.get("/nowhere"))


def test_a_table_of_all_posts_is_a_download(blog):
    table = blog.get("/posts.csv")
    assert table["response"]["download"] == "posts.csv"
    assert text(table).splitlines()[:2] == ["title,author", "Notes on the Engine,ada"]


def test_the_path_through_blueprints_and_extensions_is_told(blog):
    page = blog.get("/posts/1", **{"as": "ada"})
    routing = step(page, "routing")["detail"]
    assert (routing["blueprints"], routing["url_name"]) == (["posts"], "posts.detail")
    hook = step(page, "hook", "count_comments")
    assert hook["where"] == {"file": "blog/posts/__init__.py", "line": 29}
    assert step(page, "template", "base.html")["detail"]["role"] == "extended"
    assert set(page["lines"]) >= {"blog/posts/__init__.py", "blog/models.py"}


def test_its_commands_work_in_the_terminal(blog):
    routes = blog.python.call("terminal", {"line": "flask routes"})["output"]
    assert "posts.detail" in "".join(piece["text"] for piece in routes)
    assert blog.python.call("terminal", {"line": "flask promote bob"})["status"] == 0
    assert status(blog.get("/manage/users/", **{"as": "bob"})) == 200
    current = blog.python.call("terminal", {"line": "flask db current"})["output"]
    assert "0002 (head)" in "".join(piece["text"] for piece in current)
