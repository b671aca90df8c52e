"""Django templates: what Django's parser says about them, in a learner's words."""

import ast
import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from .known import close_to
from .project import Files
from .source import Source
from .template_words import IN_DJANGO, Problem

if TYPE_CHECKING:
    from django.template import Engine

# What {% load %} finds of Django's own.
LIBRARIES = {
    "static": "django.templatetags.static",
    "i18n": "django.templatetags.i18n",
    "l10n": "django.templatetags.l10n",
    "tz": "django.templatetags.tz",
    "cache": "django.templatetags.cache",
    "humanize": "django.contrib.humanize.templatetags.humanize",
}
UNKNOWN = re.compile("block tag|Invalid filter|not a registered")
OWN = "A {} of your own has to be loaded: {{% load … %}}"
FILTERS = 'Filters follow a |, and take one argument, after a colon without spaces: value|date:"Y"'
NESTED = "and comes before or. What differs from that is written as one {% if %} in another."
IN_CONDITIONS = {
    "=": "To compare, write ==",
    "===": "To compare, write ==",
    "&&": "&& is written: and",
    "||": "|| is written: or",
    "!": "! is written: not",
}
ADMINS = {"admin_list", "admin_modify", "admin_urls", "log", "flatpages"}


class Libraries(NamedTuple):
    """The program's own tag libraries: for each its filters, tags, tags with an end, and whether
    it holds more than that tells."""

    own: tuple[tuple[str, frozenset[str], frozenset[str], frozenset[str], bool], ...]


def own_libraries(files: Files) -> Libraries:
    """Read from the folders ``templatetags/``."""
    found = []
    for path in sorted(files.texts):
        parts = path.split("/")
        if path.endswith(".py") and parts[-2:-1] == ["templatetags"] and parts[-1] != "__init__.py":
            found.append((parts[-1].removesuffix(".py"), *_registered(files.source(path))))
    return Libraries(tuple(found))


@functools.lru_cache(100)
def _registered(
    source: Source,
) -> tuple[frozenset[str], frozenset[str], frozenset[str], bool]:
    """Filters, tags, tags with an end; and whether there may be more."""
    found: dict[str, set[str]] = {}
    for node in source.of(ast.FunctionDef):
        for decorator in node.decorator_list:
            call = decorator.func if isinstance(decorator, ast.Call) else decorator
            name = _given_name(decorator) or node.name
            found.setdefault(_method(call), set()).add(name)
    called = {_method(node.func) for node in source.of(ast.Call)}
    more = source.tree is None or "tag" in found or bool(called & {"filter", "tag"})
    tags = found.get("simple_tag", set()) | found.get("inclusion_tag", set())
    blocks = found.get("simple_block_tag", set())
    return frozenset(found.get("filter", ())), frozenset(tags), frozenset(blocks), more


def _method(node: ast.expr) -> str:
    is_register = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    return node.attr if is_register and isinstance(node, ast.Attribute) else ""


