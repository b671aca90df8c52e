"""Serves the stock page on a port of its own: from memory, compressed, to be cached for good."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Self

import brotli

from bench.stock.archives import HERE, KINDS, NEEDED
from tutorial_site.setup import ROOT

PYODIDE = ROOT / "node_modules" / "pyodide"
# What stock Pyodide loads for itself.
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}
QUALITY = 9  # as the site's runtime


@dataclass(frozen=True, slots=True)
class Served:
    """A file as it is sent."""

    body: bytes
    headers: Mapping[str, str]


class StockSite:
    """The stock page, running: ``address("sources")`` and ``address("compiled")``."""

    def __init__(self, archives: Mapping[str, Path], twin: Mapping[str, Any]) -> None:
        files = {f"/pyodide/{name}": PYODIDE / name for name in PYODIDE_FILES}
        files |= {f"/{name}": HERE / name for name in ("page.js", "worker.js")}
        served = {path: _compressed(source) for path, source in files.items()}
        # A zip has its compression in it.
        served["/pyodide/python_stdlib.zip"] = _as_it_is(PYODIDE / "python_stdlib.zip")
        served |= {f"/{name}": _as_it_is(path) for name, path in archives.items()}
        served |= {f"/{kind}.html": _page(kind, twin) for kind in KINDS}
        handler = type("Handler", (_Handler,), {"files": served})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def address(self, kind: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{kind}.html"

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    files: ClassVar[Mapping[str, Served]] = {}

    def do_GET(self) -> None:
        found = self.files.get(self.path)
        if found is None:
            self.send_error(404)
            return
        self.send_response(200)
        for name, value in found.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        self.wfile.write(found.body)

    def log_message(self, *_: object) -> None:
        """Say nothing: thousands of lines would hide the table."""


def _page(kind: str, twin: Mapping[str, Any]) -> Served:
    said = {"archives": {side: f"/{side}-{kind}.zip" for side in NEEDED}, **twin}
    text = (HERE / "page.html").read_text()
    # Nothing in a script element may look like its end.
    body = text.replace("%TWIN%", json.dumps(said).replace("<", "\\u003c")).encode()
    return Served(body, {"Content-Type": TYPES[".html"], "Cache-Control": "no-cache"})


def _as_it_is(path: Path) -> Served:
    headers = {
        "Content-Type": TYPES[path.suffix],
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    return Served(path.read_bytes(), headers)


def _compressed(path: Path) -> Served:
    plain = _as_it_is(path)
    body = brotli.compress(plain.body, quality=QUALITY)
    return Served(body, {**plain.headers, "Content-Encoding": "br"})
