"""``manage.py regrade``: answers graded again, after a question's key was mended."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tutorial_site.catalog.store import library
from tutorial_site.quizzes.regrading import QuestionReport, regrade

MOST_OF_A_STEM = 70


class Command(BaseCommand):
    help = (
        "Grade answers again by the keys of now. Says what would change, and changes it only with "
        "--write. What was asked and answered stays as it is; each change is recorded. Answers to "
        "another text of a question are left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "place",
            nargs="?",
            default="",
            metavar="COURSE[/LESSON[/BLOCK[/QUESTION]]]",
            help="which answers; all without it",
        )
        parser.add_argument("--write", action="store_true", help="change what would change")
        parser.add_argument(
            "--never-lower", action="store_true", help="leave alone whoever would lose by it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        place = tuple(part for part in options["place"].split("/") if part)
        check(place)
        reports = regrade(
            library(), place, write=options["write"], never_lower=options["never_lower"]
        )
        for report in reports:
            self.stdout.write("\n".join(lines_of(report)))
        self.stdout.write(summary(reports, written=options["write"]))


def check(place: tuple[str, ...]) -> None:
    """Raises CommandError for what is nowhere, and says what there is."""
    shelf = library()
    known: list[str] = list(shelf.courses)
    for depth, name in enumerate(place):
        if name not in known:
            there = ", ".join(known) or "nothing"
            where = "/".join(place[:depth]) or "the lessons folder"
            raise CommandError(f"There is no {name!r} in {where}. There is: {there}.")
        known = _below(place[: depth + 1])


def _below(place: tuple[str, ...]) -> list[str]:
    course = library().course(place[0])
    if len(place) == 1:
        return [lesson.slug for lesson in course.lessons]
    lesson = course.lesson(place[1])
    if len(place) == 2:
        return [block.id for block in lesson.blocks if block.kind == "quiz"]
    return [question.id for question in getattr(lesson.block(place[2]), "questions", ())]


def lines_of(report: QuestionReport) -> list[str]:
    stem = " ".join(report.stem.split())
    if len(stem) > MOST_OF_A_STEM:
        stem = f"{stem[: MOST_OF_A_STEM - 1].rstrip()}…"
    lines = [f"{report.place}  {stem}"]
    if report.regraded:
        parts = (
            (report.raised, "wrong → right"),
            (report.lowered, "right → wrong"),
            (report.other, "another score"),
            (report.kept, "graded as before"),
        )
        counts = ", ".join(f"{number} {what}" for number, what in parts if number)
        learners = _some(len(report.learners), "learner")
        lines.append(f"    {_some(report.regraded, 'answer')} of {learners}: {counts}")
    if report.foreign:
        lines.append(f"    {_some(report.foreign, 'answer')} to another text of it: left alone")
    if report.ungraded:
        lines.append(f"    {_some(report.ungraded, 'answer')} can't be graded now: left alone")
    return lines


def summary(reports: list[QuestionReport], *, written: bool) -> str:
    regraded = sum(report.regraded for report in reports)
    if not regraded:
        return "Every answer is graded by the keys of now. Nothing to change."
    changed = sum(report.changed for report in reports)
    what = f"{_some(changed, 'grade')} of {_some(regraded, 'answer')}"
    if written:
        return f"Changed {what}, each with a record of what it was."
    return f"Would change {what}. Nothing was changed: add --write to do it."


def _some(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
