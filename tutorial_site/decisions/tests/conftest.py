"""Readers of lessons come from the catalog, the cast from those who know learners."""

from tutorial_site.catalog.tests.conftest import compiled, problems
from tutorial_site.progress.tests.cast import learner, outsider

__all__ = ["compiled", "learner", "outsider", "problems"]
