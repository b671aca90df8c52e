"""Puts Django back to the state it is in when its modules are imported and nothing else is done."""

import functools
import gc
import sys
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.functional import empty


def reset() -> None:
    """Undo setup() and all use. Modules stay imported, classes stay made."""
    from django.db import connections

    connections.close_all()
    _disconnect_signals()
    _forget_admin()
    _forget_apps()
    _forget_handlers()
    _forget_context()
    _forget_caches()
    _forget_settings()


def _disconnect_signals() -> None:
    """What the contrib apps connect in ready(): they do it again for each program."""
    from django.apps import apps
    from django.contrib.auth.signals import user_logged_in
    from django.contrib.contenttypes.management import (
        create_contenttypes,
        inject_rename_contenttypes_operations,
    )
    from django.contrib.messages.apps import update_level_tags
    from django.core.checks.registry import registry
    from django.core.signals import setting_changed
    from django.db.models.signals import post_migrate, pre_migrate

    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)
    contenttypes = apps.app_configs.get("contenttypes")
    if contenttypes:
        pre_migrate.disconnect(inject_rename_contenttypes_operations, sender=contenttypes)
    user_logged_in.disconnect(dispatch_uid="update_last_login")
    setting_changed.disconnect(update_level_tags)
    for checks in (registry.registered_checks, registry.deployment_checks):
        theirs = {check for check in checks if check.__module__.startswith("django.contrib.")}
        checks -= theirs


def _forget_admin() -> None:
    from django.db.migrations.recorder import MigrationRecorder

    # A program without these apps can't even have imported the modules.
    if sites := sys.modules.get("django.contrib.admin.sites"):
        _set(sites.site, _wrapped=empty)
        sites.all_sites.clear()
    if models := sys.modules.get("django.contrib.contenttypes.models"):
        models.ContentType.objects.clear_cache()
    _set(MigrationRecorder, _migration_class=None)


def _forget_apps() -> None:
    from django.apps import apps

    apps.clear_cache()
    apps.app_configs = {}
    apps.all_models = defaultdict(dict)
    apps.apps_ready = apps.models_ready = apps.loading = apps.ready = False
    apps.ready_event.clear()


def _forget_handlers() -> None:
    """Objects that make connections, engines and storages of the settings when first asked."""
    from asgiref.local import Local
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.cache import caches
    from django.core.files.storage import default_storage, storages
    from django.db import connections, router
    from django.template import engines

    handlers: Iterable[Any] = (connections, caches)
    for handler in handlers:
        vars(handler).pop("settings", None)
        handler._settings = None
        handler._connections = Local(handler.thread_critical)
    for lazy, name, made in (
        (engines, "templates", "_engines"),
        (storages, "backends", "_storages"),
    ):
        vars(lazy).pop(name, None)
        _set(lazy, **{f"_{name}": None, made: {}})
    vars(router).pop("routers", None)
    _set(router, _routers=None)
    for storage in (default_storage, staticfiles_storage):
        _set(storage, _wrapped=empty)


def _forget_context() -> None:
    """What is kept for each thread or request."""
    from asgiref.local import Local
    from django.urls import base
    from django.utils import timezone, translation
    from django.utils.formats import reset_format_cache
    from django.utils.translation import trans_real

    _set(base, _prefixes=Local(), _urlconfs=Local())
    _set(timezone, _active=Local())
    vars(vars(translation)["_trans"]).clear()
    _set(trans_real, _translations={}, _default=None, _active=Local())
    reset_format_cache()


def _set(place: object, **values: Any) -> None:
    """Set attributes that Django keeps to itself."""
    for name, value in values.items():
        setattr(place, name, value)


def _forget_caches() -> None:
    from django.contrib.messages.storage import base
    from django.contrib.messages.utils import get_level_tags
    from django.core import serializers
    from django.utils.functional import SimpleLazyObject

    if locmem := sys.modules.get("django.core.cache.backends.locmem"):
        for kept in (locmem._caches, locmem._expire_info, locmem._locks):
            kept.clear()
    _set(serializers, _serializers={})
    _set(base, LEVEL_TAGS=SimpleLazyObject(get_level_tags))
    for cached in gc.get_objects():
        # Not isinstance(): it would wake lazy objects, which say that they are something else.
        if type(cached) is functools._lru_cache_wrapper and cached.__module__.startswith("django."):
            cached.cache_clear()


def _forget_settings() -> None:
    from django.conf import settings

    _set(settings, _wrapped=empty)
