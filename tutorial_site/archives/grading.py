"""What comes in a file is graded anew, where the question is here: nobody has to believe it."""

from django.http import Http404

from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.progress.content import find_block
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.shapes import record
from tutorial_site.quizzes.kinds import NotGradedError, kind_of
from tutorial_site.quizzes.regrading import question_of


def grade_anew(fact: Attempt) -> None:
    """Give an answer the grade that this site gives it now.

    Where the quiz is here, and what was asked is not, or can't be graded, the answer has no grade:
    it would count for the question that stands in that place. Of a quiz that isn't here nothing
    counts, and its answers stay as they came.

    Raises ValueError if it is no answer to the question that it names.
    """
    if fact.kind not in Attempt.GRADED_ON_THE_SITE:
        return
    try:
        _, quiz = find_block(fact.course, fact.lesson, fact.block)
    except Http404:
        return
    fact.score = fact.correct = None
    if isinstance(quiz, QuizBlock):
        try:
            _grade(quiz, fact)
        except NotGradedError:
            return


def _grade(quiz: QuizBlock, fact: Attempt) -> None:
    """Raises NotGradedError; ValueError for an answer of another kind."""
    question, same = question_of(quiz, fact)
    if question is None or not same:
        return
    kind, answer = kind_of(question), fact.payload["answer"]
    if not record(kind.answer_shape)(answer):
        raise ValueError(f"it answers a {kind.name} question in the way of another kind")
    grade = kind.grade(question, answer)
    shown = bool(fact.payload.get("revealed"))
    fact.score = 0.0 if shown else grade.score
    fact.correct = grade.correct and not shown
    fact.digest = question.digest
