"""Making a certificate, showing it to whoever has its address, and withdrawing it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tutorial_site.progress.certificates import NameForm, certificate_of, give_certificate
from tutorial_site.progress.content import find_course
from tutorial_site.progress.models import Certificate
from tutorial_site.progress.overview import CourseOverview, overview_of
from tutorial_site.progress.services import learner_of
from tutorial_site.progress.zones import zone_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, course: str) -> HttpResponse:
    """Ask for the name, or say what is still to be done."""
    found, learner = find_course(course), learner_of(request)
    if learner is not None and (certificate := certificate_of(learner, course)):
        return redirect("certificates:certificate", certificate.pk)
    overview: CourseOverview | None = None
    if learner is not None:
        begun = overview_of(learner, [found], timezone.now(), zone_of(request)).courses
        overview = next(iter(begun), None)
    user = request.user.get_username() if request.user.is_authenticated else ""
    form = NameForm(request.POST or None, initial={"name": user})
    is_done = overview is not None and overview.is_done
    if learner is not None and overview is not None and is_done and form.is_valid():
        made = give_certificate(learner, overview, form.cleaned_data["name"])
        return redirect("certificates:certificate", made.pk)
    context = {"course": found, "overview": overview, "is_done": is_done, "form": form}
    return render(request, "progress/certificate_make.html", context)


@never_cache
@require_safe
def certificate(request: HttpRequest, certificate: str) -> HttpResponse:
    """For everybody who has the address."""
    found = _named(Certificate.objects.all(), certificate).first()
    if found is None:
        return render(request, "progress/certificate_gone.html", status=404)
    learner = learner_of(request)
    context = {
        "certificate": found,
        "address": request.build_absolute_uri(request.path),
        "is_own": learner is not None and found.learner_id == learner.pk,
    }
    return render(request, "progress/certificate.html", context)


@never_cache
@require_POST
def withdraw(request: HttpRequest, certificate: str) -> HttpResponse:
    """Its own learner ends it: the address is then nobody's."""
    learner = learner_of(request)
    if learner is None or not _named(learner.certificates.all(), certificate).delete()[0]:
        raise Http404("There is no such certificate of yours.")
    messages.success(request, "The certificate is withdrawn: its address shows nothing any more.")
    return redirect("progress:overview")


def _named(certificates: QuerySet[Certificate], address: str) -> QuerySet[Certificate]:
    """That with an id from an address. PostgreSQL refuses to look for a NUL; SQLite finds none."""
    return certificates.none() if "\0" in address else certificates.filter(pk=address)
