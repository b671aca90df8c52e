"""What can be wrong with blanks, and what to do about it."""

from collections.abc import Sequence
from typing import Protocol

from tutorial_site.quizzes.kinds.base import QuestionSource

MAX_BLANKS = 30
LONGEST = 60  # characters
HINT = "Write ____[answer], ____[one|other] or, to pick from, ____[right*|wrong|wrong]."


class Placed(Protocol):
    """Something typed, with its place."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


def report_no_blanks(source: QuestionSource) -> None:
    message = "This question has no blanks."
    source.log.error(source.line, 1, "quiz-no-blanks", message, HINT)


def report_open(source: QuestionSource, line: int, column: int) -> None:
    source.log.error(
        line,
        column,
        "quiz-open-blank",
        "The bracket of this blank is never closed.",
        f"Close it on the same line. {HINT}",
    )


def report_lost(source: QuestionSource, line: int, column: int) -> None:
    source.log.error(
        line,
        column,
        "quiz-lost-blank",
        "Nothing can be typed where this blank stands: in an address, an attribute, or Markdown "
        "that is shown twice, or not at all.",
        "Put backticks around the code that it is in, or leave something else out.",
    )


def report_moved(source: QuestionSource, line: int, column: int) -> None:
    source.log.error(
        line,
        column,
        "quiz-lost-blank",
        "The blanks of this text are shown in another order than they are typed in.",
        "Take them out of the footnotes.",
    )


def check_number(source: QuestionSource, blanks: Sequence[Placed]) -> None:
    if len(blanks) > MAX_BLANKS:
        over = blanks[MAX_BLANKS]
        source.log.error(
            over.line,
            over.column,
            "quiz-too-many-blanks",
            f"A question may have {MAX_BLANKS} blanks; this one has {len(blanks)}.",
            "Leave out what has to be thought about, and nothing else.",
        )


def check_blank(
    source: QuestionSource, line: int, column: int, texts: Sequence[str], starred: Sequence[str]
) -> None:
    if not all(texts):
        message = "An answer of this blank is empty."
        source.log.error(line, column, "quiz-empty-blank", message, HINT)
    if any(len(text) > LONGEST for text in texts):
        source.log.error(
            line,
            column,
            "quiz-long-answer",
            f"An answer of a blank may have {LONGEST} characters.",
            "Leave out less.",
        )
    if starred and len(set(texts)) == len(set(starred)):
        source.log.error(
            line,
            column,
            "quiz-single-choice",
            "Everything that may be picked here is right.",
            "Add what is wrong, without a star; for answers to type, take the stars away.",
        )
