"""A question that asks what a program does. What it does is not typed: it is run."""

import shlex
from dataclasses import dataclass
from typing import Literal, get_args

from tutorial_site.quizzes.kinds.base import Question, digest_of

Asks = Literal["output", "error", "status", "queries", "body"]
ASKS: tuple[Asks, ...] = get_args(Asks)


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the program; ``form`` are pairs of name and value."""

    method: str
    path: str
    form: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """As it is read: ``POST /new title=Milk``."""
        fields = (f"{name}={shlex.quote(value)}" for name, value in self.form)
        return " ".join((self.method, self.path, *fields))


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is run, and what is asked about it: about the last request, where there are any.

    ``files`` are pairs of path and text.
    """

    framework: str
    files: tuple[tuple[str, str], ...]
    requests: tuple[Request, ...]
    asks: Asks

    @property
    def id(self) -> str:
        """Changes with anything that the outcome may hang on, as far as the lesson goes."""
        return digest_of("prediction", self)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong prediction that the instructor has foreseen."""

    text: str
    feedback_html: str
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class PredictQuestion(Question):
    """``line_of_code`` is where the program stands in lesson.md, for problems of running it."""

    prediction: Prediction
    wrongs: tuple[Wrong, ...]
    line_of_code: int

    @property
    def asks(self) -> Asks:
        return self.prediction.asks

    @property
    def is_number(self) -> bool:
        return self.asks in ("status", "queries")

    @property
    def is_text(self) -> bool:
        """Whether the answer may have several lines."""
        return self.asks in ("output", "body")
