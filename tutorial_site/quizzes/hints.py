"""A quiz's hints: given one at a time, on asking, and kept as facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, QueryDict
from django.urls import reverse

from tutorial_site.catalog.tree import Lesson, QuizBlock
from tutorial_site.progress.content import find_block
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.services import record_attempt
from tutorial_site.quizzes.forms import key_of_attempt, swap_attributes


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of a quiz, as one learner has them: ``given`` of them were asked for."""

    lesson: Lesson
    block: QuizBlock
    given: int = 0

    # What a fact about a hint bears where an answer bears its question.
    fact: ClassVar[str] = "hint"

    @property
    def html_id(self) -> str:
        return f"{self.block.id}-hints"

    @property
    def url(self) -> str:
        place = (self.lesson.course_slug, self.lesson.slug, self.block.id)
        return reverse("quizzes:hint", args=place)

    @property
    def lesson_url(self) -> str:
        page = reverse("catalog:lesson", args=(self.lesson.course_slug, self.lesson.slug))
        return f"{page}#{self.html_id}"

    @property
    def texts(self) -> Sequence[str]:
        """The HTML of those that were given. No page holds more."""
        return self.block.hints[: self.given]

    @property
    def latest(self) -> str:
        return self.texts[-1] if self.texts else ""

    @property
    def total(self) -> int:
        return len(self.block.hints)

    @property
    def next(self) -> int:
        """The number of the next, from 1; 0 if there is none."""
        return self.given + 1 if self.given < self.total else 0

    @property
    def swap(self) -> dict[str, str]:
        return swap_attributes(self.url, self.html_id)


class HintForm(forms.Form):
    """Asks for hint ``number``: the next, or one that was given before."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, hints: Hints, data: QueryDict | None = None) -> None:
        initial = {"key": uuid4(), "number": hints.next}
        super().__init__(data, initial=initial, auto_id=f"{hints.html_id}-%s")
        self.hints = hints

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number > min(self.hints.given + 1, self.hints.total):
            raise forms.ValidationError("Hints come one at a time, and there are not that many.")
        return number

    def attempt_key(self) -> UUID:
        return key_of_attempt(self.cleaned_data["key"], self.hints.url, self.cleaned_data["number"])


def find_hints(course: str, lesson: str, block: str) -> Hints:
    """The hints at an address, none given. Raises Http404 where there are none."""
    found, quiz = find_block(course, lesson, block)
    if isinstance(quiz, QuizBlock) and quiz.hints:
        return Hints(found, quiz)
    raise Http404(f"{course}/{lesson} has no hints at {block}.")


def hints_given(attempts: Iterable[Attempt]) -> int:
    """How many hints a learner has had, from what is known of them at a quiz."""
    told = (each for each in attempts if each.kind == Attempt.Kind.HELP)
    return max((each.payload["number"] for each in told if each.question == Hints.fact), default=0)


def record_hint(learner: Learner, hints: Hints, *, number: int, key: UUID) -> Attempt:
    """Keep that a learner was given hint ``number``, with what it said."""
    return record_attempt(
        learner,
        course=hints.lesson.course_slug,
        lesson=hints.lesson.slug,
        block=hints.block.id,
        question=hints.fact,
        kind=Attempt.Kind.HELP,
        key=key,
        digest=hints.block.digest,
        payload={"number": number, "said": hints.block.hints[number - 1]},
        score=None,
    )
