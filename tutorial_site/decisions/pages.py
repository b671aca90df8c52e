"""A decision on a lesson's page, and by itself: the same templates serve both."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course, DecisionBlock, Lesson
from tutorial_site.decisions.tree import Choice, Criterion
from tutorial_site.decisions.weighing import FACTORS, USUAL, Answer, Weighed, read_answers, weigh


@dataclass(frozen=True, slots=True)
class Field:
    """A criterion as it is asked, with what has been answered."""

    name: str
    criterion: Criterion
    answer: Answer | None

    @property
    def chosen(self) -> Choice | None:
        return self.answer.choice if self.answer else None

    @property
    def factor(self) -> str:
        return str(self.answer.factor) if self.answer else USUAL


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision and the answers in an address's query."""

    lesson: Lesson
    block: DecisionBlock
    answers: tuple[Answer, ...]

    @property
    def url(self) -> str:
        place = (self.lesson.course_slug, self.lesson.slug, self.block.id)
        return reverse("decisions:decide", args=place)

    @property
    def lesson_url(self) -> str:
        page = reverse("catalog:lesson", args=(self.lesson.course_slug, self.lesson.slug))
        return f"{page}#{self.block.id}"

    @property
    def kept_url(self) -> str:
        """The address of these answers."""
        given = QueryDict(mutable=True)
        for field in self.fields():
            if field.chosen:
                given[field.name] = field.chosen.id
                if field.factor != USUAL:
                    given[f"{field.name}-matters"] = field.factor
        return f"{self.url}?{given.urlencode()}"

    def fields(self) -> Iterator[Field]:
        by_criterion = {answer.criterion.id: answer for answer in self.answers}
        for criterion in self.block.criteria:
            name = f"{self.block.id}-{criterion.id}"
            yield Field(name, criterion, by_criterion.get(criterion.id))

    @property
    def weighed(self) -> Weighed:
        return weigh(self.block.sides, self.block.criteria, self.answers)


def deciding(lesson: Lesson, block: DecisionBlock, request: HttpRequest) -> Deciding:
    """The decision with the answers that the request's address holds."""
    answers = read_answers(block.criteria, request.GET.dict(), block.id)
    return Deciding(lesson, block, answers)


def context_of(found: Deciding) -> dict[str, object]:
    """What the templates take."""
    return {
        "deciding": found,
        "decision": found.block,
        "fields": list(found.fields()),
        "weighed": found.weighed,
        "factors": FACTORS,
    }


def render(
    request: HttpRequest, course: Course, lesson: Lesson, block: DecisionBlock
) -> SafeString:
    """The block on a lesson's page. It is the same for everybody who brings the same answers."""
    context = context_of(deciding(lesson, block, request))
    return SafeString(render_to_string("decisions/decision.html", context, request))
