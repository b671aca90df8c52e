"""The daily review: what is due, one question after another. Fetch, form, save, answer."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from tutorial_site.progress.services import ensure_learner
from tutorial_site.quizzes.blocks import question_context
from tutorial_site.quizzes.forms import DOES_NOT_FIT
from tutorial_site.quizzes.hints import HintForm
from tutorial_site.quizzes.kinds import kind_of
from tutorial_site.quizzes.services import record_answer
from tutorial_site.quizzes.views import SeeOther, from_htmx, give_hint
from tutorial_site.review.asking import ReviewAsking, asking_of, find_item, hints_of, question_url
from tutorial_site.review.queue import forget_review, review_of


@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The question that is due first, or when the next will be. ``?skip=2`` leaves two out."""
    review = review_of(request)
    skipped = _number(request.GET.get("skip", ""))
    if skipped < review.count:
        return _show(request, asking_of(request, review.due[skipped]), skipped=skipped)
    return render(request, "review/rest.html", {"review": review, "skipped": review.count})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: HttpRequest, course: str, lesson: str, block: str, question: str
) -> HttpResponse:
    """A question that comes back, by itself, and where its answer goes."""
    item = find_item(request, course, lesson, block, question)
    if not item.is_open(timezone.now()):
        template = "review/_not_due.html" if from_htmx(request) else "review/not_due.html"
        return render(request, template, {"item": item, "review": review_of(request)})
    asking = asking_of(request, item, again="again" in request.GET)
    if request.method != "POST":
        return _show(request, asking)
    form = kind_of(asking.question).form(asking, request.POST)
    if not form.is_valid():
        return _ask_again(request, asking, form)
    attempt = record_answer(
        ensure_learner(request),
        asking,
        answer=form.answer(),
        score=form.grade.score,
        key=form.attempt_key(),
        revealed=form.revealed,
    )
    if not from_htmx(request):
        return SeeOther(asking.url)
    forget_review(request)
    reviews = asking.reviews + (not attempt.repeated)
    return _show(request, replace(asking, attempt=attempt, reviews=reviews))


def _ask_again(request: HttpRequest, asking: ReviewAsking, form: Any) -> HttpResponse:
    if form.refused:
        return _show(request, asking, refusal=DOES_NOT_FIT, status=400)
    return _show(request, replace(asking, attempt=None), form=form)


def _show(
    request: HttpRequest, asking: ReviewAsking, *, status: int = 200, skipped: int = 0, **drawn: Any
) -> HttpResponse:
    review = review_of(request)
    context = {
        **question_context(asking, **drawn),
        "many": False,
        "review": review,
        "left": sum(item.question is not asking.question for item in review.due),
        "skip": skipped + 1,
    }
    item = review.find(*_place(asking))
    if hints := hints_of(item) if item else None:
        context |= {"hints": hints, "hint_form": HintForm(hints)}
    template = "review/swap.html" if from_htmx(request) else "review/question.html"
    return render(request, template, context, status=status)


def _place(asking: ReviewAsking) -> tuple[str, str, str, str]:
    lesson = asking.lesson
    return lesson.course_slug, lesson.slug, asking.block.id, asking.question.id


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def hint(request: HttpRequest, course: str, lesson: str, block: str, question: str) -> HttpResponse:
    """Where the next hint is asked for. Whoever comes by address finds it at the question."""
    item = find_item(request, course, lesson, block, question)
    hints = hints_of(item)
    if request.method != "POST" or hints is None or not item.is_open(timezone.now()):
        return redirect(question_url(item))
    return give_hint(request, hints)


@require_POST
def wanted(request: HttpRequest) -> HttpResponse:
    """Opt out of review, or back in: ``wanted`` is "no" or "yes"."""
    learner = ensure_learner(request)
    learner.wants_review = request.POST.get("wanted") != "no"
    learner.save(update_fields=["wants_review"])
    return redirect("review:today")
