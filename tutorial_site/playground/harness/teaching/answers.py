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
csrf: The form was sent without the token against forgery
  A form that changes something must carry a secret that only your own pages know. This request
  came without it, or with a wrong one, so it might come from anywhere: it is refused.
  flask.cause: `CSRFProtect` looks at every POST, and the form in the template has no token.
  flask.mend: Put `{{ form.hidden_tag() }}` or `{{ form.csrf_token }}` into the form; without a
    form object `<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">`.
  flask.other: In Django the check is on from the beginning, answers 403, and the tag is `{%
    csrf_token %}`.
  django.cause: `CsrfViewMiddleware` looks at every POST, and the form in the template has no
    token. A template that wasn't rendered with the request has none to give.
  django.mend: Put `{% csrf_token %}` between `<form method="post">` and `</form>`, and render
    the page by `render(request, …)`.
  django.other: Flask checks nothing by itself: Flask-WTF's `CSRFProtect` does, and answers 400.

disallowed-host: This host isn't one that the site trusts
  The browser says in the header `Host` which site it means. Whoever sends the request chooses
  it, so a site answers only to names that it knows.
  flask.cause: `TRUSTED_HOSTS` is set in the app's configuration, and this name isn't in it.
    Without that setting Flask trusts every name.
  flask.mend: Add the name to `app.config["TRUSTED_HOSTS"]`.
  flask.other: Django's `ALLOWED_HOSTS` is the same list, and is there from the beginning; its
    exception is `DisallowedHost`.
  django.cause: `ALLOWED_HOSTS` in the settings doesn't have the name. While `DEBUG` is on and
    the list is empty, `localhost` and `127.0.0.1` are allowed; with `DEBUG` off, nothing is.
  django.mend: Add the name to `ALLOWED_HOSTS`, as in `["localhost", "example.com"]`.
  django.other: Flask checks hosts only if you set `TRUSTED_HOSTS` (since 3.1).

