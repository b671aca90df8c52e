"""Django's part of the trace: middleware, URL patterns, views, templates, signals, the response."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from .django_routing import matched, rules_tried
from .patches import replace
from .trace import Tracer, name_of
from .values import shown

Undo = list[Callable[[], None]]
WIDGETS = "django/forms/"  # a form is rendered by dozens of small templates
MAX_CONTEXT = 40
HOOKS = {
    "_view_middleware": "process_view",
    "_template_response_middleware": "process_template_response",
    "_exception_middleware": "process_exception",
}


def watch(tracer: Tracer, undo: Undo) -> None:
    """Instrument Django. To be called before the program makes its application."""
    from django.core.handlers import base, exception
    from django.dispatch import Signal
    from django.template.base import Template
    from django.urls import resolvers
    from django.views import View

    handler = base.BaseHandler
    layers = Layers(tracer)
    replace(undo, base, "convert_exception_to_response", layers.converting)
    replace(undo, handler, "load_middleware", functools.partial(_hooked_middleware, tracer))
    replace(undo, handler, "resolve_request", functools.partial(_routing, tracer))
    replace(undo, handler, "make_view_atomic", functools.partial(_view, tracer))
    replace(undo, handler, "get_response", functools.partial(_response, tracer))
    replace(undo, exception, "response_for_exception", functools.partial(_error, tracer))
    replace(undo, View, "dispatch", functools.partial(_dispatch, tracer))
    replace(undo, Template, "_render", functools.partial(_template, tracer))
    replace(undo, Signal, "_live_receivers", functools.partial(_receivers, tracer))
    for rule in (resolvers.URLPattern, resolvers.URLResolver):
        replace(undo, rule, "__init__", functools.partial(_placed, tracer))
    _watch_static_files(tracer, undo)


def _watch_static_files(tracer: Tracer, undo: Undo) -> None:
    from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin

    def served(original: Callable[..., Any]) -> Callable[..., Any]:
        def serve(handler: Any, request: Any) -> Any:
            __traceback_hide__ = True
            path = handler.file_path(request.path)
            name = "django.contrib.staticfiles.views.serve"
            with tracer.step("view", name, path=path) as step:
                response = original(handler, request)
                step.tell(**returned(response))
                return response

        return serve

    replace(undo, StaticFilesHandlerMixin, "serve", served)


class Layer:
    """One middleware while a request is inside it."""

    def __init__(self, attributes: set[str]) -> None:
        self.attributes = attributes  # of the request, on its way in
        self.sets: list[str] = []
        self.passed_on = False
        self.inner: dict[str, str] | None = None  # headers of the response that came back to it


class Layers:
    """The onion: what each middleware adds to the request, and to the response on its way out."""

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer
        self.inside: list[Layer] = []

    def converting(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """For ``convert_exception_to_response``: Django calls it with each middleware it made."""

        def convert(get_response: Callable[..., Any]) -> Any:
            return original(self.traced(get_response))

        return convert

    def traced(self, get_response: Callable[..., Any]) -> Callable[..., Any]:
        """A middleware, or the innermost handler, with the tracing around it."""
        if inspect.iscoroutinefunction(get_response):
            return get_response
        if getattr(get_response, "__name__", "") == "_get_response":
            return self._around_views(get_response)
        name = _name_of_middleware(get_response)
        where = _place_of_middleware(self.tracer, get_response)

        def layer(request: Any) -> Any:
            __traceback_hide__ = True
            if not self.tracer.on:
                return get_response(request)
            self.entered(request)
            this = Layer(set(vars(request)))
            with self.tracer.step("middleware", name, where) as step:
                self.inside.append(this)
                try:
                    response = get_response(request)
                finally:
                    del self.inside[self.inside.index(this) :]
                    step.tell(passed_on=this.passed_on, sets=this.sets)
                step.tell(**self.left(this, response))
            return response

        return layer

    def _around_views(self, get_response: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(get_response)
        def innermost(request: Any) -> Any:
            __traceback_hide__ = True
            self.entered(request)
            response = get_response(request)
            if self.inside:
                self.inside[-1].inner = _headers(response)
            return response

        return innermost

    def entered(self, request: Any) -> None:
        """The request has got past the innermost middleware so far."""
        if self.inside and not self.inside[-1].passed_on:
            layer = self.inside[-1]
            layer.passed_on = True
            new = set(vars(request)) - layer.attributes
            # COOKIES and the like are the request's own, kept when first asked for.
            layer.sets = sorted(name for name in new if not hasattr(type(request), name))

    def left(self, layer: Layer, response: Any) -> dict[str, Any]:
        """What a middleware did to the response: ``{status, adds: {header: value}}``."""
        headers = _headers(response)
        if self.inside:
            self.inside[-1].inner = headers
        before = layer.inner or {}
        adds = {name: text for name, text in headers.items() if before.get(name) != text}
        return {"status": getattr(response, "status_code", None), "adds": adds}


def _headers(response: Any) -> dict[str, str]:
    """Headers of a Django response, each cookie as one: ``Set-Cookie: sessionid``."""
    if not hasattr(response, "headers"):
        return {}
    headers = {name: str(text)[:200] for name, text in response.headers.items()}
    for name, cookie in getattr(response, "cookies", {}).items():
        headers[f"Set-Cookie: {name}"] = cookie.OutputString()[:200]
    return headers


def _name_of_middleware(middleware: Any) -> str:
    """As in settings.MIDDLEWARE: a function is a closure of the factory that is named there."""
    if not hasattr(middleware, "__qualname__"):
        kind = type(middleware)
        return f"{kind.__module__}.{kind.__qualname__}"
    return f"{middleware.__module__}.{middleware.__qualname__}".partition(".<locals>")[0]


def _place_of_middleware(tracer: Tracer, middleware: Any) -> Any:
    if hasattr(middleware, "__qualname__"):
        return tracer.place(middleware)
    kind = type(middleware)
    own = [vars(kind).get(name) for name in ("__call__", "process_request", "process_response")]
    places = (tracer.place(method) for method in own if method)
    return next(filter(None, places), None) or tracer.place(kind)


def _hooked_middleware(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    """Trace process_view, process_template_response and process_exception of middleware."""

    def hooked(method: Any, hook: str) -> Any:
        owner = getattr(method, "__self__", None)
        name = f"{type(owner).__module__}.{type(owner).__qualname__}.{hook}"

        def call(*args: Any) -> Any:
            __traceback_hide__ = True
            with tracer.step("middleware", name, tracer.place(method), hook=hook) as step:
                answer = original_method(*args)
                step.tell(answered=answer is not None and hook != "process_template_response")
                return answer

        original_method = method
        vars(call)["__self__"] = owner  # Django names the middleware when one returns nothing
        return call

    def load_middleware(handler: Any, is_async: bool = False) -> None:
        original(handler, is_async)
        if not is_async:
            for held, hook in HOOKS.items():
                methods = getattr(handler, held)
                methods[:] = [hooked(method, hook) for method in methods]

    return load_middleware


def _routing(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    def resolve_request(handler: Any, request: Any) -> Any:
        __traceback_hide__ = True
        with tracer.step("routing", request.path_info, path=request.path_info) as step:
            from django.urls import Resolver404

            try:
                match = original(handler, request)
            except Resolver404 as exc:
                told = exc.args[0] if exc.args and isinstance(exc.args[0], dict) else {}
                step.later(lambda: rules_tried(told.get("tried") or [], found=False))
                raise
            step.later(lambda: rules_tried(match.tried or [], found=True) | matched(match))
            return match

    return resolve_request


def _placed(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    """Remember where in the learner's files a pattern was made."""
    from .errors import caused_here

    @functools.wraps(original)
    def init(rule: Any, *args: Any, **options: Any) -> None:
        original(rule, *args, **options)
        rule.side_by_side_place = caused_here(tracer.paths)

    return init


