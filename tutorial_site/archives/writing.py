"""A learner's data as files: an archive in JSON, complete, and a table for spreadsheets."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from tutorial_site.archives.facts import NAMED, to_record
from tutorial_site.catalog.store import library
from tutorial_site.catalog.tree import NotInLibrary
from tutorial_site.drafts.models import Draft
from tutorial_site.progress.models import Attempt, Certificate, Learner, Regrade

FORMAT, VERSION = "side-by-side archive", 1
AT_ONCE = 500
DRAFT_FIELDS = ("course", "lesson", "block", "framework", "digest", "files")
COLUMNS = (
    "time",
    "course",
    "lesson",
    "lesson_title",
    "block",
    "question",
    "kind",
    "attempt",
    "asked",
    "given",
    "score",
    "correct",
    "helped",
)
# A spreadsheet takes a cell that begins so for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
LONGEST_CELL = 1_000


def archive_of(learner: Learner, site: str) -> Iterator[str]:
    """The archive in pieces. ``site`` is the address that it is from, for whoever reads it."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "site": site,
        "written_at": timezone.now().isoformat(),
        "since": learner.created_at.isoformat(),
        "reading": learner.reading,
        "wants_review": learner.wants_review,
        "certificates": [_certificate(each) for each in learner.certificates.all()],
        "regrades": [_regrade(each) for each in _regrades(learner)],
        "drafts": [_draft(each) for each in Draft.objects.by(learner).order_by("pk")],
    }
    yield _json(head).removesuffix("}") + ', "attempts": ['
    attempts = Attempt.objects.by(learner).in_time().iterator(AT_ONCE)
    for number, attempt in enumerate(attempts):
        yield (",\n" if number else "\n") + _json(to_record(attempt))
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _certificate(certificate: Certificate) -> dict[str, Any]:
    """For the record: a certificate holds where it was given, and is not taken elsewhere."""
    names = ("id", "course", "title", "name", "done")
    fields = {name: getattr(certificate, name) for name in names}
    return {**fields, "at": certificate.made_at.isoformat()}


def _regrades(learner: Learner) -> Iterable[Regrade]:
    found = Regrade.objects.filter(attempt__learner=learner)
    return found.select_related("attempt").order_by("made_at", "pk")


def _regrade(regrade: Regrade) -> dict[str, Any]:
    """For the record, too: where an answer arrives, it is graded by the key that stands there."""
    names = ("was_score", "was_correct", "was_digest", "score", "correct", "digest")
    fields = {name: getattr(regrade, name) for name in names}
    return {"key": str(regrade.attempt.key), "at": regrade.made_at.isoformat(), **fields}


def _draft(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in DRAFT_FIELDS}


class _Line:
    """What csv writes to: gives the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def table_of(learner: Learner) -> Iterator[str]:
    """The attempts as CSV, oldest first, a line at a time; with the mark that Excel wants."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(COLUMNS)
    titles: dict[tuple[str, str], str] = {}
    for attempt in Attempt.objects.by(learner).in_time().iterator(AT_ONCE):
        place = (attempt.course, attempt.lesson)
        if place not in titles:
            titles[place] = _title(*place)
        yield writer.writerow([safe_cell(each) for each in _row(attempt, titles[place])])


def safe_cell(value: Any) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    cell = str(value).replace("\0", "")[:LONGEST_CELL]
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def _title(course: str, lesson: str) -> str:
    try:
        return library().lesson(course, lesson).title
    except NotInLibrary:
        return ""


def _row(attempt: Attempt, title: str) -> list[Any]:
    payload = attempt.payload
    is_exercise = attempt.kind == Attempt.Kind.EXERCISE
    return [
        attempt.created_at.isoformat(timespec="seconds"),
        attempt.course,
        attempt.lesson,
        title,
        attempt.block,
        attempt.question,
        attempt.kind,
        attempt.ordinal,
        _asked(attempt),
        given(attempt),
        None if attempt.score is None else round(attempt.score, 3),
        {True: "yes", False: "no", None: None}[attempt.correct],
        {True: "yes", False: "no", None: None}[payload["helped"] if is_exercise else None],
    ]


def _asked(attempt: Attempt) -> str:
    if attempt.kind in Attempt.GRADED_ON_THE_SITE:
        return str(attempt.payload["asked"].get("stem", ""))
    is_verdict = attempt.kind == Attempt.Kind.VERDICT
    return str(attempt.payload.get("claim", "")) if is_verdict else ""


def given(attempt: Attempt) -> str:
    """What the learner answered, did or was given, in words."""
    payload = attempt.payload
    if attempt.kind == Attempt.Kind.EXERCISE:
        passed, failed = len(payload["passed"]), len(payload["failed"])
        return f"{payload['framework']}: {passed} of {passed + failed} checks passed"
    if attempt.kind == Attempt.Kind.HELP:
        return f"{attempt.question} {payload.get('number', '')}".strip()
    if attempt.kind in Attempt.GRADED_ON_THE_SITE:
        return "(saw the answer)" if payload.get("revealed") else _answer(payload)
    if attempt.kind == Attempt.Kind.RUN:
        return str(payload["outcome"])
    return ": ".join(filter(None, [payload["verdict"], payload.get("reason")]))


def _answer(payload: dict[str, Any]) -> str:
    """The texts of an answer: ids are told by what was asked."""
    asked, answer = payload["asked"], payload["answer"]
    said = {each["id"]: each["text"] for name in NAMED for each in asked.get(name, ())}
    if "text" in answer:
        return str(answer["text"])
    if "pairs" in answer:
        return "; ".join(f"{said.get(a, a)} → {said.get(b, b)}" for a, b in answer["pairs"].items())
    if "lines" in answer:
        ids = [each["id"] for each in answer["lines"]]
        return "\n".join(said.get(each, each) for each in ids)
    return "; ".join(
        said.get(each, each) for each in answer.get("chosen", answer.get("blanks", ()))
    )
