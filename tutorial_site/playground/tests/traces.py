"""A trace as tests read it: one line a step, indented by depth."""

from typing import Any


def tree(exchange: Any) -> str:
    """``kind name`` of each step, with the learner's line where it has one."""
    return "\n".join(f"{'  ' * step['depth']}{_told(step)}" for step in exchange["trace"])


def _told(step: Any) -> str:
    where = step["where"]
    place = f" ({where['file']}:{where['line']})" if where else ""
    return f"{step['kind']} {step['name']}{place}"


def subtree(exchange: Any, name: str) -> str:
    """The tree of the first step whose name ends like this, and of all inside it."""
    steps = exchange["trace"]
    begin = next(n for n, s in enumerate(steps) if s["name"].endswith(name))
    depth = steps[begin]["depth"]
    lines = [_told(steps[begin])]
    for inner in steps[begin + 1 :]:
        if inner["depth"] <= depth:
            break
        lines.append(f"{'  ' * (inner['depth'] - depth)}{_told(inner)}")
    return "\n".join(lines)


def step(exchange: Any, kind: str, name: str = "") -> Any:
    """The only step of a kind, or the first whose name ends like this."""
    found = [s for s in exchange["trace"] if s["kind"] == kind and s["name"].endswith(name)]
    assert found, f"no {kind} {name} in\n{tree(exchange)}"
    return found[0]


def outcomes(exchange: Any) -> list[tuple[str, str]]:
    """(pattern, outcome) of each rule that was considered."""
    rules = step(exchange, "routing")["detail"]["rules"]
    return [(rule["pattern"], rule["outcome"]) for rule in rules]
