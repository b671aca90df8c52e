"""A run of checks as the page sends it, held against the exercise that it is about."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from tutorial_site.catalog.tree import ExerciseBlock
from tutorial_site.playground.exercises import solvable
from tutorial_site.playground.services import Files, Results
from tutorial_site.progress.posted import Refused

MOST_FILES = 100
LONGEST_PATH = 200


def read_results(given: Any, block: ExerciseBlock) -> Results:
    """Framework → check → whether it passed: every check of the exercise. Raises Refused."""
    if not isinstance(given, dict) or not given:
        raise Refused('"results" must be an object: {"flask": {"test_name": true}}.')
    known = solvable(block)
    for framework in given:
        if framework not in known:
            raise Refused(f"This exercise is made in {' or '.join(known)}.")
    if block.framework == "both" and len(given) < len(known):
        raise Refused(f"This exercise is made in both: send results for {' and '.join(known)}.")
    if block.framework != "both" and len(given) > 1:
        raise Refused("Send the results of one framework at a time.")
    return {framework: _outcomes(each, block) for framework, each in given.items()}


def _outcomes(given: Any, block: ExerciseBlock) -> Mapping[str, bool]:
    if not isinstance(given, dict) or not all(isinstance(ok, bool) for ok in given.values()):
        raise Refused('The results of a framework are an object: {"test_name": true}.')
    if set(given) != {check.name for check in block.checks}:
        raise Refused(
            "These are not the checks of this exercise: it was edited since the page was loaded. "
            "Reload it.",
            HTTPStatus.CONFLICT,
        )
    return given


def read_files(given: Any, results: Results) -> Files:
    """Framework → path → text. Raises Refused."""
    wanted = '"files" must be an object, of the frameworks in "results": {"flask": {}}.'
    if not isinstance(given, dict) or not set(given) <= set(results):
        raise Refused(wanted)
    if not all(isinstance(files, dict) for files in given.values()):
        raise Refused(wanted)
    pairs = [pair for files in given.values() for pair in files.items()]
    if len(pairs) > MOST_FILES:
        raise Refused(f"An attempt has at most {MOST_FILES} files; these are {len(pairs)}.")
    for path, text in pairs:
        if not path or len(path) > LONGEST_PATH or not isinstance(text, str):
            raise Refused(f"Files are texts by their path; {path[:60]!r} is none.")
    files: Files = given
    return files
