"""A question that comes back: asked afresh, by the same forms as in its lesson."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.services import learner_of
from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.hints import Hints
from tutorial_site.quizzes.kinds import Question
from tutorial_site.review.queue import Item, review_of


@dataclass(frozen=True, slots=True)
class ReviewAsking(Asking[Question]):
    """``rated``: how often the question has come; ``reviews``: how often it was answered now."""

    rated: int = 0
    reviews: int = 0

    kind: ClassVar[Attempt.Kind] = Attempt.Kind.REVIEW

    @property
    def url(self) -> str:
        return question_url(self)

    @property
    def lesson_url(self) -> str:
        """Where an answer leads back to: this question's page in review."""
        return self.url

    @property
    def tries(self) -> int:
        return self.reviews

    @property
    def seed(self) -> str:
        """Another one every time it comes: whoever remembers a place would know no answer."""
        return f"{self.learner.uuid.hex}-{self.rated}" if self.learner else ""


@dataclass(frozen=True, slots=True)
class ReviewHints(Hints):
    """A quiz's hints beside one of its questions in review: given anew every time it comes."""

    question: str = ""

    fact: ClassVar[str] = Attempt.REVIEW_HINT

    @property
    def url(self) -> str:
        place = (self.lesson.course_slug, self.lesson.slug, self.block.id, self.question)
        return reverse("review:hint", args=place)

    @property
    def lesson_url(self) -> str:
        place = (self.lesson.course_slug, self.lesson.slug, self.block.id, self.question)
        return f"{reverse('review:question', args=place)}#{self.html_id}"


def question_url(asking: Asking[Question] | Item) -> str:
    place = (asking.lesson.course_slug, asking.lesson.slug, asking.block.id, asking.question.id)
    return reverse("review:question", args=place)


def find_item(request: HttpRequest, *place: str) -> Item:
    """The question at an address, if it comes back for this learner at all. Raises Http404."""
    item = review_of(request).find(*place)
    if item is None:
        raise Http404(f"{'/'.join(place)} is no question that comes back for you.")
    return item


def asking_of(request: HttpRequest, item: Item, *, again: bool = False) -> ReviewAsking:
    """The question as it stands now: with the latest answer, if it was answered already.

    One query where there is such an answer.
    """
    learner = learner_of(request)
    attempt = None
    if learner is not None and item.reviews:
        reviews = Attempt.objects.by(learner).at_block(*item.place[:3]).reviews()
        attempt = reviews.of_versions(item.question.id, item.question.digest).in_time().last()
    # While it is worked on, the rating that its first answer gave is there already.
    rated = item.memory.rated - (1 if item.reviews else 0)
    return ReviewAsking(
        item.lesson,
        item.block,
        item.question,
        learner,
        attempt,
        again,
        rated=rated,
        reviews=item.reviews,
    )


def hints_of(item: Item) -> ReviewHints | None:
    """None for a quiz without hints."""
    if not item.block.hints:
        return None
    return ReviewHints(
        item.lesson,
        item.block,
        min(item.hints, len(item.block.hints)),
        question=item.question.id,
    )
