"""``manage.py compute_predictions``: runs what the lessons' predictions ask about, beforehand."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tutorial_site.catalog.store import library
from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.quizzes.running import prove


class Command(BaseCommand):
    help = (
        "Run the programs of all predictions and keep what they do, so that no learner waits for "
        "it. What has been computed is not run again. Exit status 1 if one can't be predicted."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--keep-going",
            action="store_true",
            help="exit with 0 even so: the linter tells (lint_lessons --run)",
        )

    def handle(self, *args: Any, keep_going: bool, verbosity: int, **options: Any) -> None:
        quizzes = [
            (lesson, block)
            for course in library().courses.values()
            for lesson in course.lessons
            for block in lesson.blocks
            if isinstance(block, QuizBlock)
        ]
        problems = []
        for number, (lesson, block) in enumerate(quizzes, start=1):
            if verbosity > 1:
                where = f"{lesson.course_slug}/{lesson.slug}: {block.id}"
                self.stdout.write(f"Quiz {number} of {len(quizzes)}, {where}")
            problems += prove(lesson, block)
        for problem in problems:
            self.stdout.write(f"{problem}\n    {problem.hint}")
        if problems and not keep_going:
            sys.exit(1)
