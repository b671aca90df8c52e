"""One start of a program, and the requests sent to it afterwards."""

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from . import keeping, leftovers, listeners, queries, stand_ins, teaching, watching
from .browser import MAX_REDIRECTS, Browser, CookieJar
from .console import Capture, Console, Emit
from .cookies import Read
from .errors import BadProgram, HarnessError, Paths, TooManyRedirects, describe
from .files import Project, check_files
from .lines import Lines, TracedLines, lines_of
from .observing import Observer, nothing_seen
from .shapes import Exchange, Program, Report, Request, SentRequest, Visit
from .trace import Tracer, name_of
from .windows import MAIN, Windows
from .wsgi import RawRequest, RawResponse, WSGIApp, call, environ_of, received

LOADERS = {"flask": "flask_app", "django": "django_app", "python": "plain"}
MAX_BODY_SHOWN = 100_000  # characters
SignIn = Callable[[str, CookieJar], None]
Token = Callable[[CookieJar], tuple[str, str] | None]


@dataclass
class Served:
    """What a loader makes of the files: an application, and how to sign somebody in to it.

    ``token`` gives name and value of the hidden field against CSRF which the program's forms have
    for whoever owns the cookies; None if it checks none.
    """

    app: WSGIApp | None
    sign_in: SignIn | None = None
    token: Token | None = None
    read_cookie: Read | None = None  # what a cookie of the program's says


@dataclass(frozen=True)
class Sender:
    """Who sends a request: a browser window; and whether the answer is traced."""

    name: str
    browser: Browser
    trace: bool


class NotServing(HarnessError):
    """A request was sent to a program that answers none."""


@dataclass
class Start:
    """What a loader is given to work with."""

    project: Project
    superuser: str
    console: Console
    recorder: queries.Recorder
    lines: Lines | TracedLines
    undo: list[Callable[[], None]]  # called when the run is closed, last first
    prepares: bool = True  # migrations are made and applied

    @property
    def tracer(self) -> Tracer:
        """Where the frameworks' instrumentation puts its steps."""
        return self.recorder.tracer


_running: "Run | None" = None


def start(program: Program, emit: Emit) -> "Run":
    """Start a program; ``report`` of what comes back says how it went. Never raises.

    ``emit`` is called with every piece of output as it comes. A run that is still open is closed:
    one process runs one program at a time.
    """
    global _running
    if _running is not None:
        _running.close()
    _running = Run(program, emit)
    return _running


