"""Models that can't be made, or are used before they are there; migrations that don't fit."""

from . import sections
from .entry import When, entries

WORDS = """
registry-not-ready: Django's apps aren't loaded yet
  A model, or something that needs one, was imported before Django had loaded the apps of the
  project, so it can't know yet where the model belongs.
  django.cause: A model is imported at the top of the settings, of an app's `__init__.py` or
    `apps.py`, or a script uses models without `django.setup()`.
  django.mend: Import models in `ready()` of the `AppConfig`, or in the function that needs
    them. A script of your own is better a management command.
  django.other: Flask keeps no such register: there the order of your imports is all there is.

no-app-label: The model belongs to no app
  Django must know for each model which app it belongs to, to name its table and its migrations,
  and can't tell for `{0}`.
  django.cause: The app that the file lies in isn't in `INSTALLED_APPS`, or the model is
    imported under another name than the app's: `mysite.notes.models` instead of `notes.models`.
  django.mend: Add the app to `INSTALLED_APPS`, and import its models by the name that stands
    there.
  django.other: With Flask-SQLAlchemy a model belongs to the `db` object that its class is made
    from.

on-delete: A foreign key must say what happens on deletion
  When the row that is pointed to is deleted, something must happen to this one. Django wants to
  be told what.
  django.cause: `on_delete` is missing from `ForeignKey` or `OneToOneField`.
  django.mend: `on_delete=models.CASCADE` deletes this row as well; `PROTECT` refuses,
    `SET_NULL` (with `null=True`) keeps it without its owner.
  django.other: SQLAlchemy asks nothing; its `relationship()` sets the key to NULL unless
    `cascade` says otherwise.

model-argument: The model has no field {0}
  A row was to be made with a value for `{0}`, and the model has no field of that name.
  flask.cause: The name is spelt otherwise in the class, or the column is missing there.
  flask.mend: Compare with the model.
  flask.other: Django says "got unexpected keyword arguments".
  django.cause: The name is spelt otherwise in the class, or the field is missing there. Values
    of a many-to-many field can't be given so: `note.tags.set([…])` after saving.
  django.mend: Compare with the model.
  django.other: SQLAlchemy says "is an invalid keyword argument".

relation-broken: SQLAlchemy can't tell how the tables belong together
  A `relationship()` follows a foreign key from one table to the other, and there is none, there
  are several, or the class that it names isn't known.
  flask.cause: A column such as `user_id = db.Column(db.ForeignKey("user.id"))` is missing. The
    key names the table (`user`), the relationship the class (`"User"`), and the module with
    that class must have been imported.
  flask.mend: Compare both names; with several keys say which: `foreign_keys=[user_id]`.
  flask.other: Django makes both in one: `models.ForeignKey(User, …)`. What it can't resolve
    fails its checks.

checks-failed: Django's checks found mistakes in the project
  Before it starts, Django looks over models, admin, URLs and settings. What it found is listed,
  each with a number such as `fields.E300`.
  django.cause: Mostly a name in one place that another place hasn't: a field in `list_display`,
    a model in a `ForeignKey`, a missing app in `INSTALLED_APPS`.
  django.mend: Mend the first of them, and run it again; `HINT` says how. `python manage.py
    check` repeats the checks.
  django.other: Flask checks nothing ahead: a mistake shows when its line runs.

migrations-conflict: Two migrations claim to be the last
  Each migration follows another. Here two follow the same one, so that it isn't clear which
  comes first: mostly because two people, or two branches, made one each.
  flask.cause: Two files in `migrations/versions` have the same `down_revision`.
  flask.mend: `flask db heads` shows them, `flask db merge heads` joins them.
  flask.other: Django calls them leaf nodes: `makemigrations --merge`.
  django.cause: Two files in `migrations/` have the same one in `dependencies`.
  django.mend: `python manage.py makemigrations --merge` joins them; if yours isn't applied or
    shared yet, delete it and make it anew.
  django.other: Alembic, in Flask-Migrate, calls them heads: `flask db merge heads`.

migration-missing: A migration that is named isn't there
  A migration depends on another, `{0}`, and no file of that name is found.
  flask.cause: A file in `migrations/versions` was deleted, or the database was made by other
    migrations than these.
  flask.mend: Bring the file back, or begin with a new database.
  flask.other: Django raises `NodeNotFoundError`.
  django.cause: A file in `migrations/` was deleted or renamed, or the app that it belongs to
    isn't in `INSTALLED_APPS`.
  django.mend: Bring the file back, or change `dependencies` in the one that names it.
  django.other: Alembic says "Can't locate revision".

validation: A value isn't valid, and nobody caught it
  `ValidationError` tells a form what is wrong with a value: {0}. Here no form was there to show
  it.
  flask.cause: A validator was called outside of a form, or `StopValidation` and
    `ValidationError` are raised in a view.
  flask.mend: Raise it in `validate_<field>` of the form: `form.errors` holds it then.
  flask.other: Django's has the same name, and belongs into `clean()` of a form or model.
  django.cause: `full_clean()` or a field's `to_python` was called by hand
    (`Note.objects.get(pk="x")` for a UUID does so, too), or it is raised in a view.
  django.mend: Raise it in `clean()` or `clean_<field>()` of a form, which shows it beside the
    field; elsewhere catch it.
  django.other: WTForms' `ValidationError` belongs into `validate_<field>` of a form.
"""

