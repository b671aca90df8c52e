"""The example of each kind, and a learner before it."""

import pytest

from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.tests.examples import EXAMPLES
from tutorial_site.quizzes.tests.example import Example
from tutorial_site.quizzes.tests.sitting import Sitting


@pytest.fixture
def sitting(learner: Person, kind: str) -> Sitting:
    return Sitting(learner, kind)


@pytest.fixture
def example(kind: str) -> Example:
    return EXAMPLES[kind]
