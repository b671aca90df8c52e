"""What a site's database holds, asked past the site."""

import sqlite3
from contextlib import closing

from tests.site import Site

COUNT = "SELECT count(*) FROM progress_attempt"


def attempts_in(site: Site) -> int:
    """How many attempts the site's database holds, SQLite or PostgreSQL."""
    if url := site.environment["DATABASE_URL"]:
        import psycopg

        with psycopg.connect(url) as connection:
            row = connection.execute(COUNT).fetchone()
    else:
        with closing(sqlite3.connect(site.folder / "db.sqlite3")) as database:
            row = database.execute(COUNT).fetchone()
    assert row is not None
    return int(row[0])
