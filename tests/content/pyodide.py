"""The browser's Python in Node, from Python: started and asked as the page does it.

with BrowserPythons() as pythons, pythons.interpreter() as python:
    python.call("start", {"framework": "flask", "files": {…}})
    python.call("visit", {"path": "/"})
"""

import itertools
import json
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from tutorial_site.frontend.node import node_folder
from tutorial_site.playground.harness.native import Died, NativeRun, TimeLimit
from tutorial_site.playground.harness.shapes import Output, Program, Report, Request, Visit
from tutorial_site.playground.runtime.manifest import FOLDER

DRIVER = Path(__file__).with_name("pyodide.mjs")


class BrowserPythons:
    """A Node process that starts interpreters from the built runtime, ``spares`` of them ahead."""

    def __init__(self, runtime: Path = FOLDER, spares: int = 2) -> None:
        node = node_folder() / "node"
        self.process = subprocess.Popen(
            [str(node), str(DRIVER), str(runtime), str(spares)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.numbers = itertools.count(1)
        self.heard: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self.lock = threading.Lock()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def interpreter(self, timeout: float = 60.0) -> "BrowserPython":
        """A fresh Python; ``timeout`` in seconds for each of its answers."""
        number = next(self.numbers)
        self.heard[number] = queue.SimpleQueue()
        return BrowserPython(self, number, timeout)

    def run(self, program: Program, requests: Sequence[Request], timeout: float) -> NativeRun:
        """As ``harness.native.run_native``, in the browser's Python; ``timeout`` is per answer."""
        with self.interpreter(timeout) as python:
            visits: list[Visit] = []
            stopped = ""
            report: Report = python.call("start", program)
            try:
                visits.extend(python.call("visit", request) for request in requests)
            except (TimeLimit, Died) as error:
                stopped = str(error)
            return {
                "report": report,
                "visits": visits,
                "console": python.console,
                "stopped": stopped,
            }

    def say(self, event: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        with self.lock:
            self.process.stdin.write(json.dumps(event) + "\n")
            self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            event = json.loads(line)
            if event["id"] in self.heard:  # one that was closed may have had a last word
                self.heard[event["id"]].put(event)
        for waiting in list(self.heard.values()):
            waiting.put({"broken": "Node has ended"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdin.close()
        self.process.stdout.close()


class BrowserPython:
    """One interpreter, for one program, to be used as a context.

    ``call`` raises TimeLimit, Died (when it didn't start, too), and ValueError for what can't be
    asked. ``console`` is all the output so far.
    """

    def __init__(self, pythons: BrowserPythons, number: int, timeout: float) -> None:
        self.pythons, self.number, self.timeout = pythons, number, timeout
        self.console: list[Output] = []

    def call(self, name: str, argument: Any) -> Any:
        """What ``harness.remote.call`` answers."""
        self.pythons.say({"id": self.number, "call": name, "argument": argument})
        deadline = time.monotonic() + self.timeout
        while True:
            event = self._event(deadline)
            if "output" in event:
                self.console.append(event["output"])
            elif "answer" in event:
                return event["answer"]
            elif "failed" in event:
                raise ValueError(event["failed"])
            else:
                raise Died(event["broken"])

    def _event(self, deadline: float) -> dict[str, Any]:
        heard = self.pythons.heard[self.number]
        try:
            return heard.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeLimit(f"There was no answer for {self.timeout:g} seconds.") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, whatever it is doing."""
        self.pythons.heard.pop(self.number)
        if self.pythons.process.poll() is None:
            self.pythons.say({"id": self.number, "close": True})
