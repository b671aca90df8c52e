"""A view that does as little as one can, among the site's own addresses (``bare_settings``)."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bench.stage import BARE


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


# Behind the site's own, so that finding it takes as long.
urlpatterns = [path("", include("tutorial_site.urls")), path(BARE.removeprefix("/"), bare)]
