"""Flask's URL rules as the trace shows them.

Werkzeug keeps its rules in a tree of path parts and walks down that: fixed parts first, then
converters by weight. Listed are the rules in the order in which they would win, each asked by
itself with Werkzeug's own matcher whether it fits.
"""

from typing import Any

from .trace import MAX_RULES, name_of
from .values import shown


def routed(context: Any) -> dict[str, Any]:
    """What the matching of a request came to: the rules up to the one that matched, and that."""
    request, adapter = context.request, context.url_adapter
    chosen, failure = request.url_rule, request.routing_exception
    domain = adapter.server_name if adapter.map.host_matching else adapter.subdomain
    rules = []
    ordered = _in_order(adapter.map)
    for rule in ordered:
        outcome = "matched" if rule is chosen else _outcome(rule, domain, request)
        rules.append(_rule(rule, outcome, context.app))
        if rule is chosen or outcome == "redirect":
            break
    left_out = max(0, len(rules) - MAX_RULES)
    return {
        "rules": rules[: MAX_RULES - 1] + rules[-1:] if left_out else rules,
        "rules_left_out": left_out,
        "rules_not_reached": len(ordered) - len(rules),
        **(_matched(request, context.app) if chosen is not None else _failed(failure)),
    }


def _in_order(url_map: Any) -> list[Any]:
    """Fixed parts before others, which sort by weight; equal ones stay as they were written."""
    rules = list(url_map.iter_rules())
    longest = max(len(rule._parts) for rule in rules) if rules else 0

    def key(rule: Any) -> list[tuple[Any, ...]]:
        parts = [(0,) if part.static else (1, *part.weight) for part in rule._parts]
        return parts + [(0,)] * (longest - len(parts))

    return sorted(rules, key=key)


def _outcome(rule: Any, domain: str, request: Any) -> str:
    from werkzeug.routing.exceptions import NoMatch, RequestAliasRedirect, RequestPath
    from werkzeug.routing.matcher import StateMachineMatcher

    matcher = StateMachineMatcher(rule.map.merge_slashes)
    matcher.add(rule)
    try:
        matcher.match(domain or "", request.path, request.method, False)
    except NoMatch as exc:
        return "method not allowed" if exc.have_match_for else "no match"
    except (RequestPath, RequestAliasRedirect):
        return "redirect"
    return "would match"


def _rule(rule: Any, outcome: str, app: Any) -> dict[str, Any]:
    names = {converter: name for name, converter in rule.map.converters.items()}
    view = app.view_functions.get(rule.endpoint)
    return {
        "pattern": rule.rule,
        "kind": "rule",
        "methods": sorted(rule.methods or ()),
        "name": rule.endpoint,
        "leads_to": name_of(getattr(view, "view_class", view)) if view else "",
        "converters": {
            argument: names.get(type(converter), type(converter).__name__)
            for argument, converter in rule._converters.items()
        },
        "outcome": outcome,
        "matched": outcome == "matched",
        "where": getattr(rule, "side_by_side_place", None),
    }


def _matched(request: Any, app: Any) -> dict[str, Any]:
    rule = request.url_rule
    view = app.view_functions.get(rule.endpoint)
    return {
        "route": rule.rule,
        "view": name_of(getattr(view, "view_class", view)) if view else "",
        "url_name": rule.endpoint,
        "blueprints": list(request.blueprints),
        "args": [],
        "kwargs": {name: shown(value) for name, value in (request.view_args or {}).items()},
    }


def _failed(failure: Any) -> dict[str, Any]:
    """Why there is no match: 404, 405 with what is allowed, or a redirect to the proper slash."""
    return {
        "failed": type(failure).__name__ if failure is not None else "NotFound",
        "status": getattr(failure, "code", None),
        "allowed": sorted(getattr(failure, "valid_methods", None) or ()),
        "redirect": getattr(failure, "new_url", None),
    }
