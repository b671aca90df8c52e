"""What holds for all specs, wherever they stand.

Those that touch a database run on SQLite and on PostgreSQL (``make postgres``).
"""

import pytest

# Learners' projects bring tests of their own, which are no specs of ours.
collect_ignore_glob = ["*/tests/projects/*"]

FIXTURES = {"db", "transactional_db"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("django_db") or FIXTURES & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker("database")
