"""The sandbox's two pages: what they may do is said by their headers, wherever they are opened."""

import re

import pytest
from django.urls import reverse

from .. import views

PAGES = {"runtime": "frame.js", "preview": "preview.js"}


@pytest.fixture
def page(client, tmp_path, monkeypatch, settings):
    """``page("runtime")``: the response, with a script of the test's own built in."""
    monkeypatch.setattr(views, "DIST", tmp_path)
    settings.DEBUG = False
    (tmp_path / "sandbox").mkdir()
    for name, script in PAGES.items():
        (tmp_path / "sandbox" / script).write_text(f'const name = "{name}" && 1 < 2;')
    return lambda name: client.get(reverse(f"playground:{name}"))


def policy(response):
    """The content security policy as {directive: [values]}."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_its_script_and_nothing_else(page, name):
    response = page(name)
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<script>const name = "{name}" && 1 < 2;</script>' in text
    assert re.findall(r"(?:src|href)=", text) == []
    assert response.cookies == {}


@pytest.mark.parametrize("name", PAGES)
def test_its_origin_is_opaque_however_it_is_opened(page, name):
    sandbox = policy(page(name))["sandbox"]
    assert "allow-scripts" in sandbox
    assert "allow-same-origin" not in sandbox
    assert not [word for word in sandbox if word.startswith(("allow-top", "allow-popups"))]


@pytest.mark.parametrize("name", PAGES)
def test_it_reaches_no_network(page, name):
    found = policy(page(name))
    assert found["default-src"] == found["connect-src"] == found["form-action"] == ["'none'"]
    # The preview's pages are told that they stand there; nothing can be fetched from it.
    assert found.pop("base-uri") == {"runtime": ["'none'"], "preview": ["http://localhost"]}[name]
    reachable = {value for values in found.values() for value in values}
    assert reachable <= {
        *("'none'", "'self'", "'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'"),
        *("blob:", "data:", "allow-scripts", "allow-forms"),
    }
    assert page(name)["Connection-Allowlist"] == "()"


@pytest.mark.parametrize("name", PAGES)
def test_only_pages_of_the_site_may_show_it(page, name):
    response = page(name)
    assert policy(response)["frame-ancestors"] == ["'self'"]
    assert "X-Frame-Options" not in response  # which the site's own pages carry, as DENY


def test_what_is_served_from_the_site_itself_may_not_run_in_it(page):
    for name in PAGES:
        found = policy(page(name))
        allowed = [*found["script-src"], *found.get("worker-src", [])]
        assert "'self'" not in allowed


def test_only_the_one_that_runs_programs_may_compile_and_start_workers(page):
    assert policy(page("runtime"))["worker-src"] == ["data:", "blob:"]
    assert "'wasm-unsafe-eval'" in policy(page("runtime"))["script-src"]
    assert policy(page("preview"))["worker-src"] == ["'none'"]
    assert "'wasm-unsafe-eval'" not in policy(page("preview"))["script-src"]


def test_only_the_one_that_shows_pages_may_send_forms_and_show_pictures(page):
    assert policy(page("preview"))["sandbox"] == ["allow-scripts", "allow-forms"]
    assert policy(page("preview"))["img-src"] == ["data:", "blob:"]
    assert policy(page("runtime"))["sandbox"] == ["allow-scripts"]
    assert "img-src" not in policy(page("runtime"))


@pytest.mark.parametrize("name", PAGES)
def test_it_may_be_kept_as_its_address_changes_with_the_build(page, settings, name):
    assert page(name)["Cache-Control"] == "public, max-age=31536000"
    settings.DEBUG = True
    assert page(name)["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", PAGES)
def test_it_is_only_looked_at(client, name):
    assert client.post(reverse(f"playground:{name}")).status_code == 405


def test_without_a_build_it_says_what_to_run(page, tmp_path):
    (tmp_path / "sandbox" / "frame.js").unlink()
    with pytest.raises(FileNotFoundError, match=r"frame.js is not built. Run `make run`"):
        page("runtime")
