"""What all kinds of question have in common. Pure Python: the catalog imports it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from tutorial_site.catalog.problems import Problem, ProblemLog
from tutorial_site.catalog.schema import Option
from tutorial_site.progress.shapes import Shape
from tutorial_site.quizzes.scan import Line

if TYPE_CHECKING:
    from django.http import QueryDict

    from tutorial_site.quizzes.asking import Asking
    from tutorial_site.quizzes.forms import AnswerForm

Render = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a quiz. A kind adds what it asks for.

    ``id`` is its place in the quiz ("q1"); ``line`` its first line in lesson.md. ``digest`` changes
    when what is asked or what is right changes, and not when only an explanation does: an attempt
    with the same digest is an attempt at this very question, wherever it stands by now.
    ``stem_text`` is the stem as plain text. Neither digest nor key may reach a page.
    ``objectives`` are the lesson's that it is about, from 1.
    """

    id: str
    kind: str
    line: int
    digest: str
    stem_html: str
    stem_text: str
    because_html: str
    objectives: tuple[int, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """What the instructor typed for one question. ``render`` takes Markdown and its line number."""

    id: str
    lines: Sequence[Line]
    options: Mapping[str, Any]
    render: Render
    log: ProblemLog

    @property
    def line(self) -> int:
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class Grade:
    """``score`` runs from 0.0 to 1.0; ``correct``: nothing is missing, and nothing too much."""

    score: float
    correct: bool


def grade_chosen(key: frozenset[str], given: frozenset[str]) -> Grade:
    """Correct only when exactly the key is chosen.

    The score is the share of the key that was found, each wrong one taking one back: choosing
    everything gains nothing. With a key of one it is 0.0 or 1.0.
    """
    if given == key:
        return Grade(1.0, correct=True)
    found, wrong = len(given & key), len(given - key)
    return Grade(max(0.0, (found - wrong) / len(key)) if key else 0.0, correct=False)


class NotGradedError(Exception):
    """This answer can't be graded now. The text tells the learner why; nothing is stored."""


Q = TypeVar("Q", bound=Question)


class Kind(ABC, Generic[Q]):
    """A kind of question: how it is typed, drawn, answered and graded.

    An answer is a JSON-able mapping (its keys are the kind's own). It is stored as it was given,
    together with ``asked``: what the learner had before their eyes.
    """

    name: ClassVar[str]
    # What an instructor may set, besides what every kind understands.
    options: ClassVar[Mapping[str, Option]] = {}
    # What an answer looks like, by its keys: one that comes from a file is held to it.
    answer_shape: ClassVar[Mapping[str, Shape]]
    # Whether the parts of a question are the same in another order.
    in_any_order: ClassVar[bool] = True
    review_template: ClassVar[str]  # all of the question with its key; takes question, outcome

    @abstractmethod
    def claims(self, source: QuestionSource) -> bool:
        """Whether the source looks like this kind, right or wrong."""

    @abstractmethod
    def parse(self, source: QuestionSource) -> Q | None:
        """The question; None when too little of it is left. Problems go to ``source.log``."""

    def review(self, questions: Sequence[Q], log: ProblemLog) -> None:
        """Report faults that show only across the questions of a whole quiz."""

    def run(self, question: Q, path: str) -> list[Problem]:
        """What shows only when the question's programs are run: may take seconds."""
        return []

    @abstractmethod
    def form(self, asking: "Asking[Q]", data: "QueryDict | None" = None) -> "AnswerForm[Q]":
        """The form that asks ``asking.question``, or the one that takes what was posted."""

    @abstractmethod
    def grade(self, question: Q, answer: Mapping[str, Any]) -> Grade:
        """The grade of an answer that the kind's form has found to be one.

        Raises NotGradedError when it can't be told now whether it is right.
        """

    @abstractmethod
    def asked(self, question: Q, answer: Mapping[str, Any]) -> dict[str, Any]:
        """What the question said, as texts: it must be readable when the lesson has changed."""

    def asks_the_same(self, question: Q, payload: Mapping[str, Any]) -> bool:
        """Whether a stored answer was given to what the question says now, whatever is right."""
        try:
            now = self.asked(question, self.in_full(question, payload["answer"]))
        except (LookupError, NotGradedError):
            return False
        return bool(self._unjudged(now) == self._unjudged(payload.get("asked")))

    def in_full(self, question: Q, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """``answer`` as if all that the question has to show had been shown."""
        return answer

    def _unjudged(self, asked: Any) -> Any:
        """What was asked, without what the instructor thinks of it and in one order for all."""
        if isinstance(asked, Mapping):
            return {name: self._unjudged(asked[name]) for name in asked if name != "misconception"}
        if not isinstance(asked, list):
            return asked
        parts = [self._unjudged(each) for each in asked]
        if all(isinstance(each, str) for each in parts):
            return sorted(parts)
        if self.in_any_order and all(isinstance(each, Mapping) for each in parts):
            return sorted(parts, key=lambda each: str(each.get("id")))
        return parts

    @abstractmethod
    def outcome(self, question: Q, payload: Mapping[str, Any]) -> Any:
        """For the templates: what a stored answer means for the question as it stands now.

        It has a ``message``: what to say after an answer that was not right. Only the review may
        show more of the key than what was answered rightly.
        """


def digest_of(*parts: object) -> str:
    """A short fingerprint; each part is set off from the next."""
    text = "\x1f".join(str(part) for part in parts)
    return sha256(text.encode()).hexdigest()[:16]
