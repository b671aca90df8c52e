"""What can be wrong with a prediction, and what to do about it."""

import ast
from collections.abc import Sequence

from tutorial_site.catalog.problems import did_you_mean
from tutorial_site.quizzes.items import Group
from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.kinds.predict.question import ASKS, Asks, Wrong
from tutorial_site.quizzes.scan import Line

MAX_WRONGS = 20
PYTHON = ("", "python", "py", "python3", "py3")


def report_fences(source: QuestionSource, asked: Sequence[int], body: Sequence[Line]) -> None:
    if asked:
        source.log.error(
            asked[1],
            1,
            "quiz-two-predictions",
            "A question asks about one program, and this is the second that is marked.",
            "Take one mark away; *** begins another question.",
        )
        return
    fence = next((line for line in body if line.fenced), source.lines[0])
    source.log.error(
        fence.number,
        1,
        "quiz-no-prediction",
        "This question has no program to run.",
        "Mark its fence: ```{.python .predict}",
    )


def check_language(source: QuestionSource, line: int, language: str) -> None:
    if language not in PYTHON:
        source.log.error(
            line,
            1,
            "quiz-not-python",
            f'A prediction is computed by running it, and "{language[:40]}" is not run.',
            "Ask about Python; mark a template as a file of the app and the .py file .predict.",
        )


def check_python(source: QuestionSource, line: int, text: str) -> None:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = getattr(error, "lineno", None) or 1
        source.log.error(
            line + at,
            getattr(error, "offset", None) or 1,
            "python-syntax",
            f"This is not Python: {getattr(error, 'msg', None) or error}.",
            "Mend it: it is run to find out what it does.",
        )


def report_no_file(source: QuestionSource, line: int) -> None:
    source.log.error(
        line,
        1,
        "missing-file-name",
        "Which file of the app is this?",
        "Name it: file=urls.py.",
    )


def report_file_twice(source: QuestionSource, line: int, file: str) -> None:
    message = f"{file[:60]} is there twice."
    source.log.error(line, 1, "repeated-file", message, "Rename one of them.")


def report_request(source: QuestionSource, line: int, typed: str) -> None:
    source.log.error(
        line,
        1,
        "quiz-bad-request",
        f'"{typed.strip()[:60]}" is no request.',
        'Write method and path, and what a form sends: request="POST /new title=Milk; GET /".',
    )


def report_asks(source: QuestionSource, line: int, typed: str) -> None:
    source.log.error(
        line,
        1,
        "bad-value",
        f'"asks" must be one of {", ".join(ASKS)}; this is "{typed[:40]}".',
        did_you_mean(typed, ASKS) or "Leave it out to ask for the output.",
    )


def check_asks(source: QuestionSource, line: int, asks: Asks, *, has_requests: bool) -> bool:
    """Whether what is asked for can be seen at all."""
    if asks in ("status", "queries", "body") and not has_requests:
        source.log.error(
            line,
            1,
            "quiz-no-request",
            f"There is no request whose {asks} could be asked for.",
            'Add one: request="GET /".',
        )
        return False
    if asks == "output" and has_requests:
        source.log.error(
            line,
            1,
            "quiz-no-output",
            "What an app prints isn't what a learner sees of it.",
            "Ask for its status, body, queries or error.",
        )
        return False
    return True


def check_wrongs(source: QuestionSource, group: Group, wrongs: Sequence[Wrong]) -> None:
    if len(group.items) > MAX_WRONGS:
        source.log.error(
            *group.items[MAX_WRONGS].place,
            "quiz-too-many-answers",
            f"A question may foresee {MAX_WRONGS} wrong answers; this one has {len(group.items)}.",
            "Keep the likely ones.",
        )
    for item, wrong in zip(group.items, wrongs, strict=False):
        if item.mark != " ":
            source.log.error(
                *item.place,
                "quiz-typed-key",
                "The answer to a prediction is computed, never typed.",
                "Take this item away; - [ ] foresees a wrong answer.",
            )
        elif not wrong.text:
            message = "This answer is empty."
            source.log.error(*item.place, "quiz-empty-answer", message, "Write it after the box.")
        elif not wrong.feedback_html:
            source.log.warning(
                *item.place,
                "quiz-no-feedback",
                "This wrong answer has no feedback, so naming it changes nothing.",
                "Say why it is wrong in a quote under it, indented by four spaces: > …",
            )
