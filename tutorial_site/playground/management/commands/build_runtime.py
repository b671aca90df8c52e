import shutil
import subprocess
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tutorial_site.frontend.node import run_node
from tutorial_site.playground.runtime import manifest, packages

HERE = Path(packages.__file__).parent


class Command(BaseCommand):
    help = (
        "Build the browser's Python into static/dist/runtime: Pyodide, the packages that lessons "
        "import (in the versions of this environment) and a snapshot of its memory with all of "
        "them loaded."
    )

    # The checks load the pages, which look for what is only about to be built.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--brotli",
            type=int,
            default=9,
            choices=range(1, 12),
            metavar="1-11",
            help="brotli's quality; 11 is 10%% smaller and takes minutes (default: 9)",
        )

    def handle(self, *, brotli: int, **options: object) -> None:
        if not (settings.BASE_DIR / "node_modules" / "pyodide").is_dir():
            raise CommandError("node_modules/ is missing. Run `python manage.py prepare` first.")
        # Built aside and moved into place whole: pages never see half a runtime, and a server that
        # starts meanwhile doesn't take what is only being worked on for something to serve.
        manifest.FOLDER.parent.mkdir(parents=True, exist_ok=True)
        aside = settings.BASE_DIR / ".make"
        aside.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=aside, prefix="runtime-build-") as work:
            staged, output = Path(work, "staged"), Path(work, "output")
            count = packages.stage(staged, HERE.parent / "harness")
            names = ", ".join(f"{n} {d.version}" for n, d in packages.distributions().items())
            self.stdout.write(f"{count} files of {names}")
            self.stdout.flush()
            try:
                run_node(
                    str(HERE / "build.mjs"),
                    str(staged),
                    str(output),
                    str(manifest.FOLDER),
                    env={"BROTLI_QUALITY": str(brotli)},
                )
            except subprocess.CalledProcessError as error:
                raise CommandError("The runtime could not be built; see above.") from error
            shutil.rmtree(manifest.FOLDER, ignore_errors=True)
            output.rename(manifest.FOLDER)
