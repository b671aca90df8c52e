from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from tutorial_site.setup import ROOT, SetupError
from tutorial_site.setup.failures import STOPPED, Stopped
from tutorial_site.setup.plan import steps
from tutorial_site.setup.prepare import prepare
from tutorial_site.setup.progress import Progress


class Command(BaseCommand):
    help = (
        "Make what the site needs before it can be served: front-end packages, styles and scripts, "
        "the browser's Python, the database. Only what has changed is made again."
    )
    # The checks look at what is only about to be made.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = [step.name for step in steps()]
        parser.add_argument(
            "--check",
            action="store_true",
            help="do nothing: say what would be done and why; exit with 1 if anything would",
        )
        parser.add_argument(
            "--force",
            action="append",
            choices=[*names, "all"],
            default=[],
            metavar="STEP",
            help=f"do this step again, whether or not it has changed: {', '.join(names)} or all",
        )

    def handle(self, *, check: bool, force: list[str], verbosity: int, **options: object) -> None:
        try:
            if check:
                self.say_what_is_due()
                return
            names = {step.name for step in steps()} if "all" in force else force
            if not prepare(Progress(), frozenset(names)) and verbosity:
                self.stdout.write("Everything is there and up to date.")
        except Stopped as stopped:
            raise CommandError(str(stopped), returncode=STOPPED) from stopped
        except SetupError as error:
            raise CommandError(str(error)) from error

    def say_what_is_due(self) -> None:
        reasons = {step.title: step.why_due(ROOT) for step in steps()}
        for title, why in reasons.items():
            self.stdout.write(f"{title}: {why or 'up to date'}")
        if any(reasons.values()):
            raise SystemExit(1)
