"""An archive that somebody brings, read without trust: all of it is good, or it is refused."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from tutorial_site.archives.facts import NotAFactError, Record, read_fact, time_of
from tutorial_site.archives.grading import grade_anew
from tutorial_site.archives.writing import DRAFT_FIELDS, FORMAT, VERSION
from tutorial_site.drafts.models import Draft
from tutorial_site.drafts.services import WHAT_FILES_ARE, are_files
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.reading import Places

MOST_BYTES = 32 * 1024 * 1024
MOST_FACTS = 50_000
MOST_DRAFTS = 2_000
MOST_RECORD = 700_000  # characters of one attempt or draft
LONGEST_SECTION = 200
PARTS = ("attempts", "drafts", "reading", "wants_review")
KNOWN = {*PARTS, "format", "version", "site", "written_at", "since", "certificates", "regrades"}


class BadArchiveError(ValueError):
    """The file is no archive that can be taken; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What came: attempts of nobody yet, in the order of their making; drafts; places read."""

    attempts: tuple[Attempt, ...]
    drafts: tuple[Draft, ...]
    reading: Places
    wants_review: bool


def read_archive(data: bytes) -> Archive:
    """The archive in a file's bytes. Raises BadArchiveError."""
    found = _parsed(data)
    attempts = _each(found["attempts"], "attempt", MOST_FACTS, _fact)
    by_key = {attempt.key: attempt for attempt in reversed(attempts)}
    return Archive(
        attempts=tuple(sorted(by_key.values(), key=lambda attempt: attempt.created_at)),
        drafts=tuple(_each(found["drafts"], "draft", MOST_DRAFTS, _draft)),
        reading=_reading(found["reading"]),
        wants_review=found["wants_review"] is not False,
    )


def _parsed(data: bytes) -> Record:
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadArchiveError(
            "This is not an archive: it holds no JSON. Bring the file that “Download everything” "
            "gave you, as it is."
        ) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadArchiveError(
            f'This is some other file: an archive begins with "format": "{FORMAT}".'
        )
    if found.get("version") != VERSION:
        raise BadArchiveError(
            f"This archive is of version {str(found.get('version'))[:20]!r}; this site reads "
            f"version {VERSION}. Ask whoever runs the site to bring it up to date."
        )
    for name in (*PARTS, *found):
        if name not in found or name not in KNOWN:
            is_missing = name not in found
            raise BadArchiveError(
                f'The archive {"lacks" if is_missing else "has an unknown part"} "{name[:40]}": it '
                "was changed after it was written. Download it again."
            )
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _each(found: Any, what: str, most: int, read: Callable[[Any], Any]) -> list[Any]:
    """Each of a list, read; the first that is none is told by its number."""
    if not isinstance(found, list) or len(found) > most:
        raise BadArchiveError(f"The {what}s must be a list of at most {most:,}.")
    made = []
    for number, each in enumerate(found, start=1):
        try:
            _check_text(each)
            made.append(read(each))
        except ValueError as error:
            raise BadArchiveError(
                f"Nothing was taken: {what} {number} of {len(found)} is damaged, {error}. Download "
                "the archive again; if it was edited, undo that."
            ) from None
    return made


def _check_text(found: Any) -> None:
    """Whether a database can keep all of its texts and numbers. Raises ValueError."""
    try:
        written = json.dumps(found, allow_nan=False, ensure_ascii=False)
        written.encode()
    except (ValueError, RecursionError):
        raise NotAFactError("it holds what is no text or no number") from None
    if "\\u0000" in written:
        raise NotAFactError("it holds a character that can't be kept (NUL)")
    if len(written) > MOST_RECORD:
        raise NotAFactError(f"it is longer than {MOST_RECORD:,} characters")


def _fact(found: Any) -> Attempt:
    fact = read_fact(found)
    grade_anew(fact)
    return fact


def _draft(found: Any) -> Draft:
    if not isinstance(found, dict) or set(found) != set(DRAFT_FIELDS):
        raise NotAFactError(f"it must have these fields: {', '.join(DRAFT_FIELDS)}")
    most = {"framework": 10, "digest": 64}
    for name in DRAFT_FIELDS[:-1]:
        value = found[name]
        if not isinstance(value, str) or not 1 <= len(value) <= most.get(name, 100):
            raise NotAFactError(f'"{name}" must be a text of 1 to {most.get(name, 100)} characters')
    if not are_files(found["files"]):
        raise NotAFactError(f'"files" must be {WHAT_FILES_ARE}')
    return Draft(**found)


def _reading(found: Any) -> Places:
    """Where somebody was reading: course → lesson → [section, time]."""
    try:
        _check_text(found)
        return {
            str(course): {str(lesson): _place(place) for lesson, place in lessons.items()}
            for course, lessons in found.items()
        }
    except (ValueError, AttributeError, TypeError):
        raise BadArchiveError(
            'The part "reading" is damaged: it must hold a section and a time for each lesson.'
        ) from None


def _place(found: Any) -> list[str]:
    section, at = found
    if not isinstance(section, str) or len(section) > LONGEST_SECTION:
        raise NotAFactError("a section is named by its id")
    return [section, time_of(at).isoformat()]
