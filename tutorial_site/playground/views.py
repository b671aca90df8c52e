"""The sandbox's two pages, which have an opaque origin wherever they are opened; a download."""

import re
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_POST, require_safe

from tutorial_site.frontend.assets import DIST, HOW_TO_BUILD
from tutorial_site.playground.harness.errors import HarnessError
from tutorial_site.playground.policies import (
    CONNECTION_ALLOWLIST,
    PREVIEW_POLICY,
    RUNTIME_POLICY,
)
from tutorial_site.playground.projects import project_zip
from tutorial_site.progress.posted import Refused, read_object, text

MAX_PROJECT = 2_000_000  # bytes


def _script(name: str) -> str:
    path: Path = DIST / "sandbox" / name
    try:
        return path.read_text()
    except FileNotFoundError:
        raise FileNotFoundError(f"{path.name} is not built. {HOW_TO_BUILD}") from None


def _page(request: HttpRequest, name: str, title: str, policy: str) -> HttpResponse:
    context = {"title": title, "script": _script(name), "visible": policy is PREVIEW_POLICY}
    response = render(request, "playground/sandbox.html", context)
    response["Content-Security-Policy"] = policy
    response["Connection-Allowlist"] = CONNECTION_ALLOWLIST
    # The address carries the versions of build and headers: a page may be kept until it changes.
    response["Cache-Control"] = "no-cache" if settings.DEBUG else "public, max-age=31536000"
    return response


@require_safe
@xframe_options_exempt
def runtime(request: HttpRequest) -> HttpResponse:
    """The hidden frame in which learners' programs run."""
    return _page(request, "frame.js", "Sandbox", RUNTIME_POLICY)


@require_safe
@xframe_options_exempt
def preview(request: HttpRequest) -> HttpResponse:
    """The frame that shows what learners' programs answer."""
    return _page(request, "preview.js", "Preview", PREVIEW_POLICY)


@never_cache
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """The learner's program as a zip that runs on their own computer. Nothing of it is run here.

    Takes JSON: ``framework``, ``name`` (of the folder), ``files`` and, once the program has run,
    ``supplied``: both are texts by path.
    """
    try:
        fields = ("framework", "name", "files")
        data = read_object(request, fields, MAX_PROJECT, optional=("supplied",))
        name = re.sub(r"[^a-z0-9-]+", "-", text(data, "name").lower()).strip("-") or "project"
        framework = text(data, "framework")
        archive = project_zip(framework, data["files"], data["supplied"], f"{name}-{framework}")
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=refused.status)
    except HarnessError as error:
        return JsonResponse({"error": str(error)}, status=400)
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}-{framework}.zip"'
    return response
