"""``manage.py lint_lessons``: everything that is wrong with the lessons, in one pass."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tutorial_site.catalog.cache import Cache
from tutorial_site.catalog.linting import NoLessons, lint


class Command(BaseCommand):
    help = (
        "Report every problem in the lessons: path:line:column code message, with a hint below.\n"
        "Exit status: 0 without errors (there may be warnings), 1 with errors."
    )
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            type=Path,
            metavar="PATH",
            help="a lesson, a course or a folder of courses; all lessons without any",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--run",
            action="store_true",
            help="also run every app and hold it to its expect:, natively and without a sandbox: "
            "only lessons that you trust",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        lessons, cache = Path(settings.LESSONS_DIR), Cache(Path(settings.VAR_DIR) / "lessons")
        try:
            report = lint(options["paths"], lessons, cache, run=options["run"])
        except NoLessons as error:
            raise CommandError(str(error)) from None
        if options["format"] == "json":
            self.stdout.write(json.dumps(report.json(), indent=2))
        else:
            self.stdout.write(report.text())
        if report.errors:
            sys.exit(1)
