"""What a database refuses, and what is asked of it in vain."""

from . import sections
from .entry import When, entries

OPERATIONAL = (
    "django.db.utils.OperationalError sqlalchemy.exc.OperationalError sqlite3.OperationalError"
)
INTEGRITY = "django.db.utils.IntegrityError sqlalchemy.exc.IntegrityError sqlite3.IntegrityError"

WORDS = """
no-table: There is no table {0}
  The database was asked for the table `{0}`, and has none of that name: it was never made, or
  in another database file.
  flask.cause: Nothing makes tables by itself: `db.create_all()` must run once, within the app's
    context and after the classes of the models are there. With Flask-Migrate it is `flask db
    upgrade`.
  flask.mend: Put `with app.app_context(): db.create_all()` below the models, and import the
    module that holds them before.
  flask.other: In Django a migration makes the table: `makemigrations`, then `migrate`.
  django.cause: The model has no migration yet, or the migration has not been applied; or the
    app isn't in `INSTALLED_APPS`. For `django_session` or `auth_user` it is Django's own
    migrations that are missing.
  django.mend: `python manage.py makemigrations`, then `python manage.py migrate`;
    `showmigrations` says what has been applied.
  django.other: In Flask `db.create_all()` makes the tables, or `flask db upgrade`.
  python.cause: `CREATE TABLE` has not run, or in another file: a relative path is looked for
    where the program was started.
  python.mend: Run `CREATE TABLE IF NOT EXISTS …` first.

no-column: The table has no column {0}
  The class of the model has a field that the table in the database hasn't: `{0}`. The class was
  changed after the table was made.
  flask.cause: `db.create_all()` makes tables that are missing, and changes none that is there.
  flask.mend: With Flask-Migrate: `flask db migrate` and `flask db upgrade`. While nothing in it
    matters, make the database anew: run the program again.
  flask.other: In Django it is a migration that is missing: `makemigrations`, `migrate`.
  django.cause: The field has no migration yet, or the migration has not been applied.
  django.mend: `python manage.py makemigrations`, then `python manage.py migrate`.
  django.other: In Flask, `db.create_all()` changes no table that is there; that is what
    Flask-Migrate is for.
  python.cause: The column is spelt otherwise, or the table was made by an older program.
  python.mend: Compare with `CREATE TABLE`. A text in SQL stands in single quotes.

unique: {0} is taken
  No two rows may have the same value here, and one with this value is there already: the
  database refuses the second.
  flask.cause: The column is `unique=True`, or the primary key, and the same form was sent
    twice, or the example rows are added at every start.
  flask.mend: Ask first whether the row is there, or catch `IntegrityError`, call
    `db.session.rollback()`, and tell the person.
  flask.other: Django raises an `IntegrityError` of its own; a `ModelForm` asks first, and shows
    the mistake in the form.
  django.cause: The field is `unique=True`, `unique_together` or a `UniqueConstraint` holds, and
    a row with this value is there.
  django.mend: Let a `ModelForm` check it (`form.is_valid()` asks the database), or use
    `get_or_create`.
  django.other: SQLAlchemy raises an `IntegrityError` of its own, and its session wants
    `rollback()` before it goes on.
  python.cause: The column is `UNIQUE` or the primary key, and a row with this value is there.
  python.mend: Ask first, or write `INSERT OR IGNORE`.

not-null: {0} must not be empty
  The column `{0}` must have a value in every row, and this row has none: `NULL`, which is
  `None` in Python. (An empty text would be a value.)
  flask.cause: The column is `nullable=False` (a `Mapped[str]` is so by itself), and the object
    was added without it.
  flask.mend: Give it a value, or a `default=`; check the form before the row is made.
  flask.other: In Django every field is so unless it says `null=True`.
  django.cause: Every field is so unless it says `null=True`. For a foreign key such as
    `owner_id`, the object that it belongs to was not set.
  django.mend: Give it a value, or a `default=`. A `ModelForm` whose `fields` leave it out:
    `note = form.save(commit=False)`, set it, `note.save()`.
  django.other: In SQLAlchemy a `Column` takes NULL unless it says `nullable=False`; a
    `Mapped[str]` doesn't.
  python.cause: The column is `NOT NULL`, and `INSERT` left it out or gave `None`.
  python.mend: Give it a value, or a `DEFAULT` in the table.

foreign-key: The row that this one points to isn't there
  A foreign key names the row of another table, and there is no such row; or a row was to be
  deleted that others point to.
  flask.cause: The number in the foreign key is wrong. (SQLite checks this only after `PRAGMA
    foreign_keys = ON`, which SQLAlchemy doesn't say by itself.)
  flask.mend: Take the object instead of its number: `Note(owner=user)`.
  flask.other: Django switches the check on for SQLite, and makes it when the transaction ends.
  django.cause: The number in the foreign key is wrong, such as `owner_id=999`. Django checks it
    when the transaction ends, so the line that is named may be a later one.
  django.mend: Take the object instead of its number: `Note(owner=user)`; `get_object_or_404`
    finds it.
  django.other: SQLAlchemy leaves the check off in SQLite: there the row is stored, pointing to
    nothing.
  python.cause: The number in the foreign key is wrong, or the other row was not inserted yet.
  python.mend: Insert the row that is pointed to first.

row-missing: No row fits
  Exactly one row was asked for, and none fits: {0}
  flask.cause: `one()` and `scalar_one()` insist on one row. The database may be empty, or the
    condition may not be what you mean.
  flask.mend: `db.session.get(Note, number)` and `.first()` give `None` instead;
    `db.get_or_404(Note, number)` a 404 page.
  flask.other: Django's `get()` raises `Note.DoesNotExist`.
  django.cause: `get()` insists on one row. The database may be empty, or the condition may not
    be what you mean.
  django.mend: `get_object_or_404(Note, pk=pk)` makes a 404 page of it; `.filter(…).first()`
    gives `None`.
  django.other: SQLAlchemy's `one()` raises `NoResultFound`; its `session.get()` gives `None`.

rows-many: More than one row fits
  Exactly one row was asked for, and several fit: {0}
  flask.cause: The condition is met by several rows, because nothing makes the value unique.
  flask.mend: Ask by the primary key, make the column `unique=True`, or take `.first()` or all.
  flask.other: Django's `get()` raises `Note.MultipleObjectsReturned`.
  django.cause: The condition is met by several rows, because nothing makes the value unique.
  django.mend: Ask by `pk`, make the field `unique=True`, or take `.filter(…)` with all of them.
  django.other: SQLAlchemy's `one()` raises `MultipleResultsFound`.

field-unknown: There is no field {0} to ask by
  The query names `{0}`, and the model has no field of that name.
  flask.cause: The name in `filter_by(…)` is spelt otherwise in the class, or it belongs to
    another table.
  flask.mend: Compare with the model. What is asked of another table needs `join`.
  flask.other: Django raises `FieldError`, and lists the fields that there are.
  django.cause: The name is spelt otherwise in the model, or a dot was meant by two underscores:
    `owner__username`.
  django.mend: Take one of the names that the message lists: "Choices are".
  django.other: SQLAlchemy raises `InvalidRequestError`, or, for `Note.title`, an
    `AttributeError`.

detached: The object has lost its session
  The object was loaded in a session that has ended. What it hasn't loaded yet, it can't ask for
  any more.
  flask.cause: Flask-SQLAlchemy's session ends with each request, and the object was kept: in a
    global variable, in a cache, or beyond `with app.app_context():`. After `commit()` all its
    attributes have to be asked for anew.
  flask.mend: Keep the number, not the object, and load it again: `db.session.get(Note,
    number)`. What is needed later, load at once, with `selectinload`.
  flask.other: Django's objects belong to no session: they ask the database whenever they have
    to.

rollback-needed: The transaction has failed already
  A statement failed before, and with it the whole transaction. Nothing more can be asked until
  it is given up.
  flask.cause: An exception of the database was caught, and the session was used on as if
    nothing had happened.
  flask.mend: Where it is caught, call `db.session.rollback()` first.
  flask.other: Django raises `TransactionManagementError` within `atomic()`.
  django.cause: An exception of the database was caught within `atomic()`, and queries follow.
    Tests run in `atomic()`, too.
  django.mend: Catch it outside: put the statement that may fail into a `with
    transaction.atomic():` of its own.
  django.other: SQLAlchemy raises `PendingRollbackError`, and wants `session.rollback()`.

locked: The database is locked
  Somebody else is in the middle of writing. SQLite lets one write at a time, and has waited
  long enough.
  flask.cause: A transaction was begun and neither committed nor rolled back: in the shell, or
    by a second connection of your own.
  flask.mend: Commit as soon as the work is done; use one way to the database, not two.
  flask.other: Django commits after each statement unless `atomic()` says otherwise.
  django.cause: A transaction is open elsewhere: an `atomic()` that lasts, or a connection of
    `sqlite3` beside Django's.
  django.mend: Keep what is in `atomic()` short; use Django's connection for all.
  django.other: With SQLAlchemy it is mostly a session that has not been committed.
  python.cause: Another connection has begun to write, and has not called `commit()`.
  python.mend: Commit, and close connections that are done: `with closing(connect(…))`.

sql-syntax: The database can't read the statement
  Something near `{0}` is no SQL that SQLite knows.
  flask.cause: SQL that you wrote yourself has a word misspelt, a comma too many, or a value put
    into it by an f-string.
  flask.mend: Values go in as parameters, `text("… WHERE id = :id"), {"id": number}`: that is
    also the only safe way.
  flask.other: With Django it is the same, in `raw()` and `cursor.execute()`.
  django.cause: SQL that you wrote yourself, for `raw()` or `cursor.execute()`, has a word
    misspelt, a comma too many, or a value put into it by an f-string.
  django.mend: Values go in as parameters, `cursor.execute("… WHERE id = %s", [number])`: that
    is also the only safe way.
  django.other: With SQLAlchemy it is the same, in `text()`.
  python.cause: A word is misspelt, a comma is too many, or a value was put into the text by an
    f-string.
  python.mend: Values go in as parameters, `execute("… WHERE id = ?", (number,))`: that is also
    the only safe way.

sql-bindings: The number of values isn't that of the question marks
  Each `?` in the statement stands for one value, and there are more of the one than of the
  other.
  python.cause: A single value needs a comma to be a tuple: `("Milk")` is a text, of which each
    letter counts.
  python.mend: Write `(text,)` or `[text]`.
"""

