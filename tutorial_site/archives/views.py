"""A learner's own data: to take along, to bring, to delete."""

from collections.abc import Iterator
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from tutorial_site.archives.forms import MEGABYTES, BringForm
from tutorial_site.archives.services import Taken, forget, take_archive
from tutorial_site.archives.uploads import Quota
from tutorial_site.archives.writing import archive_of, table_of
from tutorial_site.progress.services import CACHED, ensure_learner, learner_of

TOO_LARGE = f"This file is larger than {MEGABYTES} MB: no archive is. Nothing was taken."


@never_cache
@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    return _page(request, BringForm())


def _page(request: HttpRequest, form: BringForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "learner": learner_of(request)}
    return render(request, "archives/your_data.html", context, status=status)


@never_cache
@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """Everything, in JSON; it can be brought to another account or site."""
    learner = learner_of(request)
    if learner is None:
        return redirect("archives:your_data")
    pieces = archive_of(learner, request.build_absolute_uri("/"))
    return _download(pieces, "application/json", "json")


@never_cache
@require_safe
def table(request: HttpRequest) -> HttpResponseBase:
    """The attempts, for a spreadsheet."""
    learner = learner_of(request)
    if learner is None:
        return redirect("archives:your_data")
    return _download(table_of(learner), "text/csv; charset=utf-8", "csv")


def _download(pieces: Iterator[str], content_type: str, ending: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    name = f"side-by-side-{timezone.now():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@csrf_exempt  # until the quota stands: looking for the token reads what was sent
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("archives:your_data")
    request.upload_handlers.insert(0, Quota(request))
    return _bring(request)


@csrf_protect
def _bring(request: HttpRequest) -> HttpResponse:
    form = BringForm(request.POST, request.FILES)
    if getattr(request, "too_large", False):
        form.errors.clear()
        form.add_error("file", TOO_LARGE)
        return _page(request, form, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.BAD_REQUEST)
    taken = take_archive(ensure_learner(request), form.archive)
    messages.success(request, _said(taken))
    return redirect("progress:overview")


def _said(taken: Taken) -> str:
    came = f"{_count(taken.attempts, 'thing')} you did and {_count(taken.drafts, 'draft')}"
    said = [f"{came} came in."]
    if taken.known:
        said.append(f"{taken.known} {'was' if taken.known == 1 else 'were'} here before.")
    if taken.left:
        said.append(
            f"{_count(taken.left, 'draft')} in the file differ from the code you have here, which "
            "was left as it is."
        )
    return " ".join(said)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Ask once, then delete all that was done. An account stays; it has an end of its own."""
    learner = learner_of(request)
    if learner is None:
        return redirect("archives:your_data")
    if request.method != "POST":
        return render(request, "archives/delete.html", {"account": _account(request)})
    forget(learner)
    if learner.user_id is None:
        setattr(request, CACHED, None)
        request.session.flush()
        rotate_token(request)  # a new learner of this browser is nobody that was here before
    return render(request, "archives/deleted.html", {"account": _account(request)})


def _account(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
