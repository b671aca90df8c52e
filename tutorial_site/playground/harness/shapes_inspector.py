"""The JSON-able shapes of the inspector: the trace, changed rows, cookies, databases, the prompt.

Calls and what they answer: ``cookies`` and ``clear_cookies`` a list of ShownCookie, ``database`` a
list of DatabaseInfo, ``table`` a Page, ``sql`` an SQLAnswer. A call that can't be done answers
``{"refused": "why, and what to do"}``.
"""

from typing import Any, NotRequired, TypedDict


class Place(TypedDict):
    """A line of the learner's own files."""

    file: str
    line: int


class Step(TypedDict):
    """One step of an exchange through the framework, in order of beginning; those inside it follow
    with a greater ``depth`` (0: outermost).

    ``kind``: wsgi, middleware, routing, view, template, query, hook or response. ``at``: begin,
    in milliseconds since the exchange's; ``milliseconds``: how long, with all inside it.

    ``detail`` by kind; ``raised`` in any of them is the exception that left it:

    - wsgi: method, path, status
    - middleware: sets (attributes of the request), passed_on, status, adds (headers of the
      response); of a hook of one: hook ("process_view", …), answered
    - routing: path, rules, rules_left_out; matched: route, view, url_name, args, kwargs; Flask:
      rules_not_reached, blueprints; failed, status, allowed, redirect. A rule: pattern, kind (path,
      re_path, include, rule), methods, name, leads_to, converters, outcome (matched, no match,
      method not allowed, redirect), matched, where
    - view: args, kwargs, returned (class), status; Django: atomic, defined_in
    - template: engine, role (rendered, extended, included, imported), by, parents, context
      ({name: text}), from_processors (names)
    - query: query (its index in the exchange's queries), or transaction (begin, commit, rollback …)
    - hook: hook (before_request, after_request, teardown_request, teardown_appcontext, session,
      signal, error); answered, adds, keys, sent, set_cookie, sender, exception, status
    - response: returned, status, streaming, headers, made_from (Flask: what the view returned)
    """

    kind: str
    name: str
    at: float
    milliseconds: float
    depth: int
    where: Place | None
    detail: dict[str, Any]


class Transaction(TypedDict):
    """A transaction's begin or end. ``what``: begin, commit, rollback, savepoint, release, or
    rollback to savepoint; ``before``: index of the query that followed."""

    what: str
    before: int
    where: Place | None


class TableChange(TypedDict):
    """What an exchange changed in a table; rows as lists in the order of ``columns``.

    At most 50 rows each are told; ``left_out`` counts the others. ``note`` says what rows can't:
    that the table was created, dropped, or is too large to be compared.
    """

    database: str
    table: str
    internal: bool
    columns: list[str]
    inserted: list[list[Any]]
    deleted: list[list[Any]]
    updated: list[dict[str, list[Any]]]
    left_out: int
    note: str


class Meaning(TypedDict):
    """What a cookie's value says. ``kind``: flask-session, flask-remember, django-session,
    csrf-token, django-messages. ``data`` is decoded; ``valid``: signature and age are right, or the
    session is there; None where nothing can be checked."""

    kind: str
    data: Any
    signed: bool
    encrypted: bool
    valid: bool | None
    note: str


class ShownCookie(TypedDict):
    """A cookie of a window's jar. ``expires``: seconds since the epoch, None: with the browser."""

    name: str
    value: str
    path: str
    expires: float | None
    httponly: bool
    secure: bool
    samesite: str
    meaning: Meaning | None


class ForeignKey(TypedDict):
    """Where a column points to; ``column`` is None for the target's primary key."""

    table: str
    column: str | None
    on_delete: str


class ColumnInfo(TypedDict):
    """A column. ``pk``: its place in the primary key, from 1; 0 if it isn't in it."""

    name: str
    type: str
    notnull: bool
    default: str | None
    pk: int
    fk: ForeignKey | None


class IndexInfo(TypedDict):
    """An index. ``origin``: "index", "unique" or "primary key", from what it was made."""

    name: str
    unique: bool
    columns: list[str]
    origin: str


class TableInfo(TypedDict):
    """A table or view. ``internal``: a framework's own. ``rows``: None if they can't be counted."""

    name: str
    kind: str
    sql: str
    internal: bool
    rows: int | None
    columns: list[ColumnInfo]
    indexes: list[IndexInfo]


class DatabaseInfo(TypedDict):
    """An SQLite database: ``name`` is what other calls know it by, ``label`` whose it is."""

    name: str
    label: str
    in_memory: bool
    tables: list[TableInfo]
    error: str


class PageWanted(TypedDict):
    """Rows of a table: 50 unless ``limit``. ``order`` is a column, "-column" for descending."""

    database: str
    table: str
    offset: NotRequired[int]
    limit: NotRequired[int]
    order: NotRequired[str]


class Page(TypedDict):
    """Rows of a table from ``offset`` on; ``total`` counts all of them. Cells are cut at 1,000
    characters; numbers that JavaScript can't hold exactly, and blobs, come as text."""

    columns: list[str]
    rows: list[list[Any]]
    offset: int
    total: int


class SQLWanted(TypedDict):
    """Statements for a database's prompt."""

    database: str
    text: str


class SQLError(TypedDict):
    """A mistake; ``offset`` counts characters of the whole text, ``line`` and ``column`` from 1."""

    message: str
    offset: int
    line: int
    column: int


class StatementResult(TypedDict):
    """One statement's result: at most 500 rows, ``more`` if there are others."""

    sql: str
    columns: list[str]
    rows: list[list[Any]]
    more: bool
    rowcount: int | None
    milliseconds: float
    error: SQLError | None


class SQLAnswer(TypedDict):
    """Results up to the first mistake, and what there is to know besides ("" if nothing)."""

    results: list[StatementResult]
    note: str
