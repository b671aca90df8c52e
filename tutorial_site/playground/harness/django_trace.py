"""Django's part of the trace: middleware, URL patterns, views, templates, signals, the response."""

import functools
from collections.abc import Callable
from typing import Any

from .django_layers import Layers, headers_of, hooked_middleware
from .django_routing import matched, rules_tried
from .patches import replace
from .trace import Tracer, name_of
from .values import shown

Undo = list[Callable[[], None]]
WIDGETS = "django/forms/"  # a form is rendered by dozens of small templates
MAX_CONTEXT = 40


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
    replace(undo, handler, "load_middleware", functools.partial(hooked_middleware, tracer))
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
    from asgiref.sync import iscoroutinefunction

    def make_view_atomic(handler: Any, view: Any) -> Any:
        called = original(handler, view)
        if not tracer.on:
            return called
        of_class = getattr(view, "view_class", None)
        name = f"{name_of(of_class)}.as_view()" if of_class else name_of(view)
        where = tracer.place(of_class or view)

        def traced(request: Any, *args: Any, **kwargs: Any) -> Any:
            __traceback_hide__ = True
            with tracer.step("view", name, where, atomic=called is not view) as step:
                step.tell(args=[shown(a) for a in args], kwargs=_shown(kwargs))
                response = called(request, *args, **kwargs)
                step.tell(**returned(response))
                return response

        async def traced_coroutine(request: Any, *args: Any, **kwargs: Any) -> Any:
            __traceback_hide__ = True
            with tracer.step("view", name, where, atomic=False) as step:
                step.tell(args=[shown(a) for a in args], kwargs=_shown(kwargs))
                response = await called(request, *args, **kwargs)
                step.tell(**returned(response))
                return response

        # Not by inspect: before Python 3.12 it doesn't know of the mark of class-based views.
        return traced_coroutine if iscoroutinefunction(called) else traced

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
                headers=headers_of(response),
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
