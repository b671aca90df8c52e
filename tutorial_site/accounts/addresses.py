"""Where a request came from, for the count of wrong passwords."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's network address.

    Behind a proxy it is the last one that the proxy has added to X-Forwarded-For: what stands
    before that was sent by the visitor, who could claim anything.
    """
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR") or "")
