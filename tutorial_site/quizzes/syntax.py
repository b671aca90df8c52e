"""The Markdown of a quiz → its questions. Pure Python: the catalog calls it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tutorial_site.catalog.problems import Problem, ProblemLog
from tutorial_site.catalog.schema import read_options
from tutorial_site.catalog.yamlmarks import parse_yaml
from tutorial_site.quizzes import scan
from tutorial_site.quizzes.kinds import KINDS, OPTIONS, Question, QuestionSource, kind_claiming
from tutorial_site.quizzes.kinds.base import Render

MAX_QUESTIONS = 50
_OWN_OPTION = re.compile(rf"({'|'.join(OPTIONS)}):(\s.*)?")


def parse_quiz(
    source: str,
    *,
    first_line: int,
    path: str,
    render: Render,
    options: Mapping[str, Any],
) -> tuple[tuple[Question, ...], list[Problem]]:
    """Read the questions of a quiz, and every problem of every one of them.

    ``source`` is the Markdown inside the block, after its options; ``first_line`` its 1-based line
    in the file at ``path``. ``render(markdown, line)`` gives safe HTML. Questions that are too
    broken to be asked are left out; there is then an error that says so.
    """
    log = ProblemLog(path)
    lines = scan.scan(source, first_line, log)
    questions: list[Question] = []
    chunks = scan.split_questions(lines)
    for number, chunk in enumerate(chunks[:MAX_QUESTIONS], start=1):
        typed, own = _own_options(scan.trimmed(chunk), log)
        if not typed:
            _report_empty(chunk, len(chunks), first_line, log)
            continue
        asked = QuestionSource(f"q{number}", typed, {**options, **own}, render, log)
        question = kind_claiming(asked).parse(asked)
        if question is not None:
            about = asked.options.get("objective") or ()
            questions.append(replace(question, objectives=about))
    _check_number(chunks, log)
    for kind in KINDS.values():
        kind.review([question for question in questions if question.kind == kind.name], log)
    return tuple(questions), log.problems


def _own_options(
    lines: Sequence[scan.Line], log: ProblemLog
) -> tuple[list[scan.Line], Mapping[str, Any]]:
    """A question's own options, the lines ``kind: order`` at its head; and the lines below them."""
    count = 0
    while count < len(lines) and lines[count].top and _OWN_OPTION.fullmatch(lines[count].text):
        count += 1
    if not count:
        return list(lines), {}
    yaml = "\n".join(line.text for line in lines[:count])
    node = parse_yaml(yaml, log, line=lines[0].number)
    values = read_options(node, OPTIONS, log, of="a question")
    given = node.value if node is not None and node.is_map else {}
    return scan.trimmed(lines[count:]), {name: values[name] for name in OPTIONS if name in given}


def _report_empty(chunk: list[scan.Line], chunks: int, first_line: int, log: ProblemLog) -> None:
    line = chunk[0].number if chunk else first_line
    if chunks == 1:
        message, hint = (
            "This quiz asks nothing.",
            "Write a question and its choices: - [ ] or - [x].",
        )
    else:
        message = "There is no question here."
        hint = "*** stands between two questions: take away the one that has none on this side."
    log.error(line, 1, "quiz-empty-question", message, hint)


def _check_number(chunks: list[list[scan.Line]], log: ProblemLog) -> None:
    if len(chunks) <= MAX_QUESTIONS:
        return
    over = chunks[MAX_QUESTIONS]
    log.error(
        over[0].number if over else 1,
        1,
        "quiz-too-many-questions",
        f"A quiz may hold {MAX_QUESTIONS} questions; this one has {len(chunks)}.",
        "Split it into several quizzes, each beside what it asks about.",
    )
