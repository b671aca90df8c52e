"""What is done ahead for the browser: afterwards, no program can tell that it was done."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ..harness.errors import BadProgram
from ..harness.native import NativeInterpreter
from ..harness.prewarm import prewarm
from .sameness import differences
from .scenarios import SCENARIOS, play

# All of them are played in the browser's Python as well, which was warmed up: tests/content/.
DELICATE = ["django admin", "django own user"]


@pytest.mark.parametrize("name", DELICATE)
def test_a_program_runs_in_a_python_that_was_warmed_up_as_in_a_fresh_one(name):
    def played(prewarmed):
        with NativeInterpreter(60.0, prewarmed=prewarmed) as python:
            return play(SCENARIOS[name], python)

    with ThreadPoolExecutor() as pool:
        fresh, warmed_up = pool.map(played, [(), ("flask", "django")])
    assert fresh["report"]["ok"], fresh["report"]["error"]
    assert differences(fresh, warmed_up) == []


def test_what_nobody_knows_cannot_be_warmed_up():
    with pytest.raises(BadProgram, match="flask, django or python"):
        prewarm("rails")
