"""An attempt as it stands in an archive, and back: every field is held to its shape."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.shapes import (
    Shape,
    by_name,
    either,
    flag,
    list_of,
    record,
    text,
    texts,
    whole,
)
from tutorial_site.quizzes.kinds import KINDS
from tutorial_site.quizzes.verdicts import VERDICTS

Record = dict[str, Any]
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks differ

# What the questions of a kind of attempt are called, and what their payloads hold.
ANSWER: Mapping[str, Shape] = {
    name: shape for kind in KINDS.values() for name, shape in kind.answer_shape.items()
}
# Where a question keeps what the ids in an answer stand for.
NAMED = ("choices", "lines", "pairs", "rights")
ASKED = {"stem": text, **dict.fromkeys(NAMED, list_of(record({"id": text, "text": text})))}
FLAT = either(text, flag, texts, list_of(texts))
GIVEN: Shape = record(
    {"answer": record({}, ANSWER), "asked": record({}, ASKED, others=FLAT)},
    {"revealed": flag},
)
HINT: Shape = record({"number": whole, "said": text})
PAYLOADS: Mapping[str, Shape] = {
    "answer": GIVEN,
    "review": GIVEN,
    "run": record({"outcome": lambda value: value in ("ok", "error", "stopped")}),
    "verdict": record(
        {"verdict": lambda value: value in VERDICTS, "claim": text, "instructor": text},
        {"reason": text},
    ),
    "exercise": record(
        {"framework": text, "passed": texts, "failed": texts, "helped": flag},
        {"code": by_name(by_name(text)), "left_out": texts, "size": whole},
    ),
    "hint": HINT,
    Attempt.REVIEW_HINT: HINT,
    "solution": by_name(text),
    "mistake": by_name(text),
}
QUESTIONS = {
    "verdict": ("before", "after"),
    "help": ("hint", "solution", "mistake", Attempt.REVIEW_HINT),
}
PLACE = {"course": 100, "lesson": 100, "block": 100}  # the longest of each
FIELDS = (*PLACE, "question", "kind", "key", "digest", "score", "payload", "at")


class NotAFactError(ValueError):
    """This is no attempt; the text says what is wrong with it."""


def to_record(attempt: Attempt) -> Record:
    """For the archive. How-manieth it was is not in it: that is counted where it arrives."""
    names = (*PLACE, "question", "kind", "digest", "score", "payload")
    fields = {name: getattr(attempt, name) for name in names}
    return {"key": str(attempt.key), "at": attempt.created_at.isoformat(), **fields}


def read_fact(found: Any) -> Attempt:
    """The attempt, of nobody yet and without its ordinal. Raises NotAFactError."""
    if not isinstance(found, dict) or set(found) != set(FIELDS):
        raise NotAFactError(f"it must have these fields: {', '.join(FIELDS)}")
    for name, most in PLACE.items():
        if not _short(found[name], most):
            raise NotAFactError(f'"{name}" must be a text of 1 to {most} characters')
    if not _short(found["digest"], 64):
        raise NotAFactError('"digest" must be a text of 1 to 64 characters')
    kind, question = _kind(found)
    score = _score(found["score"])
    if not PAYLOADS[question if kind == "help" else kind](found["payload"]):
        raise NotAFactError(f'its "payload" is not one of kind "{kind}"')
    return Attempt(
        **{name: found[name] for name in PLACE},
        question=question,
        kind=kind,
        key=_key(found["key"]),
        digest=found["digest"],
        score=score,
        correct=None if score is None else score >= 1,
        payload=found["payload"],
        created_at=time_of(found["at"]),
    )


def _short(value: Any, most: int) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= most


def _kind(found: Record) -> tuple[str, str]:
    kind, question = found["kind"], found["question"]
    if kind not in Attempt.Kind.values:
        raise NotAFactError(f'"kind" must be one of: {", ".join(Attempt.Kind.values)}')
    named = QUESTIONS.get(kind, ("",))
    answers = kind in Attempt.GRADED_ON_THE_SITE
    is_answer = answers and _short(question, 40) and question[0] == "q"
    if not is_answer and (answers or question not in named):
        raise NotAFactError(f'"question" doesn\'t go with the kind "{kind}"')
    return kind, cast(str, question)


def _score(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise NotAFactError('"score" must be a number from 0 to 1, or null')
    return float(value)


def _key(value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise NotAFactError('"key" must be a UUID') from None


def time_of(value: Any) -> datetime:
    """A time with its zone, of this century and not in the future. Raises NotAFactError."""
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo and EARLIEST <= found <= timezone.now() + AHEAD:
            return found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        pass
    raise NotAFactError('"at" must be a time that has been, like 2026-11-25T12:00:00+00:00')
