"""Whether two runs of a program came to the same, whatever differs from run to run left out."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

# What is made anew in each run: secrets, addresses in memory, times, folders.
VARYING = [
    (re.compile(r'(name="csrf[^"]*"[^>]*value=")[^"]*'), r"\1SECRET"),
    (re.compile(r"\b(csrftoken|sessionid|session|messages|remember_token)=[^;\s]+"), r"\1=SECRET"),
    (re.compile(r"(<strong>(?:salt|hash)</strong>: <bdi>)[^<]*"), r"\1SECRET"),
    (re.compile(r"\b0x[0-9a-f]{6,}"), "0xADDRESS"),
    (re.compile(r"\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"), "DATE"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([.,]\d+)?"), "DATE"),
    (re.compile(r"\b(20\d\d-\d\d-\d\d|\d\d:\d\d:\d\d)\b"), "DATE"),
    (re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}, \S+ [ap]\.m\."), "DATE"),
    (re.compile(r"[^\s\"'(]*side-by-side-\w+"), "FOLDER"),
    # Newer Pythons say what was out of range.
    (re.compile(r"(must be in \d+\.\.\d+), not -?\d+"), r"\1"),
    # A traceback that a program has caught and logged is drawn differently by every Python.
    (re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n)+"), "TRACEBACK\n"),
]
# Headers that tell of a file's time, or whose order comes from a set.
TIMES = {"date", "etag", "last-modified"}
UNORDERED = {"allow", "vary"}


def differences(one: Any, other: Any) -> list[str]:
    """Where two runs (as run_native gives them) differ, as "place: this, not that"."""
    return list(_differences(seen(one), seen(other), ""))


def seen(run: Any) -> Any:
    """What a learner gets to see of a run."""
    report = run["report"]
    failed = bool(report["error"]) or any(
        exchange["error"] for visit in run["visits"] for exchange in visit["exchanges"]
    )
    return {
        "started": {
            "ok": report["ok"],
            "serves": report["serves"],
            "supplied": {path: _text(text) for path, text in report["supplied"].items()},
            "error": _error(report["error"]),
        },
        "visits": [[_exchange(each) for each in visit["exchanges"]] for visit in run["visits"]],
        "printed": _text(_stream(run["console"], "stdout")),
        # A traceback is drawn differently by every Python.
        "logged": "" if failed else _text(_stream(run["console"], "log")),
        "stopped": bool(run["stopped"]),
    }


def _exchange(exchange: Any) -> Any:
    response = exchange["response"]
    # Debug pages draw tracebacks, and print the interpreter's version and path.
    text = None if exchange["error"] else response["text"]
    # They also show what each frame's variables hold: a queryset asks again for each of them.
    told = _once if exchange["error"] else list
    return {
        "request": (exchange["request"]["method"], exchange["request"]["path"]),
        "status": (response["status"], response["reason"]),
        "type": response["type"],
        # An address in memory has more digits here than there.
        "headers": _headers(
            response["headers"], bool(exchange["error"]) or "0xADDRESS" in _text(text or "")
        ),
        "text": _text(text or ""),
        "base64": response["base64"],
        "redirected to": exchange["redirected_to"],
        "queries": told(query["sql"] for query in exchange["queries"]),
        "queries of": told(query["where"] for query in exchange["queries"]),
        "transactions": exchange.get("transactions"),
        "path": told(_step(step) for step in exchange.get("trace") or ()),
        "lines": exchange.get("lines"),
        "changed": [_change(change) for change in exchange.get("changes") or ()],
        "error": _error(exchange["error"]),
    }


def _once(steps: Iterable[Any]) -> list[Any]:
    """Without what repeats the one before it."""
    return [step for step, _ in groupby(steps)]


def _step(step: Any) -> Any:
    """A step of the trace without its times. What it tells may be an address or a date."""
    rules = [(rule["pattern"], rule["outcome"]) for rule in step["detail"].get("rules", ())]
    return step["depth"], step["kind"], step["name"], step["where"], rules


def _change(change: Any) -> Any:
    """Which rows changed, by how many there are: keys of sessions and dates are made anew."""
    counts = {kind: len(change[kind]) for kind in ("inserted", "deleted", "updated")}
    return change["database"], change["table"], counts, change["note"]


def _headers(headers: Any, varies: bool) -> list[tuple[str, str]]:
    shown = []
    for name, value in headers:
        if name.lower() in TIMES or (varies and name.lower() == "content-length"):
            continue
        if name.lower() in UNORDERED:
            value = ", ".join(sorted(value.split(", ")))
        shown.append((name, _text(value)))
    return shown


def _error(error: Any) -> Any:
    return error and {
        "type": error["type"],
        "message": _text(error["message"]),
        "where": error["where"],
    }


def _stream(console: Any, stream: str) -> str:
    return "".join(piece["text"] for piece in console if piece["stream"] == stream)


def _text(text: str) -> str:
    for pattern, stand_in in VARYING:
        text = pattern.sub(stand_in, text)
    return text


def _differences(one: Any, other: Any, place: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from _differences(one.get(key), other.get(key), f"{place} {key}".strip())
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True), start=1):
            yield from _differences(left, right, f"{place} {number}")
    elif one != other:
        yield f"{place}: {_shown(one, other)}, not {_shown(other, one)}"


def _shown(value: Any, other: Any) -> str:
    """A value; of a long text the part around the first place where it differs."""
    if isinstance(value, str) and isinstance(other, str):
        pairs = enumerate(zip(value, other, strict=False))
        at = next((n for n, (a, b) in pairs if a != b), min(len(value), len(other)))
        start = max(0, at - 60)
        return repr(("…" if start else "") + value[start : at + 60])
    return repr(value)[:300]
