"""What a page sends for somebody who is signed in is kept for nobody else.

A page that was opened as one account may send what it has kept when another has signed in on the
same browser. It says for whom it is (``X-Learner``); whoever that isn't gets nothing of it.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth import SESSION_KEY as ACCOUNT
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import salted_hmac

from tutorial_site.progress.services import SESSION_KEY

HEADER = "X-Learner"
ANOTHERS = "This is another learner's: sign in as them, then it is taken."


def learner_mark(request: HttpRequest) -> str:
    """Stands for the account that is signed in, and tells nobody which; "" for visitors."""
    if ACCOUNT not in request.session:
        return ""
    return salted_hmac("learner of a page", str(request.session.get(SESSION_KEY))).hexdigest()[:20]


class SameLearnerMiddleware:
    """Answers 412 to what was made for another account than the one that is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        claimed = request.headers.get(HEADER)
        if claimed and claimed != learner_mark(request):
            return JsonResponse({"error": ANOTHERS}, status=HTTPStatus.PRECONDITION_FAILED)
        return self.get_response(request)
