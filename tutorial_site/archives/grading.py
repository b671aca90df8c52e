"""What comes in a file is graded anew, where the question is the same: nobody has to believe it."""

from django.http import Http404

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.shapes import record
from tutorial_site.quizzes.asking import find_question
from tutorial_site.quizzes.kinds import NotGradedError, kind_of


def grade_anew(fact: Attempt) -> None:
    """Give an answer the grade that this site gives it; what can't be graded here stays as it is.

    Raises ValueError if it is no answer to the question that it names.
    """
    if fact.kind not in Attempt.GRADED_ON_THE_SITE:
        return
    try:
        question = find_question(fact.course, fact.lesson, fact.block, fact.question).question
    except Http404:
        return
    if question.digest != fact.digest:
        return
    kind, answer = kind_of(question), fact.payload["answer"]
    if not record(kind.answer_shape)(answer):
        raise ValueError(f"it answers a {kind.name} question in the way of another kind")
    try:
        grade = kind.grade(question, answer)
    except NotGradedError:
        return
    shown = bool(fact.payload.get("revealed"))
    fact.score = 0.0 if shown else grade.score
    fact.correct = grade.correct and not shown
