"""Django's middleware in the trace: what each adds on the way in and on the way out."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from .trace import Tracer

HOOKS = {
    "_view_middleware": "process_view",
    "_template_response_middleware": "process_template_response",
    "_exception_middleware": "process_exception",
}


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
                self.inside[-1].inner = headers_of(response)
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
        headers = headers_of(response)
        if self.inside:
            self.inside[-1].inner = headers
        before = layer.inner or {}
        adds = {name: text for name, text in headers.items() if before.get(name) != text}
        return {"status": getattr(response, "status_code", None), "adds": adds}


def headers_of(response: Any) -> dict[str, str]:
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


def hooked_middleware(tracer: Tracer, original: Callable[..., Any]) -> Callable[..., Any]:
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
