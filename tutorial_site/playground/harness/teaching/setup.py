"""What an app needs to be told before it can work: keys, settings, names, the order of things."""

from . import sections
from .entry import When, entries

CONFIGURED = "django.core.exceptions.ImproperlyConfigured"

WORDS = """
secret-key: There is no secret key
  Cookies that nobody may forge are signed with a secret key, and the app has none.
  flask.cause: The session, `flash()`, a log-in or a form's token is used, and
    `app.config["SECRET_KEY"]` was never set.
  flask.mend: Set it right after the app is made: `app.config["SECRET_KEY"] = "…"`. Outside of
    lessons it is long, random, and not in the code.
  flask.other: Django's `SECRET_KEY` must not be empty either; `startproject` makes one.
  django.cause: The settings have no `SECRET_KEY`, or an empty one: from an environment variable
    that isn't set, for example.
  django.mend: Set it. Outside of lessons it is long, random, and not in the code.
  django.other: Flask starts without one as well, and fails when the session is used first.

outside-app-context: No app is in charge here
  Something asked "which app?" where none is active. Flask knows the current app only while it
  answers a request, or where you say so.
  flask.cause: `db.create_all()`, a query or `current_app` stands at the top of a file, or in a
    script.
  flask.mend: Put it into `with app.app_context():`. In a command (`@app.cli.command()`) there
    is one already.
  flask.other: Django's settings are one for the whole process, so it has no such thing; the
    nearest is "settings are not configured".

outside-request-context: There is no request here
  `request` and `session` belong to the request that is being answered, and at this moment
  none is.
  flask.cause: It stands at the top of a file, in a thread, in a script or in the shell, instead
    of in a view.
  flask.mend: Move it into a function that a view calls. To try it: `with
    app.test_request_context("/?q=1"):`.
  flask.other: In Django the request is an argument of the view: where you don't have it, you
    can't ask it.

hash-library: The library for these hashes isn't here
  Flask-Security hashes passwords with {0} unless you say otherwise. That is a library of its own,
  written in C, and it isn't installed; in the browser it can't be.
  flask.cause: `app.config["SECURITY_PASSWORD_HASH"]` was never set, or names a hash whose library
    is missing.
  flask.mend: Set `app.config["SECURITY_PASSWORD_HASH"] = "pbkdf2_sha256"`, which is Python's own.
    On a computer of your own, `pip install argon2-cffi` lets you keep the default.
  flask.other: Django's default is PBKDF2, which needs no library; Argon2 is a line in
    `PASSWORD_HASHERS`, and needs the same library.

no-server-name: An address can't be made outside of a request
  A whole address begins with the site's name, which Flask reads from the request. Here there is
  none.
  flask.cause: `url_for` is used in a script, a command or the shell.
  flask.mend: Set `app.config["SERVER_NAME"]`, or use `with app.test_request_context():`.
  flask.other: Django's `reverse` gives the path alone, and works anywhere.

endpoint-twice: Two views have the name {0}
  Flask knows a view by the name of its function, and there is one called `{0}` already.
  flask.cause: A view was copied and kept its name; or a decorator of your own stands below
    `@app.get` and returns an inner function, whose name is the same for all.
  flask.mend: Give one of the functions another name; in a decorator put
    `@functools.wraps(view)` above the inner function.
  flask.other: Django doesn't mind: routes are told apart by their `name=`, and the later wins
    when an address is made.

blueprint-twice: The blueprint {0} is there already
  A blueprint's name is the beginning of the names of its views, so two can't share it.
  flask.cause: Two blueprints were made with the same first argument, or one is registered
    twice.
  flask.mend: Name each after its feature; to register one twice, give the second `name=`.
  flask.other: In Django the namespace is `app_name`, and `include()` may be said twice.

setup-finished: The app is running already
  Routes, hooks and blueprints must be there before the first request. This one came later, and
  some requests would not have known it.
  flask.cause: The module with the routes is imported within a view, or a route is added in a
    function that runs later.
  flask.mend: Import it at the end of the file that makes the app, or in `create_app()`.
  flask.other: Django reads the URL configuration once, at the first request.

route-without-slash: A route begins with a slash
  The route `{0}` doesn't begin with a slash, and every address does.
  flask.cause: The slash was forgotten, or the route was copied from Django, where there is
    none.
  flask.mend: Write `@app.get("/hello")`.
  flask.other: A Django route has no slash at its beginning.

database-address: Flask-SQLAlchemy doesn't know where the database is
  Before `db` can be used it must be told the address of the database.
  flask.cause: `SQLALCHEMY_DATABASE_URI` isn't set, or only after `SQLAlchemy(app)` or
    `init_app`.
  flask.mend: Above that line: `app.config["SQLALCHEMY_DATABASE_URI"] =
    "sqlite:///notes.sqlite3"`.
  flask.other: Django reads `DATABASES` in the settings.

extension-not-registered: The extension doesn't know this app
  The app that is active was never given to this `SQLAlchemy` object.
  flask.cause: `db.init_app(app)` is missing in `create_app()`, or there are two `db` objects:
    one in `app.py`, one in `models.py`.
  flask.mend: Make `db` in one file, import it everywhere else, and call `db.init_app(app)`
    once.
  flask.other: Django connects what `INSTALLED_APPS` and `DATABASES` name by itself.

no-user-loader: Flask-Login can't find users
  The session holds the number of a user, and Flask-Login must be told how to make a user of it.
  flask.cause: `@login_manager.user_loader` is missing, or `LoginManager(app)` itself.
  flask.mend: `@login_manager.user_loader` above `def load_user(number): return
    db.session.get(User, int(number))`.
  flask.other: Django has one user model, and loads it by itself.

settings-not-configured: Django doesn't know its settings
  Something asked for the setting `{0}`, and Django has not been told yet which settings module
  to use.
  django.cause: A file of the project is run by itself, `python models.py`, or imported in plain
    Python.
  django.mend: Use `python manage.py shell`, or a management command. A script:
    `os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"`, then `django.setup()`.
  django.other: Flask's nearest is "Working outside of application context".

urlconf-empty: The URL configuration {0} holds no routes
  Django read `{0}` and found no list `urlpatterns` in it.
  django.cause: The list is spelt otherwise, `urlpatterns` being all small and one word; or the
    file is being imported in a circle, and hasn't come to its list yet.
  django.mend: Define `urlpatterns = [ … ]`. In a circle: does a module that this file imports
    use `reverse()` at its top? `reverse_lazy` waits.
  django.other: Flask collects routes as the decorators run; a module that is never imported has
    none.

include-namespace: A namespace needs the app's name
  `include(…, namespace=…)` gives one copy of an app's routes a name, and the app must have said
  what it is called itself.
  django.cause: The included `urls.py` has no `app_name`.
  django.mend: Put `app_name = "notes"` above its `urlpatterns`; then `namespace=` may go.
  django.other: In Flask the blueprint's name does both.

app-label-twice: Two apps have the same label
  Two entries of `INSTALLED_APPS` end in the same word, `{0}`, and by that Django names tables
  and migrations.
  django.cause: The app is listed twice, by its folder and by its `AppConfig`, or an app of
    yours has the name of one of Django's.
  django.mend: List it once; otherwise give one of them `label = "…"` in its `AppConfig`.
  django.other: In Flask the same happens to blueprints of the same name.

class-incomplete: A class has to be told more
  A generic view or form does most of the work by itself, and this one misses what it can't
  guess: {0}
  django.cause: An attribute of the class is missing or misspelt: `model`, `fields`,
    `template_name`, `success_url`.
  django.mend: Add the one that the message names.
  django.other: Flask's views have no such helpers: what they do, you write.

database-engine: The database isn't set up
  A query was made, and the settings don't say which database to ask.
  django.cause: `DATABASES` is missing from the settings, or has no `ENGINE`.
  django.mend: `DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME":
    BASE_DIR / "db.sqlite3"}}`
  django.other: Flask-SQLAlchemy asks for `SQLALCHEMY_DATABASE_URI`.

improperly-configured: A setting is missing or wrong
  Django can't work with what the settings, or a class, say: {0}
  django.cause: A name in the settings is misspelt, or names something that isn't there.
  django.mend: Look for the name that the message tells, in `settings.py` first.
  django.other: Flask checks its configuration nowhere; a missing key is a `KeyError` later.

middleware-missing: The request has no {0}
  `request.{0}` is put there by a middleware, and that one isn't in the list.
  django.cause: `SessionMiddleware` or `AuthenticationMiddleware` is missing from `MIDDLEWARE`,
    or stands below the one that needs it.
  django.mend: Put both back, the session's first; `django.contrib.sessions` and
    `django.contrib.auth` belong into `INSTALLED_APPS`.
  django.other: Flask's `session` is always there, and needs a secret key.
"""

