"""``manage.py compute_predictions``: runs what the lessons' predictions ask about, beforehand."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from tutorial_site.catalog.store import library
from tutorial_site.quizzes.running import run_course


class Command(BaseCommand):
    help = (
        "Run the programs of all predictions and keep what they do, so that no learner waits for "
        "it. What has been computed is not run again. Exit status 1 if one can't be predicted."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [
            problem for course in library().courses.values() for problem in run_course(course)
        ]
        for problem in problems:
            self.stdout.write(f"{problem}\n    {problem.hint}")
        if problems:
            sys.exit(1)
