"""Counts queries, in a process of its own with a site's settings; prints them as JSON.

{"page": of a lesson's page for somebody new, "first": of the first answer of somebody new,
"later": of another answer}. What begins and ends a transaction is no query.
"""

import json
import sys
from collections.abc import Callable

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

from bench.questions import Question, answers_to, questions_of
from bench.stage import LESSON

TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def counted(act: Callable[[], object]) -> int:
    """How many queries ``act`` takes."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(not query["sql"].startswith(TRANSACTIONS) for query in captured)


def count() -> dict[str, int]:
    client = Client()
    first, later, *_ = questions_of(client.get(LESSON).content.decode())

    def answer(question: Question) -> None:
        response = client.post(question.url, answers_to(question), headers={"HX-Request": "true"})
        if response.status_code != 200:
            raise RuntimeError(f"{question.url} answered {response.status_code}.")

    return {
        "page": counted(lambda: Client().get(LESSON)),
        "first": counted(lambda: answer(first)),
        "later": counted(lambda: answer(later)),
    }


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    json.dump(count(), sys.stdout)
