"""Which specs touch a database: they run on SQLite and on PostgreSQL (``make postgres``)."""

import pytest

FIXTURES = {"db", "transactional_db"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("django_db") or FIXTURES & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker("database")
