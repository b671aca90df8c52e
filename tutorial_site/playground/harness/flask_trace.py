"""Flask's part of the trace: session, routing, functions around the view, templates, response.

``Flask.ensure_sync`` is called with every function of the program's just before it runs: the view,
functions before, after and around it, error handlers. What it is called for is known from the
method that is running, its phase.
"""

import functools
from collections.abc import Callable
from typing import Any

from . import jinja_trace
from .flask_routing import routed
from .patches import replace
from .trace import Tracer, name_of
from .values import shown

Undo = list[Callable[[], None]]
Make = Callable[[Callable[..., Any]], Callable[..., Any]]
PHASES = {
    "preprocess_request": "before_request",
    "dispatch_request": "view",
    "process_response": "after_request",
    "do_teardown_request": "teardown_request",
    "do_teardown_appcontext": "teardown_appcontext",
}


def watch(tracer: Tracer, undo: Undo) -> None:
    """Instrument Flask. To be called before the program is imported."""
    from flask import Flask
    from flask.ctx import RequestContext
    from flask.sessions import SecureCookieSessionInterface
    from werkzeug.routing import Rule

    phases: list[str] = []
    given = jinja_trace.Given()
    jinja_trace.watch(tracer, undo, given)
    for method, phase in PHASES.items():
        replace(undo, Flask, method, _phase(phases, phase))
    replace(undo, Flask, "finalize_request", _phase(phases, "finalize"))
    replace(undo, Flask, "ensure_sync", _ensure_sync(tracer, phases))
    replace(undo, Flask, "make_response", _make_response(tracer, phases))
    for method in ("handle_user_exception", "handle_exception"):
        replace(undo, Flask, method, _handling(tracer, phases))
    replace(undo, Flask, "update_template_context", _noting_names(given, phases))
    replace(undo, Flask, "__call__", _wsgi_middleware(tracer))
    replace(undo, RequestContext, "match_request", _routing(tracer))
    replace(undo, Rule, "__init__", _placed(tracer))
    replace(undo, SecureCookieSessionInterface, "open_session", _opening_session(tracer))
    replace(undo, SecureCookieSessionInterface, "save_session", _saving_session(tracer))


def _phase(phases: list[str], phase: str) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def run(app: Any, *args: Any, **options: Any) -> Any:
            __traceback_hide__ = True
            phases.append(phase)
            try:
                return original(app, *args, **options)
            finally:
                phases.pop()

        return run

    return make


def _ensure_sync(tracer: Tracer, phases: list[str]) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def ensure_sync(app: Any, function: Any) -> Any:
            called = original(app, function)
            # Flask's own: what a class-based view goes through, what every template is given.
            own = getattr(function, "__module__", "") in ("flask.views", "flask.templating")
            if own or not tracer.on or not phases:
                return called
            return _traced(tracer, phases[-1], function, called)

        return ensure_sync

    return make


def _traced(tracer: Tracer, phase: str, function: Any, called: Any) -> Callable[..., Any]:
    """A function of the program's, with its step around it."""
    of_class = getattr(function, "view_class", None)
    name = f"{name_of(of_class)}.as_view()" if of_class else name_of(function)
    where = tracer.place(of_class or function)
    kind = "view" if phase == "view" else "hook"

    def traced(*args: Any, **kwargs: Any) -> Any:
        __traceback_hide__ = True
        with tracer.step(kind, name, where) as step:
            if kind == "hook":
                step.tell(hook=phase)
            else:
                step.tell(args=[shown(a) for a in args], kwargs=_shown(kwargs))
            before = _headers(args[0]) if phase == "after_request" and args else {}
            answer = called(*args, **kwargs)
            if phase == "after_request":
                step.tell(adds={k: v for k, v in _headers(answer).items() if before.get(k) != v})
            elif phase == "before_request":
                step.tell(answered=answer is not None)
            elif kind == "view" or answer is not None:
                step.tell(**_returned(answer))
            return answer

    return traced


def _make_response(tracer: Tracer, phases: list[str]) -> Make:
    """What the view returned becomes a response; a view's own make_response() is no step."""

    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def make_response(app: Any, value: Any) -> Any:
            __traceback_hide__ = True
            if not tracer.on or not phases or phases[-1] != "finalize":
                return original(app, value)
            with tracer.step("response", "make_response", made_from=_kind(value)) as step:
                response = original(app, value)
                step.tell(
                    **_returned(response),
                    streaming=bool(response.is_streamed),
                    headers=_headers(response),
                )
                return response

        return make_response

    return make


