"""Answers come in here: a question of a quiz, a verdict. Fetch, form, save, answer."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from tutorial_site.progress.history import lesson_history, match
from tutorial_site.progress.services import ensure_learner, learner_of
from tutorial_site.quizzes import verdicts
from tutorial_site.quizzes.asking import Asking, find_question
from tutorial_site.quizzes.blocks import hints_context, question_context
from tutorial_site.quizzes.forms import DOES_NOT_FIT
from tutorial_site.quizzes.hints import (
    HintForm,
    Hints,
    find_hints,
    hints_given,
    record_hint,
)
from tutorial_site.quizzes.kinds import Question, kind_of
from tutorial_site.quizzes.services import record_answer, record_verdict


class SeeOther(HttpResponseRedirect):
    """303: whatever was posted, what comes next is a GET."""

    status_code = 303


def from_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(
    request: HttpRequest, course: str, lesson: str, block: str, question: str
) -> HttpResponse:
    """A question by itself, and where its answer goes."""
    asked = find_question(course, lesson, block, question)
    asking = replace(asked, learner=learner_of(request))
    if request.method != "POST":
        return _ask(request, replace(with_latest(request, asking), again="again" in request.GET))
    form = kind_of(asking.question).form(asking, request.POST)
    if not form.is_valid():
        return _ask_again(request, asking, form)
    learner = ensure_learner(request)
    attempt = record_answer(
        learner,
        asking,
        answer=form.answer(),
        score=form.grade.score,
        key=form.attempt_key(),
        revealed=form.revealed,
    )
    if not from_htmx(request):
        return SeeOther(asking.lesson_url)
    return _ask(request, replace(asking, learner=learner, attempt=attempt))


def with_latest(request: HttpRequest, asking: Asking[Question]) -> Asking[Question]:
    """The same, with the learner's latest attempt at it."""
    history = lesson_history(request, asking.lesson.course_slug, asking.lesson.slug)
    attempts = match(asking.block.questions, history.at(asking.block.id))
    return replace(asking, attempt=attempts.get(asking.question.id))


def _ask_again(request: HttpRequest, asking: Asking[Question], form: Any) -> HttpResponse:
    """Nothing was stored: say what is missing, or that the answer can't have come from here."""
    if form.refused:
        latest = with_latest(request, asking)
        return _ask(request, latest, refusal=DOES_NOT_FIT, status=400)
    return _ask(request, asking, form=form)


def _ask(
    request: HttpRequest, asking: Asking[Question], status: int = 200, **drawn: Any
) -> HttpResponse:
    template = "quizzes/swap.html" if from_htmx(request) else "quizzes/question_page.html"
    return render(request, template, question_context(asking, **drawn), status=status)


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def hint(request: HttpRequest, course: str, lesson: str, block: str) -> HttpResponse:
    """A quiz's hints by themselves, and where the next one is asked for."""
    hints = find_hints(course, lesson, block)
    history = lesson_history(request, course, lesson)
    hints = replace(hints, given=hints_given(history.at(block)))
    return give_hint(request, hints) if request.method == "POST" else _show_hints(request, hints)


def give_hint(request: HttpRequest, hints: Hints) -> HttpResponse:
    """Keep that the hint was given which the request asks for, and show it."""
    form = HintForm(hints, request.POST)
    if not form.is_valid():
        return _show_hints(request, hints, status=400, refusal=DOES_NOT_FIT)
    number = form.cleaned_data["number"]
    if number > hints.given:
        record_hint(ensure_learner(request), hints, number=number, key=form.attempt_key())
    if not from_htmx(request):
        return SeeOther(hints.lesson_url)
    return _show_hints(request, replace(hints, given=max(number, hints.given)))


def _show_hints(
    request: HttpRequest, hints: Hints, status: int = 200, refusal: str = ""
) -> HttpResponse:
    template = "quizzes/hints_swap.html" if from_htmx(request) else "quizzes/hints_page.html"
    return render(request, template, hints_context(hints, refusal), status=status)


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: HttpRequest, course: str, lesson: str, block: str, when: str) -> HttpResponse:
    """A vote by itself, and where it goes."""
    vote = verdicts.find_vote(course, lesson, block, when)
    if request.method != "POST":
        return _ask_vote(request, vote)
    form = verdicts.VerdictForm(vote, request.POST)
    if not form.is_valid():
        return _ask_vote_again(request, vote, form)
    said = form.cleaned_data["verdict"]
    record_verdict(
        ensure_learner(request),
        vote.lesson,
        vote.block,
        when=vote.when,
        verdict=said,
        key=form.attempt_key(),
        reason=form.cleaned_data.get("reason", ""),
    )
    if not from_htmx(request):
        return SeeOther(vote.lesson_url)
    return _ask_vote(request, vote)


def _ask_vote_again(
    request: HttpRequest, vote: verdicts.Vote, form: verdicts.VerdictForm
) -> HttpResponse:
    if form.refused:
        return _ask_vote(request, vote, refusal=DOES_NOT_FIT, status=400)
    return _ask_vote(request, vote, form=form)


def _ask_vote(
    request: HttpRequest, vote: verdicts.Vote, status: int = 200, **drawn: Any
) -> HttpResponse:
    lesson = vote.lesson
    history = lesson_history(request, lesson.course_slug, lesson.slug)
    now = next(
        each for each in verdicts.votes_of(lesson, vote.block, history) if each.when == vote.when
    )
    template = "quizzes/verdict_swap.html" if from_htmx(request) else "quizzes/verdict_page.html"
    return render(request, template, verdicts.vote_context(now, **drawn), status=status)
