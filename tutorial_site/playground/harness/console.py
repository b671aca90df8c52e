"""What a program prints and logs, passed on as it comes and kept for the report."""

import builtins
import codecs
import io
import logging
import sys
import time
from collections.abc import Callable

from .shapes import Output

MAX_OUTPUT = 1_000_000  # characters, all streams together
CUT_NOTE = "\n… The output goes on; only its first 1 MB is shown.\n"
# A program that floods the console is passed on in larger pieces, so that the page keeps up.
FLOOD_AFTER = 2000  # pieces
FLOOD_PIECE = 1024  # characters
FLOOD_SECONDS = 0.025

Emit = Callable[[Output], None]


class Console:
    """Collects output; ``emit`` hears of every piece at once, in order."""

    def __init__(self, emit: Emit, hide: str = "") -> None:
        self.emit = emit
        self.hide = hide  # the program's folder, which tells a learner nothing
        self.pieces: list[Output] = []
        self.length = 0
        self.cut = False
        self.held: Output | None = None
        self.held_since = 0.0

    def write(self, stream: str, text: str) -> None:
        """Add text to a stream, until the console is full."""
        if self.cut or not text:
            return
        if self.hide and stream != "stdout":
            text = text.replace(self.hide + "/", "")
        if self.length + len(text) > MAX_OUTPUT:
            text = text[: MAX_OUTPUT - self.length] + CUT_NOTE
            self.cut = True
        self.length += len(text)
        self._keep(stream, text)
        if len(self.pieces) < FLOOD_AFTER:
            self.emit({"stream": stream, "text": text})
        else:
            self._hold(stream, text)

    def _keep(self, stream: str, text: str) -> None:
        last = self.pieces[-1] if self.pieces else None
        flooded = len(self.pieces) >= FLOOD_AFTER
        if flooded and last and last["stream"] == stream and len(last["text"]) < FLOOD_PIECE:
            last["text"] += text
        else:
            self.pieces.append({"stream": stream, "text": text})

    def _hold(self, stream: str, text: str) -> None:
        if self.held and self.held["stream"] != stream:
            self.flush()
        if self.held is None:
            self.held, self.held_since = {"stream": stream, "text": ""}, time.perf_counter()
        self.held["text"] += text
        waited = time.perf_counter() - self.held_since
        if self.cut or len(self.held["text"]) >= FLOOD_PIECE or waited >= FLOOD_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Pass on what is held back."""
        if self.held:
            held, self.held = self.held, None
            self.emit(held)

    def note(self, text: str) -> None:
        """A line from the harness to the learner."""
        self.write("log", f"[Side by Side] {text}\n")


class _Sink(io.RawIOBase):
    """The bytes below a text stream, so that ``sys.stdout.buffer`` works too."""

    def __init__(self, console: Console, stream: str) -> None:
        self.console, self.stream = console, stream
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        raw = bytes(data)  # type: ignore[call-overload]
        self.console.write(self.stream, self.decoder.decode(raw))
        return len(raw)


def text_stream(console: Console, stream: str) -> io.TextIOWrapper:
    """A text stream into the console; a line is passed on when it is complete."""
    sink = _Sink(console, stream)
    return io.TextIOWrapper(
        sink,  # type: ignore[arg-type]  # unbuffered on purpose: a killed program loses nothing
        encoding="utf-8",
        errors="backslashreplace",
        newline="",
        line_buffering=True,
    )


def no_input(prompt: object = "") -> str:
    """Stands in for input(), which would wait for ever."""
    if prompt:
        print(prompt)
    raise EOFError(
        "input() can't ask anybody here: no keyboard is connected. "
        'Give the value in the code, for example: name = "Ada".'
    )


class Capture:
    """A context in which everything that the program prints and logs goes to the console."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.stdout = text_stream(console, "stdout")
        self.stderr = text_stream(console, "stderr")
        self.log = text_stream(console, "log")

    def __enter__(self) -> None:
        self._before = (sys.stdout, sys.stderr, sys.stdin, builtins.input, logging.lastResort)
        sys.stdout, sys.stderr, sys.stdin = self.stdout, self.stderr, io.StringIO()
        builtins.input = no_input
        # Hears of records which no handler of the program's takes, as on a terminal.
        logging.lastResort = logging.StreamHandler(self.log)
        logging.lastResort.setLevel(logging.WARNING)
        logging.lastResort.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def adopt_handlers(self) -> None:
        """Move handlers that the program or its framework pointed at stderr to the log stream."""
        for reference in logging._handlerList:  # type: ignore[attr-defined]
            handler = reference()
            if vars(handler).get("stream") is self.stderr:
                handler.setStream(self.log)

    def flush(self) -> None:
        """Pass on lines that aren't complete yet."""
        for stream in (self.stdout, self.stderr, self.log):
            if not stream.closed:
                stream.flush()
        self.console.flush()

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr, sys.stdin, builtins.input, logging.lastResort = self._before
        self.adopt_handlers()
        self.flush()
