"""`manage.py serve` and `prepare`: what they do before the site is served, and what they refuse."""

import io
import os
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.fixtures import Settings

from tests.site import free_port
from tutorial_site.frontend.node import node_folder
from tutorial_site.setup import ROOT, SetupError, plan, prepare, production
from tutorial_site.setup.management.commands import prepare as prepare_command
from tutorial_site.setup.management.commands import serve
from tutorial_site.setup.ports import port_number, require_free
from tutorial_site.setup.progress import Progress
from tutorial_site.setup.steps import Step

PORT = str(free_port())


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """What `serve` did, in order; the server itself is not started."""
    settings.DEBUG = True
    order: list[str] = []
    monkeypatch.setattr(serve, "prepare", lambda progress: order.append("prepare"))
    monkeypatch.setattr(
        serve, "call_command", lambda name, address, **options: order.append(f"{name} {address}")
    )
    return order


def test_serving_prepares_first(order: list[str]) -> None:
    call_command("serve", port=PORT)
    assert order == ["prepare", f"runserver 127.0.0.1:{PORT}"]


def test_the_process_that_reloads_on_changes_does_not_prepare_again(
    order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUN_MAIN", "true")
    call_command("serve", port=PORT)
    assert order == [f"runserver 127.0.0.1:{PORT}"]


@pytest.mark.parametrize(("variable", "served_on"), [("8123", "8123"), ("", "8000")])
def test_the_port_is_what_port_says_or_8000(
    order: list[str], monkeypatch: pytest.MonkeyPatch, variable: str, served_on: str
) -> None:
    monkeypatch.setenv("PORT", variable)
    monkeypatch.setattr(serve, "require_free", lambda host, port: None)
    call_command("serve")
    assert order[-1] == f"runserver 127.0.0.1:{served_on}"


def test_a_port_in_use_is_named_before_anything_is_done(order: list[str], taken_port: int) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("serve", port=str(taken_port))
    assert f"Port {taken_port} is already in use" in str(refusal.value)
    assert "PORT=" in str(refusal.value)
    assert "make run" in str(refusal.value)
    assert order == []


def test_a_port_taken_while_setting_up_is_named_too(
    order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        monkeypatch.setattr(serve, "prepare", lambda progress: listener.listen())
        with pytest.raises(CommandError, match="already in use"):
            call_command("serve", port=str(listener.getsockname()[1]))


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "80.0"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match=f"PORT={text} is not a port"):
        port_number(text)


def test_an_address_of_another_machine_is_refused_in_plain_words() -> None:
    with pytest.raises(SetupError, match=r"Nothing can listen on 192\.0\.2\.1 port 8000"):
        require_free("192.0.2.1", 8000)


# --- in production --------------------------------------------------------------------------


class Started(Exception):
    """The process would have become the server."""


@pytest.fixture
def real(order: list[str], monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """What `serve` does with DEBUG=0, in order, up to where it becomes the real server."""
    settings.DEBUG = False
    for name in ("HOST", "WORKERS", "THREADS"):
        monkeypatch.delenv(name, raising=False)

    def start(arguments: list[str]) -> None:
        order.append(" ".join(arguments[1:]))
        raise Started

    monkeypatch.setattr(production, "start", start)
    monkeypatch.setattr(
        serve, "call_command", lambda name, deploy, **_: order.append(f"{name} deploy={deploy}")
    )
    return order


def test_production_is_prepared_checked_and_served_by_the_real_server(real: list[str]) -> None:
    with pytest.raises(Started):
        call_command("serve", port=PORT)
    assert real[:2] == ["prepare", "check deploy=True"]
    assert real[2].startswith("-m granian --interface wsgi")
    assert f"--host 127.0.0.1 --port {PORT}" in real[2]
    assert real[2].endswith("tutorial_site.wsgi:application")


def test_the_environment_says_where_it_listens_and_how_much_it_does_at_once(
    real: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"HOST": "127.0.0.2", "WORKERS": "3", "THREADS": "8"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Started):
        call_command("serve", port=PORT)
    assert "--host 127.0.0.2" in real[-1]
    assert "--workers 3 --blocking-threads 8" in real[-1]


@pytest.mark.parametrize("cores", [1, 2, 64])
def test_untold_it_has_a_worker_a_core_and_fewer_connections_than_postgresql_allows(
    monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    words = production.command("127.0.0.1", 8765, {})
    numbers = {name: words[words.index(name) + 1] for name in ("--workers", "--blocking-threads")}
    workers, threads = (int(number) for number in numbers.values())
    assert workers == min(cores, production.MOST_WORKERS)
    assert workers * threads < 97  # of PostgreSQL's 100, three are for its administrators


@pytest.mark.parametrize("name", ["WORKERS", "THREADS"])
@pytest.mark.parametrize("text", ["0", "many", "-1", "1.5", "100000"])
def test_what_is_no_number_of_workers_or_threads_is_refused(name: str, text: str) -> None:
    with pytest.raises(SetupError, match=f"{name}={re.escape(text)} is no number"):
        production.command("127.0.0.1", 8765, {name: text})


# --- prepare --------------------------------------------------------------------------------


@pytest.fixture
def two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A site that needs two things only; gives the names of those that were done."""
    done: list[str] = []
    (tmp_path / "one.txt").write_text("1")

    def steps() -> list[Step]:
        first = Step("one", "The first", lambda task: done.append("one"), inputs=("one.txt",))
        return [first, Step("two", "The second", lambda task: done.append("two"))]

    for module in (prepare, prepare_command):
        monkeypatch.setattr(module, "steps", steps)
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "outdated_packages", lambda: "")
    return done


def test_preparing_does_what_is_due_and_only_once(two_steps: list[str]) -> None:
    call_command("prepare")
    output = io.StringIO()
    call_command("prepare", stdout=output)
    assert two_steps == ["one", "two"]
    assert "Everything is there and up to date" in output.getvalue()


def test_a_check_does_nothing_and_says_what_would_be_done(two_steps: list[str]) -> None:
    output = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("prepare", check=True, stdout=output)
    assert ended.value.code == 1
    assert "The first: not done yet" in output.getvalue()
    assert two_steps == []


def test_a_check_of_what_is_up_to_date_passes(two_steps: list[str]) -> None:
    call_command("prepare")
    output = io.StringIO()
    call_command("prepare", check=True, stdout=output)
    assert output.getvalue().splitlines() == ["The first: up to date", "The second: up to date"]


def test_a_step_can_be_forced(two_steps: list[str]) -> None:
    call_command("prepare")
    call_command("prepare", "--force", "two")
    assert two_steps == ["one", "two", "two"]


def test_a_failure_is_a_message_and_no_traceback(
    two_steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> list[str]:
        raise SetupError("The disk is full.")

    monkeypatch.setattr(prepare, "do_due", fail)
    with pytest.raises(CommandError, match="The disk is full"):
        call_command("prepare")


# --- the site's own steps -------------------------------------------------------------------


def test_the_steps_come_in_the_order_in_which_they_need_each_other() -> None:
    assert [step.name for step in plan.steps()] == [
        "npm",
        "assets",
        "runtime",
        "database",
        "predictions",
    ]


def test_every_input_of_a_step_is_in_the_repository() -> None:
    missing = [path for step in plan.steps() for path in step.inputs if not (ROOT / path).exists()]
    assert missing == []


def test_predictions_are_computed_anew_when_a_lesson_has_changed_wherever_it_lies(
    tmp_path: Path, settings: Settings
) -> None:
    root, lesson = tmp_path / "checkout", tmp_path / "elsewhere" / "lesson.md"
    root.mkdir()
    lesson.parent.mkdir()
    lesson.write_text("one")
    settings.LESSONS_DIR = lesson.parent
    [step] = [each for each in plan.steps() if each.name == "predictions"]
    step = replace(step, run=lambda task: None)
    step.do(root, Progress(io.StringIO()).task("").__enter__())
    assert step.why_due(root) == ""
    lesson.write_text("two")
    assert step.why_due(root) == f"{lesson.as_posix()} changed"


def test_scripts_find_the_node_that_came_with_the_python_packages() -> None:
    folder = node_folder()
    assert plan.node_on_path(folder).split(os.pathsep)[0] == str(folder)
    assert any(folder.glob("node*"))


@pytest.mark.django_db
def test_a_database_with_migrations_to_apply_is_due() -> None:
    [step] = [each for each in plan.steps() if each.name == "database"]
    assert step.wanted() == ""
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    assert step.wanted() == "1 migrations to apply"


def test_packages_older_than_their_lock_file_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "ROOT", tmp_path)
    (tmp_path / "requirements.lock").write_text("new")
    packages = Step("packages", "", lambda task: None, inputs=("requirements.lock",))
    monkeypatch.setattr(plan, "environment_steps", lambda development: [packages])
    assert plan.outdated_packages() == ""  # made by hand: nobody knows
    packages.do(tmp_path, Progress(io.StringIO()).task("").__enter__())
    (tmp_path / "requirements.lock").write_text("newer")
    assert plan.outdated_packages() == "requirements.lock changed"
