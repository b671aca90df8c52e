"""Flask: finds the application in the learner's files, as ``flask run`` would."""

import importlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from . import cookies, flask_trace, servers
from .browser import CookieJar
from .errors import NoAppFound
from .flask_users import in_session, signing_in
from .run import Served, Start, Token
from .wsgi import WSGIApp

if TYPE_CHECKING:
    from flask import Flask

USUAL_FILES = ("app.py", "wsgi.py", "main.py")
APP_NAMES = ("app", "application")
FACTORY_NAMES = ("create_app", "make_app")


def load(start: Start) -> Served:
    """Import the program and find its application."""
    from flask import Flask, got_request_exception

    start.undo.append(servers.silence(start.console, start.project.files, []))
    got_request_exception.connect(start.recorder.failed)
    start.undo.append(lambda: got_request_exception.disconnect(start.recorder.failed))
    start.undo.append(keep_instance_folder())
    flask_trace.watch(start.tracer, start.undo)
    start.project.open()
    module = importlib.import_module(module_name(start.project.files))
    app = find_app(module, Flask)
    if not isinstance(app, Flask):
        return Served(app)
    has_tokens = any("flask_wtf" in text for text in start.project.files.values())
    tokens = giving_tokens(app) if has_tokens else None
    return Served(app, signing_in(app), tokens, cookies.read_flask(app))


def keep_instance_folder() -> Callable[[], None]:
    """Have ``instance/`` in the program's folder, as anywhere else; returns what undoes it.

    In the browser everything lies below ``sys.prefix``, which is "/": Flask would take the program
    for an installed package, and its database would end up in /var.
    """
    sansio: Any = importlib.import_module("flask.sansio.app")
    find_package = sansio.find_package

    def found(name: str) -> tuple[str | None, str]:
        prefix, path = find_package(name)
        return None if prefix == "/" else prefix, path

    def restore() -> None:
        sansio.find_package = find_package

    sansio.find_package = found
    return restore


def module_name(files: Mapping[str, str]) -> str:
    """The module that the application is expected in."""
    top = [path for path in files if path.endswith(".py") and "/" not in path]
    for path in USUAL_FILES:
        if path in top:
            return path.removesuffix(".py")
    packages = {
        str(PurePosixPath(path).parent)
        for path in files
        if path.count("/") == 1 and path.endswith("/__init__.py")
    }
    for candidates in (_making_apps(files, top), _making_apps(files, packages), top, packages):
        if len(candidates) == 1:
            return min(candidates).removesuffix(".py")
    if not top and not packages:
        raise NoAppFound("There is no Python file: put the application into app.py.")
    raise NoAppFound(
        f"Which of {', '.join(sorted([*top, *packages]))} holds the application? "
        "Call that file app.py."
    )


def _making_apps(files: Mapping[str, str], names: "set[str] | list[str]") -> list[str]:
    """Those whose text makes an application."""
    texts = {n: files[n if n.endswith(".py") else f"{n}/__init__.py"] for n in names}
    return [name for name, text in texts.items() if "Flask(" in text or "def create_app" in text]


def find_app(module: Any, flask_class: "type[Flask]") -> WSGIApp:
    """The application of a module: ``app``, the only Flask object, or what a factory makes."""
    file = f"{module.__name__}.py" if not hasattr(module, "__path__") else f"{module.__name__}/"
    for name in APP_NAMES:
        found = getattr(module, name, None)
        if isinstance(found, flask_class) or (callable(found) and not isinstance(found, type)):
            return _given(found)
    apps = {id(v): v for v in vars(module).values() if isinstance(v, flask_class)}
    if len(apps) == 1:
        return next(iter(apps.values()))
    if apps:
        names = sorted(k for k, v in vars(module).items() if isinstance(v, flask_class))
        raise NoAppFound(f"{file} makes several apps, {', '.join(names)}: call the one to run app.")
    for name in FACTORY_NAMES:
        factory = getattr(module, name, None)
        if callable(factory):
            return _made(factory, name, flask_class)
    raise NoAppFound(f"{file} holds no Flask app. Make one: app = Flask(__name__)")


def _given(found: Any) -> WSGIApp:
    app: WSGIApp = found
    return app


def _made(factory: Callable[..., Any], name: str, flask_class: "type[Flask]") -> WSGIApp:
    import inspect

    try:
        inspect.signature(factory).bind()
    except TypeError:
        raise NoAppFound(
            f"{name}() can't be called without arguments: give every parameter a default."
        ) from None
    app = factory()
    if not isinstance(app, flask_class) and not callable(app):
        raise NoAppFound(f"{name}() returned {app!r} and no Flask app: is `return app` missing?")
    return _given(app)


def giving_tokens(app: "Flask") -> Token:
    """The hidden field of Flask-WTF's forms, which is bound to the session."""

    def token(jar: CookieJar) -> tuple[str, str] | None:
        if not app.secret_key:
            return None
        from flask_wtf.csrf import generate_csrf  # type: ignore[import-untyped]

        name = app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token")
        return name, in_session(app, jar, generate_csrf)

    return token
