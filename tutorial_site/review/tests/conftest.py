"""The usual cast, and nights that pass."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from tutorial_site.progress.numbering import raw_attempts
from tutorial_site.progress.tests.cast import (
    course,
    learner,
    other_learner,
    outsider,
    own_course,
    small_course,
)
from tutorial_site.quizzes.kinds.conftest import kinds_course, written_course

__all__ = [
    "course",
    "kinds_course",
    "learner",
    "other_learner",
    "outsider",
    "own_course",
    "small_course",
    "written_course",
]

Sleep = Callable[..., None]


@pytest.fixture
def sleep() -> Sleep:
    """Time passes: everything that was done is so much longer ago."""

    def pass_by(**much: float) -> None:
        raw_attempts().update(created_at=F("created_at") - timedelta(**(much or {"days": 1})))

    return pass_by
