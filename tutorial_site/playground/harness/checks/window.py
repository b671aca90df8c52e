"""``browser``, as checks have it: a person's browser, with a window on the program.

A request is sent as from a page of the program. Where the page that was opened last holds the form
that a POST comes from, the hidden fields of that form go along, and nothing else does: a form that
forgot its token is refused, as it would be for a person. Without such a form the request carries
the token that the program's forms have. ``forged=True`` sends what another site could make
the browser send: the cookies, no token, and that site's name.
"""

import base64
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from ..browser import Browser, CookieJar
from ..errors import CannotSignIn
from ..run import Run
from ..shapes import Exchange, Request, Upload
from .elements import Element
from .pages import Form, NotThere, Page, buttons_of

ELSEWHERE = "http://elsewhere.example"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
File = bytes | str | tuple[str, bytes | str]


class Log:
    """The exchanges of one check, of all windows, and which of them was looked at last."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.looked_at: int | None = None

    def add(self, exchanges: list[Exchange]) -> Page:
        """Note what a request led to."""
        self.exchanges += exchanges
        last = len(self.exchanges) - 1

        def look() -> None:
            self.looked_at = last

        look()
        return Page(exchanges, look)


class Cookies(MutableMapping[str, str]):
    """A window's cookies by name: to be read, set, and deleted."""

    def __init__(self, jar: CookieJar) -> None:
        self.jar = jar

    def __getitem__(self, name: str) -> str:
        if name not in self._names:
            raise KeyError(name)
        return self.jar.value(name)

    def __setitem__(self, name: str, value: str) -> None:
        self._drop(name)
        self.jar.set(name, value)

    def __delitem__(self, name: str) -> None:
        if name not in self._names:
            raise KeyError(name)
        self._drop(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def _names(self) -> list[str]:
        return list(dict.fromkeys(name for name, _ in self.jar.cookies))

    def _drop(self, name: str) -> None:
        """Whatever paths it is for."""
        for key in [key for key in self.jar.cookies if key[0] == name]:
            del self.jar.cookies[key]

    def __repr__(self) -> str:
        return repr(dict(self))


class Window:
    """A window with cookies of its own. ``page`` is what was opened last, None at first."""

    def __init__(self, run: Run, log: Log) -> None:
        self._run, self._log = run, log
        self._browser = Browser()
        self.page: Page | None = None

    def new_window(self) -> "Window":
        """Another person's browser: no cookies, nobody signed in."""
        return Window(self._run, self._log)

    @property
    def cookies(self) -> Cookies:
        return Cookies(self._browser.jar)

    # --- who ----------------------------------------------------------------------------------

    def sign_in(self, name: str) -> None:
        """Be somebody whom the program knows, without its log-in form."""
        sign_in = self._run.served.sign_in
        if sign_in is None:
            raise CannotSignIn(f"{name!r} can't be signed in: this program knows no users.")
        with self._run.capture:
            sign_in(name, self._browser.jar)

    def sign_out(self) -> None:
        """Be nobody: all cookies are forgotten."""
        self._browser.jar.cookies.clear()

    # --- requests -----------------------------------------------------------------------------

    def get(self, path: str, **more: Any) -> Page:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> Page:
        return self.request("POST", path, **more)

    def put(self, path: str, **more: Any) -> Page:
        return self.request("PUT", path, **more)

    def patch(self, path: str, **more: Any) -> Page:
        return self.request("PATCH", path, **more)

    def delete(self, path: str, **more: Any) -> Page:
        return self.request("DELETE", path, **more)

    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        form: Mapping[str, Any] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        files: Mapping[str, File] | None = None,
        follow: bool = True,
        forged: bool = False,
        mount: str = "",
        **fields: Any,
    ) -> Page:
        """Send a request and follow its redirects, unless ``follow=False``.

        Other names are fields: of the query in a GET, of a form elsewhere; ``form=`` takes fields
        that are called like one of these options. ``files={"photo": ("a.png", b"…")}`` uploads.
        ``mount="/app"`` serves the program below that path, as SCRIPT_NAME says it.
        """
        fields = {**(form or {}), **fields}
        wanted: dict[str, Any] = {"method": method, "path": path, "follow": follow}
        own = dict(headers or {})
        if mount:
            wanted["mount"] = mount
        if method in ("GET", "HEAD"):
            wanted["path"] = _with_query(path, fields)
        elif json is not None:
            wanted["json"] = json
        elif fields or files or method == "POST":
            wanted["form"] = fields
        if files:
            wanted["files"] = [_upload(name, file) for name, file in files.items()]
        if forged:
            own = {"Origin": ELSEWHERE, "Referer": f"{ELSEWHERE}/", **own}
        elif method in UNSAFE:
            self._add_token(wanted, own)
        return self._send({**wanted, "headers": own})

    def click(self, what: str | Element, **fields: Any) -> Page:
        """Click a link or a button of the page that is open: the first of this text.

        A button sends its form, filled in with ``fields``.
        """
        element = self._found(what) if isinstance(what, str) else what
        if element.tag == "a":
            return self.get(element["href"])
        around = element.closest("form")
        if around is None:
            raise NotThere(f'The button "{element.text}" stands in no form, so it sends nothing.')
        pressed = {element["name"]: element["value"]} if element["name"] else {}
        form = next(form for form in self._open().forms if form.element is around)
        return self._submit(form, {**pressed, **fields})

    def submit(self, **fields: Any) -> Page:
        """Fill in the form of the page that is open, and send it: the first with these fields."""
        page = self._open()
        for form in page.forms:
            if set(fields) <= set(form.fields):
                return self._submit(form, fields)
        wanted = ", ".join(fields) or "any field"
        raise NotThere(
            f"{page.path} should hold a form with {wanted}. "
            + (f"It answered {page.status}." if page.status != 200 else "It holds none.")
        )

    # ------------------------------------------------------------------------------------------

    def _send(self, wanted: dict[str, Any]) -> Page:
        request: Request = wanted  # type: ignore[assignment]  # its keys are put together above
        self._run.browser = self._browser
        visit = self._run.visit(request)
        self.page = self._log.add(visit["exchanges"])
        return self.page

    def _submit(self, form: Form, fields: dict[str, Any]) -> Page:
        filled = {**form.fields, **fields}
        if form.method == "GET":
            return self.get(form.path, form=filled)
        return self._send({"method": form.method, "path": form.path, "form": filled})

    def _add_token(self, wanted: dict[str, Any], headers: dict[str, str]) -> None:
        """What a page of the program would have sent along, unless the check gives it itself."""
        form = self._form_to(wanted["method"], wanted["path"])
        if form is not None and "form" in wanted:
            wanted["form"] = {**form, **wanted["form"]}
            return
        if self._run.served.token is None:
            return
        with self._run.capture:
            token = self._run.served.token(self._browser.jar)
        if token is None:
            return
        name, value = token
        if "form" in wanted:
            wanted["form"] = {name: value, **wanted["form"]}
        else:
            headers.setdefault("X-CSRFToken", value)

    def _form_to(self, method: str, path: str) -> dict[str, str] | None:
        """The hidden fields of the open page's form that goes there; None if none does.

        If several do, the fields that all of them have in common.
        """
        if self.page is None or self.page.type != "text/html":
            return None
        before = self._log.looked_at
        forms = [f for f in self.page.forms if (f.method, f.path) == (method, urlsplit(path).path)]
        self._log.looked_at = before
        if not forms:
            return None
        first, *others = (form.hidden for form in forms)
        return {k: v for k, v in first.items() if all(other.get(k) == v for other in others)}

    def _open(self) -> Page:
        if self.page is None:
            raise NotThere('No page is open yet: open one first, as in browser.get("/").')
        return self.page

    def _found(self, text: str) -> Element:
        page = self._open()
        elements = [*page.links, *buttons_of(page.root)]
        for element in elements:
            if text in (element.text, element["value"], element["aria-label"]):
                return element
        there = ", ".join(dict.fromkeys(f'"{each.text}"' for each in elements[:20]))
        raise NotThere(
            f'{page.path} should hold a link or a button "{text}". '
            + (f"There are {there}." if there else "It holds none at all.")
        )


def _with_query(path: str, fields: Mapping[str, Any]) -> str:
    if not fields:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode(fields, doseq=True)}"


def _upload(name: str, file: File) -> Upload:
    filename, content = file if isinstance(file, tuple) else (name, file)
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "filename": filename, "base64": base64.b64encode(data).decode()}