def _given_name(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    named = [keyword.value for keyword in node.keywords if keyword.arg == "name"]
    first = node.args[:1] if _method(node.func) == "filter" else []
    values = [v.value for v in [*named, *first] if isinstance(v, ast.Constant)]
    return str(values[0]) if values else ""


@functools.lru_cache(20)
def _engine(libraries: Libraries) -> "Engine":
    from django.template import Engine

    engine = Engine(debug=True)
    known = {name: path for name, path in LIBRARIES.items() if name != "humanize"}
    engine.template_libraries = engine.get_template_libraries(known)
    for name, filters, tags, blocks, _ in libraries.own:
        engine.template_libraries[name] = _stand_in(filters, tags, blocks)
    return engine


def _stand_in(filters: frozenset[str], tags: frozenset[str], blocks: frozenset[str]) -> Any:
    """A library with the same names, whose tags do nothing."""
    from django.template import Library, Node

    def tag(parser: Any, token: Any) -> Node:
        return Node()

    def block(parser: Any, token: Any) -> Node:
        parser.parse((f"end{token.contents.split()[0]}",))
        parser.delete_first_token()
        return Node()

    library = Library()
    for name in filters:
        library.filters[name] = lambda value, argument="": value
    library.tags |= dict.fromkeys(tags, tag) | dict.fromkeys(blocks, block)
    return library


def problems(text: str, libraries: Libraries) -> list[Problem]:
    """At most one: Django stops at the first."""
    from django.template import TemplateSyntaxError

    loads = re.findall(r"\{%\s*load\s+(.*?)%\}", text)
    loaded = {name for names in loads for name in names.split()}
    open_ended = {name for name, *_, more in libraries.own if more} | ADMINS | {"humanize"}
    try:
        _parse(text, _engine(libraries))
    except TemplateSyntaxError as exc:
        if loaded & open_ended and UNKNOWN.search(str(exc)):
            return []
        return [_problem(text, exc)]
    except RecursionError:
        return [Problem(1, "", "This template is nested too deeply.", "")]
    return []


def _parse(text: str, engine: "Engine") -> None:
    """As ``Template`` does, whose complaints about tags would ask the settings for a language."""
    from django.template.base import UNKNOWN_SOURCE, DebugLexer, Origin, Parser

    class Reader(Parser):
        def invalid_block_tag(self, token: Any, command: str, parse_until: Any = None) -> NoReturn:
            expected = f", expected {', '.join(map(repr, parse_until))}" if parse_until else ""
            raise self.error(token, f"Invalid block tag: {command!r}{expected}.")

    libraries, builtins = engine.template_libraries, engine.template_builtins
    Reader(DebugLexer(text).tokenize(), libraries, builtins, Origin(UNKNOWN_SOURCE)).parse()


def _problem(text: str, exc: Exception) -> Problem:
    said = str(exc)
    token = getattr(exc, "token", None)
    line = int(getattr(token, "lineno", 0) or 1)
    for pattern, words in WORDS:
        found = re.search(pattern, said)
        if found:
            return words(text, line, [group or "" for group in found.groups()])
    return Problem(line, "", said[:1].upper() + said[1:], "")


def _unclosed(text: str, line: int, groups: list[str]) -> Problem:
    opened, name, ends = groups
    last = ends.split(", ")[-1]
    return Problem(
        int(opened), name, f"This {{% {name} %}} is never closed.", f"Close it by {{% {last} %}}"
    )


def _invalid_tag(text: str, line: int, groups: list[str]) -> Problem:
    name, expected = groups
    names = sorted(_engine(Libraries(())).template_builtins[0].tags)
    if name in IN_DJANGO:
        return Problem(line, name, f"Django has no tag {name}.", IN_DJANGO[name])
    provider = next((lib for lib in LIBRARIES if name in _tags_of(lib)), "")
    if provider:
        return Problem(
            line,
            name,
            f"The tag {name} has to be loaded first.",
            f"Put {{% load {provider} %}} above it; below {{% extends %}}, if there is one.",
        )
    if name.startswith(("end", "el", "empty")) and not expected:
        return Problem(
            line,
            name,
            f"{{% {name} %}} stands here, and nothing is open.",
            "Take it out, or open the block before it.",
        )
    if expected:
        wanted = re.findall(r"'(\w+)'", expected)
        near = close_to(name, wanted) or wanted[-1]
        return Problem(
            line, name, f"{{% {name} %}} can't stand here.", f"What is open wants {{% {near} %}}"
        )
    near = close_to(name, names)
    hint = f"Did you mean {near}?" if near else OWN.format("tag")
    return Problem(line, name, f"Django has no tag {name}.", hint)


@functools.lru_cache(10)
def _tags_of(library: str) -> frozenset[str]:
    if library == "humanize":
        return frozenset()
    return frozenset(_engine(Libraries(())).template_libraries[library].tags)


def _invalid_filter(text: str, line: int, groups: list[str]) -> Problem:
    (name,) = groups
    engine = _engine(Libraries(()))
    names = {one for library in engine.template_builtins for one in library.filters}
    near = close_to(name, sorted(names))
    hint = f"Did you mean {near}?" if near else OWN.format("filter")
    return Problem(line, name, f"There is no filter {name}.", hint)


def _remainder(text: str, line: int, groups: list[str]) -> Problem:
    rest, whole = groups
    if whole.startswith("("):
        return Problem(line, whole, "Conditions have no brackets in Django's templates.", NESTED)
    if rest.startswith("("):
        name = whole[: -len(rest)] or whole
        if name in ("url_for", "static"):
            hint = "In Django it is a tag: {% url 'name' %}, {% static 'style.css' %}"
        else:
            hint = (
                f"Django calls by itself what can be called: {name}. Arguments can't be given: "
                "compute the value in the view."
            )
        return Problem(line, whole, "There are no brackets in Django's templates.", hint)
    if rest.startswith("["):
        return Problem(
            line, whole, "Items are reached by a dot.", "Write items.0 or person.name, without [ ]"
        )
    if whole in IN_CONDITIONS:
        return Problem(line, whole, f"Django has no {whole} in conditions.", IN_CONDITIONS[whole])
    if re.match(r"\s*(?:[=<>!+*/-]|\bif\b|~)", rest):
        return Problem(
            line,
            whole,
            "Between {{ and }} Django computes nothing.",
            "Conditions stand in {% if %}; sums are made in the view, or by a filter such as add:1",
        )
    return Problem(
        line,
        whole,
        f"Django can't read {rest!r} here.",
        FILTERS,
    )


def _fixed(message: str, hint: str = "") -> "Words":
    """Words for a complaint about its first group, if it has one; {0} stands for that."""

    def words(text: str, line: int, groups: list[str]) -> Problem:
        part = groups[0] if groups else ""
        return Problem(line, part, message.replace("{0}", part), hint.replace("{0}", part))

    return words


Words = Callable[[str, int, list[str]], Problem]
WORDS: list[tuple[str, Words]] = [
    (r"Unclosed tag on line (\d+): '(\w+)'. Looking for one of: (.*)\.", _unclosed),
    (r"Invalid block tag: '([^']*)'(?:, expected (.*))?\.$", _invalid_tag),
    (r"Invalid filter: '(\w+)'", _invalid_filter),
    (r"Could not parse the remainder: '(.*?)' from '(.*)'", _remainder),
    (
        r"Could not parse some characters: ([^|]*)",
        _fixed("Django can't read this.", FILTERS),
    ),
    (
        r"'(\w+)' is not a registered tag library",
        _fixed(
            "There is no tag library {0}.",
            "It would be a file templatetags/{0}.py in an app that is in INSTALLED_APPS.",
        ),
    ),
    (
        r"must be the first tag in the template",
        _fixed(
            "{% extends %} must come before every other tag.",
            "Move it to the first line.",
        ),
    ),
    (
        r"'block' tag with name '(\w+)' appears more than once",
        _fixed(
            "There are two blocks {0}: a template has each name once.",
            "To show a value twice, give it a name by {% with %}.",
        ),
    ),
    (
        r"Empty variable tag",
        _fixed("There is nothing between {{ and }}.", "Put the name to be shown there."),
    ),
    (r"Empty block tag", _fixed("There is no tag between {% and %}.")),
    (
        r"'(\w+)' takes at least one argument, a URL pattern name",
        _fixed("{% url %} needs the name of a route.", "Write {% url 'name' %}"),
    ),
]


def filter_names(libraries: Libraries) -> list[str]:
    """All filters that a template can use, those that have to be loaded among them."""
    engine = _engine(libraries)
    known = [*engine.template_builtins, *engine.template_libraries.values()]
    return sorted({name for library in known for name in library.filters})


def tag_names(text: str, libraries: Libraries) -> list[str]:
    """Tags that a template can use after what it loads, and the ends of those it has opened."""
    engine = _engine(libraries)
    loads = re.findall(r"\{%\s*load\s+(.*?)%\}", text)
    loaded = {name for names in loads for name in names.split()}
    known = list(engine.template_builtins)
    known += [one for name, one in engine.template_libraries.items() if name in loaded]
    names = {name for library in known for name in library.tags}
    ends = {f"end{name}" for name in re.findall(r"\{%\s*(\w+)", text) if name in names}
    return sorted(names | {"else", "elif", "empty"} | (ends & ENDS))


ENDS = {
    f"end{name}"
    for name in (
        "autoescape block blocktranslate cache comment filter for if ifchanged language localize "
        "localtime spaceless timezone verbatim with"
    ).split()
}
