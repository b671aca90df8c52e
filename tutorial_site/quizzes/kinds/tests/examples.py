"""The examples of all kinds, as they stand beside each kind's tests."""

from importlib import import_module

import pytest

from tutorial_site.quizzes.kinds import KINDS
from tutorial_site.quizzes.tests.example import Example

EXAMPLES: dict[str, Example] = {
    name: import_module(f"tutorial_site.quizzes.kinds.{name}.tests.example").EXAMPLE
    for name in KINDS
}

every_kind = pytest.mark.parametrize("kind", KINDS)
