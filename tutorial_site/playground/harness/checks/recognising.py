"""Which known mistake is this? Found out by what programs do, and by their text only in doubt.

An instructor writes a wrong program and a hint, and nothing more. Which checks it fails, and how,
is not written down anywhere: whoever wants to know runs it. The page does so when a learner's own
checks have failed, in the same Python, in spare time, and compares; so do the content tests. That
way a mistake is recognised from the moment the lesson is saved, the server runs nobody's program,
and the two sides of the comparison can't come from different versions of Python.

Equal behaviour is equal signatures: the same checks fail, each at the same assert, in an exchange
of the same status, with the same exception or the same small value. What a learner calls their
variables doesn't matter.

Some mistakes do nothing at all: they behave as the starter does, or as another mistake. There the
names decide that a mistake has and the starter hasn't: at least half of them must be the
learner's as well.
"""

import re
from collections.abc import Mapping, Sequence

from .shapes import Outcome, Tried

ENOUGH = 0.5
_NAME = re.compile(r"[^\W\d]\w*")


def recognise(own: Tried, starter: Tried, mistakes: Sequence[Tried]) -> int | None:
    """The index of the mistake that ``own`` makes; None if it makes none of them.

    The results of starter and mistakes may end where they differ from the learner's.
    """
    behaviour = _behaviour(own["results"])
    if not any(behaviour.values()):
        return None
    alike = [
        index
        for index, mistake in enumerate(mistakes)
        if _behaviour(mistake["results"]) == behaviour
    ]
    likeness = {index: _likeness(own, starter, mistakes[index]) for index in alike}
    if _behaviour(starter["results"]) == behaviour:
        alike = [index for index in alike if likeness[index] >= ENOUGH]
    return max(alike, key=lambda index: likeness[index], default=None)


def _behaviour(results: Sequence[Outcome]) -> dict[str, str]:
    return {result["name"]: result["signature"] for result in results}


def _likeness(own: Tried, starter: Tried, mistake: Tried) -> float:
    """The share of the names that only the mistake has which stand in the learner's files, too."""
    marks = _names(mistake["files"]) - _names(starter["files"])
    return len(marks & _names(own["files"])) / len(marks) if marks else 0.0


def _names(files: Mapping[str, str]) -> set[str]:
    return set(_NAME.findall("\n".join(files.values())))
