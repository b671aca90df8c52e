"""Django: starts a project, or a few files with what they leave out supplied."""

import importlib
import os
from typing import TYPE_CHECKING, Any

from . import (
    cookies,
    databases,
    django_again,
    django_database,
    django_seed,
    django_trace,
    servers,
    watching,
)
from .browser import CookieJar
from .django_shape import FolderPackage, Shape, shape_of
from .django_supplied import settings_text, urls_text, wants_contrib
from .errors import CannotSignIn, HarnessError
from .run import Served, Start
from .stand_ins import IN_BROWSER
from .wsgi import WSGIApp

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

# Pyodide runs inside an event loop, where Django refuses to touch a database. (In those that the
# program starts it refuses all the same: see event_loop.)
ENVIRONMENT = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"} if IN_BROWSER else {}


class AlreadyStarted(HarnessError):
    """Django keeps its settings and models for the whole process."""


def load(start: Start) -> Served:
    """Start the program: settings, apps, checks, database, superuser."""
    import django
    from django.apps import apps
    from django.conf import settings
    from django.core.signals import got_request_exception

    if settings.configured or apps.ready:
        raise AlreadyStarted(
            "Django takes one program a process, and somebody has set one up already: start this "
            "one in a new process (harness.native.run_native)."
        )
    start.undo.append(django_again.remember())
    start.undo.append(servers.silence(start.console, start.project.files, []))
    got_request_exception.connect(start.recorder.failed, weak=False)
    watching.watch_django(start.recorder, start.undo)
    django_trace.watch(start.tracer, start.undo)
    start.recorder.databases.finders.append(databases.django_databases)
    shape = shape_of(start.project.files)
    supply(start, shape)
    single = _enter(start, shape)
    django.setup()
    django_seed.plant()
    if start.prepares:
        django_database.make_migrations(start.project)
    else:
        django_database.make_folders(start.project)
    django_database.check()
    if start.prepares:
        django_database.migrate()
    else:
        django_database.tell_unapplied()
    if start.superuser and (start.prepares or django_database.has_users()):
        django_database.make_superuser(start.superuser)
    return Served(_application(single), sign_in, token, cookies.read_django)


def supply(start: Start, shape: Shape) -> None:
    """Write what a small program leaves out: urls.py, settings.py."""
    files, project = start.project.files, start.project
    if not shape.package:
        return
    contrib = wants_contrib(files, start.superuser)
    if "urls.py" not in files and not shape.settings:
        project.supply("urls.py", urls_text(files, shape.apps, admin=contrib))
    if not shape.settings:
        text = settings_text(shape.package, shape.apps, files, contrib=contrib)
        project.supply("settings.py", text)


def _enter(start: Start, shape: Shape) -> Any:
    """Make the program importable and its settings known; returns a single-file program."""
    for name, value in ENVIRONMENT.items():
        os.environ[name] = value
    if shape.package:
        start.project.rename(shape.package)
    start.project.open(shape.home)
    start.console.hide = str(start.project.root)
    if shape.package:
        folder = FolderPackage(shape.package, start.project.root)
        folder.open(start.project)
        start.undo.append(folder.close)
    if shape.single:
        return importlib.import_module(shape.single)
    os.environ["DJANGO_SETTINGS_MODULE"] = shape.settings or f"{shape.package}.settings"
    return None


def _application(single: Any) -> WSGIApp:
    """The WSGI application, with static files served as ``runserver`` does."""
    from django.apps import apps
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.utils.module_loading import import_string

    own = getattr(settings, "WSGI_APPLICATION", None)
    app: Any = getattr(single, "application", None) or (import_string(own) if own else None)
    app = app or WSGIHandler()
    if settings.DEBUG and apps.is_installed("django.contrib.staticfiles"):
        from django.contrib.staticfiles.handlers import StaticFilesHandler

        app = StaticFilesHandler(app)
    served: WSGIApp = app
    return served


def sign_in(name: str, jar: CookieJar) -> None:
    """Sign a user in as ``django.test.Client.force_login`` does: by a session of theirs."""
    from django.apps import apps
    from django.conf import settings

    if not (
        apps.is_installed("django.contrib.auth") and apps.is_installed("django.contrib.sessions")
    ):
        raise CannotSignIn(
            f"{name!r} can't be signed in: django.contrib.auth and django.contrib.sessions are not "
            "in INSTALLED_APPS."
        )
    from django.contrib.auth import get_user_model, login
    from django.http import HttpRequest

    users = get_user_model()._default_manager
    user = users.filter(**{get_user_model().USERNAME_FIELD: name}).first()
    if user is None:
        known = ", ".join(str(one) for one in users.all()[:20])
        raise CannotSignIn(
            f"There is no user {name!r}. "
            + (f"There are {known}." if known else "There is nobody.")
        )
    engine = importlib.import_module(settings.SESSION_ENGINE)
    request = HttpRequest()
    session: SessionBase = engine.SessionStore(jar.value(settings.SESSION_COOKIE_NAME) or None)
    request.session = session
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session.save()
    jar.set(settings.SESSION_COOKIE_NAME, str(session.session_key))


def token(jar: CookieJar) -> tuple[str, str] | None:
    """The field of ``{% csrf_token %}``, and its cookie with it."""
    from django.conf import settings
    from django.http import HttpRequest
    from django.middleware.csrf import get_token

    checks = any(name.endswith("CsrfViewMiddleware") for name in settings.MIDDLEWARE)
    if not checks or settings.CSRF_USE_SESSIONS:
        return None
    request = HttpRequest()
    if secret := jar.value(settings.CSRF_COOKIE_NAME):
        request.META["CSRF_COOKIE"] = secret
    value = get_token(request)
    jar.set(settings.CSRF_COOKIE_NAME, request.META["CSRF_COOKIE"])
    return "csrfmiddlewaretoken", value