def _view(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    def make_view_atomic(handler: Any, view: Any) -> Any:
        called = original(handler, view)
        if not tracer.on or inspect.iscoroutinefunction(called):
            return called
        of_class = getattr(view, "view_class", None)
        name = f"{name_of(of_class)}.as_view()" if of_class else name_of(view)
        where = tracer.place(of_class or view)

        @functools.wraps(called, updated=())
        def traced(request: Any, *args: Any, **kwargs: Any) -> Any:
            __traceback_hide__ = True
            with tracer.step("view", name, where, atomic=called is not view) as step:
                step.tell(args=[shown(a) for a in args], kwargs=_shown(kwargs))
                response = called(request, *args, **kwargs)
                step.tell(**returned(response))
                return response

        return traced

    return make_view_atomic


def _dispatch(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    """A class-based view hands the request to its method of that name."""

    @functools.wraps(original)
    def dispatch(view: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        __traceback_hide__ = True
        if not tracer.on or getattr(view, "view_is_async", False):
            return original(view, request, *args, **kwargs)
        method = str(request.method).lower()
        known = method in view.http_method_names and hasattr(view, method)
        handler = getattr(view, method if known else "http_method_not_allowed")
        name = f"{type(view).__qualname__}.{handler.__name__}"
        with tracer.step("view", name, tracer.place(handler)) as step:
            step.tell(defined_in=name_of(handler), allowed=known)
            response = original(view, request, *args, **kwargs)
            step.tell(**returned(response))
            return response

    return dispatch


def _response(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def get_response(handler: Any, request: Any) -> Any:
        __traceback_hide__ = True
        response = original(handler, request)
        if tracer.on:
            tracer.note(
                "response",
                type(response).__name__,
                **returned(response),
                streaming=bool(getattr(response, "streaming", False)),
                headers=_headers(response),
            )
        return response

    return get_response


def _error(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    def response_for_exception(request: Any, exc: Exception) -> Any:
        __traceback_hide__ = True
        name = f"{type(exc).__name__} becomes a response"
        with tracer.step("hook", name, hook="error") as step:
            response = original(request, exc)
            step.tell(exception=type(exc).__name__, **returned(response))
            return response

    return response_for_exception


def _template(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    def render(template: Any, context: Any) -> Any:
        __traceback_hide__ = True
        around = _enclosing(tracer)
        if not tracer.on or (around and around.of[1].startswith(WIDGETS)):
            return original(template, context)
        name = str(template.name or "a template from a string")
        file = str(template.origin.name)
        own = tracer.paths.is_own(file)
        where = {"file": tracer.paths.short(file), "line": 1} if own else None
        with tracer.step("template", name, where) as step:  # type: ignore[arg-type]
            role = _role(around)
            parents: list[str] = around.of[2] if role == "extended" else []
            step.of = (template, name, parents)
            step.tell(engine="Django", role=role, by=around.of[1] if around else None)
            if role == "extended":
                parents.append(name)
            else:
                step.tell(parents=parents)
            # The debug pages' own context is as large as the program.
            if around is None and not _shows_error(tracer):
                step.tell(**context_of(context))
            return original(template, context)

    return render


def _shows_error(tracer: Tracer) -> bool:
    return any(step.detail.get("hook") == "error" for step in tracer.open_steps)


def _enclosing(tracer: Tracer) -> Any:
    """The template that is being rendered, if any."""
    steps = (step for step in reversed(tracer.open_steps) if step.kind in ("template", "view"))
    innermost = next(steps, None)
    return innermost if innermost and innermost.kind == "template" else None


def _role(around: Any) -> str:
    """``rendered`` by a view, ``extended`` by the template around it, or ``included`` in it."""
    if around is None:
        return "rendered"
    from django.template.loader_tags import ExtendsNode

    nodes = getattr(around.of[0], "nodelist", ())
    return "extended" if any(isinstance(node, ExtendsNode) for node in nodes) else "included"


def context_of(context: Any) -> dict[str, Any]:
    """Names that the view gave a template, and those that context processors added."""
    layers = list(getattr(context, "dicts", ()))
    index = getattr(context, "_processors_index", None)
    processors = layers[index] if index is not None and index < len(layers) else {}
    given = layers[1:] if index is None else layers[index + 1 :]
    own = {str(name): value for layer in given for name, value in layer.items()}
    return {
        "context": _shown(own),
        "from_processors": sorted(str(name) for name in processors),
    }


def _receivers(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
    """Trace the learner's own signal receivers."""

    def traced(receiver: Any, signal: Any, where: Any) -> Callable[..., Any]:
        @functools.wraps(receiver, updated=())
        def receive(*args: Any, **named: Any) -> Any:
            __traceback_hide__ = True
            sender = getattr(named.get("sender"), "__name__", "")
            name = f"{_name_of_signal(signal)}: {name_of(receiver)}"
            with tracer.step("hook", name, where, hook="signal", sender=sender):
                return receiver(*args, **named)

        return receive

    def live_receivers(signal: Any, sender: Any) -> Any:
        sync, others = original(signal, sender)
        if tracer.on and sync:
            places = [(one, tracer.place(one)) for one in sync]
            sync = [traced(one, signal, where) if where else one for one, where in places]
        return sync, others

    return live_receivers


def _name_of_signal(signal: Any) -> str:
    from django.core import signals
    from django.db.models import signals as of_models

    for module in (of_models, signals):
        for name, value in vars(module).items():
            if value is signal:
                return name
    return "signal"


def returned(response: Any) -> dict[str, Any]:
    """What a view made: ``{returned: class, status}``."""
    status = getattr(response, "status_code", None)
    return {"returned": type(response).__name__, "status": status if type(status) is int else None}


def _shown(values: dict[str, Any]) -> dict[str, str]:
    return {str(name): shown(value) for name, value in list(values.items())[:MAX_CONTEXT]}
