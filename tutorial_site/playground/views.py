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
from tutorial_site.playground.projects import project_zip
from tutorial_site.progress.posted import Refused, read_object, text

MAX_PROJECT = 2_000_000  # bytes

# Runs learners' programs, in workers. No network at all: their files are handed in by the page.
RUNTIME_POLICY = (
    "sandbox allow-scripts; default-src 'none'; "
    "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data:; "
    "worker-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)

# Shows the pages that learners' programs answer, in a frame inside, which inherits this policy.
# Scripts and styles of theirs work; nothing can be fetched, sent, or navigated to.
PREVIEW_POLICY = (
    "sandbox allow-scripts allow-forms; default-src 'none'; "
    "script-src 'unsafe-inline' 'unsafe-eval' data:; style-src 'unsafe-inline' data:; "
    "img-src data: blob:; font-src data:; media-src data: blob:; "
    "connect-src 'none'; worker-src 'none'; frame-src 'none'; form-action 'none'; "
    # Pages are told that they stand at http://localhost: scripts read that off their links.
    "base-uri http://localhost; "
    "frame-ancestors 'self'"
)


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
    # What no content security policy covers: WebRTC, and connections that a browser opens ahead of
    # a navigation which it then refuses. Browsers that don't know the header ignore it.
    response["Connection-Allowlist"] = "()"
    # The address carries the build's version, so a page may be kept until there is a new one.
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
