import subprocess
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tutorial_site.frontend.node import run_node


class Command(BaseCommand):
    help = "Build the front end: static/css and static/js → static/dist."
    # The checks load the pages, which look for what is only about to be built.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="build again whenever a source changes"
        )

    def handle(self, *, watch: bool, **options: object) -> None:
        if not (settings.BASE_DIR / "node_modules").is_dir():
            raise CommandError("node_modules/ is missing. Run `python manage.py prepare` first.")
        try:
            run_node("static/build.mjs", *(["--watch"] if watch else []))
        except subprocess.CalledProcessError as error:
            raise CommandError("The front end could not be built; see above.") from error
        except KeyboardInterrupt:
            return