ENTRIES = entries(
    WORDS,
    {
        "registry-not-ready": (
            sections.BATTERIES,
            [When("django.core.exceptions.AppRegistryNotReady")],
        ),
        "no-app-label": (
            sections.LAYOUT,
            [
                When("RuntimeError", r"Model class ([\w.]+) doesn't declare an explicit app_label"),
            ],
        ),
        "on-delete": (
            sections.RELATIONS,
            [
                When(
                    "TypeError",
                    r"(?:ForeignKey|OneToOneField)\.__init__\(\) missing 1 required .* 'on_delete'",
                ),
            ],
        ),
        "model-argument": (
            sections.TABLES,
            [
                When("TypeError", r"\w+\(\) got unexpected keyword arguments?: '(\w+)'"),
                When("TypeError", r"^'(\w+)' is an invalid keyword argument for \w+"),
            ],
        ),
        "relation-broken": (
            sections.RELATIONS,
            [
                When(
                    "sqlalchemy.exc.NoForeignKeysError sqlalchemy.exc.AmbiguousForeignKeysError "
                    "sqlalchemy.exc.NoReferencedTableError sqlalchemy.exc.NoReferencedColumnError"
                ),
                When(
                    "sqlalchemy.exc.InvalidRequestError",
                    "failed to locate a name|One or more mappers failed to initialize",
                ),
            ],
        ),
        "checks-failed": (
            sections.BATTERIES,
            [
                When("django.core.management.base.SystemCheckError"),
                When(printed=True, says="^SystemCheckError:"),
            ],
        ),
        "migrations-conflict": (
            sections.MIGRATIONS,
            [
                When("CommandError", "Conflicting migrations detected"),
                When(printed=True, says="Conflicting migrations detected"),
                When(printed=True, says="Multiple head revisions are present"),
            ],
        ),
        "migration-missing": (
            sections.MIGRATIONS,
            [
                When(
                    "django.db.migrations.exceptions.NodeNotFoundError",
                    r"dependencies reference nonexistent parent node \('(.+?)'\)",
                ),
                When(printed=True, says=r"Can't locate revision identified by '(\w+)'"),
            ],
        ),
        "validation": (
            sections.FORMS,
            [
                When("django.core.exceptions.ValidationError", "^(.*)$"),
                When("wtforms.validators.ValidationError", "^(.*)$"),
            ],
        ),
    },
)
