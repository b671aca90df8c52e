"""What checks can ask of a page: elements by selector, the words on it, forms, headers, JSON."""

from typing import Any

import pytest

from ..harness.checks.elements import BadSelector, parse
from ..harness.checks.pages import Headers, NotThere, Page

PAGE = """<!doctype html>
<title>Notes</title>
<style>h1 { color: teal }</style>
<h1>Ada's
  notes</h1>
<ul id="notes" class="big list">
  <li data-id="7" class="done">Oat <b>mil</b>k
  <li data-id="8">Eggs<p>and <a href="/bread?from=list">bread</a><p>Tea</li>
</ul>
<table><tr><td>1<td>2<tr><td>3</table>
<form method="post"><input type="hidden" name="token" value="x"><input name="text" value="Milk">
  <input type="checkbox" name="done" checked><input type="checkbox" name="no">
  <textarea name="more">and more</textarea>
  <select name="size"><option value="s">Small<option value="l" selected>Large</select>
  <button name="add">Add</button><button type="button">Nothing</button>
</form>
<form action="/search"><input name="q"><input type="submit" value="Go"></form>
<script>document.write("<li>written</li>")</script>
"""


def page(text=PAGE, status=200, kind="text/html", headers=(), path="/notes/", query="a=1&a=2"):
    response = {"status": status, "reason": "OK", "text": text, "type": kind}
    exchange: Any = {
        "request": {"method": "GET", "path": path, "query": query},
        "response": {**response, "headers": list(headers)},
        "queries": [{"sql": "SELECT 1"}],
        "error": None,
        "redirected_to": None,
    }
    return Page([exchange], lambda: None)


def texts(selector):
    return [each.text for each in page().select(selector)]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("li", ["Oat milk", "Eggs and bread Tea"]),
        ("li.done", ["Oat milk"]),
        ("#notes > li", ["Oat milk", "Eggs and bread Tea"]),
        ("ul.list.big li[data-id='8'] a", ["bread"]),
        ('[data-id="7"]', ["Oat milk"]),
        ("a[href^=/bread]", ["bread"]),
        ('a[href*="from"], b', ["mil", "bread"]),
        ('a[href$="list"]', ["bread"]),
        ("body > li", []),
        ("ul > a", []),
        ("li p", ["and bread", "Tea"]),
        ("tr", ["1 2", "3"]),
        ("td", ["1", "2", "3"]),
        ("ul *[data-id]", ["Oat milk", "Eggs and bread Tea"]),
        ("H1", ["Ada's notes"]),
    ],
)
def test_a_selector_finds_elements_in_their_order(selector, found):
    assert texts(selector) == found


@pytest.mark.parametrize("selector", ["", "li:first-child", "li +", "> li", "li, ", "[", "a~b"])
def test_a_selector_that_is_not_known_is_refused_by_name(selector):
    with pytest.raises(BadSelector, match="it knows tags"):
        page().select(selector)


def test_words_are_what_can_be_read():
    words = page().words
    assert words.startswith("Ada's notes Oat milk Eggs and bread Tea 1 2 3")
    assert "teal" not in words
    assert "written" not in words


def test_heading_links_and_attributes_are_at_hand():
    assert page().heading == "Ada's notes"
    assert [(link.text, link["href"]) for link in page().links] == [("bread", "/bread?from=list")]
    assert page().links[0]["title"] == ""


def test_a_form_knows_where_it_goes_and_what_it_sends():
    first, second = page().forms
    assert (first.method, first.path, first.buttons) == ("POST", "/notes/", ["Add"])
    assert first.fields == {
        "token": "x",
        "text": "Milk",
        "done": "on",
        "more": "and more",
        "size": "l",
    }
    assert first.hidden == {"token": "x"}
    assert (second.method, second.path, second.buttons) == ("GET", "/search", ["Go"])


def test_an_address_is_taken_apart():
    assert (page().path, page().query) == ("/notes/", {"a": "2"})
    assert page().queries == ["SELECT 1"]


def test_headers_are_found_in_any_case():
    headers = Headers([("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("set-cookie", "b=2")])
    assert headers["content-type"] == "text/html"
    assert headers.get("Location", "") == ""
    assert headers.all("Set-Cookie") == ["a=1", "b=2"]
    assert "LOCATION" not in headers
    assert len(headers) == 3


def test_json_is_read_and_its_absence_explained():
    assert page('{"done": true}').json == {"done": True}
    with pytest.raises(NotThere, match=r"GET /notes/ should have answered JSON. It answered 200"):
        _ = page("<h1>No</h1>").json


@pytest.mark.parametrize(
    "html",
    ["<" * 5000, "<div>" * 5000, "</p>" * 500 + "x", "<![if x]>y", "<a b='", "&#x110000;", "\0"],
)
def test_anything_is_a_page(html):
    assert parse(html).select("nothing") == []
    assert isinstance(parse(html).text, str)


def test_looking_at_a_page_says_which_exchange_is_meant():
    looks = []
    looked = Page(page().exchanges, lambda: looks.append(1))
    assert repr(looked).startswith("<200 OK")
    assert looks == []
    assert looked.status == 200
    assert looks
