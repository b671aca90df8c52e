"""Answers are weighed here. They stand in the address, and nothing is stored."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from tutorial_site.catalog.tree import DecisionBlock
from tutorial_site.decisions.pages import context_of, deciding
from tutorial_site.progress.content import find_block
from tutorial_site.quizzes.views import from_htmx


@never_cache
@vary_on_headers("HX-Request")
@require_safe
def decide(request: HttpRequest, course: str, lesson: str, block: str) -> HttpResponse:
    """A decision by itself with what the answers in its address weigh; for htmx that alone."""
    found, asked = find_block(course, lesson, block)
    if not isinstance(asked, DecisionBlock):
        raise Http404(f"{course}/{lesson} has nothing to decide at {block}.")
    template = "decisions/result_swap.html" if from_htmx(request) else "decisions/page.html"
    return render(request, template, context_of(deciding(found, asked, request)))
