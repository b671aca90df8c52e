"""Run by every `flask db` command: brings the application's database and its models together."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db

with database.engine.connect() as connection:
    # SQLite changes a table by making it anew: in batches.
    context.configure(
        connection=connection, target_metadata=database.metadata, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()