def _handling(tracer: Tracer, phases: list[str]) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def handle(app: Any, exc: Exception) -> Any:
            __traceback_hide__ = True
            phases.append("error handler")
            kind = type(exc).__name__
            try:
                with tracer.step("hook", f"{kind} becomes a response", hook="error") as step:
                    answer = original(app, exc)
                    step.tell(exception=kind, **_returned(answer))
                    return answer
            finally:
                phases.pop()

        return handle

    return make


def _noting_names(given: jinja_trace.Given, phases: list[str]) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def update_template_context(app: Any, context: dict[str, Any]) -> None:
            __traceback_hide__ = True
            given.names = set(context)
            phases.append("context_processor")
            try:
                original(app, context)
            finally:
                phases.pop()

        return update_template_context

    return make


def _wsgi_middleware(tracer: Tracer) -> Make:
    """``app.wsgi_app = ProxyFix(app.wsgi_app)`` puts an attribute on the application."""

    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def call(app: Any, environ: Any, start_response: Any) -> Any:
            __traceback_hide__ = True
            outer = vars(app).get("wsgi_app")
            if outer is None or not tracer.on:
                return original(app, environ, start_response)
            named = outer if hasattr(outer, "__qualname__") else type(outer)
            where = tracer.place(outer if named is outer else named.__call__)
            with tracer.step("middleware", name_of(named), where, hook="wsgi"):
                return original(app, environ, start_response)

        return call

    return make


def _routing(tracer: Tracer) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def match_request(context: Any) -> None:
            __traceback_hide__ = True
            path = context.request.path
            with tracer.step("routing", path, path=path) as step:
                original(context)
                step.later(lambda: routed(context))

        return match_request

    return make


def _placed(tracer: Tracer) -> Make:
    """Remember where in the learner's files a rule was made."""
    from .errors import caused_here

    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def init(rule: Any, *args: Any, **options: Any) -> None:
            original(rule, *args, **options)
            rule.side_by_side_place = caused_here(tracer.paths)

        return init

    return make


def _opening_session(tracer: Tracer) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def open_session(interface: Any, app: Any, request: Any) -> Any:
            __traceback_hide__ = True
            with tracer.step("hook", "the session is opened", hook="session") as step:
                session = original(interface, app, request)
                name = interface.get_cookie_name(app)
                step.tell(cookie=name, sent=name in request.cookies)
                step.tell(keys=sorted(map(str, session or ())), new=getattr(session, "new", True))
                return session

        return open_session

    return make


def _saving_session(tracer: Tracer) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def save_session(interface: Any, app: Any, session: Any, response: Any) -> Any:
            __traceback_hide__ = True
            with tracer.step("hook", "the session is saved", hook="session") as step:
                before = len(response.headers.getlist("Set-Cookie"))
                original(interface, app, session, response)
                step.tell(cookie=interface.get_cookie_name(app))
                step.tell(modified=bool(session.modified), keys=sorted(map(str, session)))
                step.tell(set_cookie=len(response.headers.getlist("Set-Cookie")) > before)

        return save_session

    return make


def _headers(response: Any) -> dict[str, str]:
    """Headers of a Werkzeug response, each cookie as one: ``Set-Cookie: session``."""
    headers: dict[str, str] = {}
    for name, text in getattr(response, "headers", None) or ():
        cookie = f": {text.partition('=')[0]}" if name == "Set-Cookie" else ""
        headers[name + cookie] = str(text)[:200]
    return headers


def _returned(value: Any) -> dict[str, Any]:
    """What a function returned: ``{returned: kind, status}``, status as far as it is known."""
    status = getattr(value, "status_code", None)
    return {"returned": _kind(value), "status": status if type(status) is int else None}


def _kind(value: Any) -> str:
    """``str``, ``tuple (str, int)``, ``Response``, ``None``."""
    if value is None:
        return "None"
    if type(value) is tuple:
        return f"tuple ({', '.join(_kind(part) for part in value[:3])})"
    return type(value).__name__


def _shown(values: dict[str, Any]) -> dict[str, str]:
    return {str(name): shown(value) for name, value in values.items()}
