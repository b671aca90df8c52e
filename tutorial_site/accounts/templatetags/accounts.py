"""Who is signed in, for the head of every page."""

from django import template
from django.conf import settings
from django.template import Context

from tutorial_site.accounts.same_learner import learner_mark

register = template.Library()


@register.inclusion_tag("accounts/_nav.html", takes_context=True)
def account_nav(context: Context) -> dict[str, object]:
    """The way to sign in, or to one's own account.

    Without a session cookie nobody can be signed in: nothing is looked up, and the page is one
    that every visitor can have.
    """
    request = context.get("request")
    path = request.path if request else "/"
    here = path.strip("/").partition("/")[0]
    has_session = request is not None and settings.SESSION_COOKIE_NAME in request.COOKIES
    user = getattr(request, "user", None) if has_session else None
    signed_in = user if user and user.is_authenticated else None
    mark = learner_mark(request) if request and signed_in else ""
    return {"user": signed_in, "learner": mark, "next": path, "here": here}