class Run:
    """A started program. ``report`` says how the start went, ``visit`` sends requests."""

    def __init__(self, program: Program, emit: Emit) -> None:
        begin = time.perf_counter()
        self.console = Console(emit)
        self.capture = Capture(self.console)
        self.browser = Browser()
        self.served = Served(None)
        self.windows = Windows()
        self.framework = ""
        self.watching_sqlalchemy = False
        self.undo: list[Callable[[], None]] = []
        self.project: Project | None = None
        self.terminal_folder = ""  # in the project, as the terminal says it
        self.terminal_environment: dict[str, str] = {}
        self.recorder = queries.Recorder(Paths(Path("/nowhere")))
        self.observer = Observer(self.recorder, TracedLines(self.recorder.paths))
        error = None
        with self.capture:
            try:
                self._load(program)
            except (Exception, SystemExit) as exc:
                error = describe(exc, self.recorder.paths)
        self._watch_sqlalchemy()
        stand_ins.ask_no_servers()
        self.report: Report = {
            "ok": error is None,
            "error": error,
            "supplied": self.project.supplied if self.project else {},
            "milliseconds": _since(begin),
            "console": list(self.console.pieces),
            "serves": self.served.app is not None,
        }

    def _load(self, program: Program) -> None:
        framework, files, superuser = _checked(program)
        kept = program.get("kept")
        self.framework = framework
        stand_ins.install()
        self.undo.append(leftovers.remember())
        self.project = Project(files)
        self.project.paths.framework = framework
        if kept:
            keeping.put_back(self.project, self.windows, self.browser, kept)
            self.terminal_folder = str(kept.get("folder") or "")
            self.terminal_environment = dict(kept.get("environment") or {})
        self.console.hide = str(self.project.root)
        self.recorder = queries.Recorder(self.project.paths)
        self.recorder.databases.root = self.project.root
        self.undo.append(watching.watch_sqlite3(self.recorder))
        if any("sqlalchemy" in text for text in files.values()):
            self._watch_sqlalchemy(wanted=True)
        lines = lines_of(self.undo, self.project.paths)
        self.observer = Observer(self.recorder, lines)
        loader = importlib.import_module(f".{LOADERS[framework]}", __package__)
        prepares = not (kept or program.get("by_hand"))
        given = Start(
            self.project, superuser, self.console, self.recorder, lines, self.undo, prepares
        )
        self.served = loader.load(given)

    def _watch_sqlalchemy(self, *, wanted: bool = False) -> None:
        """Watch its engines as soon as the program has imported it, or is known to want it."""
        if not self.watching_sqlalchemy and (wanted or watching.has_sqlalchemy()):
            self.undo.append(watching.watch_sqlalchemy(self.recorder))
            self.undo.append(listeners.remember())
            self.watching_sqlalchemy = True

    def visit(self, request: Request) -> Visit:
        """Send a request and follow its redirects as a browser does. Never raises."""
        with self.capture:
            exchanges = self._visit(request)
        self._watch_sqlalchemy()
        return {"exchanges": exchanges}

    def _visit(self, request: Request) -> list[Exchange]:
        exchanges: list[Exchange] = []
        try:
            sender = self._sender(request)
            raw = self.prepare(request, sender.browser)
            exchanges.append(self._exchange(raw, sender))
            while (target := _next(exchanges[-1])) and request.get("follow", True):
                if len(exchanges) > MAX_REDIRECTS:
                    raise TooManyRedirects(
                        f"The program redirected {MAX_REDIRECTS} times in a row, last to "
                        f"{target}. Does a page redirect to itself?"
                    )
                raw = sender.browser.follow(raw, exchanges[-1]["response"]["status"], target)
                exchanges.append(self._exchange(raw, sender))
        except TooManyRedirects as exc:
            exchanges[-1]["error"] = describe(exc, self.recorder.paths)
        except Exception as exc:
            exchanges.append(self._not_sent(request, exc))
        return exchanges

    def window(self, name: object) -> Browser:
        """The browser window of a name; the main one for "main", "" and None."""
        return self.windows.named(str(name or MAIN), self.browser)

    def _sender(self, request: Request) -> "Sender":
        if not isinstance(request, dict):
            return Sender(MAIN, self.browser, trace=True)
        name = str(request.get("window") or MAIN)
        return Sender(name, self.window(name), trace=request.get("trace") is not False)

    def prepare(self, request: Request, browser: Browser) -> RawRequest:
        """A request as it is sent, somebody signed in for it if it says so; raises HarnessError."""
        if self.served.app is None:
            raise NotServing(
                "The program answers no requests: it holds no application."
                if self.report["ok"]
                else "The program didn't start, so nothing answers. Mend it and run it again."
            )
        person = str(request.get("as") or "") if isinstance(request, dict) else ""
        if person and person != browser.signed_in:
            if self.served.sign_in is None:
                raise HarnessError("This program knows no users, so nobody can be signed in.")
            self.served.sign_in(person, browser.jar)
            self.observer.changes.stale = True
            browser.signed_in = person
        return browser.request(request)

    def _exchange(self, request: RawRequest, sender: "Sender") -> Exchange:
        app = self.served.app
        assert app is not None
        environ = environ_of(request, self.capture.log)
        self.observer.begin(trace=sender.trace)
        begin = time.perf_counter()
        with self.recorder.tracer.step("wsgi", _name_of_app(app)) as step:
            step.tell(method=request.method, path=request.path)
            response = call(app, environ)
            step.tell(status=response.status)
        elapsed = _since(begin)
        seen = self.observer.end()
        target = sender.browser.take(request, response)
        failure = self.recorder.exception or response.exception
        if response.all("Set-Cookie"):
            # The program touches its session cookie: ``as`` signs in anew.
            sender.browser.signed_in = ""
        exchange: Exchange = {
            "request": _sent(request),
            "response": received(response),
            "milliseconds": elapsed,
            "error": describe(failure, self.recorder.paths) if failure else None,
            "redirected_to": target,
            "window": sender.name,
            "teaching": None,
            **seen,
        }
        exchange["teaching"] = teaching.explain_response(exchange, self.framework)
        return exchange

    def _not_sent(self, request: Request, exc: Exception) -> Exchange:
        """An exchange that says why there was none."""
        error = describe(exc, self.recorder.paths)
        wanted: dict[str, Any] = cast(dict[str, Any], request) if isinstance(request, dict) else {}
        sent = RawRequest(str(wanted.get("method") or "GET"), str(wanted.get("path") or "/"))
        response = RawResponse(0, "Not sent", body=error["message"].encode())
        response.headers = [("Content-Type", "text/plain; charset=utf-8")]
        return {
            "request": _sent(sent),
            "response": received(response),
            "milliseconds": 0.0,
            "error": error,
            "redirected_to": None,
            "window": str(wanted.get("window") or MAIN)[:60],
            "teaching": None,
            **nothing_seen(),
        }

    def close(self) -> None:
        """Undo what the run changed in this process, and delete its files."""
        global _running
        while self.undo:
            self.undo.pop()()
        if self.project:
            self.project.close()
            self.project = None
        self.served = Served(None)
        if _running is self:
            _running = None


def _checked(program: Program) -> tuple[str, dict[str, str], str]:
    """Framework, files and superuser of a program; raises BadProgram."""
    if not isinstance(program, dict):
        raise BadProgram("A program is an object: {framework, files}.")
    framework = program.get("framework")
    if framework not in LOADERS:
        raise BadProgram(f"{framework!r} is no framework: give one of {', '.join(LOADERS)}.")
    superuser = program.get("superuser") or ""
    if superuser and not all(str(superuser).partition("/")):
        raise BadProgram(f"superuser is {superuser!r}: give name and password, as in ada/lovelace.")
    return framework, check_files(program.get("files")), str(superuser)


def _name_of_app(app: WSGIApp) -> str:
    """``flask.app.Flask``, ``staticfiles.handlers.StaticFilesHandler``; a function by its name."""
    return name_of(app if hasattr(app, "__qualname__") else type(app))


def _next(exchange: Exchange) -> str | None:
    """Where the browser goes on by itself: only within the site."""
    target = exchange["redirected_to"]
    return target if target and target.startswith("/") else None


def _sent(request: RawRequest) -> SentRequest:
    return {
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "headers": request.headers,
        "body": request.body.decode("utf-8", "replace")[:MAX_BODY_SHOWN],
    }


def _since(begin: float) -> float:
    """Milliseconds since a reading of ``perf_counter``."""
    return round((time.perf_counter() - begin) * 1000, 3)
