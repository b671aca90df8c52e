"""Errors of templates and of the addresses that are made in them."""

from . import sections
from .entry import When, entries

WORDS = """
template-missing: The template {0} isn't found
  A view asked for the template `{0}`, and no folder that templates are looked for in has a file
  of that name.
  flask.cause: Flask looks in the folder `templates/` beside the file that makes the app, and in
    those of blueprints that name one. The name is the path below that folder: for
    `templates/notes/list.html` it is `notes/list.html`.
  flask.mend: Compare the name letter by letter with the list of files, and see that the folder
    is called `templates`, with an s.
  flask.other: Django raises `TemplateDoesNotExist`, and its error page lists every folder that
    it looked in.
  django.cause: Django looks in the folder `templates/` of every app in `INSTALLED_APPS`, and in
    what `DIRS` names. The name is the path below that folder: for
    `notes/templates/notes/list.html` it is `notes/list.html`.
  django.mend: See whether the app is in `INSTALLED_APPS`, and compare the name with the file's
    path below `templates/`; the error page lists where Django has looked.
  django.other: Flask, or rather Jinja, raises `TemplateNotFound`; it looks in one folder
    `templates/` beside the app's file, and in those of blueprints.

template-syntax: The template can't be read
  The template's own language has a mistake in it, so no page can be made of it: {0}
  flask.cause: A block is opened and not closed, a tag is misspelt, or it is a tag of Django's:
    `{% url %}`, `{% load %}`, `{% csrf_token %}` and `{% empty %}` mean nothing to Jinja.
  flask.mend: Go to the line that is named; every `{% if %}`, `{% for %}` and `{% block %}`
    needs its `{% end… %}`.
  flask.other: Django's error has the same name. Its language takes no brackets and no sums,
    where Jinja takes both.
  django.cause: A block is opened and not closed, a tag is misspelt or not loaded (`{% load
    static %}`), or it is Jinja: Django's language takes no brackets, no sums and no `{% set
    %}`.
  django.mend: Go to the line that is named; every `{% if %}`, `{% for %}` and `{% block %}`
    needs its `{% end… %}`.
  django.other: Jinja's error has the same name. It allows calls and sums in `{{ }}`, and has no
    `{% load %}` and no `{% csrf_token %}`.

template-undefined: A name in the template has no value
  The template asks something of a value that isn't there: {0}.
  flask.cause: The view didn't pass the name to `render_template`, or it is spelt otherwise
    there. Showing a missing name gives an empty text; asking for an attribute of it, or calling
    it, is this error.
  flask.mend: Pass it: `render_template(…, note=note)`. If it may be missing, ask first: `{% if
    note %}`. Django's `forloop` is called `loop` here.
  flask.other: Django shows nothing at all for a missing name, nor for an attribute of one: the
    page is wrong, and no error says so.

url-namespace: There is no namespace {0}
  The name before the colon, `{0}`, is the namespace of a URL configuration, and none is called
  so.
  django.cause: The `urls.py` that is included doesn't say `app_name = "{0}"`, or it isn't
    included at all.
  django.mend: Put `app_name = "{0}"` above its `urlpatterns`, or leave out the namespace.
  django.other: In Flask the name before the dot is a blueprint's, and the error is a
    `BuildError`.

url-name: No address is called {0}
  An address was to be made from the name `{0}`, and no route has that name.
  flask.cause: `url_for` takes the name of the view's function, not its path; of a view in a
    blueprint with the blueprint's name before it: `notes.index`. The function may be spelt
    otherwise, or its module is never imported.
  flask.mend: `flask routes` in the terminal lists all names as endpoints; take one of those.
  flask.other: Django's `reverse` and `{% url %}` take the `name=` of a route, and raise
    `NoReverseMatch`.
  django.cause: `reverse`, `redirect` and `{% url %}` take the name that a route has in `path(…,
    name="…")`, not its path; of an app with `app_name` with that before it: `notes:index`.
  django.mend: Look the name up in `urls.py`, or give the route one.
  django.other: Flask's `url_for` takes the name of the view's function, and raises
    `BuildError`, which suggests a near one.

url-arguments: The address {0} needs other values
  There is a route called `{0}`, and an address can't be made of it with the values that were
  given.
  flask.cause: Every `<part>` of the route needs a value of the same name: for
    `/notes/<int:number>` it is `url_for("{0}", number=1)`.
  flask.mend: Give the values that the message asks for, by name.
  flask.other: Django raises `NoReverseMatch`, and says which pattern it tried.
  django.cause: Every `<part>` of the route needs a value of the right kind: for
    `notes/<int:pk>/` it is `{% url '{0}' note.pk %}`. An empty value fits no route: is the
    object saved, and does the template have it?
  django.mend: Give the values that the route asks for, and see that none of them is empty.
  django.other: Flask raises `BuildError`: "Did you forget to specify values".
"""

ENTRIES = entries(
    WORDS,
    {
        "template-missing": (
            sections.TEMPLATES,
            [
                When("django.template.exceptions.TemplateDoesNotExist", r"^(.*)$"),
                When("jinja2.exceptions.TemplateNotFound", r"^(.*)$"),
            ],
        ),
        "template-syntax": (
            sections.TEMPLATES,
            [
                When("django.template.exceptions.TemplateSyntaxError", r"^(.*)$"),
                When("jinja2.exceptions.TemplateSyntaxError", r"^(.*)$"),
            ],
        ),
        "template-undefined": (
            sections.SILENT,
            [When("jinja2.exceptions.UndefinedError", r"^(.*?)\.?$")],
        ),
        "url-namespace": (
            sections.URLS,
            [When("NoReverseMatch", r"^'([^']+)' is not a registered namespace")],
        ),
        "url-name": (
            sections.URLS,
            [
                When("NoReverseMatch", r"^Reverse for '([^']*)' not found"),
                When(
                    "BuildError",
                    r"^Could not build url for endpoint '([^']+)'(?!.*forget to specify)",
                ),
            ],
        ),
        "url-arguments": (
            sections.URLS,
            [
                When(
                    "NoReverseMatch",
                    r"^Reverse for '([^']*)' with (?:no |arguments|keyword arguments).*not found",
                ),
                When(
                    "BuildError", r"^Could not build url for endpoint '([^']+)'.*forget to specify"
                ),
            ],
        ),
    },
)
