"""Pages that a learner has for themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tutorial_site.catalog.store import library
from tutorial_site.progress.overview import overview_of
from tutorial_site.progress.services import learner_of
from tutorial_site.progress.zones import zone_of


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What this learner has done, of whatever course."""
    learner, zone = learner_of(request), zone_of(request)
    courses = list(library().courses.values())
    context = {
        "learner": learner,
        "overview": overview_of(learner, courses, timezone.now(), zone) if learner else None,
        "zone": zone.key,
        "courses": courses,
        "certificates": list(learner.certificates.order_by("made_at")) if learner else [],
    }
    return render(request, "progress/overview.html", context)
