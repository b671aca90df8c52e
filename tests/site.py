"""The real site, served by the real server in a process of its own, for the browser tests."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10


class Site:
    """A running site: its address (``site.url``), its folders, and what it logged."""

    def __init__(self, folder: Path, lessons: Path, *, debug: bool) -> None:
        self.folder = folder
        self.lessons = lessons
        self.log = folder / "server.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DEBUG": "1" if debug else "0",
            "SECRET_KEY": "only-for-the-tests-of-this-checkout-" + "x" * 30,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "0",
            "LESSONS_DIR": str(lessons),
            "SQLITE_PATH": str(folder / "db.sqlite3"),
            "DATABASE_URL": "",  # whatever this shell has
            "VAR_DIR": str(folder / "var"),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def address(self, path: str) -> str:
        return f"{self.url}{path}"

    def manage(self, *arguments: str) -> str:
        """Run a management command against this site's database and lessons; give its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def command(self) -> list[str]:
        """What starts the server."""
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
        return [*granian, "--port", str(self.port), "tutorial_site.wsgi:application"]

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that all of it can be killed
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            ended = self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                self.stop()
                raise AssertionError(f"The site didn't start. Its log:\n{self.logged()}")
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def kill(self) -> None:
        """End the server as a machine does that is switched off: at once, all of its processes."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def logged(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.url, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()  # it answers, if only to complain: that is for the test to see
        except OSError:
            return False
        return True


class ProductionSite(Site):
    """A site that is started as README says for production, with all that this does by itself.

    What set-up has made for this checkout isn't made again for it: ``var/`` is the same.
    """

    def __init__(self, folder: Path, lessons: Path, *, debug: bool = False) -> None:
        super().__init__(folder, lessons, debug=debug)
        self.environment["VAR_DIR"] = str(ROOT / "var")

    def start(self) -> None:
        self.manage("prepare", "--verbosity=0")  # which may take minutes; starting may not
        super().start()

    def command(self) -> list[str]:
        return [sys.executable, "manage.py", "serve", "--port", str(self.port)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
