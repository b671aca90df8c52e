"""The cast of the specs is the same in every room that knows learners."""

from tutorial_site.progress.tests.cast import (
    course,
    learner,
    other_learner,
    outsider,
    own_course,
    small_course,
)

__all__ = ["course", "learner", "other_learner", "outsider", "own_course", "small_course"]
