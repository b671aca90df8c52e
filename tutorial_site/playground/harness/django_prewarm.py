"""Django's warm-up: its parts set up and used once, and then put back as if only imported.

A cold start spends most of its time on importing ``django.contrib`` with its models and on making
their tables. Both are the same for all programs, so both are done here, ahead. What remains to be
done for a program is to read its settings and to fill the registry of apps, with modules that
are there already.

Put back means: settings, registry of apps, connections, template engines, URL resolvers,
translations, signals, checks, caches. Modules which can't be imported before the registry is
filled are taken out of ``sys.modules`` and return at the moment when a program could import
them, provided that it installs their app.
"""

import functools
import importlib
import io
import logging
import os
import re
import sys
from types import FunctionType, ModuleType
from typing import Any

from . import django_app, django_seed
from .browser import Browser
from .django_supplied import CONTRIB_APPS
from .wsgi import call, environ_of

NAME = "side_by_side_prewarm"
# The contrib apps with models, each with those that it can't be without.
NEEDS = {
    "admin": {"auth", "contenttypes"},
    "auth": {"contenttypes"},
    "contenttypes": set[str](),
    "sessions": set[str](),
}
MODULES = """
django.contrib.admin.helpers django.contrib.admin.templatetags.admin_list
django.contrib.admin.views.main django.contrib.auth.admin django.contrib.auth.decorators
django.contrib.auth.forms django.contrib.auth.mixins django.contrib.auth.urls
django.contrib.auth.views django.contrib.messages.storage.fallback django.contrib.messages.views
django.contrib.sessions.backends.db django.contrib.staticfiles.finders
django.contrib.staticfiles.handlers django.contrib.staticfiles.management.commands.runserver
django.contrib.staticfiles.storage django.contrib.staticfiles.views
django.core.cache.backends.locmem
django.core.mail.backends.locmem django.core.management.commands.check
django.core.management.commands.makemigrations django.core.management.commands.migrate
django.core.management.commands.runserver django.core.paginator django.core.serializers.json
django.core.servers.basehttp django.db.backends.sqlite3.base django.db.backends.sqlite3.schema
django.db.migrations.autodetector django.db.migrations.writer django.forms django.shortcuts
django.template.loaders.app_directories django.template.loaders.cached
django.template.loaders.filesystem django.template.loaders.locmem django.utils.feedgenerator
django.utils.translation.trans_null django.utils.translation.trans_real django.views.debug
django.views.defaults django.views.generic django.views.i18n django.views.static
""".split()

PAGES = (
    "/admin/",
    "/admin/auth/user/",
    "/admin/auth/user/?q=x&is_staff__exact=1",
    "/admin/auth/user/add/",
    "/admin/auth/user/1/change/",
    "/admin/auth/group/",
    "/admin/auth/group/add/",
    "/admin/jsi18n/",
    "/admin/login/",
    "/static/admin/css/base.css",
    "/none",
    "/broken",
)

MIGRATION = re.compile(r"django\.contrib\.\w+\.migrations\.\w+")

stashed: dict[str, ModuleType] = {}
stashed_models: dict[str, dict[str, Any]] = {}


def prewarm_django() -> None:
    """Set Django up with its contrib apps, use them, put everything back."""
    logging.disable()  # of the warm-up's error pages
    os.environ.update(django_app.ENVIRONMENT)
    _set_up()
    for module in MODULES:
        importlib.import_module(module)
    django_seed.make()
    _use()
    _put_back()
    for name in django_app.ENVIRONMENT:
        del os.environ[name]
    logging.disable(logging.NOTSET)


def _set_up() -> None:
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="prewarm",  # noqa: S106
        DEBUG=True,
        ALLOWED_HOSTS=["localhost"],
        INSTALLED_APPS=CONTRIB_APPS,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STATIC_URL="static/",
        TIME_ZONE="UTC",
        USE_I18N=False,
        LOGGING_CONFIG=None,
    )
    django.setup()


def _use() -> None:
    """Serve what is slow for the first time: log-in, admin pages, error pages."""
    from django.conf import settings
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management.base import BaseCommand
    from django.urls import path

    def broken(request: Any) -> Any:
        raise ValueError("broken")

    urls = ModuleType(NAME)
    vars(urls)["urlpatterns"] = [path("admin/", admin.site.urls), path("broken", broken)]
    settings.ROOT_URLCONF = urls
    BaseCommand().check()
    User.objects.create_superuser("prewarm", "", "prewarm")
    app = StaticFilesHandler(WSGIHandler())
    browser = Browser()
    django_app.sign_in("prewarm", browser.jar)
    for address in PAGES:
        request = browser.request({"method": "GET", "path": address})
        browser.take(request, call(app, environ_of(request, io.StringIO())))
    form = {"username": "prewarm", "password": "prewarm"}
    form["csrfmiddlewaretoken"] = browser.jar.value(settings.CSRF_COOKIE_NAME)
    request = browser.request({"method": "POST", "path": "/admin/login/", "form": form})
    call(app, environ_of(request, io.StringIO()))


