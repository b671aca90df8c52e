"""``requests:`` of an app: what is sent at its start, and ``expect:``, what must come back."""

from collections.abc import Callable, Sequence
from typing import Any

from tutorial_site.catalog.problems import ProblemLog, did_you_mean
from tutorial_site.catalog.schema import (
    Option,
    Reader,
    anything,
    itself,
    number,
    one_of,
    read_options,
    text,
)
from tutorial_site.catalog.tree import AppRequest, Expectation
from tutorial_site.catalog.yamlmarks import Node

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_MOST_REQUESTS = 30


def _texts(node: Node) -> dict[str, str]:
    """A map of names to text, numbers as they were typed."""
    if not node.is_map or not all(child.is_scalar for child in node.value.values()):
        raise ValueError("names with a text each")
    return {name: child.text for name, child in node.value.items()}


def _form(node: Node) -> dict[str, str | list[str]]:
    if not node.is_map:
        raise ValueError("names with a text each")
    form: dict[str, str | list[str]] = {}
    for name, child in node.value.items():
        if child.is_list and all(item.is_scalar for item in child.value):
            form[name] = [item.text for item in child.value]
        elif child.is_scalar:
            form[name] = child.text
        else:
            raise ValueError("names with a text, or a list of texts, each")
    return form


def _body_part(node: Node) -> str:
    if not node.is_scalar or not node.text:
        raise ValueError("a text that the answer must contain")
    return node.text


EXPECTED = {
    "status": Option(number(100, 599), None, example="200"),
    "text": Option(_body_part, "", example="Hello, Ada!"),
    "header": Option(_texts, {}, example="{Location: /notes/}"),
    "json": Option(anything, None, example="{done: true}"),
    "queries": Option(number(0, 10_000), None, example="2"),
}


def _request_options(path: Reader) -> dict[str, Option]:
    return {
        "method": Option(one_of(*METHODS), "GET", example="POST"),
        "path": Option(path, "/", required=True, example="/notes/"),
        "form": Option(_form, None, example="{text: Milk}"),
        "json": Option(anything, None, example="{text: Milk}"),
        "headers": Option(_texts, {}, example="{Accept: application/json}"),
        "as": Option(text(60), "", example="ada"),
        "expect": Option(itself, None, example="{status: 200}"),
    }


def read_requests(
    node: Node | None, frameworks: Sequence[str], path: Callable[[Node], str], log: ProblemLog
) -> tuple[AppRequest, ...]:
    """The requests in ``node``; ``frameworks`` are those the block has, for ``expect``."""
    if node is None:
        return ()
    items = node.value if node.is_list else [node]
    if len(items) > _MOST_REQUESTS:
        log.error(
            node.line,
            node.column,
            "bad-value",
            f"An app may send {_MOST_REQUESTS} requests at its start, not {len(items)}.",
            "Send those that the lesson talks about.",
        )
    return tuple(_request(item, frameworks, path, log) for item in items[:_MOST_REQUESTS])


def _request(
    node: Node, frameworks: Sequence[str], path: Callable[[Node], str], log: ProblemLog
) -> AppRequest:
    values = read_options(node, _request_options(path), log, of="a request")
    if values["form"] is not None and values["json"] is not None:
        line, column = node.keys["json"]
        log.error(
            line,
            column,
            "bad-request",
            "A request sends either a form or JSON, not both.",
            "Make two requests of it.",
        )
    if values["form"] is not None and _method(node) in ("GET", "HEAD"):
        line, column = node.keys["form"]
        log.error(
            line,
            column,
            "bad-request",
            "A GET sends no form.",
            "Add method: POST, or put the values into the path: /notes/?text=Milk",
        )
    return AppRequest(
        method=values["method"],
        path=values["path"] or "/",
        form=values["form"],
        json=values["json"],
        headers=values["headers"],
        as_user=values["as"],
        expect=_expectations(values["expect"], frameworks, log),
        line=node.line,
        column=node.column,
    )


def _method(node: Node) -> str:
    """As typed, right or wrong."""
    typed = node.value.get("method")
    return typed.text if typed else "GET"


def _expectations(
    node: Node | None, frameworks: Sequence[str], log: ProblemLog
) -> tuple[Expectation, ...]:
    """``{status: 200}`` for every side, ``{django: {queries: 2}}`` for one, or both together."""
    if node is None:
        return ()
    sides = ("flask", "django", "python")
    if not node.is_map:
        read_options(node, EXPECTED, log, of="an expectation")
        return ()
    shared = Node(
        {name: child for name, child in node.value.items() if name not in sides},
        node.line,
        node.column,
        keys=node.keys,
    )
    found = [_expectation("", shared, log)] if shared.value else []
    for side in sides:
        child = node.value.get(side)
        if child is None:
            continue
        if frameworks and side not in frameworks:
            line, column = node.keys[side]
            log.error(
                line,
                column,
                "unknown-side",
                f"This app has no {side} side.",
                did_you_mean(side, frameworks),
            )
        found.append(_expectation(side, child, log))
    return tuple(found)


def _expectation(side: Any, node: Node, log: ProblemLog) -> Expectation:
    values = read_options(node, EXPECTED, log, of="an expectation")
    return Expectation(side=side, **values, line=node.line, column=node.column)
