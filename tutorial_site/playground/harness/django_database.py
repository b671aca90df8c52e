"""Makes a Django program's tables: migrations written where they miss, applied, a superuser."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import HarnessError
from .files import Project

if TYPE_CHECKING:
    from django.apps import AppConfig
    from django.core.management.base import BaseCommand

FOLDER = "# makemigrations writes the migrations of this app into this folder.\n"
DUMMY = "django.db.backends.dummy"


class CannotMakeSuperuser(HarnessError):
    """The program can't have the superuser that was asked for."""


def own_apps(project: Project) -> "list[AppConfig]":
    """The installed apps that are the learner's."""
    from django.apps import apps

    return [c for c in apps.get_app_configs() if project.paths.is_own(f"{c.path}/")]


def make_migrations(project: Project) -> None:
    """Write the first migration of every app of the learner's that has models, and no folder for
    migrations: whoever has one makes them, with makemigrations."""
    from django.core.management import call_command

    without = [
        config
        for config in own_apps(project)
        if any(config.get_models())
        and not _has_migrations(config)
        and not _is_kept_by_hand(project, config)
    ]
    command = _writing_only(own_apps(project))
    for config in without:
        folder = _migrations_folder(project, config)
        before = set(project.root.glob(f"{folder}/*.py"))
        call_command(
            command,
            config.label,
            interactive=False,
            verbosity=0,
            skip_checks=True,
            include_header=False,
        )
        for path in sorted(set(project.root.glob(f"{folder}/*.py")) - before):
            if text := path.read_text(encoding="utf-8"):
                project.supplied[str(path.relative_to(project.root))] = text
    project.refresh_imports()


def make_folders(project: Project) -> None:
    """Give the learner's apps an empty folder for migrations, as startapp does, where none is."""
    for config in own_apps(project):
        folder = _migrations_folder(project, config)
        if any(config.get_models()) and not project.has(folder) and not _has_migrations(config):
            project.supply(f"{folder}/__init__.py", FOLDER)
    project.refresh_imports()


def _writing_only(configs: "list[AppConfig]") -> "BaseCommand":
    """makemigrations, which never writes into the folder of a library's app."""
    from django.core.management.commands.makemigrations import Command

    labels = {config.label for config in configs}

    class OwnMigrations(Command):
        def write_migration_files(self, changes: dict[str, Any], *further: Any) -> None:
            own = {label: found for label, found in changes.items() if label in labels}
            super().write_migration_files(own, *further)

    return OwnMigrations()


def _migrations_folder(project: Project, config: "AppConfig") -> str:
    path = f"{config.path}/migrations"
    return path[len(str(project.root)) + 1 :]


def _has_migrations(config: "AppConfig") -> bool:
    from django.db.migrations.loader import MigrationLoader

    _, explicit = MigrationLoader.migrations_module(config.label)
    if explicit:
        return True
    files = Path(config.path, "migrations").glob("*.py")
    return any(not path.name.startswith("_") for path in files)


def _is_kept_by_hand(project: Project, config: "AppConfig") -> bool:
    """Whether the learner's files have a folder for migrations, as startapp makes it."""
    return f"{_migrations_folder(project, config)}/__init__.py" in project.files


def check() -> None:
    """Run Django's checks as ``runserver`` does: errors stop the program, warnings are printed."""
    from django.core.management.base import BaseCommand

    BaseCommand().check()


def migrate() -> None:
    """Apply all migrations, if any installed app keeps tables."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connections

    # Not settings.DATABASES: that may name none, and then "default" is a dummy.
    if connections.settings["default"]["ENGINE"] == DUMMY or not any(apps.get_models()):
        return
    for alias in connections:
        call_command("migrate", database=alias, interactive=False, verbosity=0, skip_checks=True)


def tell_unapplied() -> None:
    """Say what runserver says when tables are behind the migrations."""
    from django.core.management.base import BaseCommand
    from django.db import connections

    if connections.settings["default"]["ENGINE"] != DUMMY:
        BaseCommand(no_color=True).check_migrations()


def has_users() -> bool:
    """Whether the table of users is there."""
    from django.apps import apps
    from django.contrib.auth import get_user_model
    from django.db import connection

    if not apps.is_installed("django.contrib.auth"):
        return False
    return get_user_model()._meta.db_table in connection.introspection.table_names()


def make_superuser(superuser: str) -> None:
    """Make the superuser "name/password", unless there is a user of this name."""
    from django.apps import apps

    name, _, password = superuser.partition("/")
    if not apps.is_installed("django.contrib.auth"):
        raise CannotMakeSuperuser(
            f"There can be no superuser {name!r}: django.contrib.auth is not in INSTALLED_APPS."
        )
    from django.contrib.auth import get_user_model

    model: Any = get_user_model()
    address = f"{name}@example.com"
    fields = dict.fromkeys(model.REQUIRED_FIELDS, "") | {model.USERNAME_FIELD: name}
    if (model.USERNAME_FIELD == "email" and "@" not in name) or "email" in fields:
        fields["email"] = address
    if not model._default_manager.filter(
        **{model.USERNAME_FIELD: fields[model.USERNAME_FIELD]}
    ).exists():
        model._default_manager.create_superuser(**fields, password=password)
