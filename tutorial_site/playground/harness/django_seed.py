"""A database in which the contrib apps' tables are made already, kept as bytes.

Migrating them takes half a second in the browser, and comes to the same for every program that
uses them as they are. Its file is written instead, and only the program's own migrations run.
"""

import sqlite3
from pathlib import Path
from typing import Any

LABELS = frozenset({"admin", "auth", "contenttypes", "sessions"})
SQLITE = "django.db.backends.sqlite3"

_seed = b""


def make() -> None:
    """Migrate an in-memory database, which the settings must name, and keep it."""
    global _seed
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    _seed = database.serialize()


def plant() -> bool:
    """Write the database for the program that is set up, if it fits it; whether it did."""
    from django.conf import settings

    if not _seed or not _fits(settings):
        return False
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    path.write_bytes(_seed)
    database = sqlite3.dbapi2.connect(path)
    database.execute("UPDATE django_migrations SET applied = strftime('%Y-%m-%d %H:%M:%f', 'now')")
    database.commit()
    database.close()
    return True


def _fits(settings: Any) -> bool:
    """One SQLite file that doesn't exist yet, the contrib apps with their own migrations."""
    from django.apps import apps

    if set(settings.DATABASES) != {"default"} or settings.DATABASE_ROUTERS:
        return False
    database = settings.DATABASES["default"]
    name = str(database.get("NAME") or "")
    usual = database.get("ENGINE") == SQLITE and name and not name.startswith((":", "file:"))
    return bool(
        usual
        and not Path(name).exists()
        and Path(name).parent.is_dir()
        and settings.AUTH_USER_MODEL == "auth.User"
        and not LABELS & set(settings.MIGRATION_MODULES)
        and set(apps.app_configs) >= LABELS
    )
