"""Jinja templates: what Jinja's parser says about them, in a learner's words."""

import ast
import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from .known import close_to
from .project import Files
from .source import Source
from .template_words import IN_JINJA, Problem, innermost_open

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateSyntaxError

BLOCKS = {"block", "for", "if", "macro", "call", "filter", "autoescape", "with", "trans"}
REGISTERS = {"template_filter", "add_template_filter"}
# Programs that say so have tags, filters or marks of their own making.
CUSTOM = re.compile(r"jinja(?:_env|_options|_environment)\b|jinja2\.(?:Environment|ext)\b")


class OwnWords(NamedTuple):
    """``filters`` that the program registers; ``custom``: it changes the language further."""

    filters: frozenset[str]
    custom: bool


def own_words(files: Files) -> OwnWords:
    """What the program's Python files add to Jinja."""
    sources = [files.source(path) for path in files.texts if path.endswith(".py")]
    filters = frozenset(name for source in sources for name in _registered(source))
    return OwnWords(filters, any(CUSTOM.search(source.text) for source in sources))


@functools.lru_cache(300)
def _registered(source: Source) -> frozenset[str]:
    """Names of functions that a decorator, or a call, makes filters."""
    found: set[str] = set()
    for node in source.of(ast.FunctionDef):
        for decorator in node.decorator_list:
            call = decorator.func if isinstance(decorator, ast.Call) else decorator
            if _registers(call):
                given = _texts(decorator) if isinstance(decorator, ast.Call) else set()
                found |= given or {node.name}
    for node in source.of(ast.Call):
        if _registers(node.func):
            found |= _texts(node)
            found |= {one.id for one in node.args if isinstance(one, ast.Name)}
    return frozenset(found)


def _registers(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and _plain(node.attr) in REGISTERS


def _plain(name: str) -> str:
    """A blueprint's methods are called otherwise: app_template_filter."""
    return name.replace("app_template", "template")


def _texts(call: ast.Call) -> set[str]:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return {str(v.value) for v in values if isinstance(v, ast.Constant)}


@functools.lru_cache(1)
def _environment() -> "Environment":
    """As Flask makes it, without its app."""
    from jinja2 import Environment

    return Environment(autoescape=True)


def problems(text: str, words: OwnWords) -> list[Problem]:
    """At most one: Jinja stops at the first."""
    from jinja2 import TemplateSyntaxError

    environment = _environment()
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as exc:
        if words.custom and "unknown tag" in str(exc.message):
            return []
        return [_problem(text, exc)]
    except RecursionError:
        return [Problem(1, "", "This template is nested too deeply.", "")]
    return [] if words.custom else _unknown_filters(tree, text, words.filters)


def _unknown_filters(tree: object, text: str, own: frozenset[str]) -> list[Problem]:
    from jinja2 import nodes

    assert isinstance(tree, nodes.Template)
    known = {*_environment().filters, *own}
    found = []
    for node in tree.find_all(nodes.Filter):
        if node.name not in known:
            near = close_to(node.name, sorted(known))
            hint = (
                f"Did you mean {near}?"
                if near
                else (f"Register one: @app.template_filter() above def {node.name}(value):")
            )
            line = node.lineno
            found.append(Problem(line, node.name, f"There is no filter {node.name}.", hint))
    return found


def _problem(text: str, exc: "TemplateSyntaxError") -> Problem:
    said = str(exc.message)
    unknown = re.match(r"Encountered unknown tag '(\w+)'", said)
    if unknown:
        return _unknown_tag(text, exc.lineno, unknown[1], said)
    unclosed = re.search(r"innermost block that needs to be closed is '(\w+)'", said)
    if unclosed or said.startswith("Unexpected end of template"):
        opened = innermost_open(text, BLOCKS)
        name, line = opened or (unclosed[1] if unclosed else "block", exc.lineno)
        return _unclosed(name, line)
    for pattern, message, hint in WORDS:
        found = re.search(pattern, said)
        if found:
            groups = found.groups()
            return Problem(exc.lineno, groups[-1] if groups else "", message.format(*groups), hint)
    return Problem(exc.lineno, "", said[:1].upper() + said[1:], "")


def _unclosed(name: str, line: int) -> Problem:
    message = f"This {{% {name} %}} is never closed."
    return Problem(line, name, message, f"Close it by {{% end{name} %}}")


def _unknown_tag(text: str, line: int, name: str, said: str) -> Problem:
    if name in IN_JINJA:
        return Problem(line, name, f"Jinja has no tag {name}.", IN_JINJA[name])
    nested = re.search(r"nesting mistake.*innermost block that needs to be closed is '(\w+)'", said)
    if nested:
        before = "\n".join(text.split("\n")[:line])
        opened, at = innermost_open(before, BLOCKS - {name[3:]}) or (nested[1], line)
        return Problem(
            at,
            opened,
            f"This {{% {opened} %}} is never closed.",
            f"Close it by {{% end{opened} %}}",
        )
    expected = re.search(r"looking for the following tags: (.*?)\.", said)
    if name.startswith("end") and expected:
        wanted = expected[1].replace("'", "")
        return Problem(
            line,
            name,
            f"{{% {name} %}} closes nothing that is open here.",
            (f"What is open wants {wanted}."),
        )
    if name.startswith(("end", "el")) and not expected:
        return Problem(
            line,
            name,
            f"{{% {name} %}} stands here, and nothing is open.",
            ("Take it out, or open the block before it."),
        )
    near = close_to(name, sorted({*BLOCKS, *TAGS, *(f"end{one}" for one in BLOCKS)}))
    return Problem(line, name, f"Jinja has no tag {name}.", f"Did you mean {near}?" if near else "")


TAGS = {"extends", "include", "import", "from", "set", "raw", "else", "elif", "endset", "print"}
WORDS = [
    (
        r"expected token 'end of (?:print statement|statement block)', got '(.*)'",
        "Here the expression should end, and {0} follows.",
        "Filters follow a |, attributes a dot, calls have brackets.",
    ),
    (
        r"unexpected '(\})'",
        "A single {0} stands where an expression should go on.",
        "A value is closed by }}, a tag by %}",
    ),
    (
        r"Expected an expression, got 'end of (?:print statement|statement block)'",
        "There is no expression here.",
        "Between {{ and }} stands what is to be shown.",
    ),
    (
        r"unexpected char ['\"](.*)['\"] at",
        "There is a character here that Jinja doesn't know: {0}",
        "",
    ),
    (
        r"expected token '(.*)', got '(.*)'",
        "Here {0} should stand, and it is {1}.",
        "",
    ),
    (r"Missing end of (comment)", "This comment is never closed.", "It ends by #}"),
    (r"Missing end of (raw)", "This {{% raw %}} is never closed.", "It ends by {% endraw %}"),
    (
        r"block '(\w+)' defined twice",
        "There are two blocks {0}: a template has each name once.",
        "To show it a second time: {{ self.name() }}",
    ),
]


def filter_names(words: OwnWords) -> list[str]:
    """All filters that a template can use."""
    return sorted({*_environment().filters, *words.filters})