ENTRIES = entries(
    WORDS,
    {
        "no-table": (sections.MIGRATIONS, [When(OPERATIONAL, r"no such table: ([\w.]+)")]),
        "no-column": (
            sections.MIGRATIONS,
            [
                When(OPERATIONAL, r"no such column: (?:\w+\.)?(\w+)"),
                When(OPERATIONAL, r"table \w+ has no column named (\w+)"),
            ],
        ),
        "unique": (
            sections.CONSTRAINTS,
            [When(INTEGRITY, r"UNIQUE constraint failed: (?:\w+\.)?(\w+)")],
        ),
        "not-null": (
            sections.CONSTRAINTS,
            [When(INTEGRITY, r"NOT NULL constraint failed: (?:\w+\.)?(\w+)")],
        ),
        "foreign-key": (sections.CONSTRAINTS, [When(INTEGRITY, "FOREIGN KEY constraint failed")]),
        "row-missing": (
            sections.QUERIES,
            [
                When("django.core.exceptions.ObjectDoesNotExist", "^(.*)$"),
                When("sqlalchemy.exc.NoResultFound", "^(.*)$"),
            ],
        ),
        "rows-many": (
            sections.QUERIES,
            [
                When("django.core.exceptions.MultipleObjectsReturned", "^(.*)$"),
                When("sqlalchemy.exc.MultipleResultsFound", "^(.*)$"),
            ],
        ),
        "field-unknown": (
            sections.QUERIES,
            [
                When(
                    "django.core.exceptions.FieldError",
                    r"Cannot resolve keyword '([^']+)' into field",
                ),
                When(
                    "django.core.exceptions.FieldError",
                    r"Invalid field name\(s\) given in select_related: '([^']+)'",
                ),
                When(
                    "sqlalchemy.exc.InvalidRequestError",
                    r'Entity namespace for .* has no property "(\w+)"',
                ),
            ],
        ),
        "detached": (sections.SESSIONS, [When("sqlalchemy.orm.exc.DetachedInstanceError")]),
        "rollback-needed": (
            sections.SESSIONS,
            [
                When("sqlalchemy.exc.PendingRollbackError"),
                When(
                    "django.db.transaction.TransactionManagementError",
                    "error occurred in the current transaction",
                ),
            ],
        ),
        "locked": (sections.CONSTRAINTS, [When(OPERATIONAL, "database (?:table )?is locked")]),
        "sql-syntax": (sections.NONE, [When(OPERATIONAL, r'near "([^"]*)": syntax error')]),
        "sql-bindings": (
            sections.NONE,
            [When("sqlite3.ProgrammingError", "Incorrect number of bindings supplied")],
        ),
    },
)
