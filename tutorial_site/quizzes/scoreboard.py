"""The scoreboard: all claims of a course, with what this learner thought of each, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course, Lesson, ScoreboardBlock, VerdictBlock, VerdictWord
from tutorial_site.progress.history import History
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.services import learner_of
from tutorial_site.quizzes.verdicts import VERDICTS, Vote, votes_of

# The picture of a claim: three columns, one a verdict, in units of its own drawing.
COLUMN = 100
RADIUS = 8


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the guess to the decision, as places from the left; ``tip`` are the head's corners."""

    start: int
    end: int
    tip: str


@dataclass(frozen=True)
class Claim:
    """A claim on the scoreboard. The instructor's verdict is "" until the learner has decided."""

    lesson: Lesson
    guess: str = ""
    decision: str = ""
    reason: str = ""
    instructor: str = ""

    @property
    def url(self) -> str:
        return reverse("catalog:lesson", args=(self.lesson.course_slug, self.lesson.slug))

    @property
    def changed(self) -> bool:
        return bool(self.guess and self.decision) and self.guess != self.decision

    @property
    def agrees(self) -> bool:
        return bool(self.decision) and self.decision == self.instructor

    # --- its picture --------------------------------------------------------------------------

    @property
    def guess_at(self) -> int | None:
        return _column(self.guess)

    @property
    def decision_at(self) -> int | None:
        return _column(self.decision)

    @property
    def instructor_at(self) -> int | None:
        return _column(self.instructor)

    @property
    def arrow(self) -> Arrow | None:
        """How the learner changed their mind; None if they didn't."""
        if not self.changed or self.guess_at is None or self.decision_at is None:
            return None
        way = 1 if self.decision_at > self.guess_at else -1
        start, end = self.guess_at + way * (RADIUS + 1), self.decision_at - way * (RADIUS + 3)
        return Arrow(start, end, f"{end},20 {end - way * 8},15 {end - way * 8},25")

    @property
    def told(self) -> str:
        """The picture in words."""
        said = [("you guessed", self.guess), ("you decided", self.decision)]
        said.append(("the instructor’s verdict", self.instructor))
        words = ", ".join(f"{who}: {word}" for who, word in said if word)
        return words[:1].upper() + words[1:] if words else "Not voted on yet"


@dataclass(frozen=True)
class Scoreboard:
    """``claims`` are in the order of the lessons."""

    claims: tuple[Claim, ...]

    @cached_property
    def decided(self) -> int:
        return sum(bool(claim.decision) for claim in self.claims)

    @cached_property
    def changed(self) -> int:
        return sum(claim.changed for claim in self.claims)

    @cached_property
    def agreed(self) -> int:
        return sum(claim.agrees for claim in self.claims)

    @cached_property
    def started(self) -> bool:
        return any(claim.guess or claim.decision for claim in self.claims)

    @property
    def words(self) -> tuple[VerdictWord, ...]:
        return VERDICTS


def _column(word: str) -> int | None:
    """The middle of a verdict's column; None for no verdict."""
    return COLUMN * VERDICTS.index(word) + COLUMN // 2 if word in VERDICTS else None


def scoreboard_of(request: HttpRequest, course: Course) -> Scoreboard:
    """The scoreboard of this request's learner. One query; none without a session."""
    cache: dict[str, Scoreboard] = request.__dict__.setdefault("_scoreboards", {})
    if course.slug not in cache:
        learner = learner_of(request)
        votes: Iterable[Attempt] = ()
        if learner is not None:
            votes = Attempt.objects.by(learner).in_course(course.slug).verdicts().newest()
        cache[course.slug] = scoreboard(course, votes)
    return cache[course.slug]


def scoreboard(course: Course, votes: Iterable[Attempt]) -> Scoreboard:
    """``votes`` are a learner's latest in the course, oldest first; some may be on lessons gone."""
    by_lesson: dict[str, dict[str, list[Attempt]]] = {}
    for vote in votes:
        by_lesson.setdefault(vote.lesson, {}).setdefault(vote.block, []).append(vote)
    claims = (_claim(lesson, History(by_lesson.get(lesson.slug, {}))) for lesson in course.lessons)
    return Scoreboard(tuple(claim for claim in claims if claim))


def _claim(lesson: Lesson, history: History) -> Claim | None:
    """None for a lesson that asks for no verdict on a claim."""
    blocks = [block for block in lesson.blocks if isinstance(block, VerdictBlock)]
    if not lesson.claim or not blocks:
        return None
    votes: list[Vote] = [vote for block in blocks for vote in votes_of(lesson, block, history)]
    decided = next((vote for vote in reversed(votes) if vote.revealed), None)
    if decided is None:
        return Claim(lesson, guess=votes[0].guess)
    return Claim(
        lesson,
        guess=decided.guess,
        decision=decided.decision,
        reason=decided.reason,
        instructor=decided.block.verdict,
    )


def render(
    request: HttpRequest, course: Course, lesson: Lesson, block: ScoreboardBlock
) -> SafeString:
    """The block on a lesson's page."""
    context = {"board": scoreboard_of(request, course), "block": block, "lesson": lesson}
    return SafeString(render_to_string("quizzes/scoreboard.html", context, request))
