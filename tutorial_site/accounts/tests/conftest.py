"""The cast of the specs, who can now sign up and in."""

import pytest
from pytest_django import Settings

from tutorial_site.progress.tests.cast import (
    course,
    learner,
    other_learner,
    outsider,
    own_course,
    small_course,
)

__all__ = ["course", "learner", "other_learner", "outsider", "own_course", "small_course"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Hashing that is slow on purpose would be most of what these specs do."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
