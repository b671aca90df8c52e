"""The server is killed while learners answer: what it had acknowledged is there when it is back.

Learners answer over real HTTP, each over a connection of their own, and a bounded number of times.
"""

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest

from bench.loadgen import Connection
from bench.questions import Question, answers_to, questions_of
from tests.postgresql import Cluster
from tests.site import ROOT, ProductionSite
from tutorial_site.quizzes.forms import key_of_attempt

LESSON = "/learn/flask-or-django/same-app-twice/"
LEARNERS = 64
ANSWERS = 20  # of each learner at most
BEFORE_THE_KILL = 100  # answers that the server has acknowledged
WHAT_IS_KEPT = (
    "from tutorial_site.progress.models import Attempt; import json;"
    "print(json.dumps([str(key) for key in Attempt.objects.values_list('key', flat=True)]))"
)


class Learner(threading.Thread):
    """Opens the lesson and answers, until the server is gone. Remembers what the server had."""

    def __init__(self, site: ProductionSite, enough: threading.Semaphore) -> None:
        super().__init__(daemon=True)
        self.site, self.enough = site, enough
        self.acknowledged: set[str] = set()
        self.unsure: tuple[Question, dict[str, str]] | None = None
        self.connection = Connection(site.url)
        self.refused: list[str] = []

    def run(self) -> None:
        try:
            questions = questions_of(self.connection.get(LESSON).text)
            for turn in range(ANSWERS):
                question = questions[turn % len(questions)]
                token = self.connection.cookies["csrftoken"]
                self.unsure = question, dict(answers_to(question, choice=turn, token=token))
                self.send()
        except (OSError, http.client.HTTPException):
            pass  # the server is gone
        finally:
            self.connection.close()

    def send(self) -> None:
        """Post the answer; only when all of the response has come does the learner believe it."""
        assert self.unsure is not None
        question, fields = self.unsure
        headers = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        answer = self.connection.post(question.url, urlencode(fields).encode(), headers)
        if answer.status != 200:
            self.refused.append(f"{answer.status}: {answer.text[:200]}")
            return
        self.acknowledged.add(attempt_key(question, fields))
        self.unsure = None
        self.enough.release()

    def send_again(self) -> None:
        """What the page does when the site is back: the same answer, under the same key."""
        if self.unsure:
            self.send()
        self.connection.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ProductionSite]:
    site = ProductionSite(tmp_path, ROOT / "lessons")
    site.environment |= {"WORKERS": "2"}
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        site.environment["DATABASE_URL"] = cluster.make_database(tmp_path.name)
    site.start()
    yield site
    site.stop()


def attempt_key(question: Question, fields: Mapping[str, str]) -> str:
    """Under which an answer is kept: made of the page's key and of what was chosen."""
    said = {"chosen": [fields["choice"]], "shown": fields["shown"].split(",")}
    return str(key_of_attempt(UUID(fields["key"]), question.url, said, False))


def kept(site: ProductionSite) -> list[str]:
    """The keys of all attempts in the database."""
    keys: list[str] = json.loads(site.manage("shell", "--no-imports", "--command", WHAT_IS_KEPT))
    return keys


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(site: ProductionSite) -> None:
    enough = threading.Semaphore(0)
    learners = [Learner(site, enough) for _ in range(LEARNERS)]
    for learner in learners:
        learner.start()
    came = [enough.acquire(timeout=60) for _ in range(BEFORE_THE_KILL)]
    site.kill()
    for learner in learners:
        learner.join(timeout=60)
    assert all(came), site.logged()

    site.start()
    acknowledged = {key for learner in learners for key in learner.acknowledged}
    found = kept(site)
    assert acknowledged <= set(found)
    assert any(learner.unsure for learner in learners), "everybody was done before the kill"

    for learner in learners:
        learner.send_again()
    found = kept(site)
    assert [refusal for learner in learners for refusal in learner.refused] == []
    assert len(found) == len(set(found))
    assert set(found) == {key for learner in learners for key in learner.acknowledged}
