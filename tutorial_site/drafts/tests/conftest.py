"""The cast of the specs, who can sign in."""

import pytest
from pytest_django import Settings

from tutorial_site.progress.tests.cast import course, learner, other_learner, outsider, small_course

__all__ = ["course", "learner", "other_learner", "outsider", "small_course"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
