"""Which packages a program needs, in the versions that it ran with."""

import ast
import importlib.metadata
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache

from packaging.utils import canonicalize_name

from tutorial_site.playground.runtime.packages import distributions

FRAMEWORKS = {"flask": "flask", "django": "django"}
# Needed by what stands in settings as a text.
BY_WORDS = {"django.template.backends.jinja2": "jinja2"}


def requirements_text(framework: str, files: Mapping[str, str]) -> str:
    """``requirements.txt``: the framework, and what else the files import that learners may."""
    wanted = {FRAMEWORKS[framework]} if framework in FRAMEWORKS else set()
    known = distributions()
    for path, text in files.items():
        if path.endswith(".py"):
            for module in _imported(text):
                wanted |= _distributions_of().get(module, set()) & known.keys()
        wanted |= {name for words, name in BY_WORDS.items() if words in text}
    installed = [importlib.metadata.distribution(name) for name in sorted(wanted)]
    return "".join(f"{each.metadata['Name']}=={each.version}\n" for each in installed)


def _imported(text: str) -> Iterator[str]:
    """The top-level modules that a file imports; none of one that doesn't parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@lru_cache(maxsize=1)
def _distributions_of() -> dict[str, set[str]]:
    """Module → the distributions that it comes with, by their canonical names."""
    found = importlib.metadata.packages_distributions()
    return {module: {canonicalize_name(name) for name in names} for module, names in found.items()}
