"""What a check looks at: the page that came back, its forms, its headers, what it cost."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from ..browser import ORIGIN
from ..errors import HarnessError
from ..shapes import Exchange
from .elements import Element, parse


class NotThere(HarnessError):
    """A check looks for something on a page that isn't there."""


class Headers(Mapping[str, str]):
    """Headers of a response by name, in whatever case; the first of several."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def __getitem__(self, name: str) -> str:
        for key, value in self.pairs:
            if key.lower() == name.lower():
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for name, _ in self.pairs))

    def __len__(self) -> int:
        return len(dict.fromkeys(name for name, _ in self.pairs))

    def __contains__(self, name: object) -> bool:
        return any(key.lower() == str(name).lower() for key, _ in self.pairs)

    def all(self, name: str) -> list[str]:
        """All headers of this name."""
        return [value for key, value in self.pairs if key.lower() == name.lower()]

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, how, and what it sends if nothing is filled in.

    ``path`` is that of its action. ``hidden`` are those of ``fields`` that nobody sees.
    """

    path: str
    method: str
    fields: dict[str, str]
    hidden: dict[str, str]
    buttons: list[str]
    element: Element = field(repr=False)


class Page:
    """What a request led to, redirects included: the last response.

    Reading anything of it marks its exchange as the one that a failing check is about: ``looked``
    is called.
    """

    def __init__(self, exchanges: list[Exchange], looked: Callable[[], None]) -> None:
        self._exchanges = exchanges
        self._looked = looked

    @property
    def exchanges(self) -> list[Exchange]:
        """The request, and one for each redirect that was followed."""
        self._looked()
        return self._exchanges

    @property
    def _last(self) -> Exchange:
        return self.exchanges[-1]

    @property
    def status(self) -> int:
        """200, 404 …; 0 if the request could not be sent."""
        return self._last["response"]["status"]

    @property
    def text(self) -> str:
        """The body as it came; "" if it is no text."""
        return self._last["response"]["text"] or ""

    @property
    def headers(self) -> Headers:
        return Headers(self._last["response"]["headers"])

    @property
    def type(self) -> str:
        """``text/html``, ``application/json`` …; "" if it isn't said."""
        return self._last["response"]["type"]

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        try:
            return json.loads(self.text)
        except ValueError:
            raise NotThere(
                f"{self._asked()} should have answered JSON. It answered {self.status}, with "
                f'"{self.text[:60]}".'
            ) from None

    @property
    def path(self) -> str:
        """Where the browser is now, without the query: of the last request."""
        return self._last["request"]["path"]

    @property
    def query(self) -> dict[str, str]:
        """The query of that address; of a repeated name the last value."""
        query = self._last["request"]["query"]
        return {k: values[-1] for k, values in parse_qs(query, keep_blank_values=True).items()}

    @property
    def location(self) -> str:
        """Where this response sends the browser, as a path; "" if nowhere."""
        return self._last["redirected_to"] or ""

    @property
    def queries(self) -> list[str]:
        """The SQL that answering took, one text a statement."""
        return [query["sql"] for query in self._last["queries"]]

    @property
    def error(self) -> str:
        """The exception that the program ended in, ``TypeError: …``; "" if it didn't."""
        error = self._last["error"]
        return f"{error['type']}: {error['message']}" if error else ""

    # --- as HTML ------------------------------------------------------------------------------

    @cached_property
    def _tree(self) -> Element:
        return parse(self.text)

    @property
    def root(self) -> Element:
        self._looked()
        return self._tree

    @property
    def words(self) -> str:
        """What can be read on the page."""
        return self.root.text

    @property
    def heading(self) -> str:
        """The text of the first ``<h1>``; "" without one."""
        return next((each.text for each in self.select("h1")), "")

    @property
    def links(self) -> list[Element]:
        """All links: ``link.text``, ``link["href"]``."""
        return self.select("a[href]")

    @property
    def forms(self) -> list[Form]:
        return [_form(each, self.path) for each in self.select("form")]

    def select(self, selector: str) -> list[Element]:
        """The elements that fit a CSS selector: see ``Element.select``."""
        return self.root.select(selector)

    def _asked(self) -> str:
        request = self._last["request"]
        return f"{request['method']} {request['path']}"

    def __repr__(self) -> str:
        response = self._exchanges[-1]["response"]
        return f"<{response['status']} {response['reason']}: {(response['text'] or '')[:80]}>"


def _form(element: Element, page: str) -> Form:
    fields: dict[str, str] = {}
    hidden: dict[str, str] = {}
    for control in element.select("input, textarea, select"):
        name, kind = control["name"], control["type"].lower()
        if not name or kind in ("submit", "button", "image", "reset", "file"):
            continue
        if kind in ("checkbox", "radio"):
            if "checked" in control.attributes:
                fields[name] = control["value"] or "on"
            continue
        fields[name] = _value(control)
        if kind == "hidden":
            hidden[name] = fields[name]
    buttons = [button.text or button["value"] for button in buttons_of(element)]
    path = urlsplit(urljoin(f"{ORIGIN}{page}", element["action"])).path
    return Form(path, (element["method"] or "get").upper(), fields, hidden, buttons, element)


def buttons_of(element: Element) -> list[Element]:
    """What sends a form when it is pressed."""
    found = element.select("button, input[type=submit]")
    return [each for each in found if each["type"].lower() not in ("button", "reset")]


def _value(control: Element) -> str:
    if control.tag == "textarea":
        return "".join(child for child in control.children if isinstance(child, str))
    if control.tag == "select":
        options = control.select("option")
        chosen = [each for each in options if "selected" in each.attributes] or options[:1]
        return (chosen[0]["value"] or chosen[0].text) if chosen else ""
    return control["value"]
