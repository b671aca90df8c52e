"""A question that is answered by typing a word or a line."""

from dataclasses import dataclass
from typing import Literal

from tutorial_site.quizzes.kinds.base import Question

AnswerMark = Literal["right", "pattern", "wrong"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that the instructor has foreseen.

    ``text`` is what has to be typed, or the regular expression that all of it has to match.
    """

    mark: AnswerMark
    text: str
    feedback_html: str
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class ShortQuestion(Question):
    """``exact`` names what has to be as typed: "case", "spaces", "quotes"."""

    answers: tuple[Answer, ...]
    exact: frozenset[str]

    def marked(self, *marks: AnswerMark) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.mark in marks)
