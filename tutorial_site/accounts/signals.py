"""Whoever signs in keeps what they did before they signed in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from tutorial_site.progress.merging import adopt_learner


@receiver(user_logged_in)
def keep_what_was_done(request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """Signing up signs in as well: this is the one place where two histories meet."""
    adopt_learner(request, user)