def _put_back() -> None:
    """Undo what setting up and using have changed."""
    from django.apps import apps

    from . import django_reset

    stashed_models.update({label: apps.all_models[label] for label in NEEDS})
    django_reset.reset()
    stash()
    await_program()


def await_program() -> None:
    """What was stashed returns when a program fills the registry of apps."""
    from django.apps import apps

    apps.populate = functools.partial(_populate, apps.populate)  # type: ignore[method-assign]


def stash() -> None:
    """Take the modules out that a program can't import before its apps are loaded."""
    for name in _needing_models() | _migrations():
        module = stashed[name] = sys.modules.pop(name)
        parent, _, child = name.rpartition(".")
        if getattr(sys.modules.get(parent), child, None) is module:
            delattr(sys.modules[parent], child)
    # Registers with the admin's site when imported, so it has to be, by each program.
    stashed.pop("django.contrib.auth.admin", None)


def _migrations() -> set[str]:
    """The contrib apps' migrations. They hold managers and validators, and where these are made
    anew, Django would see a change in each, and write a migration of its own for it."""
    return {name for name in sys.modules if MIGRATION.fullmatch(name)}


def _needing_models() -> set[str]:
    """Modules that hold a model of a contrib app, or anything of a module which does."""
    from django.db.models.base import ModelBase

    loaded = {n: m for n, m in list(sys.modules.items()) if n.startswith("django.contrib.")}
    found = {
        name
        for name, module in loaded.items()
        for value in _values(module)
        if issubclass(type(value), ModelBase) and value.__module__.startswith("django.contrib.")
    }
    while True:
        more = {
            name
            for name, module in loaded.items()
            if name not in found and any(_comes_from(v, found, name) for v in _values(module))
        }
        if not more:
            return found
        found |= more


def _values(module: ModuleType) -> list[Any]:
    return list(vars(module).values())


def _comes_from(value: Any, modules: set[str], holder: str) -> bool:
    # Not isinstance(): lazy objects would be woken by it.
    if issubclass(type(value), ModuleType):
        # A package gets its submodules as attributes without asking for them.
        return value.__name__ in modules and not value.__name__.startswith(f"{holder}.")
    if issubclass(type(value), type | FunctionType):
        return value.__module__ in modules
    return False


def _populate(original: Any, installed_apps: Any = None) -> None:
    """Stands in for ``apps.populate``: brings back what the program installs, when it may."""
    from django.apps import AppConfig, apps
    from django.conf import settings

    apps.populate = original  # type: ignore[method-assign]
    kept = kept_apps(installed_apps or (), settings.AUTH_USER_MODEL)
    import_models = AppConfig.import_models

    def first_import_models(config: Any) -> None:
        """By now apps are there and their models are not: as early as they can be imported."""
        AppConfig.import_models = import_models  # type: ignore[method-assign]
        bring_back(kept)
        import_models(config)

    AppConfig.import_models = first_import_models  # type: ignore[method-assign, assignment]
    original(installed_apps)


def kept_apps(installed: Any, user_model: str) -> set[str]:
    """The contrib apps whose models are as good as new for a program.

    Those that it installs with all that they need; with a user model of its own the classes
    that refer to Django's have to be made anew.
    """
    names = {entry for entry in installed if isinstance(entry, str)}
    kept = {
        label
        for label in NEEDS
        if any(f"{name}.".startswith(f"django.contrib.{label}.") for name in names)
    }
    if user_model != "auth.User":
        kept -= {"auth", "admin"}
    return {label for label in kept if NEEDS[label] <= kept}


def bring_back(kept: set[str]) -> None:
    """Return the modules and models of these apps; those of the others are forgotten."""
    from django.apps import apps

    for label, models in stashed_models.items():
        if label in kept:
            apps.all_models[label].update(models)
        else:
            detach(models, kept)
    for name, module in stashed.items():
        if name.split(".")[2] in kept or name.split(".")[2] not in NEEDS:
            sys.modules[name] = module
            parent, _, child = name.rpartition(".")
            setattr(sys.modules[parent], child, module)
    stashed.clear()
    stashed_models.clear()


def detach(models: dict[str, Any], kept: set[str]) -> None:
    """Take what models that go have left on models that stay: the reverse of their relations."""
    for model in models.values():
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.remote_field and field.remote_field.model
            if target and target._meta.app_label in kept:
                accessor = field.remote_field.get_accessor_name()
                if accessor in vars(target):
                    delattr(target, accessor)
