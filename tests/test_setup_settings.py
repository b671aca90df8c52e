"""Settings: complete in README, refusing to start half-configured, sound in production."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tutorial_site.setup import ROOT

PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "a-key-for-one-test-" + "0123456789abcdefghij" * 3,
    "ALLOWED_HOSTS": "learn.example.org",
}


def manage(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """manage.py in a process of its own, in which nothing else is configured."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def variables_in_settings() -> set[str]:
    """The names that settings.py reads: the first argument of every env.something(…)."""
    tree = ast.parse((ROOT / "tutorial_site" / "settings.py").read_text())
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def variables_in_readme() -> list[str]:
    """The names in the first column of README's tables."""
    text = (ROOT / "README.md").read_text()
    return re.findall(r"^\| `([A-Z][A-Z_]+)` \|", text, re.MULTILINE)


def test_readme_explains_every_variable() -> None:
    assert variables_in_settings() - set(variables_in_readme()) == set()


def test_readme_explains_no_variable_that_is_gone() -> None:
    of_the_tools = {"HOST", "PORT", "WORKERS", "THREADS", "PYTHON", "CHROMIUM", "POSTGRESQL"}
    assert set(variables_in_readme()) - variables_in_settings() == of_the_tools


def test_readme_explains_each_variable_once() -> None:
    names = variables_in_readme()
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("missing", "advice"),
    [
        ("SECRET_KEY", "SECRET_KEY is not set. With DEBUG=0 the site needs one of its own"),
        ("ALLOWED_HOSTS", "ALLOWED_HOSTS is not set. Name the site's hosts"),
    ],
)
def test_production_does_not_start_without_a_secret_or_hosts(missing: str, advice: str) -> None:
    done = manage("check", **{k: v for k, v in PRODUCTION.items() if k != missing})
    assert done.returncode != 0
    assert advice in done.stderr


def test_production_as_readme_sets_it_up_passes_djangos_deployment_checks() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")


def setting(expression: str, **variables: str) -> str:
    code = f"from django.conf import settings; print({expression})"
    done = manage("shell", "--no-imports", "--command", code, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_production_sends_everything_over_https() -> None:
    names = "SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS"
    values = setting(f"[bool(getattr(settings, n)) for n in {names.split()}]", **PRODUCTION)
    assert values == "[True, True, True, True]"


def test_a_trial_without_https_can_be_had() -> None:
    names = "SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS"
    expression = f"[bool(getattr(settings, n)) for n in {names.split()}]"
    assert setting(expression, **PRODUCTION, HTTPS="0") == "[False, False, False, False]"


@pytest.mark.parametrize(("told", "trusted"), [({}, "None"), ({"BEHIND_PROXY": "1"}, "https")])
def test_a_proxys_word_is_taken_only_when_told_to(told: dict[str, str], trusted: str) -> None:
    assert trusted in setting("settings.SECURE_PROXY_SSL_HEADER", **PRODUCTION, **told)


def test_without_any_variable_the_site_runs_on_a_checkout() -> None:
    assert setting("settings.DEBUG, settings.DATABASES['default']['ENGINE']") == (
        "True django.db.backends.sqlite3"
    )


# --- SQLite ---------------------------------------------------------------------------------


def test_sqlite_lets_readers_go_on_and_writers_wait_their_turn(tmp_path: Path) -> None:
    code = (
        "from django.db import connection as c, transaction\n"
        "names = 'journal_mode busy_timeout foreign_keys'.split()\n"
        "with c.cursor() as cursor:\n"
        "    said = [cursor.execute(f'PRAGMA {n}').fetchone()[0] for n in names]\n"
        "print([*said, c.transaction_mode])"
    )
    path = str(tmp_path / "db.sqlite3")
    done = manage("shell", "--no-imports", "--command", code, SQLITE_PATH=path)
    assert done.stdout.strip() == "['wal', 20000, 1, 'IMMEDIATE']", done.stderr


# --- PostgreSQL -----------------------------------------------------------------------------

DATABASE = "settings.DATABASES['default']"


def test_postgresql_is_what_database_url_names() -> None:
    url = "postgresql://ada:p%40ss@db.example.org:5433/lessons"
    names = "ENGINE NAME USER PASSWORD HOST PORT".split()
    values = setting(f"[{DATABASE}[name] for name in {names}]", DATABASE_URL=url)
    engine = "django.db.backends.postgresql"
    assert values == str([engine, "lessons", "ada", "p@ss", "db.example.org", 5433])


def test_postgresql_is_found_at_a_socket() -> None:
    url = "postgresql://ada@%2Frun%2Fpostgresql/lessons"
    assert setting(f"{DATABASE}['HOST']", DATABASE_URL=url) == "/run/postgresql"


def test_connections_to_postgresql_are_kept_open_and_looked_at_before_use() -> None:
    expression = f"{DATABASE}['CONN_MAX_AGE'] > 0, {DATABASE}['CONN_HEALTH_CHECKS']"
    assert setting(expression, DATABASE_URL="postgresql:///lessons") == "True True"


@pytest.mark.parametrize(
    "url", ["mysql://ada@localhost/lessons", "sqlite:////srv/db.sqlite3", "nonsense://", "lessons"]
)
def test_an_address_of_no_postgresql_is_refused_with_what_one_looks_like(url: str) -> None:
    done = manage("check", DATABASE_URL=url)
    assert done.returncode != 0
    assert "DATABASE_URL can't be used" in done.stderr
    assert "postgresql://name:password@host:5432/database" in done.stderr
    assert "SQLITE_PATH" in done.stderr


def test_a_password_that_is_wrongly_written_is_not_shown() -> None:
    done = manage("check", DATABASE_URL="mysql://ada:top-secret@localhost/lessons")
    assert "top-secret" not in done.stderr + done.stdout


def test_a_postgresql_that_cannot_be_reached_is_told_in_plain_words(tmp_path: Path) -> None:
    nobody = f"postgresql://ada:top-secret@{quote(str(tmp_path), safe='')}/lessons"
    done = manage("prepare", "--check", DATABASE_URL=nobody)
    assert done.returncode == 1
    assert "PostgreSQL can't be reached as DATABASE_URL says. Does it run" in done.stderr
    assert "Traceback" not in done.stderr
    assert "top-secret" not in done.stderr


MAIL = (
    "from django.conf import settings as s; "
    "print(s.EMAIL_BACKEND.split('.')[-2], s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER,"
    " s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS, s.CAN_SEND_EMAIL, s.DEFAULT_FROM_EMAIL)"
)
SERVER = {
    "SMTP_HOST": "mail.example.org",
    "SMTP_PORT": "2525",
    "SMTP_USER": "ada",
    "SMTP_PASSWORD": "secret",
    "SMTP_TLS": "0",
    "MAIL_FROM": "learn@example.org",
}


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "console  587   True True Side by Side <noreply@localhost>"),
        (PRODUCTION, "dummy  587   True False Side by Side <noreply@localhost>"),
        (
            {**PRODUCTION, **SERVER},
            "smtp mail.example.org 2525 ada secret False True learn@example.org",
        ),
    ],
    ids=["printed in development", "not sent without a server", "sent by the server that is named"],
)
def test_mail_is(variables: dict[str, str], said: str) -> None:
    done = manage("shell", "--no-imports", "-c", MAIL, **variables)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == said
