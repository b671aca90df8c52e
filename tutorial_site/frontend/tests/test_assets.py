"""What pages take from the front-end build: names of current files, icons, the watched address."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from pytest_django import Settings

from tutorial_site.frontend import assets as module
from tutorial_site.frontend.assets import assets, icons


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A build of its own, with nothing in it yet."""
    monkeypatch.setattr(module, "DIST", tmp_path)
    icons.cache_clear()
    yield tmp_path
    icons.cache_clear()


def build(dist: Path, version: str, **entries: str) -> None:
    """Put into place as the build does it: a new file under the old name."""
    new = dist / f"{version}.new"
    new.write_text(json.dumps({"version": version, "entries": entries}))
    new.replace(dist / "assets.json")


def drawn(template: str, **context: str) -> str:
    return Template("{% load frontend %}" + template).render(Context(context))


# --- assets -----------------------------------------------------------------------------------


def test_an_asset_is_found_under_its_current_name(dist: Path) -> None:
    build(dist, "1", site="hashed/site-AAAA.css")
    assert drawn('{% asset "site" %}') == "/static/hashed/site-AAAA.css"


def test_a_new_build_is_seen_without_a_restart(dist: Path) -> None:
    build(dist, "1", site="hashed/site-AAAA.css")
    assert assets().version == "1"
    build(dist, "2", site="hashed/site-BBBB.css")
    assert assets().version == "2"
    assert assets().url("site") == "/static/hashed/site-BBBB.css"


def test_a_name_that_was_not_built_says_which_were_and_how_to_build(dist: Path) -> None:
    build(dist, "1", a="a.css", b="b.js")
    with pytest.raises(ImproperlyConfigured, match=r"no 'c' \(it has: a, b\).*make run"):
        assets().url("c")


def test_a_missing_build_says_how_to_build(dist: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"not built\. Run `make run`"):
        assets()


def test_every_file_that_the_build_names_is_there() -> None:
    built = assets()
    missing = [file for file in built.entries.values() if not (module.DIST / file).is_file()]
    assert missing == []
    assert re.fullmatch(r"\w{6,}", built.version)


def test_the_version_tells_what_stands_inside_pages_too() -> None:
    """Browsers keep the sandbox's pages for a year, under an address with the version."""
    built = assets()
    digest = hashlib.sha256(json.dumps(built.entries, separators=(",", ":")).encode())
    digest.update((module.DIST / "icons.json").read_bytes())
    for file in sorted((module.DIST / "sandbox").iterdir()):
        digest.update(file.read_bytes())
    assert built.version == digest.hexdigest()[:16]


@pytest.mark.parametrize("name", ["site.css", "site.js", "theme.js", "lesson.js"])
def test_pages_find_what_they_ask_for_under_a_name_that_tells_its_content(name: str) -> None:
    stem, _, ending = name.partition(".")
    assert re.fullmatch(rf"/static/hashed/{stem}-[A-Z0-9]{{8}}\.{ending}", assets().url(name))


# --- icons ------------------------------------------------------------------------------------


def test_an_icon_is_drawn_inline_and_says_nothing() -> None:
    svg = drawn('{% icon "play" %}')
    assert svg.startswith("<svg ")
    assert 'aria-hidden="true"' in svg
    assert 'focusable="false"' in svg
    assert "<p" in svg  # a path or a polygon
    assert "style" not in svg


def test_an_icon_may_have_a_class_which_is_escaped() -> None:
    assert 'class="icon is-big"' in drawn('{% icon "play" "is-big" %}')
    assert 'class="icon &lt;b&gt;"' in drawn('{% icon "play" given %}', given="<b>")


def test_an_icon_that_is_not_in_the_set_is_a_fault_of_the_template() -> None:
    with pytest.raises(ImproperlyConfigured, match="no icon 'plya'"):
        drawn('{% icon "plya" %}')


def test_every_icon_that_a_template_names_is_in_the_set() -> None:
    site = Path(module.__file__).resolve().parent.parent
    named = {
        name
        for template in site.rglob("*.html")
        for name in re.findall(r'\{% icon "([^"]+)"', template.read_text())
    }
    assert named
    assert named - icons().keys() == set()


# --- live reload ------------------------------------------------------------------------------


def test_a_page_is_told_what_to_watch_in_development_only(settings: Settings) -> None:
    settings.DEBUG = True
    assert drawn("{% dev_version_url %}") == "/dev/version/"
    settings.DEBUG = False
    assert drawn("{% dev_version_url %}") == ""
