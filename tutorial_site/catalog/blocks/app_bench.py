"""``bench:`` of an app: requests whose time learners may take, in their own browsers."""

from collections.abc import Callable, Sequence

from tutorial_site.catalog.blocks.app_requests import read_requests
from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.schema import Option, itself, number, read_options
from tutorial_site.catalog.tree import Bench
from tutorial_site.catalog.yamlmarks import Node

_MOST_REQUESTS = 8
_OPTIONS = {
    "requests": Option(itself, None, required=True, example="[/slow, /quick]"),
    "times": Option(number(1, 1000), 50, example="50"),
    "rounds": Option(number(3, 25), 9, example="9"),
}


def read_bench(
    node: Node | None, frameworks: Sequence[str], path: Callable[[Node], str], log: ProblemLog
) -> Bench | None:
    """What is measured; a request may be a path alone, and takes all that ``requests:`` takes."""
    if node is None:
        return None
    values = read_options(node, _OPTIONS, log, of="a bench")
    typed = values["requests"]
    if typed is None:
        return None
    items = typed.value if typed.is_list else [typed]
    if not 1 <= len(items) <= _MOST_REQUESTS:
        log.error(
            typed.line,
            typed.column,
            "bad-value",
            f"A bench measures 1 to {_MOST_REQUESTS} requests, not {len(items)}.",
            "Measure those that the lesson compares.",
        )
        return None
    listed = Node([_whole(item) for item in items], typed.line, typed.column)
    requests = read_requests(listed, frameworks, path, log)
    return Bench(requests, times=values["times"], rounds=values["rounds"])


def _whole(item: Node) -> Node:
    """``/notes`` is short for ``{path: /notes}``."""
    if not item.is_scalar:
        return item
    place = (item.line, item.column)
    return Node({"path": item}, *place, keys={"path": place})
