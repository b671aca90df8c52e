"""Lets a process start one Django program after another.

Django keeps settings, apps, models and signals for the whole process. When a program is closed, all
of it is put back to where it was, so that the next start finds what a new process would. Exercises
need that: every check gets a program of its own, and starting an interpreter for each would take
seconds in the browser.

Django's own modules stay imported and the classes in them stay made. A program that changes those
(by ``User.add_to_class``, say) changes them for the programs after it as well.
"""

import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

from . import django_prewarm, django_reset


def remember() -> Callable[[], None]:
    """To be called before a program is looked at; what comes back undoes all it will have done."""
    from django.apps import AppConfig
    from django.core.checks.registry import registry

    import_models = AppConfig.import_models
    receivers = {signal: list(signal.receivers) for signal in _signals()}
    checks = [
        (known, set(known)) for known in (registry.registered_checks, registry.deployment_checks)
    ]

    def put_back() -> None:
        AppConfig.import_models = import_models  # type: ignore[method-assign]
        _put_back()
        for signal in _signals():
            with signal.lock:
                signal.receivers[:] = receivers.get(signal, [])
                signal.sender_receivers_cache.clear()
        for known, before in checks:
            known.intersection_update(before)

    return put_back


def _put_back() -> None:
    from django.apps import apps
    from django.conf import settings

    kept = {label for label in django_prewarm.NEEDS if apps.all_models.get(label)}
    if settings.configured and settings.AUTH_USER_MODEL != "auth.User":
        kept -= {"auth", "admin"}  # made for a user model that goes with the program
    for label, models in list(apps.all_models.items()):
        if label in kept:
            django_prewarm.stashed_models[label] = models
        else:
            django_prewarm.detach(models, kept)
    apps._pending_operations.clear()
    django_reset.reset()
    django_prewarm.stash()
    for name in list(django_prewarm.stashed):
        if name.split(".")[2] in django_prewarm.NEEDS.keys() - kept:
            del django_prewarm.stashed[name]
    if not isinstance(apps.populate, functools.partial):
        django_prewarm.await_program()


def _signals() -> Iterator[Any]:
    """Every signal of Django's that a program could have connected something to."""
    from django.dispatch import Signal

    seen: set[int] = set()
    for name, module in list(sys.modules.items()):
        if name.startswith("django.") and name.endswith("signals"):
            for value in list(vars(module).values()):
                if isinstance(value, Signal) and id(value) not in seen:
                    seen.add(id(value))
                    yield value
