"""Requests that are refused, and views that don't answer: responses without an exception, too."""

from . import sections
from .entry import Facts, When, entries


def _raised_by_library(facts: Facts) -> bool:
    """Whether an exception was raised where a framework handles a response."""
    return facts.last is not None and not facts.last["own"]


def _called_by_framework(facts: Facts) -> bool:
    """Whether it was the framework that called the learner's function, and not their own code."""
    own = [frame["own"] for frame in facts.frames]
    return not any(own)


WORDS = """
view-returns-none: The view returns nothing
  The view ran to its end without returning anything, which in Python is returning `None`. There
  is nothing to send to the browser.
  flask.cause: `return` is missing before `render_template(…)`, or one way through an `if` ends
    without it.
  flask.mend: Follow every way through the view to a `return`.
  flask.other: Django raises `ValueError`: "didn't return an HttpResponse object. It returned
    None instead."
  django.cause: `return` is missing before `render(…)`, or one way through an `if` ends without
    it: mostly the form that isn't valid.
  django.mend: Follow every way through the view to a `return`.
  django.other: Flask raises `TypeError`: "The function either returned None or ended without a
    return statement."

view-returns-something-else: The view returns what can't be sent
  The view returned a value that is no response, and that none can be made of.
  flask.cause: Flask makes a response of a text, a dictionary, a list, or a tuple of those with
    a status and headers. A number, or an object of yours, is none of them.
  flask.mend: Turn it into a text, `str(value)`, or into a dictionary of texts and numbers.
  flask.other: Django takes nothing but an `HttpResponse`, not even a text.
  django.cause: Django takes nothing but an `HttpResponse`. A text or a dictionary isn't noticed
    in the view: it fails in the middleware that touches the response next, which is why the
    message doesn't name the view.
  django.mend: Return `HttpResponse(text)`, `JsonResponse(data)` or `render(request, …)`.
  django.other: Flask makes a response of texts, dictionaries and lists by itself.

view-arguments: The view doesn't take what the route gives
  The framework calls the view with the parts of the address by their names, and this function's
  parameters are others: {0}.
  flask.cause: A `<name>` in the route and the parameter of the function are spelt otherwise, or
    one of the two is missing.
  flask.mend: `@app.get("/hello/<name>")` belongs to `def hello(name):`, and neither more nor
    less.
  flask.other: A Django view gets the request as well, before all others.
  django.cause: A `<name>` in the route and the parameter of the function are spelt otherwise,
    one of the two is missing, or the function has no parameter for the request, which comes
    first.
  django.mend: `path("hello/<str:name>", hello)` belongs to `def hello(request, name):`.
  django.other: In Flask the request is no argument: a view has the parts of the address alone.

redirect-loop: The pages send the browser round in a circle
  Each answer was "look over there", twenty times in a row. A browser gives up then, and so does
  this one.
  flask.cause: A view redirects to itself: mostly the log-in page, because it needs a log-in
    itself, or because a `before_request` sends everybody there, who asks for the log-in page,
    too.
  flask.mend: Let the log-in page through: `if request.endpoint != "login"`.
  flask.other: In Django it is mostly a middleware, or `login_required` on the log-in view.
  django.cause: A view redirects to itself: mostly the log-in page, because `login_required`
    stands above it, or because a middleware sends everybody there, who asks for the log-in
    page, too.
  django.mend: Let the log-in page through.
  django.other: In Flask it is mostly a `before_request` function.
  python.cause: A page's redirect leads to itself, or two pages lead to each other.
  python.mend: Follow the answers one by one: the first that comes again is the one to mend.

not-json: {0} has no form in JSON
  JSON knows texts, numbers, true, false, null, lists and objects. An object of the class `{0}`
  is none of them, and nobody has said how to write it down.
  flask.cause: A row of the database, a set or an object of yours is in what the view returns or
    puts into the session. Flask's own JSON also takes dates, `Decimal`, `UUID` and dataclasses.
  flask.mend: Make a dictionary of what should be told: `{"id": note.id, "text": note.text}`.
  flask.other: Django's `JsonResponse` takes dates, `Decimal` and `UUID`; a queryset must be
    made a list of dictionaries, by `values()`.
  django.cause: A model's object, a queryset or a set is in what goes into `JsonResponse` or
    into the session.
  django.mend: Make dictionaries: `list(Note.objects.values("id", "text"))`.
  django.other: Flask's `jsonify` has the same limits.
  python.cause: An object of your own, a set or a date is in what goes into `json.dumps`.
  python.mend: Make a dictionary of what should be told, or give `default=str`.

json-safe: A list needs safe=False
  `JsonResponse` takes a dictionary, unless it is told that something else is meant.
  django.cause: A list goes into `JsonResponse`.
  django.mend: `JsonResponse(items, safe=False)`, or put the list into a dictionary:
    `JsonResponse({"items": items})`.
  django.other: A Flask view may return a list as it is.
"""

ENTRIES = entries(
    WORDS,
    {
        "view-returns-none": (
            sections.VIEWS,
            [
                When(
                    "TypeError",
                    "did not return a valid response. The function either returned None",
                ),
                When("ValueError", r"didn't return an HttpResponse object. It returned None"),
            ],
        ),
        "view-returns-something-else": (
            sections.VIEWS,
            [
                When(
                    "TypeError", "did not return a valid response. The return type must be a string"
                ),
                When("ValueError", r"didn't return an HttpResponse object. It returned an? "),
                When(
                    "AttributeError",
                    r"^'(?:str|dict|list|tuple|int|float|bool|bytes|SafeString|QuerySet)' object "
                    r"has no attribute '(?:get|headers|_resource_closers|status_code|has_header|"
                    r"setdefault|cookies|render|content|streaming|close)'$",
                    framework="django",
                    also=_raised_by_library,
                ),
            ],
        ),
        "view-arguments": (
            sections.ROUTES,
            [
                When(
                    "TypeError",
                    r"^(.*\(\) (?:got an unexpected keyword argument|missing \d+ required|"
                    r"takes \d+ positional arguments?|takes from) .*)$",
                    also=_called_by_framework,
                ),
            ],
        ),
        "redirect-loop": (sections.REQUEST, [When("TooManyRedirects")]),
        "not-json": (
            sections.VIEWS,
            [When("TypeError", r"^Object of type (\w+) is not JSON serializable")],
        ),
        "json-safe": (
            sections.VIEWS,
            [When("TypeError", "In order to allow non-dict objects to be serialized set the safe")],
        ),
    },
)
