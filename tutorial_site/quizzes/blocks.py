"""A quiz on a lesson's page, and one question of it by itself: the same templates serve both."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course, Lesson, QuizBlock
from tutorial_site.progress.history import lesson_history, match
from tutorial_site.progress.services import learner_of
from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm
from tutorial_site.quizzes.hints import HintForm, Hints, hints_given
from tutorial_site.quizzes.kinds import Question, kind_of


def render(request: HttpRequest, course: Course, lesson: Lesson, block: QuizBlock) -> SafeString:
    """The quiz as this learner has it; without a session the same for everybody, and no query."""
    learner = learner_of(request)
    history = lesson_history(request, course.slug, lesson.slug)
    attempts = match(block.questions, history.at(block.id))
    drawn = [
        question_context(
            Asking(lesson, block, question, learner, attempts.get(question.id)),
        )
        for question in block.questions
    ]
    hints = Hints(lesson, block, hints_given(history.at(block.id)))
    context = {"block": block, "lesson": lesson, "questions": drawn, **hints_context(hints)}
    return SafeString(render_to_string("quizzes/quiz.html", context, request))


def question_context(
    asking: Asking[Any], form: AnswerForm[Question] | None = None, refusal: str = ""
) -> dict[str, Any]:
    """What a question's templates take. The key is in it only when the phase allows it."""
    answered = asking.phase in ("right", "revealed")
    return {
        "asking": asking,
        "question": asking.question,
        "many": len(asking.block.questions) > 1,
        "form": None if answered else form or kind_of(asking.question).form(asking),
        "refusal": refusal,
    }


def hints_context(hints: Hints, refusal: str = "") -> dict[str, Any]:
    """What the templates of a quiz's hints take."""
    return {"hints": hints, "hint_form": HintForm(hints), "refusal": refusal}
