"""Every page, for a visitor, a learner and an account: few queries, however many lessons there are,
and none of them reads a whole table of what learners did.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import now
from pytest_django import Settings

from tutorial_site.catalog.store import close_stores, library, store
from tutorial_site.catalog.tree import Block, QuizBlock, VerdictBlock
from tutorial_site.progress.models import Attempt, Certificate, Learner
from tutorial_site.progress.services import SESSION_KEY
from tutorial_site.progress.tests.cast import COURSE, LAZY
from tutorial_site.quizzes.kinds import kind_of

pytestmark = pytest.mark.django_db

LESSONS = 20
MOST = 8
SESSION_COOKIE = "sessionid"
TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

# A line of a plan. SQLite calls a table of a subquery by the name that Django gave it there.
WHOLE = {
    "sqlite": re.compile(r"^SCAN (progress_|drafts_|[T-Z]\d)"),
    "postgresql": re.compile(r"Seq Scan on (progress_|drafts_)"),
}

# What stands for the parts of an address.
PARTS = {"course": "many", "lesson": "lesson-3", "block": "lazy", "question": "q1"}
PARTS |= {"certificate": "a-certificate"}
PARTS |= {"when": "before", "path": "a.png", "uidb64": "MQ", "token": "set-password"}
OTHER_BLOCKS = {"quizzes:verdict": "guess"}
# These lessons have no picture, exercise or decision, and in production no page is watched.
NOT_HERE = {"catalog:image", "catalog:version", "decisions:decide"}
NOT_HERE |= {f"exercises:{name}" for name in ("record", "hint", "solution", "mistakes", "mistake")}


def addresses() -> Iterator[tuple[str, list[str]]]:
    """The name and the parts of every address of the site."""

    def below(patterns: list[Any], space: str, parts: list[str]) -> Iterator[tuple[str, list[str]]]:
        for each in patterns:
            known = parts + list(each.pattern.converters)
            if isinstance(each, URLResolver):
                inner = f"{space}{each.namespace}:" if each.namespace else space
                yield from below(each.url_patterns, inner, known)
            elif isinstance(each, URLPattern):
                yield f"{space}{each.name}", known

    yield from below(get_resolver().url_patterns, "", [])


ADDRESSES = dict(addresses())


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course of many lessons, each with an app, a quiz and both votes; compiled once."""
    folder = tmp_path_factory.mktemp("site") / "lessons"
    (folder / "many").mkdir(parents=True)
    (folder / "many" / "course.yml").write_text(COURSE)
    for number in range(1, LESSONS + 1):
        lesson = folder / "many" / f"{number:02}-lesson-{number}"
        lesson.mkdir()
        lesson.joinpath("lesson.md").write_text(
            LAZY.replace("title: Lazy querysets", f"title: Lesson {number}")
        )
    yield folder
    close_stores()


@pytest.fixture(autouse=True)
def taught(lessons: Path, settings: Settings) -> None:
    settings.DEBUG = False
    settings.LESSONS_DIR = lessons
    settings.VAR_DIR = lessons.parent / "var"
    assert not store().library().problems


def facts_everywhere(learner: Learner) -> None:
    """At every block of every lesson something was done twice; the answers were wrong."""
    made = [
        Attempt(learner=learner, key=uuid4(), ordinal=ordinal, course="many", **fact)
        for lesson in library().course("many").lessons
        for block in lesson.blocks
        for fact in facts_at(lesson.slug, block)
        for ordinal in (1, 2)
    ]
    Attempt.objects.bulk_create(made)
    # Long enough ago for all of it to be due for review.
    models.QuerySet(Attempt).filter(learner=learner).update(created_at=now() - timedelta(days=30))


def facts_at(lesson: str, block: Block) -> Iterator[dict[str, Any]]:
    fact = {"lesson": lesson, "block": block.id, "digest": block.digest}
    if isinstance(block, QuizBlock):
        for asked in block.questions:
            shown = [choice.id for choice in asked.choices]  # type: ignore[attr-defined]
            answer = {"chosen": shown[:1], "shown": shown}
            payload = {"answer": answer, "asked": kind_of(asked).asked(asked, answer)}
            graded = {"score": 0.0, "correct": False, "payload": payload | {"revealed": False}}
            yield fact | graded | {"kind": "answer", "question": asked.id, "digest": asked.digest}
    elif isinstance(block, VerdictBlock):
        yield fact | {"kind": "verdict", "question": block.when, "payload": {"verdict": "holds"}}
    else:
        yield fact | {"kind": "run", "payload": {"outcome": "ok"}}


@pytest.fixture(params=["a visitor", "a learner", "an account"])
def somebody(request: pytest.FixtureRequest) -> Client:
    """Somebody's browser; all but the visitor's have a long history, and much to review."""
    client = Client()
    facts_everywhere(other := Learner.objects.create())
    shown = {"course": "many", "title": "Many", "name": "Grace"}
    Certificate.objects.create(id=PARTS["certificate"], learner=other, **shown)
    if request.param == "a visitor":
        return client
    user = None
    if request.param == "an account":
        user = User.objects.create_user("ada", "ada@example.org", "correct horse battery")
        client.force_login(user)
    # Signing in has made a learner for the account.
    learner = Learner.objects.get(user=user) if user else Learner.objects.create()
    facts_everywhere(learner)
    session = client.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    return client


def address_of(name: str) -> str:
    unknown = set(ADDRESSES[name]) - set(PARTS)
    assert not unknown, f"Say in PARTS what stands for {unknown} in the address of {name}."
    parts = {part: PARTS[part] for part in ADDRESSES[name]}
    if name in OTHER_BLOCKS:
        parts["block"] = OTHER_BLOCKS[name]
    return reverse(name, kwargs=parts)


def opened(client: Client, name: str) -> list[str]:
    """The statements that opening a page takes."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address_of(name))
        b"".join(response)  # what is made while it is sent counts, too
    allowed = {200, 302, 401, 405} | ({404} if name in NOT_HERE else set())
    if name.startswith("review:") and SESSION_COOKIE not in client.cookies:
        allowed.add(404)  # nothing comes back for a visitor
    assert response.status_code in allowed, f"{name}: {response.status_code}"
    return [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(TRANSACTIONS)]


def test_no_page_takes_more_than_eight_queries_however_many_lessons_there_are(
    somebody: Client,
) -> None:
    taken = {name: opened(somebody, name) for name in ADDRESSES}
    assert {name: found for name, found in taken.items() if len(found) > MOST} == {}


def test_no_page_reads_a_whole_table_of_what_learners_did(somebody: Client) -> None:
    statements = {sql for name in ADDRESSES for sql in opened(somebody, name)}
    assert {sql: read for sql in statements if (read := whole_tables_read(sql))} == {}


def test_a_whole_table_that_is_read_would_be_noticed() -> None:
    assert whole_tables_read("SELECT count(*) FROM progress_attempt WHERE payload IS NULL")
    inside = "SELECT 1 FROM progress_attempt U0 WHERE U0.payload IS NULL"
    assert whole_tables_read(f"SELECT count(*) FROM django_session WHERE EXISTS ({inside})")


def whole_tables_read(sql: str) -> list[str]:
    """The lines of the database's plan that read a table of learners' facts from end to end."""
    if not sql.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")  # or small ones are read whole
            cursor.execute(f"EXPLAIN {sql}")
        plan = [str(row[-1]) for row in cursor.fetchall()]
    return [line for line in plan if WHOLE[connection.vendor].search(line)]
