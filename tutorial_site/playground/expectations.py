"""``expect:`` of a request, held against the answer that came."""

import json
from typing import Any

from tutorial_site.catalog.tree import Expectation
from tutorial_site.playground.harness.shapes import Exchange, ReceivedResponse

MOST_SHOWN = 160  # characters of a body, in a message


def unmet(expected: Expectation, exchange: Exchange) -> list[str]:
    """What of ``expected`` doesn't hold, each as "status 404 instead of 200"; [] if all does.

    It is about the answer to the request itself: a redirect, not the page that it leads to.
    """
    response = exchange["response"]
    faults = []
    if expected.status not in (None, response["status"]):
        faults.append(f"status {response['status']} instead of {expected.status}")
    if expected.text and expected.text not in (response["text"] or ""):
        faults.append(f"a body without {expected.text!r}: {_shown(response)}")
    faults += [
        fault
        for name, value in expected.header.items()
        if (fault := _header_fault(response, name, value))
    ]
    if expected.json is not None and (fault := _json_fault(response, expected.json)):
        faults.append(fault)
    count = len(exchange["queries"]) + exchange["queries_left_out"]
    if expected.queries not in (None, count):
        faults.append(f"{_counted(count)} instead of {expected.queries}")
    return faults


def _header_fault(response: ReceivedResponse, name: str, value: str) -> str:
    found = [text for each, text in response["headers"] if each.lower() == name.lower()]
    if value in found:
        return ""
    if not found:
        return f"no header {name}"
    return f"{name}: {', '.join(found)} instead of {value}"


def _json_fault(response: ReceivedResponse, expected: Any) -> str:
    try:
        found = json.loads(response["text"] or "")
    except ValueError:
        return f"a body that is no JSON: {_shown(response)}"
    wanted = json.dumps(expected, sort_keys=True)
    if json.dumps(found, sort_keys=True) == wanted:  # as texts: in Python, True equals 1
        return ""
    return f"{_shown(response)} instead of {wanted}"


def _shown(response: ReceivedResponse) -> str:
    text = response["text"]
    if text is None:
        return f"{response['bytes']:,} bytes of {response['type']}"
    if not text:
        return "it is empty"
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} …"


def _counted(queries: int) -> str:
    return "1 query" if queries == 1 else f"{queries} queries"
