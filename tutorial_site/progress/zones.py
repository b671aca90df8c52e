"""Which day it is for a learner: their browser says in what time zone they are, in a cookie."""

from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest

COOKIE = "zone"
UTC = ZoneInfo("UTC")


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The learner's time zone; UTC where the browser didn't say, or said nonsense."""
    name = unquote(request.COOKIES.get(COOKIE, ""))
    return ZoneInfo(name) if name in _known() else UTC
