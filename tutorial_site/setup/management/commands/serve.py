import os
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from tutorial_site.setup import SetupError, production
from tutorial_site.setup.failures import STOPPED, Stopped
from tutorial_site.setup.ports import port_number, require_free
from tutorial_site.setup.prepare import prepare
from tutorial_site.setup.progress import Progress


class Command(BaseCommand):
    help = (
        "Make what is missing or out of date (see `prepare`), then serve the site: with Django's "
        "own server for development, with granian where DEBUG=0."
    )
    # The server checks the site itself, once all is there.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", default=os.environ.get("PORT") or "8000", help="default: $PORT or 8000"
        )
        parser.add_argument(
            "--host",
            default=os.environ.get("HOST") or "127.0.0.1",
            help="default: $HOST or 127.0.0.1",
        )

    def handle(self, *, port: str, host: str, **options: object) -> None:
        # The development server starts this command a second time, in the process that it restarts
        # whenever the code changes: there, all has just been made.
        if os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":
            try:
                self.get_ready(port_number(port), host)
                if not settings.DEBUG:
                    self.serve_for_real(port_number(port), host)
            except Stopped as stopped:
                raise CommandError(str(stopped), returncode=STOPPED) from stopped
            except SetupError as error:
                raise CommandError(str(error)) from error
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
        call_command("runserver", address, use_ipv6=":" in host)

    def get_ready(self, port: int, host: str) -> None:
        require_free(host, port)
        prepare(Progress())
        require_free(host, port)  # setting up may have taken minutes

    def serve_for_real(self, port: int, host: str) -> None:
        server = production.command(host, port)
        call_command("check", deploy=True, stdout=self.stdout, stderr=self.stderr)
        production.start(server)