bad-form-key: The request has no field {0}
  The view asked the form, or the address, for `{0}`, and the request didn't bring it.
  flask.cause: The `name` of the `<input>` is another, the form was sent by GET (then the value
    is in `request.args`), or a box that isn't ticked sends nothing. Flask answers 400 by
    itself.
  flask.mend: Compare with the form's `name="…"`. What may be missing: `request.form.get("{0}",
    "")`.
  flask.other: Django raises `MultiValueDictKeyError`, a kind of `KeyError`: a page with status
    500, not 400.
  django.cause: The `name` of the `<input>` is another, the form was sent by GET (then the value
    is in `request.GET`), or a box that isn't ticked sends nothing.
  django.mend: Compare with the form's `name="…"`. What may be missing: `request.POST.get("{0}",
    "")`. A form class checks all fields at once.
  django.other: Flask raises `BadRequestKeyError` and answers 400 Bad Request by itself.

bad-request: The request can't be understood
  The app found something missing in the request, or wrong with it, and refused it with 400.
  flask.cause: `request.form["name"]` or `request.args["name"]` asked for a field that the
    request doesn't have, or `request.get_json()` for JSON that it isn't.
  flask.mend: Compare the names with those in the form; take `request.form.get("name")` for what
    may be missing. With `app.debug = True` the error names the field.
  flask.other: Django raises `MultiValueDictKeyError` for a missing field, which is a 500.

static-missing: There is no such static file
  The page asks for a file below `/static/`, and there is none of that name.
  flask.cause: Flask serves the folder `static/` beside the app's file. The rest of the address
    is the path below it.
  flask.mend: Make addresses by `{{ url_for('static', filename='style.css') }}`, and compare the
    name with the list of files.
  flask.other: Django takes static files out of the folder `static/` of every app, while `DEBUG`
    is on.
  django.cause: Django takes static files out of the folder `static/` of every app in
    `INSTALLED_APPS`, and from `STATICFILES_DIRS`, if `django.contrib.staticfiles` is installed
    and `DEBUG` is on.
  django.mend: `python manage.py findstatic style.css` says where Django finds it. Make
    addresses by `{% load static %}{% static 'style.css' %}`.
  django.other: Flask serves one folder `static/` beside the app's file, in production as well.

login-page-missing: There is no page to log in at
  Who isn't signed in was sent to the log-in page, and there is none at that address.
  django.cause: `login_required` sends people to `LOGIN_URL`, which is `/accounts/login/` unless
    you set it, and no route leads there.
  django.mend: Add `path("accounts/", include("django.contrib.auth.urls"))` and a template
    `registration/login.html`, or set `LOGIN_URL` to a page of yours.
  django.other: Flask-Login answers 401 until you tell it the view: `login_manager.login_view =
    "login"`.

not-signed-in: Nobody is signed in
  The view is for people who are signed in, and this request comes from nobody that the app
  knows: 401 Unauthorized.
  flask.cause: `login_required` of Flask-Login refuses, and doesn't know where people can sign
    in.
  flask.mend: Tell it the view's name, `login_manager.login_view = "login"`; then it sends
    people there.
  flask.other: Django's `login_required` always sends people on, to `LOGIN_URL`.

forbidden: This isn't allowed
  The request was understood, and whoever sent it may not do this: 403 Forbidden.
  flask.cause: A view, or something in front of it, said `abort(403)`.
  flask.mend: Find the `abort(403)` and what it asks for: who is signed in, and what may they
    do?
  flask.other: In Django a view raises `PermissionDenied`; a form without its token gets 403,
    too.
  django.cause: A view raised `PermissionDenied`, or `permission_required` or a mixin did so.
  django.mend: See who is signed in (`request.user`), and whether they have the permission,
    `app.change_note` for example.
  django.other: In Flask a view says `abort(403)`.

not-found-by-view: The view says that there is nothing here
  A route fits the address, and its view answered 404 Not Found: what was asked for doesn't
  exist.
  flask.cause: `abort(404)`, `db.get_or_404()` or `first_or_404()` found no row with this number
    or name.
  flask.mend: Look into the database: which rows are there? Has it been filled since the app was
    started?
  flask.other: Django's `get_object_or_404` raises `Http404`, with the same outcome.
  django.cause: `get_object_or_404`, a generic view, or `raise Http404` found no object with
    this number or name.
  django.mend: Look into the database: which rows are there? Has it been filled since the app
    was started?
  django.other: In Flask it is `abort(404)`, or Flask-SQLAlchemy's `get_or_404`.

not-found: No route leads to this address
  None of the program's routes fits this address, so there is nothing to answer.{routes}
  flask.cause: The path is spelt otherwise in `@app.get("/…")`, it ends in a slash there or
    here, or the module with the route, or its blueprint, was never imported and registered.
  flask.mend: `flask routes` in the terminal lists all of them. A route without a slash at its
    end doesn't fit an address with one.
  flask.other: Django's 404 page lists the patterns that it tried, in order, while `DEBUG` is
    on.
  django.cause: The path is spelt otherwise in `urls.py`, the slash at its end is missing, or
    the app's `urls.py` isn't included in the project's. A route stands there without a slash at
    its beginning.
  django.mend: Compare with the patterns that the page lists; what `include()` has taken off
    must not be in the inner pattern again.
  django.other: Flask lists nothing: `flask routes` in the terminal does.

method-not-allowed: The address doesn't take {method}
  There is a page at this address, and not for this method: 405 Method Not Allowed. Forms are
  sent by POST, links by GET.
  flask.cause: A route takes GET (with HEAD and OPTIONS) unless it says otherwise.
  flask.mend: Name the methods, `@app.route("/notes", methods=["GET", "POST"])`, or add a view
    with `@app.post`.
  flask.other: A Django view takes every method until it is told otherwise, by `require_POST` or
    by being a class.
  django.cause: A class-based view has no function of that name (`post`), or `require_GET`,
    `require_POST` or `require_http_methods` stands above the view. `LogoutView`, for one, takes
    POST only.
  django.mend: Write the method that is missing, `def post(self, request)`, or send the request
    by the one that is allowed.
  django.other: In Flask every route takes GET alone until you name others.

append-slash: The form was sent to an address without its slash
  Django would send the browser on to the address with a slash at its end, and a browser forgets
  what was in the form when it follows. So it stops, while `DEBUG` is on.
  django.cause: The form's `action` has no slash at its end, and the route has one.
  django.mend: Add the slash, or better, make the address: `action="{% url 'new' %}"`.
  django.other: Flask sends the browser on by 308, which keeps the method and the form.
"""

ENTRIES = entries(
    WORDS,
    {
        "csrf": (
            sections.CSRF,
            [
                When(status=403, says="CSRF verification failed", framework="django"),
                When(
                    status=400,
                    says=r"The CSRF (?:session )?tokens? (?:is|has|do|are)",
                    framework="flask",
                ),
                When("CSRFError"),
            ],
        ),
        "disallowed-host": (
            sections.HOSTS,
            [
                When("django.core.exceptions.DisallowedHost"),
                When(
                    status=400, says="Invalid HTTP_HOST header|DisallowedHost", framework="django"
                ),
                When("werkzeug.exceptions.SecurityError"),
                When(status=400, says="Host .* is not trusted", framework="flask"),
            ],
        ),
        "bad-form-key": (
            sections.FORMS,
            [
                When("MultiValueDictKeyError", r"^['\"]?(.*?)['\"]?$"),
                When("BadRequestKeyError", r"KeyError: ['\"](.*?)['\"]$"),
                When("BadRequestKeyError", r"()"),
            ],
        ),
        "bad-request": (
            sections.FORMS,
            [When(status=400, says="could not understand", framework="flask")],
        ),
        "static-missing": (
            sections.BATTERIES,
            [When(status=404, also=lambda facts: facts.path.startswith("/static/"))],
        ),
        "login-page-missing": (
            sections.SECURITY,
            [
                When(
                    status=404,
                    framework="django",
                    also=lambda facts: facts.path.startswith("/accounts/login"),
                ),
            ],
        ),
        "not-signed-in": (sections.SECURITY, [When(status=401, framework="flask")]),
        "forbidden": (sections.SECURITY, [When(status=403)]),
        "not-found-by-view": (
            sections.ROUTES,
            [When(status=404, also=lambda facts: facts.matched)],
        ),
        "not-found": (sections.ROUTES, [When(status=404, also=lambda facts: not facts.matched)]),
        "method-not-allowed": (sections.METHODS, [When(status=405)]),
        "append-slash": (
            sections.METHODS,
            [When("RuntimeError", "URL doesn't end in a slash and you have APPEND_SLASH set")],
        ),
    },
)
