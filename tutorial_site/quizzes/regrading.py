"""Answers graded again, where the key has changed since: on demand, and with a record of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from tutorial_site.catalog.tree import Lesson, Library, QuizBlock
from tutorial_site.progress.models import Attempt, Regrade
from tutorial_site.progress.numbering import AT_ONCE, raw_attempts
from tutorial_site.quizzes.kinds import Grade, NotGradedError, Question, kind_of


@dataclass(slots=True)
class QuestionReport:
    """What grading again comes to at one question, in numbers of answers.

    ``raised``: wrong ones that are right now, ``lowered`` the reverse; ``other``: another score,
    and as wrong as before; ``kept``: graded as before, by the key of now. Left alone are those that
    were given to another text (``foreign``) or can't be graded now (``ungraded``).
    """

    place: str
    stem: str
    learners: set[int] = field(default_factory=set)
    raised: int = 0
    lowered: int = 0
    other: int = 0
    kept: int = 0
    foreign: int = 0
    ungraded: int = 0

    @property
    def changed(self) -> int:
        return self.raised + self.lowered + self.other

    @property
    def regraded(self) -> int:
        return self.changed + self.kept

    @property
    def worth_a_word(self) -> bool:
        return bool(self.regraded or self.foreign or self.ungraded)


def regrade(
    shelf: Library, place: tuple[str, ...] = (), *, write: bool, never_lower: bool = False
) -> list[QuestionReport]:
    """Grade answers again: those at ``place``, which is a course, a lesson, a block, a question, or
    all of them at ().

    Reports the questions of which there is anything to say. Changes nothing unless ``write``: then
    an answer and the record of its change are written together, all of a quiz or none. Doing it
    again changes nothing. ``never_lower``: leave alone who would lose by it.
    """
    reports: list[QuestionReport] = []
    for lesson, quiz in _quizzes(shelf, place[:3]):
        wanted = [each for each in quiz.questions if place[3:] in ((), (each.id,))]
        for question in wanted:
            # Keys that are computed: programs may run for this, and nobody waits for the database.
            kind_of(question).run(question, lesson.path)
        with transaction.atomic():
            found = _regrade_quiz(lesson, quiz, wanted, never_lower=never_lower)
            if write:
                _write(change for _, changes in found for change in changes)
        reports += [report for report, _ in found if report.worth_a_word]
    return reports


def _quizzes(shelf: Library, place: tuple[str, ...]) -> Iterator[tuple[Lesson, QuizBlock]]:
    for course in shelf.courses.values():
        for lesson in course.lessons:
            for block in lesson.blocks:
                here = (course.slug, lesson.slug, block.id)
                if isinstance(block, QuizBlock) and here[: len(place)] == place:
                    yield lesson, block


def _regrade_quiz(
    lesson: Lesson, quiz: QuizBlock, wanted: Sequence[Question], *, never_lower: bool
) -> list[tuple[QuestionReport, list[Regrade]]]:
    """What changes, a question at a time; nothing is written. One query."""
    found: dict[str, tuple[QuestionReport, list[Regrade]]] = {}
    for question in wanted:
        place = "/".join((lesson.course_slug, lesson.slug, quiz.id, question.id))
        found[question.id] = QuestionReport(place, question.stem_text), []
    attempts = Attempt.objects.at_block(lesson.course_slug, lesson.slug, quiz.id)
    for attempt in (
        attempts.filter(kind__in=Attempt.GRADED_ON_THE_SITE)
        .order_by("pk")
        .select_for_update()
        .iterator()
    ):
        asked, same = question_of(quiz, attempt)
        if asked is None or asked.id not in found or attempt.payload.get("revealed"):
            continue  # gone with its question, or not an answer but a wish to see it
        report, changes = found[asked.id]
        if not same:
            report.foreign += 1
        elif change := _change(asked, attempt, report, never_lower=never_lower):
            changes.append(change)
    return list(found.values())


def question_of(quiz: QuizBlock, attempt: Attempt) -> tuple[Question | None, bool]:
    """Which question an answer was given to, and whether that asks now what it asked then."""
    own_first = sorted(quiz.questions, key=lambda each: each.id != attempt.question)
    for question in own_first:
        if question.digest == attempt.digest:
            return question, True
    for question in own_first:
        if kind_of(question).asks_the_same(question, attempt.payload):
            return question, True
    return next((each for each in own_first if each.id == attempt.question), None), False


def _change(
    question: Question, attempt: Attempt, report: QuestionReport, *, never_lower: bool
) -> Regrade | None:
    """The record of grading an answer again; None if there is nothing to record."""
    try:
        now = kind_of(question).grade(question, attempt.payload["answer"])
    except (NotGradedError, LookupError):
        report.ungraded += 1
        return None
    was = Grade(attempt.score or 0.0, correct=bool(attempt.correct))
    if never_lower and now.score < was.score:
        now = was
    if was == now and attempt.digest == question.digest:
        return None
    _count(report, was, now)
    report.learners.add(attempt.learner_id)
    return Regrade(
        attempt=attempt,
        was_score=was.score,
        was_correct=was.correct,
        was_digest=attempt.digest,
        score=now.score,
        correct=now.correct,
        digest=question.digest,
    )


def _count(report: QuestionReport, was: Grade, now: Grade) -> None:
    if was == now:
        report.kept += 1
    elif was.correct == now.correct:
        report.other += 1
    elif now.correct:
        report.raised += 1
    else:
        report.lowered += 1


def _write(changes: Iterable[Regrade]) -> None:
    records = list(changes)
    for record in records:
        attempt = record.attempt
        attempt.score, attempt.correct, attempt.digest = record.score, record.correct, record.digest
    attempts = [record.attempt for record in records]
    raw_attempts().bulk_update(attempts, ["score", "correct", "digest"], batch_size=AT_ONCE)
    Regrade.objects.bulk_create(records, batch_size=AT_ONCE)
