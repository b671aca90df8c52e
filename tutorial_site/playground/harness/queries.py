"""The statements of an exchange, and what else happened in it; ``watching`` hears of them."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .databases import Databases
from .errors import ExceptionInfo, Paths, caused_here
from .shapes import Query
from .shapes_inspector import Transaction
from .trace import Tracer
from .values import for_json

MAX_QUERIES = 2000
MAX_SQL = 20_000  # characters
MAX_PARAM = 1000  # characters
MAX_PARAMS = 100
# What opens and closes transactions is no question to the database; counting it would make the
# same work look different in Django (which sends BEGIN) and SQLAlchemy (whose driver does).
TRANSACTIONS = {
    "BEGIN": "begin",
    "COMMIT": "commit",
    "END": "commit",
    "ROLLBACK": "rollback",
    "SAVEPOINT": "savepoint",
    "RELEASE": "release",
}
FIRST_WORD = re.compile(r"\s*([A-Za-z]+)")
# Values in a statement, and lists of values: what differs between statements of one shape.
VALUE = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|%s|:\w+")
LIST = re.compile(r"\(\s*\?(?:\s*,\s*\?)*\s*\)")
ROWS = re.compile(r"(\(\?\+\))(?:\s*,\s*\(\?\+\))+")


@dataclass
class Tally:
    """Statements that are counted and not kept, and the seconds that they took."""

    queries: int = 0
    seconds: float = 0.0


class Recorder:
    """What happened since the last ``reset``: queries, and the exception nobody handled."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.tracer = Tracer(paths)
        self.databases = Databases(paths)
        self.tally: Tally | None = None
        self.reset()

    def reset(self) -> None:
        """Start over, for the next exchange."""
        self.queries: list[Query] = []
        self.transactions: list[Transaction] = []
        self.groups: dict[str, int] = {}
        self.left_out = 0
        self.exception: BaseException | None = None

    @contextmanager
    def tallying(self) -> Iterator[Tally]:
        """Within it, statements are only counted: keeping them costs more than many of them do."""
        self.tally = Tally()
        try:
            yield self.tally
        finally:
            self.tally = None

    def query(self, sql: str, params: Any, seconds: float, affected: int = -1) -> Query | None:
        """Note one executed statement; None if it isn't kept. ``affected``: rows, -1 for none."""
        word = FIRST_WORD.match(sql)
        if self.tally is not None:
            self.tally.seconds += seconds
            self.tally.queries += not (word and word[1].upper() in TRANSACTIONS)
            return None
        if word and word[1].upper() in TRANSACTIONS:
            what = TRANSACTIONS[word[1].upper()]
            undone = what == "rollback" and re.search(r"\bTO\b", sql, re.IGNORECASE)
            self.transaction("rollback to savepoint" if undone else what)
            return None
        if len(self.queries) >= MAX_QUERIES:
            self.left_out += 1
            return None
        number = len(self.queries)
        query: Query = {
            "sql": sql[:MAX_SQL],
            "params": plain_params(params),
            "milliseconds": round(seconds * 1000, 3),
            "where": caused_here(self.paths) or self.tracer.around(),
            "group": self.groups.setdefault(shape_of(sql[:MAX_SQL]), number),
            "rows": affected if affected >= 0 else None,
        }
        self.queries.append(query)
        self.tracer.query(number, query, seconds)
        return query

    def transaction(self, what: str) -> None:
        """Note that a transaction begins or ends."""
        if self.tally is None and len(self.transactions) < MAX_QUERIES:
            where = caused_here(self.paths) or self.tracer.around()
            self.transactions.append({"what": what, "before": len(self.queries), "where": where})
            self.tracer.note("query", what.upper(), where, transaction=what)

    def failed(self, *_: Any, **info: Any) -> None:
        """Receiver of the frameworks' signal that a request ended in an exception."""
        caught: ExceptionInfo | tuple[None, None, None] = sys.exc_info()
        self.exception = info.get("exception") or caught[1] or self.exception


@lru_cache(maxsize=512)
def shape_of(sql: str) -> str:
    """A statement without its values: equal for ``id = 1`` and ``id = 2``, and for lists."""
    text = LIST.sub("(?+)", VALUE.sub("?", " ".join(sql.split())))
    return ROWS.sub(r"\1", text)


def plain_params(params: Any, depth: int = 0) -> Any:
    """Parameters as JSON can hold them."""
    if isinstance(params, dict) and depth < 3:
        return {str(k): plain_params(v, depth + 1) for k, v in list(params.items())[:MAX_PARAMS]}
    if isinstance(params, list | tuple) and depth < 3:
        return [plain_params(value, depth + 1) for value in params[:MAX_PARAMS]]
    if isinstance(params, str):
        return params[:MAX_PARAM]
    if params is None or isinstance(params, int | float):
        return for_json(params, MAX_PARAM)
    return repr(params)[:MAX_PARAM]
