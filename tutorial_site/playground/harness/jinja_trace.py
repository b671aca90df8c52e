"""Jinja's part of the trace: each template with its role, its parents and its context."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

from .patches import replace
from .trace import Tracer
from .values import shown

MAX_CONTEXT = 40


class Given:
    """Names that the view itself handed to the template, where a framework adds others."""

    def __init__(self) -> None:
        self.names: set[str] | None = None


def watch(tracer: Tracer, undo: list[Callable[[], None]], given: Given) -> None:
    """Instrument Jinja. To be called before the program compiles a template."""
    from jinja2 import Template

    importing: list[Any] = []  # templates of which only the macros are wanted

    def from_namespace(original: Any) -> Any:
        def make(cls: type, environment: Any, namespace: Any, global_names: Any) -> Any:
            template = original.__func__(cls, environment, namespace, global_names)
            template.root_render_func = _traced(tracer, template, given, importing)
            return template

        return classmethod(make)

    def make_module(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def made(template: Any, *args: Any, **options: Any) -> Any:
            importing.append(template)
            try:
                return original(template, *args, **options)
            finally:
                importing.remove(template)

        return made

    replace(undo, Template, "_from_namespace", from_namespace)
    replace(undo, Template, "make_module", make_module)


def _traced(
    tracer: Tracer, template: Any, given: Given, importing: list[Any]
) -> Callable[..., Iterator[str]]:
    """A template's root function, which is a generator, with a step around all that it yields."""
    root = template.root_render_func

    @functools.wraps(root)
    def traced(context: Any, *args: Any) -> Iterator[str]:
        if not tracer.on:
            yield from root(context, *args)
            return
        around = _enclosing(tracer)
        name = str(template.name or "a template from a string")
        file = str(template.filename)
        own = tracer.paths.is_own(file)
        where = {"file": tracer.paths.short(file), "line": 1} if own else None
        with tracer.step("template", name, where) as step:  # type: ignore[arg-type]
            role = "imported" if template in importing else _role(around, context)
            parents: list[str] = around.of[1] if role == "extended" else []
            step.of = (context, parents, name)
            step.tell(engine="Jinja", role=role, by=around.of[2] if around else None)
            if role == "extended":
                parents.append(name)
            else:
                step.tell(parents=parents)
            if around is None and role == "rendered":
                step.tell(**_context(context, template, given))
            yield from root(context, *args)

    return traced


def _enclosing(tracer: Tracer) -> Any:
    """The template that is being rendered, if any."""
    steps = (step for step in reversed(tracer.open_steps) if step.kind in ("template", "view"))
    innermost = next(steps, None)
    return innermost if innermost and innermost.kind == "template" else None


def _role(around: Any, context: Any) -> str:
    """A parent gets the very context of the template that extends it; an included one its own."""
    if around is None:
        return "rendered"
    return "extended" if around.of[0] is context else "included"


def _context(context: Any, template: Any, given: Given) -> dict[str, Any]:
    values = dict(context.parent)
    names = given.names if given.names is not None else set(values)
    common = set(template.globals) | set(template.environment.globals)
    own = [name for name in values if name in names and (given.names or name not in common)]
    added = set(values) - set(own) - set(template.environment.globals)
    given.names = None
    return {
        "context": {name: shown(values[name]) for name in own[:MAX_CONTEXT]},
        "from_processors": sorted(added),
    }
