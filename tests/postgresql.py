"""A PostgreSQL of its own, for tests and benchmarks: started in a temporary folder, ended with it.

``python -m tests.postgresql ARGUMENT …`` runs pytest with these arguments on one: all the specs
that touch a database, as they are, on the other database that the site can have.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.site import ROOT
from tutorial_site.setup import SetupError
from tutorial_site.setup.postgresql import find_postgresql

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
NAME = "side_by_side"

# What is kept for one run needs no care for a power cut.
HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


class Cluster:
    """A running server. It listens on a socket in its own folder, and on no port."""

    def __init__(self, folder: Path, *, hasty: bool) -> None:
        self.folder = folder
        self.log = folder / "log"
        self._programs = find_postgresql()
        self._settings = (
            *("listen_addresses=", f"unix_socket_directories={folder}"),
            *(HASTY if hasty else ()),
        )
        self._user = _user()
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, name: str = "postgres") -> str:
        """DATABASE_URL for the database ``name``."""
        return f"postgresql://{self._user}@{quote(str(self.folder), safe='')}/{name}"

    def start(self) -> None:
        """Make the cluster, start it, and wait until it answers."""
        shutil.chown(self.folder, self._user)
        made = subprocess.run(
            [
                *(self._programs / "initdb", "--pgdata", self.folder / "data"),
                *("--username", self._user, "--auth", "trust", "--encoding", "UTF8"),
                *("--locale", "C", "--no-sync", "--no-instructions"),
            ],
            cwd=self.folder,
            user=self._as_user,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise AssertionError(f"initdb failed:\n{made.stdout}{made.stderr}")
        options = [part for setting in self._settings for part in ("-c", setting)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self.folder / "data", *options],
                cwd=self.folder,
                user=self._as_user,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl+C is for the tests; they end it
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise AssertionError(f"PostgreSQL didn't start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it at once, whoever is still connected."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)  # its "fast shutdown"
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
        self._process = None

    def make_database(self, name: str = NAME) -> str:
        """A new database; its DATABASE_URL."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    @property
    def _as_user(self) -> str | None:
        return self._user if os.geteuid() == 0 else None


def _user() -> str:
    """Who runs it: PostgreSQL refuses to be started by root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@contextmanager
def running_postgresql(*, hasty: bool = True) -> Iterator[Cluster]:
    """A server, ended and deleted afterwards. Raises SetupError if none is installed."""
    # A socket's address has 107 characters at most: no deep folder of pytest's.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder), hasty=hasty)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def main(arguments: Sequence[str]) -> int:
    try:
        with running_postgresql() as cluster:
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-m", "database", *arguments],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": cluster.make_database()},
                check=False,
            ).returncode
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