ENTRIES = entries(
    WORDS,
    {
        "secret-key": (
            sections.SECRETS,
            [
                When("RuntimeError", "session is unavailable because no secret key was set"),
                When("RuntimeError", "A secret key is required to use CSRF"),
                When("KeyError", "A secret key is required to use CSRF"),
                When(CONFIGURED, "SECRET_KEY setting must not be empty"),
            ],
        ),
        "outside-app-context": (
            sections.CONTEXT,
            [When("RuntimeError", "Working outside of application context")],
        ),
        "outside-request-context": (
            sections.CONTEXT,
            [When("RuntimeError", "Working outside of request context")],
        ),
        "no-server-name": (
            sections.CONTEXT,
            [When("RuntimeError", "Unable to build URLs outside an active request")],
        ),
        "endpoint-twice": (
            sections.ROUTES,
            [
                When(
                    "AssertionError",
                    r"View function mapping is overwriting an existing endpoint function: ([\w.]+)",
                ),
            ],
        ),
        "blueprint-twice": (
            sections.LAYOUT,
            [When("ValueError", r"The name '([\w.]+)' is already registered for")],
        ),
        "setup-finished": (
            sections.FACTORY,
            [
                When("AssertionError", r"The setup method '\w+' can no longer be called"),
            ],
        ),
        "route-without-slash": (
            sections.ROUTES,
            [
                When(
                    "ValueError",
                    r"(?:urls must start with a leading slash|"
                    r"URL rule '(.*)' must start with a slash)",
                )
            ],
        ),
        "database-address": (
            sections.TABLES,
            [
                When(
                    "RuntimeError",
                    "Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set",
                )
            ],
        ),
        "extension-not-registered": (
            sections.FACTORY,
            [
                When(
                    "RuntimeError",
                    "The current Flask app is not registered with this 'SQLAlchemy' instance",
                )
            ],
        ),
        "hash-library": (
            sections.SECURITY,
            [When("MissingBackendError", r"^(\w+): no backends available")],
        ),
        "no-user-loader": (
            sections.SECURITY,
            [
                When("Exception", "Missing user_loader or request_loader"),
                When("AttributeError", "'Flask' object has no attribute 'login_manager'"),
            ],
        ),
        "settings-not-configured": (
            sections.BATTERIES,
            [When(CONFIGURED, r"Requested settings?,? ?(\w*),? but settings are not configured")],
        ),
        "urlconf-empty": (
            sections.URLS,
            [When(CONFIGURED, r"The included URLconf '([^']+)' does not appear to have")],
        ),
        "include-namespace": (
            sections.URLS,
            [When(CONFIGURED, "Specifying a namespace in include.. without providing an app_name")],
        ),
        "app-label-twice": (
            sections.LAYOUT,
            [When(CONFIGURED, r"Application labels aren't unique, duplicates: (\w+)")],
        ),
        "class-incomplete": (
            sections.VIEWS,
            [
                When(
                    CONFIGURED,
                    r"^(.*(?:is missing a QuerySet|without the 'fields' attribute|"
                    r"either the 'fields' attribute|definition of 'template_name'|"
                    r"No URL to redirect to|"
                    r"must either provide|requires either a definition).*)$",
                ),
                When("ValueError", r"^(ModelForm has no model class specified.*)$"),
            ],
        ),
        "database-engine": (
            sections.TABLES,
            [When(CONFIGURED, "settings.DATABASES is improperly configured")],
        ),
        "improperly-configured": (sections.BATTERIES, [When(CONFIGURED, "^(.*)$")]),
        "middleware-missing": (
            sections.BATTERIES,
            [
                When(
                    "AttributeError",
                    r"'(?:WSGIRequest|HttpRequest)' object has no attribute '(user|session)'",
                ),
            ],
        ),
    },
)
