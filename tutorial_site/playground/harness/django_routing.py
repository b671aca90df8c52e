"""Django's URL patterns as the trace shows them: those tried in order, and the one that matched."""

from typing import Any

from .trace import MAX_RULES, name_of
from .values import shown


def rules_tried(tried: list[Any], *, found: bool) -> dict[str, Any]:
    """Rules in the order in which they were tried; with ``found`` the last of them matched."""
    rules = [_rule(chain) for chain in tried if chain]
    if found and rules:
        rules[-1] |= {"outcome": "matched", "matched": True}
    left_out = max(0, len(rules) - MAX_RULES)
    # The rule that matched is the last: what is left out is before it.
    kept = rules[: MAX_RULES - 1] + rules[-1:] if left_out else rules
    return {"rules": kept, "rules_left_out": left_out}


def _rule(chain: Any) -> dict[str, Any]:
    """One rule: the patterns from the root's down to the one that was tried."""
    *outer, last = chain
    converters: dict[str, str] = {}
    for part in chain:
        for name, converter in getattr(part.pattern, "converters", {}).items():
            converters[name] = type(converter).__name__.removesuffix("Converter").lower()
    return {
        "pattern": "".join(str(part.pattern) for part in chain),
        "kind": _kind(last),
        "within": [str(part.pattern) for part in outer],
        "name": _name(chain),
        "leads_to": _target(last),
        "converters": converters,
        "outcome": "no match",
        "matched": False,
        "where": getattr(last, "side_by_side_place", None),
    }


def _kind(part: Any) -> str:
    if _is_include(part):
        return "include"
    return "re_path" if type(part.pattern).__name__ == "RegexPattern" else "path"


def _is_include(part: Any) -> bool:
    # Asked of the class: of the object it would import the module that is included.
    return hasattr(type(part), "url_patterns")


def _name(chain: Any) -> str | None:
    """The name for ``reverse``, with its namespaces."""
    name = getattr(chain[-1], "name", None)
    if not name:
        return None
    spaces = [part.namespace for part in chain[:-1] if getattr(part, "namespace", None)]
    return ":".join([*spaces, str(name)])


def _target(part: Any) -> str:
    if _is_include(part):
        urlconf = part.urlconf_name
        return str(getattr(urlconf, "__name__", None) or part.app_name or "a list of patterns")
    view = part.callback
    return name_of(getattr(view, "view_class", view))


def matched(match: Any) -> dict[str, Any]:
    """What a match hands on."""
    return {
        "route": match.route,
        "view": name_of(getattr(match.func, "view_class", match.func)),
        "url_name": match.view_name if match.url_name else None,
        "args": [shown(value) for value in match.args],
        "kwargs": {name: shown(value) for name, value in match.kwargs.items()},
        "extra": {name: shown(value) for name, value in match.extra_kwargs.items()},
    }
